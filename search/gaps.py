"""What people look for, as a work list: what was asked most without an answer, and what a search finds for it today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from editorial.models import Publication
from search.analysis import read_query
from search.danger import signs_in
from search.deeds import Deed, Question, deeds_about
from search.faults import IndexUnusable
from search.index import Opened, keeper
from search.kept import pairs_in, synonyms_with
from search.models import AskedCount, BestBet, NotForUs, Synonym
from search.query import Found, find_in
from search.results import TRUSTED
from search.scoring import Filters

DAYS = 90
OPEN, DONE, NOT_FOR_US = "open", "done", "not-for-us"
SHOWN = {OPEN: "Open", DONE: "Done", NOT_FOR_US: "Not for us"}
# The index can be a moment behind: of so many pages the first that is live is shown.
LOOKED_AT = 3


@dataclass(frozen=True)
class Gap:
    """What was asked, how often in the last days, and the page that comes nearest today, and what was done."""

    language: str
    words: str
    times: int
    without_answer: int
    nearest: Publication | None = None
    is_answered_now: bool = False
    deeds: Sequence[Deed] = ()

    @property
    def question(self) -> Question:
        return self.language, self.words

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES)[self.language]

    @property
    def is_danger(self) -> bool:
        """Readers are shown what to do at once, so no page is to be put in its place."""
        return bool(signs_in(self.words))

    @property
    def asked_query(self) -> str:
        """For the address of a form that begins with what was asked."""
        return urlencode({"asked": self.words, "language": self.language})

    @property
    def share(self) -> int:
        """In per cent."""
        return round(100 * self.without_answer / self.times)


def asked_since(today: dt.date, shown: str = OPEN) -> QuerySet[Any, Any]:
    """Rows of language, words, times and without (an answer), the most pressing first."""
    same = {"language": OuterRef("language")}
    dismissed = Exists(NotForUs.objects.filter(words=OuterRef("words"), **same))
    kept = Exists(Synonym.objects.filter(asked_key=OuterRef("words"), **same))
    recommended = Exists(BestBet.objects.filter(asked_key=OuterRef("words"), **same))
    counts = AskedCount.objects.since(today - dt.timedelta(days=DAYS))
    if shown == NOT_FOR_US:
        counts = counts.filter(dismissed)
    elif shown == DONE:
        counts = counts.filter(~dismissed, kept | recommended)
    else:
        counts = counts.filter(~dismissed, ~kept, ~recommended)
    rows = counts.order_by().values("language", "words").annotate(asked=Sum("times"), without=Sum("without_answer"))
    return rows.order_by("-without", "-asked", "language", "words")


def open_gaps(today: dt.date) -> QuerySet[Any, Any]:
    """What was asked without an answer at least every second time, and nobody did anything about yet."""
    return asked_since(today).filter(without__gt=0, asked__lte=2 * F("without"))


def with_nearest(rows: Iterable[dict[str, Any]]) -> list[Gap]:
    """The rows with what is found for them now and what was done. Five queries, and one more for each language."""
    gaps = [Gap(str(row["language"]), str(row["words"]), int(row["asked"]), int(row["without"])) for row in rows]
    found = _found(gaps) if gaps else {}
    numbers = {number for one in found.values() for number in one.numbers[:LOOKED_AT]}
    live = Publication.objects.live().filter(pk__in=numbers).select_related("address").in_bulk()
    deeds = deeds_about(gap.question for gap in gaps) if gaps else {}
    looked = [_with_nearest(gap, found.get(gap.question, Found()), live) for gap in gaps]
    return [replace(gap, deeds=deeds.get(gap.question, ())) for gap in looked]


def _with_nearest(gap: Gap, found: Found, live: dict[int, Publication]) -> Gap:
    nearest = next((live[number] for number in found.numbers[:LOOKED_AT] if number in live), None)
    is_answered = nearest is not None and found.trust >= TRUSTED
    return replace(gap, nearest=nearest, is_answered_now=is_answered)


def _found(gaps: Sequence[Gap]) -> dict[tuple[str, str], Found]:
    """What the index has; nothing while it cannot be used."""
    opened = keeper().ready()
    if opened is None:
        return {}
    found: dict[tuple[str, str], Found] = {}
    by_language = sorted(gaps, key=lambda gap: gap.language)
    for language, group in groupby(by_language, key=lambda gap: gap.language):
        found |= _found_in(opened, language, [gap.words for gap in group])
    return found


def _found_in(opened: Opened, language: str, asked: Sequence[str]) -> dict[tuple[str, str], Found]:
    volume = opened.volumes.get(language)
    if volume is None:
        return {}
    synonyms = synonyms_with((word for words in asked for word in words.split()), language)
    try:
        return {
            (language, words): find_in(
                volume, read_query(words, language), Filters(), pairs=pairs_in(words.split(), synonyms, language)
            )
            for words in asked
        }
    except IndexUnusable:
        keeper().doubt()
        return {}
