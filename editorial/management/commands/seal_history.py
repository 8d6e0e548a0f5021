"""Seal the history and send the seal outside: printed, logged, and mailed to the people in SEAL_MAIL_TO."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand

from editorial.actions import seal

logger = logging.getLogger("editorial.seal")


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, **options: Any) -> None:
        made = seal()
        line = f"Seal {made.number} of {made.at:%Y-%m-%d %H:%M} UTC: {made.hash}"
        logger.info(line)
        if settings.SEAL_MAIL_TO:
            text = f"{line}\n\nKeep this mail. To check the history against it:\nmanage.py verify_history --seal {made.hash}\n"
            send_mail(f"[{settings.SITE_NAME}] Seal {made.number} of the history", text, None, settings.SEAL_MAIL_TO)
        self.stdout.write(line)
