"""`manage.py first_administrator`: the first account of an empty site."""

from __future__ import annotations

import getpass
import os
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from editorial.models import Contributor
from editorial.roles import ADMINISTRATOR

NAMES = {word: f"FIRST_ADMIN_{word.upper()}" for word in ("name", "username", "email", "password")}


class Command(BaseCommand):
    help = (
        "Make the first administrator, who makes the other accounts. Asks on the terminal, or reads FIRST_ADMIN_NAME, "
        "FIRST_ADMIN_USERNAME, FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if get_user_model()._default_manager.filter(groups__name=ADMINISTRATOR).exists():
            raise CommandError(
                "There is an administrator already. Administrators add others under Users.", returncode=2
            )
        facts = {word: os.environ.get(name, "") for word, name in NAMES.items()}
        if not any(facts.values()):
            facts = self._ask()
        missing = [NAMES[word] for word, value in facts.items() if not value]
        if missing:
            raise CommandError(f"Set {', '.join(missing)} too, or none of them to be asked.", returncode=2)
        try:
            self._make(**facts)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        self.stdout.write(f"Made the administrator “{facts['username']}”. Sign in, then add the others under Users.")

    def _ask(self) -> dict[str, str]:
        if not self.stdin_is_terminal():
            raise CommandError(
                "Nobody can be asked here. Run this on a terminal, or set " + ", ".join(NAMES.values()) + ".",
                returncode=2,
            )
        self.stdout.write("The first administrator of this site.")
        facts = {"name": input("Name: "), "username": input("Username: "), "email": input("E-mail: ")}
        facts = {word: value.strip() for word, value in facts.items()}
        password = getpass.getpass("Password (12 characters or more): ")
        if password != getpass.getpass("Password again: "):
            raise CommandError("The two passwords are not the same. Start again.", returncode=2)
        return {**facts, "password": password}

    @staticmethod
    def stdin_is_terminal() -> bool:
        return os.isatty(0)

    @transaction.atomic
    def _make(self, *, name: str, username: str, email: str, password: str) -> None:
        """Raises ValidationError. Not a superuser: the role is enough."""
        user = get_user_model()(username=username, email=email, is_staff=True)
        validate_email(email)
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
        user.save()
        user.groups.add(Group.objects.get(name=ADMINISTRATOR))
        slug = slugify(name)[:70] or "administrator"
        taken = Contributor.objects.filter(slug=slug).exists()
        Contributor.objects.create(user=user, name=name, slug=f"{slug}-{user.pk}" if taken else slug, email=email)
