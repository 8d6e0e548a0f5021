"""`manage.py import_content LIST FILE`: what would become of each row. Writes only with --save."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from editorial.models import Contributor
from portal.exchange import formats
from portal.exchange.refusals import FileRefused
from portal.exchange.running import run
from portal.exchange.tables import TABLES
from portal.exchange.views import may

USAGE_ERROR = 2


class Command(BaseCommand):
    help = (
        "Bring content in from a file that was exported. Without --save it only tries each row and says what it found."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", choices=list(TABLES))
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="the account in whose name it is done")
        parser.add_argument("--save", action="store_true", help="write what is new or changed")

    def handle(self, *args: Any, **options: Any) -> None:
        table, path = TABLES[options["list"]], Path(options["file"])
        by = Contributor.objects.filter(user__username=options["by"]).select_related("user").first()
        if by is None:
            raise CommandError(f"No contributor belongs to “{options['by']}”: check --by.", returncode=USAGE_ERROR)
        if not (may(by.user, "add", table) and may(by.user, "change", table)):
            raise CommandError(f"{by.name} may not add or change {table.title}.", returncode=USAGE_ERROR)
        try:
            ending = formats.ending_of(path.name)
            rows = formats.read(path.read_bytes(), ending)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=USAGE_ERROR) from error
        except FileRefused as refused:
            raise CommandError(str(refused), returncode=USAGE_ERROR) from refused
        report = run(table, rows, by, is_trial=not options["save"], is_table=ending != "json", progress=self._progress)
        for outcome in report.problems:
            self.stderr.write(f"row {outcome.number}, {outcome.title}: {outcome.problem}")
        counted = [f"{count} {result}" for result, count in report.counts.items()]
        self.stdout.write(", ".join([*counted, f"{len(report.problems)} refused"]))
        if report.is_trial:
            self.stdout.write("Nothing was changed. To write it, add --save.")

    def _progress(self, done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            self.stderr.write(f"{done} of {total}", self.style.NOTICE)
