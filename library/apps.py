from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Library"

    def ready(self) -> None:
        from editorial.choosers import register_chooser
        from editorial.picture_files import register_finder
        from editorial.registry import register
        from library.choosing import sources_like, sources_named
        from library.document import KIND
        from library.renditions import renditions_of

        register(KIND)
        register_finder(renditions_of)

        register_chooser("source", sources_like, sources_named)
