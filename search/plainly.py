"""A plain list by names from the database, for the time without an index."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from editorial.models import Publication
from search import analysis
from search.scoring import Filters

# A letter has more words than a database likes to look for one by one.
MOST_WORDS = 12
MOST = 200


def find_plainly(words: Sequence[str], language: str, filters: Filters) -> tuple[tuple[int, ...], bool]:
    """Numbers of live publications, those with most of the words in a name first; has one name all of them? One query."""
    rows = Publication.objects.live().in_language(language).with_all_tags(list(filters.tags))
    if topic := filters.topic:
        is_there = Q(topic__slug=topic) | Q(topic__parent__slug=topic) | Q(topic__parent__parent__slug=topic)
        rows = rows.filter(is_there)
    if filters.kind:
        rows = rows.filter(Q(article_kind=filters.kind) | Q(article_kind="", kind=filters.kind))
    rows = rows.filter(reduce(or_, (Q(names__name__icontains=word) for word in words[:MOST_WORDS])))
    best: dict[int, tuple[int, str]] = {}
    for number, title, name in rows.values_list("pk", "title", "names__name").order_by("pk")[: MOST * 5]:
        missing = sum(word not in analysis.fold(name) for word in words)
        best[number] = min(best.get(number, (missing, title)), (missing, title))
    numbers = tuple(sorted(best, key=lambda number: (*best[number], number))[:MOST])
    return numbers, bool(numbers) and best[numbers[0]][0] == 0
