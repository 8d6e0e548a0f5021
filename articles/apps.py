from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self) -> None:
        from articles import redaction  # noqa: F401  (it registers what listens)
        from articles.document import KIND
        from editorial.registry import register

        register(KIND)
