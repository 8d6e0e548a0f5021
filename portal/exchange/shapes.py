"""How an imported document must be built. Each leaf is checked by the field that will hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from portal.exchange.refusals import messages_of

# May be empty in a draft; the gate asks for them later (articles/document.py, faq/document.py).
WRITTEN_LATER = frozenset({"body", "options", "answer", "short_answer", "signs", "summary", "definition"})

Problems = Iterator[str]


@dataclass
class Named:
    """The things that a document names, by kind: collected while it is checked, looked up afterwards."""

    uids: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: str, uid: str) -> None:
        self.uids.setdefault(kind, set()).add(uid)


Check = Callable[[Any, str, Named], Problems]


def text(model: type[models.Model], name: str) -> Check:
    """A text that this field takes."""
    column: Any = model._meta.get_field(name)

    def check(value: Any, place: str, named: Named) -> Problems:
        if not isinstance(value, str):
            yield f"“{place}” must be a text."
            return
        try:
            if value or name not in WRITTEN_LATER:
                column.clean(value, None)
        except ValidationError as error:
            yield from (f"“{place}”: {message}" for message in messages_of(error, model, name))

    return check


def lines(model: type[models.Model], name: str) -> Check:
    """A list of texts that this field holds one a line."""
    whole = text(model, name)

    def check(value: Any, place: str, named: Named) -> Problems:
        if not (isinstance(value, list) and all(isinstance(line, str) for line in value)):
            yield f"“{place}” must be a list of texts."
        else:
            yield from whole("\n".join(value), place, named)

    return check


def words(value: Any, place: str, named: Named) -> Problems:
    """Any text."""
    if not isinstance(value, str):
        yield f"“{place}” must be a text."


def flag(value: Any, place: str, named: Named) -> Problems:
    if not isinstance(value, bool):
        yield f"“{place}” must be true or false."


def uid(kind: str = "") -> Check:
    """A uid; of something of this kind that must be there, if one is named."""

    def check(value: Any, place: str, named: Named) -> Problems:
        try:
            known = str(UUID(value)) if isinstance(value, str) else ""
        except ValueError:
            known = ""
        if not known:
            yield f"“{place}” must be a uid, as in an exported file."
        elif kind:
            named.add(kind, known)

    return check


def slug(kind: str) -> Check:
    """The slug of a topic or tag that must be there."""

    def check(value: Any, place: str, named: Named) -> Problems:
        if isinstance(value, str):
            named.add(kind, value)
        else:
            yield f"“{place}” must be a text."

    return check


def many(entry: Check) -> Check:
    def check(value: Any, place: str, named: Named) -> Problems:
        if not isinstance(value, list):
            yield f"“{place}” must be a list."
            return
        for number, each in enumerate(value, start=1):
            yield from entry(each, f"{place} {number}", named)

    return check


def record(needs: dict[str, Check], may: dict[str, Check] | None = None) -> Check:
    """An object with these entries; others are facts that the site writes itself, and are not read."""

    def check(value: Any, place: str, named: Named) -> Problems:
        if not isinstance(value, dict):
            yield f"“{place}” must be an object, {{…}}."
            return
        for name, entry in (needs | (may or {})).items():
            if name in value:
                yield from entry(value[name], f"{place}, {name}" if place else name, named)
            elif name in needs:
                yield f"“{place + ', ' if place else ''}{name}” is missing."

    return check


def one_of(by_type: dict[str, Check]) -> Check:
    """An object whose `type` says how it is built."""

    def check(value: Any, place: str, named: Named) -> Problems:
        entry = by_type.get(str(value.get("type", ""))) if isinstance(value, dict) else None
        if entry is None:
            yield f"“{place}” must be an object with one of these types: {', '.join(by_type)}."
        else:
            yield from entry(value, place, named)

    return check
