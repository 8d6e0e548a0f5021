from __future__ import annotations

from django.apps import AppConfig


class FaqConfig(AppConfig):
    name = "faq"
    verbose_name = "Questions and answers"

    def ready(self) -> None:
        from editorial.registry import register
        from faq.document import KIND

        register(KIND)
