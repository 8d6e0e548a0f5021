from __future__ import annotations

from django.apps import AppConfig
from django.core.signals import request_finished


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from search.counting import write_what_is_due

        request_finished.connect(write_what_is_due, dispatch_uid="search.counting")
