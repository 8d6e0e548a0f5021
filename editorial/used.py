"""Which pages use a thing, in their live text, in their newest text, or in both: a few queries, however many there are.

`editorial` knows nothing of what pages share, so the apps register their things in `AppConfig.ready`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower

from editorial import registry, state
from editorial.models import Item, Publication, Use
from editorial.page import Link
from editorial.places import Spot, Thing, spots_of

# How a page is used by another: it is linked to, placed in it, or marked in it.
PAGE_USES = ["page", "question_set", "term"]


@dataclass(frozen=True)
class Shared:
    """A kind of thing that pages share: its model has a `uid`. `beside` gives what else of the library rests on it."""

    model: type[models.Model]
    beside: Callable[[Any], Iterable[Link]] = lambda thing: ()


_shared: dict[str, Shared] = {}


def register_shared(kind: str, shared: Shared) -> None:
    _shared[kind] = shared


def shared_named(kind: str) -> Shared:
    """Raises KeyError."""
    return _shared[kind]


@dataclass(frozen=True)
class Stand:
    """A place, and in which of the two texts it is."""

    spot: Spot
    in_live: bool
    in_draft: bool


@dataclass(frozen=True)
class Used:
    """One page that uses the thing."""

    item: Item
    label: str
    state: state.State
    in_live: bool
    in_draft: bool
    stands: tuple[Stand, ...]

    @property
    def publication(self) -> Publication | None:
        found: Publication | None = getattr(self.item, "publication", None)
        return found


def items_using(thing: Thing) -> QuerySet[Any]:
    """The items whose live or newest text uses the thing, by title."""
    if thing.kind == "contributor":
        return _items_of_person(thing.uid)
    kinds = PAGE_USES if thing.kind == "page" else [thing.kind]
    uses = Use.objects.filter(kind__in=kinds, uid=thing.uid)
    live = Publication.objects.live().filter(item=OuterRef("pk"), revision__in=uses.values("revision"))
    found = Item.objects.annotate(
        in_live=Exists(live), in_draft=Exists(uses.filter(revision=OuterRef("head"))), is_reviewer=Value(False)
    )
    return found.filter(Q(in_live=True) | Q(in_draft=True)).order_by(Lower("title"), "pk")


def _items_of_person(uid: str) -> QuerySet[Any]:
    """Authors stand in the texts themselves; a uid stands for nothing else there."""
    named = Publication.objects.live().filter(item=OuterRef("pk"), revision__signed__text__contains=uid)
    signed = Publication.objects.live().filter(item=OuterRef("pk"), sign_off__reviewer__uid=uid)
    found = Item.objects.annotate(
        in_live=Exists(named), in_draft=Q(head__signed__text__contains=uid), is_reviewer=Exists(signed)
    )
    return found.filter(Q(in_live=True) | Q(in_draft=True) | Q(is_reviewer=True)).order_by(Lower("title"), "pk")


def told(items: QuerySet[Any], thing: Thing) -> list[Used]:
    """What the page says of some items. One query, with their texts."""
    texts = ("head__signed", "head__listing", "publication__revision__signed", "publication__listing")
    more = ("publication__address", "publication__sign_off")
    rows = state.with_state(items, prefix="").select_related(*texts, *more, "owner", "reviewer", "put_forward")
    return [_told(item, thing) for item in rows]


def _told(item: Any, thing: Thing) -> Used:
    head = json.loads(item.head.signed.text or "{}") if item.head else {}
    publication: Publication | None = getattr(item, "publication", None)
    is_live = publication is not None and publication.is_live
    live = _spots(thing, publication.revision.signed.text, publication.listing.text) if publication and is_live else ()
    draft = _spots(thing, item.head.signed.text, item.head.listing.text) if item.head else ()
    stands = [Stand(spot, spot in live, spot in draft) for spot in dict.fromkeys([*live, *draft])]
    if item.is_reviewer:
        stands.append(Stand(Spot("Reviewer"), in_live=True, in_draft=False))
    return Used(
        item=item,
        label=registry.kind_named(item.kind).label,
        state=state.state_of(
            item,
            is_signed=item.head_is_signed,
            is_waived=item.head_is_waived,
            is_clinical=head.get("article_kind") != "organisation",
            newest_sign_off=item.newest_sign_off,
        ),
        in_live=item.in_live or item.is_reviewer,
        in_draft=item.in_draft,
        stands=tuple(stands),
    )


def _spots(thing: Thing, signed: str, listing: str) -> tuple[Spot, ...]:
    """None where the law had the text removed."""
    return spots_of(thing, json.loads(signed), json.loads(listing or "{}")) if signed else ()
