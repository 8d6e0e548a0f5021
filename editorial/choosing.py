"""How the text editor finds a page to link to: any page, live or not yet; the link works once it is live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from editorial import registry
from editorial.choosers import Choice, usable_uids
from editorial.models import Item


def _pages() -> QuerySet[Item]:
    return Item.objects.filter(kind__in=[kind.name for kind in registry.kinds()]).select_related("publication")


def pages_like(words: str) -> Iterable[Choice]:
    """Pages whose title or address holds every word, by title."""
    found = _pages()
    for word in words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    return (_choice(item) for item in found.order_by("title")[:50])


def pages_named(uids: Sequence[str]) -> Iterable[Choice]:
    """The pages with these uids."""
    return (_choice(item) for item in _pages().filter(uid__in=usable_uids(uids)))


def _choice(item: Item) -> Choice:
    publication: Any = getattr(item, "publication", None)
    standing = "live" if publication and publication.is_live else "withdrawn" if publication else "not live yet"
    return Choice(str(item.uid), item.title, f"{registry.kind_named(item.kind).label}, {standing}")
