"""System checks: what must be true of the database before anybody relies on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import OperationalError, connections

from editorial import protect


@register(Tags.database)
def history_is_protected(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """editorial.W001: the append-only tables have their triggers.

    A warning, because an error would stop the very command that puts them back.
    """
    messages: list[CheckMessage] = []
    for alias in databases or []:
        try:
            faults = protect.faults(connections[alias])
        except OperationalError:
            continue
        hint = "Run “manage.py migrate”: it installs the triggers again. Then run “manage.py verify_history”."
        messages += [checks.Warning(fault, hint=hint, id="editorial.W001") for fault in faults]
    return messages
