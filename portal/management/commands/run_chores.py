"""`manage.py run_chores`: whatever is due beside answering requests, once or for ever."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from portal import chores

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what is due: smaller files of pictures, lost files, PDF copies of pages, pictures for links."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every",
            type=float,
            metavar="SECONDS",
            help="go on: at once when a page changes, and at least every so many seconds",
        )

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        try:
            if every:
                self._for_ever(every)
            else:
                self._once()
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _once(self) -> None:
        try:
            with chores.only_one():
                if not chores.run_all(self.stdout.write):
                    raise CommandError("Some of it failed; the log says why. The rest is done.")
        except chores.AlreadyRunning:
            self.stdout.write("Another process is doing the chores already; nothing is left for this one.")

    def _for_ever(self, every: float) -> None:
        """Wait for the one that does them now to end, and take over; what is done goes to the log."""
        while True:
            try:
                with chores.only_one():
                    chores.run_for_ever(every, logger.info)
            except chores.AlreadyRunning:
                time.sleep(chores.POLL)
