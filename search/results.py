"""What the search page shows: entries with excerpts, and filters with counts. The number of queries is the same for any site."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import F

from editorial.browsing import ENTRY_COLUMNS, Entry, entry_with, kind_label, links_of
from editorial.checks.red_flags import HELP_NOW
from editorial.errors import Refused
from editorial.models import Publication
from editorial.names import tag_names, topic_titles
from editorial.page import CareCard
from editorial.rendering import care_card_alone
from editorial.unchanged import site_stamp
from search.analysis import Query
from search.danger import signs_on
from search.documents import place_at
from search.excerpts import Piece, excerpt
from search.kept import bets_for, find_as_meant, with_bets
from search.query import Found, find_in_others
from search.scoring import Filters
from search.spelling import Mended

PAGE_SIZE = 10
DESPAIR = "suicide"  # the sign of danger
# Measured with questions that pages answer and questions that none does (`make bench-search`).
TRUSTED = 0.46


@dataclass(frozen=True)
class Named:
    """A topic, tag or kind by the word in addresses and the word for readers."""

    slug: str
    title: str


@dataclass
class Hit:
    """A live page among the results: where it stands. `topics` go from the shelf of the page up to the top."""

    number: int
    kind: Named
    topics: tuple[Named, ...]
    tags: list[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """A page in the list, with the part of it that answers best: its heading, where it is, and a passage."""

    entry: Entry
    excerpt: tuple[Piece, ...] = ()
    heading: str = ""
    anchor: str = ""
    is_recommended: bool = False


@dataclass(frozen=True)
class Choice:
    """What was chosen to narrow the list, as it stands in the address."""

    kind: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    is_as_typed: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.kind or self.topic or self.tags)


@dataclass(frozen=True)
class Results:
    """All pages found, in order; `found` says how, and whether more were found than are listed.

    `recommended` are the numbers of those that editors put first.
    """

    query: Query
    language: str
    choice: Choice
    hits: tuple[Hit, ...] = ()
    found: Found = field(default_factory=Found)
    recommended: frozenset[int] = frozenset()
    # Nothing was found with the filters, and something without.
    is_filtered_out: bool = False

    @property
    def total(self) -> int:
        return len(self.hits)

    @property
    def is_answer(self) -> bool:
        """Does one of them answer the question, or do they only come near? Whoever narrows the list has seen what it is."""
        return bool(self.recommended) or not self.choice.is_empty or self.found.trust >= TRUSTED

    @property
    def is_despair(self) -> bool:
        """Whoever asks so needs people, and no list."""
        return DESPAIR in self.found.signs and not self.hits

    @property
    def mended_text(self) -> str:
        """What was looked for in place of what was typed, with the words that were mended; empty if none was."""
        mended: Mended = self.found.mended
        return mended.in_text(self.query.text) if mended.changes and self.hits else ""


def search(query: Query, language: str, choice: Choice) -> Results:
    filters = Filters(choice.kind, choice.topic, choice.tags)
    stamp = site_stamp()
    found = find_as_meant(query, language, filters, stamp, as_typed=choice.is_as_typed)
    bets = bets_for(query, found, language, stamp)
    found = with_bets(found, bets, are_first=choice.is_empty)
    hits = _live_hits(found, language, choice) if found.numbers else []
    if DESPAIR in found.signs:  # words found on a page about something else hurt; a title that was typed is wanted
        hits = [hit for hit in hits if hit.number in found.whole]
    recommended = frozenset(hit.number for hit in hits if choice.is_empty and hit.number in bets)
    is_filtered_out = False
    if not hits and not choice.is_empty and DESPAIR not in found.signs:
        is_filtered_out = bool(search(query, language, Choice(is_as_typed=choice.is_as_typed)).hits)
    return Results(query, language, choice, tuple(hits), found, recommended, is_filtered_out)


def _live_hits(found: Found, language: str, choice: Choice) -> list[Hit]:
    """Only what is live now and stands where the reader asked for, whatever the index says. One query."""
    hits: dict[int, Hit] = {}
    kinds: dict[tuple[str, str], Named] = {}
    shelves: dict[tuple[str, ...], tuple[Named, ...]] = {}
    titles, names = topic_titles(language), tag_names(language)
    rows = Publication.objects.live().in_language(language).filter(pk__in=found.numbers)
    columns = ("slug", "title", "parent__slug", "parent__title", "parent__parent__slug", "parent__parent__title")
    for number, kind, article_kind, *topics, tag, tag_name in rows.values_list(
        "pk", "kind", "article_kind", *(f"topic__{name}" for name in columns), "tagged__tag__slug", "tagged__tag__name"
    ):
        if number not in hits:
            if (kind, article_kind) not in kinds:
                kinds[kind, article_kind] = Named(article_kind or kind, kind_label(kind, article_kind))
            if (shelf := tuple(topics)) not in shelves:
                pairs = zip(topics[::2], topics[1::2], strict=True)
                shelves[shelf] = tuple(Named(slug, titles.get(slug, title)) for slug, title in pairs if slug)
            hits[number] = Hit(number, kinds[kind, article_kind], shelves[shelf])
        if tag:
            hits[number].tags.append(Named(tag, names.get(tag, tag_name)))
    in_order = (hits[number] for number in found.numbers if number in hits)
    return [hit for hit in in_order if _stands_in(hit, choice)]


def _stands_in(hit: Hit, choice: Choice) -> bool:
    return (
        choice.kind in {"", hit.kind.slug}
        and (not choice.topic or choice.topic in {topic.slug for topic in hit.topics})
        and set(choice.tags) <= {tag.slug for tag in hit.tags}
    )


def in_other_languages(results: Results) -> dict[str, int]:
    """How many live pages of the other languages answer the same words with the same filters. One query at most."""
    choice, codes = results.choice, [code for code, _ in settings.LANGUAGES]
    there = find_in_others(results.query.text, results.language, Filters(choice.kind, choice.topic, choice.tags))
    found = {code: there[code].numbers for code in codes if code in there and there[code].trust >= TRUSTED}
    numbers = [number for numbers in found.values() for number in numbers]
    rows = Publication.objects.live().filter(pk__in=numbers).values_list("language", flat=True) if numbers else ()
    counts = Counter(rows)
    return {language: counts[language] for language in found if counts[language]}


@dataclass(frozen=True)
class Danger:
    """What is shown first when a question speaks of a sign of danger: a care card from a live page, if there is one."""

    signs: frozenset[str]
    card: CareCard | None = None
    title: str = ""
    address: str = ""


def danger(results: Results) -> Danger | None:
    """At most one query."""
    signs = results.found.signs
    if not signs:
        return None
    number, place = results.found.card or (0, 0)
    rows = Publication.objects.live().filter(pk=number).select_related("address", "revision__signed")
    publication = rows.first() if number else None
    if publication is None:
        return Danger(signs)
    signed: dict[str, Any] = json.loads(publication.revision.signed.text or "{}")
    blocks = signed.get("blocks", [])
    block = blocks[place - 1] if 0 < place <= len(blocks) else {}
    if block.get("urgency") not in HELP_NOW or not signs & signs_on(block.get("signs", ()), publication.language):
        return Danger(signs)  # the page has changed since it was indexed
    return Danger(signs, care_card_alone(signed, block), publication.title, publication.path)


def shown(results: Results, page: int) -> list[Result]:
    """The results of one page of the list, from 1. One query."""
    hits = results.hits[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    if not hits:
        return []
    # Rows, not models: ten of those cost as much as a search does.
    columns = {"path": F("address__path"), "signed": F("revision__signed__text")}
    rows = Publication.objects.live().filter(pk__in=[hit.number for hit in hits])
    found = {row["pk"]: row for row in rows.values("pk", *ENTRY_COLUMNS, **columns)}
    return [_result(found[hit.number], hit, results) for hit in hits if hit.number in found]


def _result(row: Mapping[str, Any], hit: Hit, results: Results) -> Result:
    tags = links_of(results.language, ((tag.slug, tag.title) for tag in hit.tags))
    plain = Result(entry_with(SimpleNamespace(**row), tags), is_recommended=hit.number in results.recommended)
    found = results.found
    number = found.places.get(hit.number)
    try:
        signed: dict[str, Any] = json.loads(row["signed"] or "{}") if number is not None else {}
        place = place_at(signed, number) if number is not None else None
    except Refused:  # too much markup to read: the summary is shown instead
        place = None
    if place is None:
        return plain
    passage = excerpt(place.passages, found.looked, results.language)
    return replace(plain, excerpt=passage, heading=place.heading, anchor=place.anchor)


def counted(named: Iterable[Named]) -> list[tuple[Named, int]]:
    """Each with the number of pages, most first, then by name."""
    return sorted(Counter(named).items(), key=lambda entry: (-entry[1], entry[0].title.casefold(), entry[0].slug))
