"""Sources and contributors out and back in: rows of plain texts, without a history of their own.

`base` is a hash of what an entry said when it was exported; a row whose entry says something else by now is refused.
What is vouched for cannot be imported: accounts, roles, credentials, verified addresses, consent to be named of somebody
who is known here, and the status of a known source, because each has consequences that its own form takes care of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from editorial import clock
from editorial.actions.locks import raise_generation
from editorial.canonical import canonical, digest
from editorial.errors import NoContributor
from editorial.models import Contributor
from library.actions import save_source
from library.models import Source
from portal.exchange.refusals import RowRefused, RowStale, messages_of

NEW, CHANGED, SAME = "new", "changed", "the same"
SOURCE = (
    "title", "authors", "publisher", "published", "kind", "edition", "url", "doi", "pmid", "isbn", "checked_on",
    "status", "status_note",
)  # fmt: skip
PERSON = ("name", "slug", "role_title", "affiliation", "biography", "interests", "email", "consents_to_be_named")
# Changed only in the form of the entry.
FIXED: dict[type[models.Model], tuple[str, ...]] = {
    Source: ("status", "status_note"),
    Contributor: ("slug", "email", "consents_to_be_named"),
}
ABOUT = ("uid", "base")


def columns_of(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*ABOUT, *names)


def rows_of(model: Any, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """All entries as texts."""
    for entry in model._default_manager.order_by("pk").iterator(chunk_size=200):
        said = said_by(entry, names)
        yield {"uid": str(entry.uid), "base": _base(said), **said}


def said_by(entry: Any, names: tuple[str, ...]) -> dict[str, str]:
    """What an entry says, as texts."""
    values = {name: getattr(entry, name) for name in names}
    return {name: _as_text(value) for name, value in values.items()}


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).replace("\r\n", "\n")


def _base(said: dict[str, str]) -> str:
    return digest(canonical(said))[:16]


@transaction.atomic
def bring_in(row: dict[str, Any], model: Any, names: tuple[str, ...], by: Contributor | None) -> str:
    """Make an entry say what a row says; says whether it is NEW, CHANGED or the SAME.

    Raises RowRefused, or what `save_source` raises.
    """
    if by is None:
        raise NoContributor
    if unknown := sorted(set(row) - set(columns_of(names))):
        raise RowRefused(f"There is no column “{unknown[0]}” here. Export a file to see which there are.")
    uid = _uid(row.get("uid"))
    entry = model._default_manager.select_for_update().filter(uid=uid).first() if uid else None
    is_new = entry is None
    if entry is None:
        entry = model(uid=uid or uuid4(), is_demo=clock.is_demonstration())
    said = said_by(entry, names)
    wanted = {name: str(row[name]).replace("\r\n", "\n").strip() for name in names if row.get(name) is not None}
    changed = [name for name, text in wanted.items() if text != said[name] and (not is_new or text)]
    if not changed and not is_new:
        return SAME
    if not is_new:
        _check_may_change(row, model, said, changed)
    for name in changed:
        _put(entry, name, wanted[name])
    _settle(entry)
    try:
        entry.full_clean()
    except ValidationError as error:
        raise RowRefused(_told(error, entry)) from error
    if isinstance(entry, Source):
        save_source(source=entry, by=by)  # pages that use it become work
    else:
        entry.save()
        raise_generation()  # the public profile shows what was changed
    _log(entry, by, changed, is_new)
    return NEW if is_new else CHANGED


def _log(entry: Any, by: Contributor, changed: list[str], is_new: bool) -> None:
    """A line in the history of the entry, as its own form writes one: who, and which columns."""
    if by.user_id is None:
        return
    labels = ", ".join(str(entry._meta.get_field(name).verbose_name) for name in changed)
    said = "Added by an import." if is_new else f"Changed by an import: {labels}."
    flag = ADDITION if is_new else CHANGE
    LogEntry.objects.log_actions(by.user_id, [entry], flag, said, single_object=True)


def _uid(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError as error:
        raise RowRefused("“uid” must be as in an exported file, or empty for a new entry.") from error


def _check_may_change(row: dict[str, Any], model: type[models.Model], said: dict[str, str], changed: list[str]) -> None:
    if str(row.get("base") or "") != _base(said):
        raise RowStale
    if fixed := [name for name in changed if name in FIXED[model]]:
        raise RowRefused(f"“{fixed[0]}” of an entry that is here already is changed in its own form, not by an import.")


def _put(entry: Any, name: str, text: str) -> None:
    column = entry._meta.get_field(name)
    if isinstance(column, models.BooleanField):
        if text.lower() not in ("yes", "no", "true", "false", "1", "0"):
            raise RowRefused(f"“{name}” must be yes or no.")
        setattr(entry, name, text.lower() in ("yes", "true", "1"))
    else:
        try:
            setattr(entry, name, column.to_python(text) if text else None if column.null else "")
        except ValidationError as error:
            raise RowRefused(f"“{name}”: {' '.join(error.messages)}") from error


def _settle(entry: Any) -> None:
    """What the form of an entry would settle."""
    if isinstance(entry, Contributor):
        entry.slug = entry.slug or slugify(entry.name)[:80]
        declared = Contributor.objects.filter(pk=entry.pk).values_list("interests", flat=True).first() or ""
        if entry.interests != declared:
            entry.interests_declared_on = clock.today() if entry.interests else None


def _told(error: ValidationError, entry: models.Model) -> str:
    """Each message with the name of its column."""
    model = type(entry)
    return " ".join(f"“{name}”: {' '.join(messages_of(each, model, name))}" for name, each in error.error_dict.items())
