"""`manage.py prepare`: everything between a checkout and a site that serves. Safe to run again, quick when done."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command, get_commands

from portal import preparation


class Command(BaseCommand):
    help = "Update the database, prepare static files, and fill an empty site (demo content or first administrator)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the demo content into an empty site")
        parser.add_argument(
            "--first-administrator", action="store_true", help="ask for the first administrator of an empty site"
        )

    def handle(self, *args: Any, demo: bool, first_administrator: bool, **options: Any) -> None:
        try:
            preparation.reach_database()
            preparation.bring_tables_up_to_date(self._say)
            preparation.gather_static_files(self._say)
        except preparation.NotReady as error:
            raise CommandError(str(error), returncode=3) from error
        if demo:
            self._load_demo()
        elif first_administrator and not get_user_model()._default_manager.exists():
            self._call("first_administrator")

    def _load_demo(self) -> None:
        """Once. The marker tells a demo that was cut off from one that an administrator has taken out again."""
        marker = settings.DATA_DIR / "loading-demo"
        if get_user_model()._default_manager.exists() and not marker.exists():
            return
        marker.touch()
        self._say("Loading the demo content (once).")
        self._call("load_demo")
        marker.unlink()
        self._call("demo_logins")

    def _call(self, name: str) -> None:
        if name not in get_commands():
            raise CommandError(f"This version has no command “{name}”.")
        call_command(name, stdout=self.stdout, stderr=self.stderr)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
