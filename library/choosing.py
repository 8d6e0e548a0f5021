"""How the text editor finds a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from editorial.choosers import Choice, usable_uids
from library.models import Source


def sources_like(words: str) -> Iterable[Choice]:
    """Sources whose title, authors, publisher or year hold every word, by title."""
    found = Source.objects.all()
    for word in words.split()[:8]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(authors__icontains=word)
            | Q(publisher__icontains=word)
            | Q(published__startswith=word)
        )
    return (_choice(source) for source in found.order_by("title")[:50])


def sources_named(uids: Sequence[str]) -> Iterable[Choice]:
    """The sources with these uids."""
    return (_choice(source) for source in Source.objects.filter(uid__in=usable_uids(uids)))


def _choice(source: Source) -> Choice:
    return Choice(str(source.uid), source.title, f"{source.publisher}, {source.published[:4]}")
