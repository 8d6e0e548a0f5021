"""How the text editor finds a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Case, Q, When

from editorial.choosers import Choice, usable_uids
from library.models import Source


def sources_like(words: str) -> Iterable[Choice]:
    """Sources whose title, authors, publisher, year or number hold every word: first those in force, by title."""
    found = Source.objects.all()
    for word in words.split()[:8]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(authors__icontains=word)
            | Q(publisher__icontains=word)
            | Q(published__startswith=word)
            | Q(doi__icontains=word)
            | Q(pmid=word)
        )
    out = Case(When(status__in=[Source.Status.SUPERSEDED, Source.Status.RETRACTED], then=1), default=0)
    return (_choice(source) for source in found.order_by(out, "title")[:50])


def sources_named(uids: Sequence[str]) -> Iterable[Choice]:
    """The sources with these uids."""
    return (_choice(source) for source in Source.objects.filter(uid__in=usable_uids(uids)))


def _choice(source: Source) -> Choice:
    status = "" if source.status == Source.Status.CURRENT else f" · {source.get_status_display()}"
    return Choice(str(source.uid), source.title, f"{source.publisher}, {source.published[:4]}{status}")
