"""Prove that the history is whole: digests, chains, triggers, and that every live page has the basis it shows."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.verify import problems


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seal", default="", help="A seal that was kept outside this database.")

    def handle(self, **options: Any) -> None:
        found = 0
        for problem in problems(options["seal"].strip().lower(), self._show):
            found += 1
            self.stderr.write(self.style.ERROR(problem))
        if found:
            raise CommandError(f"{found} problems. Keep this database as evidence and compare it with the last backup.")
        self.stdout.write(self.style.SUCCESS("The history is whole."))

    def _show(self, done: int, total: int) -> None:
        if sys.stderr.isatty() and total:
            self.stderr.write(
                f"\r{done} of {total} items ({100 * done // total} %)", ending="" if done < total else "\n"
            )
