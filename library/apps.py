from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Library"

    def ready(self) -> None:
        from editorial.choosers import register_chooser
        from editorial.picture_files import register_finder
        from editorial.registry import register
        from editorial.source_standing import register_standings
        from editorial.used import Shared, register_shared
        from library import checks  # noqa: F401  registers the content checks that ask the library
        from library.choosing import sources_like, sources_named
        from library.document import KIND
        from library.models import Organisation, Picture, Source, Statistic
        from library.renditions import renditions_of
        from library.sources import figures_from, standings_of

        register(KIND)
        register_finder(renditions_of)
        register_standings(standings_of)

        register_chooser("source", sources_like, sources_named)
        register_shared("source", Shared(Source, beside=figures_from))
        for kind, model in (("statistic", Statistic), ("organisation", Organisation), ("picture", Picture)):
            register_shared(kind, Shared(model))
