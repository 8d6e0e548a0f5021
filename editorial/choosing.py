"""How people find a page to link to, in the text editor and in the fields of a form.

Any page, live or not yet: the link works once it is live. Pages are found by title, other names and address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet

from editorial import registry
from editorial.choosers import Choice, usable_uids
from editorial.models import Address, Item

MOST_WORDS = 8


def pages() -> QuerySet[Item]:
    """All that can be linked to."""
    return Item.objects.filter(kind__in=[kind.name for kind in registry.kinds()]).select_related("publication")


def having_words(words: str) -> Q:
    """A condition on items: title, an "also called" name or an address holds every word."""
    drafts = [kind.model._meta.model_name for kind in registry.kinds()]
    every = Q()
    for word in words.replace("\x00", "").split()[:MOST_WORDS]:
        path = _path_in(word)
        any_of = [Q(title__icontains=word), Q(slug__icontains=word)]
        any_of += [Q(**{f"{draft}__synonyms__icontains": word}) for draft in drafts]
        if path:
            any_of.append(Q(pk__in=Address.objects.filter(path__icontains=path).values("item")))
        every &= reduce(or_, any_of)
    return every


def _path_in(word: str) -> str:
    """The path of an address that somebody pasted."""
    try:
        return urlsplit(word).path if "/" in word else ""
    except ValueError:
        return ""


def about(item: Item) -> str:
    """What tells apart pages of the same title: kind, language, and whether readers see it."""
    publication: Any = getattr(item, "publication", None)
    standing = "live" if publication and publication.is_live else "withdrawn" if publication else "not live yet"
    return f"{registry.kind_named(item.kind).label}, {item.language}, {standing}"


def pages_like(words: str) -> Iterable[Choice]:
    """The pages that words find, by title."""
    return (_choice(item) for item in pages().filter(having_words(words), put_away_at=None).order_by("title")[:50])


def pages_named(uids: Sequence[str]) -> Iterable[Choice]:
    """The pages with these uids."""
    return (_choice(item) for item in pages().filter(uid__in=usable_uids(uids)))


def _choice(item: Item) -> Choice:
    return Choice(str(item.uid), item.title, about(item))
