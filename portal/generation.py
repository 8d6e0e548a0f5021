"""The number that every change of a public page raises, as those see it who work beside the server."""

from __future__ import annotations

from django.db import transaction

from editorial.actions.locks import raise_generation
from editorial.models import SiteState

_told = 0


def current() -> int:
    return SiteState.objects.filter(pk=1).values_list("generation", flat=True).first() or 0


def tell_pages() -> None:
    """Pages offer files that were not there before: that, too, is a change of public pages."""
    global _told
    with transaction.atomic():
        raise_generation()
    _told += 1


def told() -> int:
    """How often this process told pages: whoever waits for changes need not wake for their own."""
    return _told
