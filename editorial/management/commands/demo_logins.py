"""`manage.py demo_logins`: new passwords for the people of the demonstration, shown once."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from editorial.models import Contributor

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


class Command(BaseCommand):
    help = "Give the demonstration accounts new passwords and print them, once. Real accounts are never touched."

    def handle(self, *args: Any, **options: Any) -> None:
        people = Contributor.objects.filter(is_demo=True, user__is_active=True).select_related("user")
        people = people.prefetch_related("user__groups").order_by("user__username")
        if not people:
            raise CommandError(
                "There are no demonstration accounts on this site, so nothing was changed.", returncode=2
            )
        rows = [("Role", "Username", "Password"), *self._with_new_passwords(list(people))]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        self.stdout.write("Shown once. The passwords from before no longer work.")

    @transaction.atomic
    def _with_new_passwords(self, people: list[Contributor]) -> list[tuple[str, str, str]]:
        rows = []
        for person in people:
            user, password = person.user, readable_password()
            assert user is not None
            user.set_password(password)
            user.save(update_fields=["password"])
            role = ", ".join(sorted(group.name for group in user.groups.all())) or "no role"
            rows.append((role, user.get_username(), password))
        return sorted(rows)


def readable_password() -> str:
    """Four words that can be said and typed, of 49 bits together."""
    pick = secrets.choice
    return "-".join("".join(pick(CONSONANTS) + pick(VOWELS) for _ in range(2)) for _ in range(4))
