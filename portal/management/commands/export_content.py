"""`manage.py export_content LIST --to FILE`: the newest text of every draft of a kind, or all sources or contributors."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from portal.exchange.formats import ending_of
from portal.exchange.refusals import FileRefused
from portal.exchange.tables import TABLES


class Command(BaseCommand):
    help = "Write content to a file. The ending of its name chooses the format: .json, .csv or .xlsx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", choices=list(TABLES))
        parser.add_argument("--to", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(options["to"])
        try:
            data = TABLES[options["list"]].export(ending_of(target.name))
        except FileRefused as refused:
            raise CommandError(str(refused)) from refused
        target.write_bytes(data)
        self.stdout.write(f"{options['list']}: {len(data):,} bytes written to {target}.")
