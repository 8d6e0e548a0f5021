"""Empty the texts of readers' answers that are older than twelve months; how many said yes or no is kept."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from editorial import clock
from editorial.actions import forget_old_feedback


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{forget_old_feedback(clock.today())} texts of readers were forgotten.")
