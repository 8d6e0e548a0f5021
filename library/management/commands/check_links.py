"""`manage.py check_links`: ask the addresses on other sites that our pages name whether they answer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from library import link_check
from library.linking import broken

SHOWN_EVERY = 20


class Command(BaseCommand):
    help = "Ask the addresses on other sites that live pages and the library name, each once a week at most."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--minutes", type=float, default=30, help="stop after so many minutes (30)")

    def handle(self, *args: Any, minutes: float, **options: Any) -> None:
        try:
            report = link_check.Run(minutes * 60, self._progress).go()
        except KeyboardInterrupt:
            self.stdout.write("Stopped. What was asked is kept; the next run goes on with the rest.")
            return
        if report.offline:
            self.stdout.write(
                f"Nothing could be reached, so this machine seems to be offline: {report.withheld} failures were not "
                "written down. Run it again when it is online."
            )
        self.stdout.write(
            f"Asked {report.asked}; {report.failing} did not answer. {report.left} are left for the next run. "
            f"{broken().count()} failed twice, a day apart: their pages are in the work list of their owners."
        )

    def _progress(self, done: int, total: int) -> None:
        if done % SHOWN_EVERY == 0 or done == total:
            self.stdout.write(f"{done} of {total}")
