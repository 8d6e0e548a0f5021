"""`manage.py load_demo`: invented people and pages in every state, once. It sets no passwords: `demo_logins` does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import IntegrityError

from portal.demonstration.loading import AlreadyLoaded, DoesNotFit, RealPages, load


class Command(BaseCommand):
    help = "Load the demonstration: fictional people, and pages in every state. All of it or nothing, and only once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="load it even though the site holds real pages")

    def handle(self, *args: Any, force: bool, **options: Any) -> None:
        try:
            pages = load(among_real_pages=force, progress=self._show)
        except AlreadyLoaded:
            self.stdout.write("The demonstration is loaded already. Nothing was changed.")
            return
        except RealPages as error:
            raise CommandError(
                "This site holds real pages, and the demonstration would stand between them. Nothing was loaded. "
                "To load it all the same: manage.py load_demo --force"
            ) from error
        except (DoesNotFit, IntegrityError) as error:
            raise CommandError(
                f"The demonstration does not fit into this site, and nothing was loaded: {error}"
            ) from error
        self.stdout.write(f"The demonstration is loaded: {pages} pages. Everybody in it is fictional.")

    def _show(self, done: int, total: int, title: str) -> None:
        self.stdout.write(f"{done} of {total} {title}")
        self.stdout.flush()
