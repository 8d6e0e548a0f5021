"""Two editors, one form: what the second one did not touch follows the first, and what both changed is shown to him.

A posted form is compared with the revision it started from and with the rows as they are now. Values of the second
editor are never dropped: they come back in his form, and the differences are listed beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models, transaction
from django.db.models.query import QuerySet
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial import registry
from editorial.clashes import Clash, as_compared, is_theirs, marked_against
from editorial.models import Draft, Item, Revision

# What a browser sends may be anything, and "²" is a digit too.
_PLACE = re.compile(r"-?[0-9]{1,9}")

# Names of fields that are about the form, not about the text.
OWN = frozenset(
    {
        "based_on",
        "token",
        "typed",
        "slug",
        "language",
        "follows_source",
        "source_seen",
        "block_uid",
        "DELETE",
        "ordering",
        "region",
        "id",
        "parent",
    }
)

Values = dict[str, dict[str, Any]]
Row = dict[str, list[str]]


def values_of(draft: Draft, kind: str) -> Values:
    """The form values of a draft ("") and of each of its rows (by uid)."""
    rows = registry.kind_named(kind).rows(draft)
    return {"": _values(draft)} | {str(row.uid): _values(row) for row in rows}


def _values(row: models.Model) -> dict[str, Any]:
    values = model_to_dict(row)
    return {name: list(value) if isinstance(value, list | QuerySet) else value for name, value in values.items()}


def values_at(revision: Revision, draft: Draft, kind: str) -> Values:
    """The form values that a revision stands for: written back inside a savepoint, read, and undone."""
    with transaction.atomic():
        writable = type(draft)._default_manager.get(pk=draft.pk)
        signed, listing = json.loads(revision.signed.text), json.loads(revision.listing.text)
        registry.kind_named(kind).write_back(writable, signed, listing)
        values = values_of(writable, kind)
        transaction.set_rollback(True)
    for name in registry.kind_named(kind).not_copied:
        values[""].pop(name, None)  # it stands in no revision, so nobody knows what it was
    return values


class Merge:
    """The merge of one posted form. `clashes` fills while the form and its rows are gone through."""

    def __init__(self, item: Item, draft: Draft, based_on: Revision | None, posted: QueryDict) -> None:
        assert item.head is not None
        self.head = item.head
        self.base = values_at(based_on, draft, item.kind) if based_on and based_on.signed.text else {}
        self.now = values_of(draft, item.kind)
        self.clashes: list[Clash] = []
        self._posted = posted
        self._follows_order = self._order_untouched(posted)

    def _order_untouched(self, posted: QueryDict) -> bool:
        """Did the second editor leave the blocks in the order in which he found them?"""
        places = {}
        for name in posted:
            if name.endswith("-block_uid") and posted[name] in self.base:
                place = posted.get(name.removesuffix("block_uid") + "ordering") or "0"
                places[posted[name]] = int(place) if _PLACE.fullmatch(place) else 0
        found = [uid for uid in self.base if uid in places]
        return sorted(found, key=lambda uid: places[uid]) == found

    def fields(self, form: forms.BaseForm, data: QueryDict, key: str, where: str = "") -> bool:
        """Settle the values of one form in `data`; returns whether the second editor touched any."""
        base, now = self.base.get(key, {}), self.now.get(key, {})
        any_touched = False
        for name, field in form.fields.items():
            if name in OWN or name not in now | base:
                continue
            html_name = form.add_prefix(name)
            value = field.widget.value_from_datadict(data, {}, html_name)
            touched = name not in base or _differs(field, base[name], value)
            any_touched |= touched
            if name not in now or not _differs(field, now[name], value):
                continue
            if not touched:
                data.setlist(html_name, as_posted(field, now[name]))
            elif name not in base or _differs(field, now[name], _first(field, base[name])):
                label = f"{where}{field.label or name}"
                before = base.get(name, now[name])
                sides = (marked_against(field, before, each) for each in (now[name], value))
                self._clash(html_name, label, *sides)
        return any_touched

    def _clash(self, field: str, label: str, theirs: SafeString | str, mine: SafeString | str) -> None:
        first, second = (s if isinstance(s, SafeString) else format_html("<p>{}</p>", s) for s in (theirs, mine))
        self.clashes.append(Clash(field, label, first, second, is_theirs(self._posted, field)))

    def rows(self, form_class: type[forms.BaseModelForm[Any]], data: QueryDict, prefix: str, live: list[Any]) -> None:
        """Fit the posted rows of one formset to the rows as they are now.

        `live` are the current rows in the order of the formset's queryset: the admin pairs posted rows with them by
        position. Rows the first editor removed become new rows if the second had changed them, and go otherwise; rows
        the first editor added join the form.
        """
        posted, initial = _rows(data, prefix)
        by_pk = {str(row.pk): row for row in live}
        kept: list[Row] = []
        gone: list[Row] = []
        for row in posted[:initial]:
            (kept if row.get("id", [""])[0] in by_pk else gone).append(row)
        known = {row["id"][0] for row in kept}
        joined = [_row_of(form_class, row) for row in live if str(row.pk) not in known]
        place = {str(row.pk): index for index, row in enumerate(live)}
        out = sorted(kept + joined, key=lambda row: place[row["id"][0]])
        initial_now = len(out)
        for row in gone:
            if self._was_worked_on(form_class, row, f"{prefix}-{len(out)}-DELETE"):
                out.append({**row, "id": [""]})
        out += posted[initial:]
        _write_rows(data, prefix, out, initial_now)
        for index, row in enumerate(out[:initial_now]):
            self._settle_row(form_class(prefix=f"{prefix}-{index}"), data, by_pk[row["id"][0]], row)

    def _settle_row(self, form: forms.BaseModelForm[Any], data: QueryDict, live: Any, row: Row) -> None:
        uid = row.get("block_uid", [""])[0]
        before = len(self.clashes)
        self.fields(form, data, uid if uid == str(live.uid) else "?", where=f"{live} · ")
        if "DELETE" in row and self.base.get(uid) and _other_changed(self.base[uid], self.now.get(uid, {})):
            del self.clashes[before:]
            self._clash(form.add_prefix("DELETE"), str(live), "It was changed.", "You marked it to be removed.")
        if self._follows_order and str(live.uid) in self.base and hasattr(live, "ordering"):
            data[form.add_prefix("ordering")] = str(live.ordering)

    def _was_worked_on(self, form_class: type[forms.BaseModelForm[Any]], row: Row, field: str) -> bool:
        """Did the second editor change a row that the first removed meanwhile? Then it stays, as a new row.

        `field` is the name under which the new row can be removed.
        """
        if "DELETE" in row:
            return False
        uid = row.get("block_uid", [""])[0]
        single = QueryDict(mutable=True)
        for name, value in row.items():
            single.setlist(name, value)
        worked_on = self.fields(form_class(), single, uid) or uid not in self.base
        if worked_on:
            heading = single.get("heading") or single.get("question") or "A block"
            self._clash(field, heading, "It was removed.", "You changed it.")
        return worked_on


class Settled:
    """A post in which the second editor chose, part by part: what was chosen of the first replaces what was typed."""

    def __init__(self, draft: Draft, kind: str, posted: QueryDict) -> None:
        self.now = values_of(draft, kind)
        self._posted = posted

    def fields(self, form: forms.BaseForm, data: QueryDict, key: str, *, all_of_it: bool = False) -> None:
        """Put the chosen values of one form into `data`; with `all_of_it` every value of the first editor."""
        now = self.now.get(key, {})
        for name, field in form.fields.items():
            html_name = form.add_prefix(name)
            if name not in OWN and name in now and (all_of_it or is_theirs(self._posted, html_name)):
                data.setlist(html_name, as_posted(field, now[name]))

    def rows(self, form_class: type[forms.BaseModelForm[Any]], data: QueryDict, prefix: str, live: list[Any]) -> None:
        """The same for the rows of a formset. A row that the first editor removed is removed, one that he changed stays."""
        by_pk = {str(row.pk): row for row in live}
        for index in range(min(_number(data.get(f"{prefix}-TOTAL_FORMS")), 1000)):
            form = form_class(prefix=f"{prefix}-{index}")
            row = by_pk.get(data.get(form.add_prefix("id"), ""))
            removal = form.add_prefix("DELETE")
            if is_theirs(self._posted, removal):
                data.setlist(removal, [] if row else ["on"])
            if row is not None:
                self.fields(form, data, str(row.uid), all_of_it=is_theirs(self._posted, removal))


def _rows(data: QueryDict, prefix: str) -> tuple[list[Row], int]:
    """Take the rows of a formset out of `data`; returns them and how many of them existed before."""
    total, initial = (_number(data.get(f"{prefix}-{name}_FORMS")) for name in ("TOTAL", "INITIAL"))
    rows = []
    for index in range(min(total, 1000)):
        start = f"{prefix}-{index}-"
        names = [name for name in data if name.startswith(start)]
        rows.append({name[len(start) :]: data.pop(name) for name in names})
    return rows, min(initial, len(rows))


def _number(text: str | None) -> int:
    return int(text) if text and _PLACE.fullmatch(text) else 0


def _write_rows(data: QueryDict, prefix: str, rows: list[Row], initial: int) -> None:
    for index, row in enumerate(rows):
        for name, value in row.items():
            data.setlist(f"{prefix}-{index}-{name}", value)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(initial)


def _row_of(form_class: type[forms.BaseModelForm[Any]], row: Any) -> Row:
    """A row as the browser would post it."""
    form = form_class(instance=row)
    values = {
        name: as_posted(field, form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
        if name != "DELETE"
    }
    return values | {"id": [str(row.pk)]}


def as_posted(field: forms.Field, value: Any) -> list[str]:
    """A value as the browser would post it."""
    widget = _inner(field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    written = widget.format_value(field.prepare_value(value))
    if written is None:
        return [""]
    return [str(part) for part in written] if isinstance(written, list | tuple) else [str(written)]


def _inner(widget: forms.Widget) -> forms.Widget:
    """The admin wraps choosers of related rows."""
    return getattr(widget, "widget", widget)


def _first(field: forms.Field, value: Any) -> Any:
    """A value as the field's widget would hand it over from a posted form."""
    data = QueryDict(mutable=True)
    data.setlist("x", as_posted(field, value))
    return field.widget.value_from_datadict(data, {}, "x")


def _differs(field: forms.Field, value: Any, posted: Any) -> bool:
    if isinstance(field, forms.CharField):
        value, posted = (as_compared(each) if isinstance(each, str) else each for each in (value, posted))
    return field.has_changed(value, posted)


def _other_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return any(before[name] != after.get(name) for name in before if name not in OWN)
