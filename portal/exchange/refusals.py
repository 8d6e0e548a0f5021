"""What cannot be brought in, as sentences that say what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from editorial.errors import Refused


class FileRefused(Refused):
    """The file as a whole; nothing of it was looked at further."""

    code = "file_refused"


class RowRefused(Refused):
    """One row; the others are not touched by it."""

    code = "row_refused"


class RowStale(RowRefused):
    code = "row_stale"
    sentence = (
        "It was changed after this file was written, so nothing was overwritten. Export it again and make your changes "
        "there."
    )


def messages_of(error: ValidationError | list[ValidationError], model: type[models.Model], name: str) -> Iterator[str]:
    """What is wrong with a value of a field; of one that is chosen from a list, what can be chosen."""
    for each in error.error_list if isinstance(error, ValidationError) else error:
        choices = _choices_of(model, name) if each.code == "invalid_choice" else []
        if choices:
            value = (each.params or {}).get("value", "")
            yield f"“{value}” cannot be chosen; write one of: {', '.join(choices)}."
        else:
            yield from each.messages


def _choices_of(model: type[models.Model], name: str) -> list[str]:
    try:
        column: Any = model._meta.get_field(name)
    except FieldDoesNotExist:  # an error of the entry as a whole
        return []
    return [str(value) for value, _ in getattr(column, "flatchoices", []) if value not in ("", None)]
