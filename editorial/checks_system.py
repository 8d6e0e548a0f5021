"""System checks: what must be true of the database before anybody relies on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, connections

from editorial import protect


@register(Tags.database)
def history_is_protected(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """editorial.E001: the append-only tables have their triggers."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        try:
            faults = protect.faults(connections[alias])
        except OperationalError:
            continue
        hint = "Run “manage.py migrate”: it installs the triggers again. Then run “manage.py verify_history”."
        messages += [Error(fault, hint=hint, id="editorial.E001") for fault in faults]
    return messages
