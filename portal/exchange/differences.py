"""What a row changes, field by field with the old and the new words, as the history of a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from editorial.admin.sides import Side, names_for, side_of
from editorial.compare import FieldChange, field_changes
from editorial.marking import marked_text
from editorial.models import Draft
from editorial.rendering import marked_html
from portal.exchange.entries import ABOUT, said_by

MARKS = "ins, del, .change-note"
LEFT_OUT = "<p>…</p>"


@dataclass(frozen=True)
class Standing:
    """What a row is about, as it is here now: the address of its form, and what it says."""

    address: str
    says: Side | dict[str, str]


def standing_of(model: Any, uid: object, columns: tuple[str, ...]) -> Standing | None:
    """None for what is not here."""
    try:
        key = UUID(str(uid))
    except ValueError:
        return None
    is_draft = issubclass(model, Draft)
    found = model._default_manager.filter(**{"item__uid" if is_draft else "uid": key})
    entry: models.Model | None = found.first()
    if entry is None:
        return None
    address = reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change", args=[entry.pk])
    if not isinstance(entry, Draft):
        return Standing(address, said_by(entry, tuple(name for name in columns if name not in ABOUT)))
    head = entry.item.head
    return Standing(address, side_of(entry.item, head, {}) if head is not None else {})


def changes_between(before: Standing, after: Standing, model: Any) -> list[FieldChange]:
    """Each field that says another thing, with only those of its paragraphs that do."""
    old, new = before.says, after.says
    if isinstance(old, Side) and isinstance(new, Side):
        names = names_for(old, new)
        changes = field_changes(old.signed, new.signed, names) + field_changes(old.listing, new.listing, names)
        return [replace(change, html=marked_html(shortened(change.html))) for change in changes]
    if isinstance(old, Side) or isinstance(new, Side):
        return []
    return [
        FieldChange("changed", "", "", label_of(model, name), marked_html(f"<p>{marked_text(old[name], text)}</p>"))
        for name, text in new.items()
        if text != old.get(name, text)
    ]


def weight_of(before: Standing, after: Standing) -> int:
    """How many characters `changes_between` would have to compare. Cheap."""
    old, new = before.says, after.says
    if isinstance(old, Side) and isinstance(new, Side):
        return _differing(old.signed, new.signed) + _differing(old.listing, new.listing)
    return 0 if isinstance(old, Side) or isinstance(new, Side) else _differing(old, new)


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """Of lists only the parts that are in one of them."""
    found = 0
    for name in {*old, *new}:
        left, right = (side.get(name, "") for side in (old, new))
        both = [set(map(str, value)) if isinstance(value, list) else {str(value)} for value in (left, right)]
        found += sum(map(len, both[0] ^ both[1]))
    return found


def label_of(model: Any, name: str) -> str:
    label = str(model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def shortened(html: str) -> str:
    """A marked text without the paragraphs that stayed as they were."""
    body = LexborHTMLParser(html).body
    kept: list[str] = []
    for node in body.iter() if body is not None else ():
        part = node.html or ""
        if node.css_first(MARKS) is None:
            part = LEFT_OUT
        if part != LEFT_OUT or kept[-1:] != [LEFT_OUT]:
            kept.append(part)
    return "".join(kept)
