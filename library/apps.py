from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Library"

    def ready(self) -> None:
        from editorial.choosers import register_chooser
        from library.choosing import sources_like, sources_named

        register_chooser("source", sources_like, sources_named)
