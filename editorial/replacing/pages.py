"""Finding words on all pages, and replacing them page by page: each is its own transaction and its own new draft."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, QuerySet

from editorial import actions, errors, registry
from editorial.actions.locks import lock
from editorial.models import Contributor, Draft, Item, Revision
from editorial.registry import Kind
from editorial.replacing.words import Found, Wanted, find_in, replace_in
from editorial.richtext import RichTextField

# What is shown at once; pages are never parted.
MOST_AT_ONCE = 100

WHERE = {
    "titles": "Titles",
    "names": "Other names and forms of words",
    "summaries": "Main messages and definitions",
    "headings": "Headings",
    "texts": "Texts",
    "signs": "Signs in care cards",
    "questions": "Questions and short answers",
    "choices": "Treatment choices",
    "pictures": "Alternative texts and captions",
}


@dataclass(frozen=True)
class Scope:
    """Where is looked; an empty field narrows nothing."""

    kinds: tuple[str, ...] = ()
    language: str = ""
    topic: int | None = None
    where: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One place on a page. `key` names it in a form: the uid of its block (or "page"), the field, the number."""

    key: str
    part: str
    found: Found


@dataclass(frozen=True)
class PageChanges:
    """The places on one page, and the revision they were found in."""

    item: Item
    draft: Draft
    head: int
    changes: list[Change] = field(default_factory=list)

    @property
    def label(self) -> str:
        return registry.kind_named(self.item.kind).label

    @property
    def by_hand(self) -> list[Change]:
        return [change for change in self.changes if change.found.by_hand]

    @property
    def possible(self) -> list[Change]:
        return [change for change in self.changes if not change.found.by_hand]


def items_with(wanted: Wanted, scope: Scope) -> QuerySet[Item]:
    """Items whose newest text may hold the words, in the order of their keys: more than really do, never fewer."""
    kinds = [kind for kind in registry.kinds() if not scope.kinds or kind.name in scope.kinds]
    items = Item.objects.filter(kind__in=[kind.name for kind in kinds], head__isnull=False, put_away_at=None).order_by(
        "pk"
    )
    if scope.language:
        items = items.filter(language=scope.language)
    if scope.topic is not None:
        under = Q(topic=scope.topic) | Q(topic__parent=scope.topic) | Q(topic__parent__parent=scope.topic)
        drafts = (kind.model._default_manager.filter(under).order_by().values("item") for kind in kinds)
        items = items.filter(reduce(or_, (Q(pk__in=own) for own in drafts), Q(pk__in=[])))
    # Databases fold the letter case of ASCII alike; a word that may be parted by formatting has other words beside it.
    word = max(re.findall(r"[A-Za-z0-9]+", wanted.find), key=len, default="")
    if word:
        items = items.filter(Q(head__signed__text__icontains=word) | Q(head__listing__text__icontains=word))
    return items


def find(wanted: Wanted, scope: Scope, after: int = 0) -> tuple[list[PageChanges], int]:
    """Pages with places, those after the item `after`; and the item to go on after, 0 where there is nothing more."""
    pages: list[PageChanges] = []
    count = 0
    for item in items_with(wanted, scope).filter(pk__gt=after).select_related("publication").iterator(chunk_size=50):
        if count >= MOST_AT_ONCE:
            return pages, pages[-1].item.pk
        page = changes_on(item, wanted, scope)
        if page.changes:
            pages.append(page)
            count += len(page.changes)
    return pages, 0


def changes_on(item: Item, wanted: Wanted, scope: Scope) -> PageChanges:
    """The places on one page."""
    kind = registry.kind_named(item.kind)
    draft = registry.draft_of(item.pk, item.kind)
    page = PageChanges(item, draft, item.head_id or 0)
    for row, column in _fields(kind, draft, scope):
        text = getattr(row, column.name)
        for found in find_in(text, wanted, is_rich=isinstance(column, RichTextField)):
            page.changes.append(Change(f"{_place(row)}:{column.name}:{found.number}", _words_for(row, column), found))
    return page


def _fields(kind: Kind, draft: Draft, scope: Scope) -> Iterator[tuple[Any, Any]]:
    """The rows of a page with each of their fields that is looked at."""
    for row in (draft, *kind.rows(draft)):
        for name, where in kind.words.get(type(row), {}).items():
            if not scope.where or where in scope.where:
                yield row, row._meta.get_field(name)


def _place(row: models.Model) -> str:
    return "page" if isinstance(row, Draft) else str(getattr(row, "uid", ""))


def _words_for(row: models.Model, column: Any) -> str:
    label = str(column.verbose_name)
    return (
        label.capitalize() if isinstance(row, Draft) else f"{str(row._meta.verbose_name).capitalize()} “{row}”: {label}"
    )


@transaction.atomic
def replace_on(
    *, item: Item, head: int, keys: Collection[str], wanted: Wanted, scope: Scope, by: Contributor, token: str
) -> int:
    """Replace the words in the chosen places of a page and save it as a new draft; returns how many were replaced.

    `head` is the revision in which the places were found. Raises StaleDraft where the page was changed since, or what
    `save_draft` raises; `token` makes a double click one act.
    """
    item = lock(item.pk)
    if Revision.objects.filter(by=by, token=token).exists():
        return len(keys)
    if item.head is None or item.head_id != head:
        raise errors.NothingToDo(what="It was changed after it was looked through. Look for the words again.")
    kind, draft = registry.kind_named(item.kind), registry.draft_of(item.pk, item.kind)
    chosen: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        place, _, number = key.rpartition(":")
        chosen[place].add(int(number))
    done = 0
    for row, column in _fields(kind, draft, scope):
        numbers = chosen.get(f"{_place(row)}:{column.name}", set())
        if numbers:
            _replace(row, column, wanted, numbers)
            done += len(numbers)
    actions.save_draft(draft=draft, by=by, based_on=head, token=token)
    return done


def _replace(row: Any, column: Any, wanted: Wanted, numbers: set[int]) -> None:
    is_rich = isinstance(column, RichTextField)
    short = isinstance(column, RichTextField) and column.short
    text = replace_in(getattr(row, column.name), wanted, numbers, is_rich=is_rich, short=short)
    try:
        setattr(row, column.name, column.clean(text, row))
    except ValidationError as error:
        label = _words_for(row, column)
        raise errors.NothingToDo(what=f"{label} would not be right any more: {' '.join(error.messages)}") from error
    row.save(update_fields=[column.name])
