"""Build the search index of this machine anew. The old one answers meanwhile; nothing else is touched."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.faults import IndexUnusable
from search.index import keeper


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, **options: Any) -> None:
        try:
            pages = keeper().rebuild(self._show)
        except (IndexUnusable, OSError) as error:
            raise CommandError(
                f"The index cannot be written: {error}. Make room in the data directory and check who may write there."
            ) from error
        self.stdout.write(self.style.SUCCESS(f"The search index holds {pages} page{'' if pages == 1 else 's'}."))

    def _show(self, done: int, total: int) -> None:
        if sys.stderr.isatty() and (done == total or done % 100 == 0):
            percent = 100 * done // max(total, 1)
            self.stderr.write(f"\r{done} of {total} pages ({percent} %)", ending="" if done < total else "\n")
