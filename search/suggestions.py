"""What a person may be about to type: names of pages, glossary terms and questions, each with its address.

The index says which lines begin or go on so, the database which of them patients may see: a line is shown only if a live
page has it word for word now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import tantivy
from django.db.models import Case, F, FilteredRelation, Q, TextField, Value, When

from editorial.browsing import kind_label
from editorial.errors import Refused
from editorial.models import Publication
from search.analysis import words
from search.documents import place_at
from search.entries import QUESTION, TITLE
from search.faults import IndexUnusable, index_faults
from search.index import keeper
from search.volumes import Volume

# One letter says nothing; what is longer or has more words is a question to send, and no line goes on so.
SHORTEST, LONGEST, MOST_WORDS = 2, 150, 12
MOST = 8
# So many lines are looked at for each way of finding them.
LOOKED_AT = 100
# The lines that begin so are found one by one. With more than so many ("what ..."), all with these words are found instead.
MOST_BEGINNINGS = 2_500
# A slip is looked for when there are fewer lines without one; shorter words are too like each other.
FEW, SLIP_FROM = 3, 4
# Questions and their anchors by the digest of the text, which never says anything else: reading a text takes longer than
# all the rest.
MOST_KEPT = 5_000
_asked: dict[tuple[str, int], tuple[str, str]] = {}


@dataclass(frozen=True)
class Line:
    """A line of the index: whose it is, the place on the page, what kind of line (`search/entries.py`)."""

    page: int
    place: int
    kind: int
    text: str


@dataclass(frozen=True)
class Suggestion:
    """A line that leads to a live page. `detail` is its kind of page for a title, the title of the page for the others."""

    text: str
    kind: str
    detail: str
    address: str


def live_suggestions(typed: str, language: str) -> list[Suggestion]:
    """Best first; none without an index. One query beside that of the index."""
    opened = keeper().ready()
    volume = opened.volumes.get(language) if opened else None
    if volume is None:
        return []
    try:
        lines = suggest(volume, typed)
    except IndexUnusable:
        keeper().doubt()
        return []
    return list(_live(lines, language)) if lines else []


def suggest(volume: Volume, typed: str) -> tuple[Line, ...]:
    """Lines that begin as typed; then those with all of its words, the last one begun; then the same with a slip in them.

    Titles come before other names, these before questions, and short lines first; one of a kind for each page. Raises
    IndexUnusable.
    """
    folded = words(typed[:LONGEST]) if len(typed) <= LONGEST else []
    if not folded or len(folded) > MOST_WORDS or sum(map(len, folded)) < SHORTEST:
        return ()
    found: dict[tuple[int, int], Line] = {}
    with index_faults():
        for query, enough in _ways(volume, folded):
            if len(found) < enough:
                for line in _in_order(_lines(volume, query), " ".join(folded)):
                    found.setdefault((line.page, line.kind), line)
    return tuple(found.values())[:MOST]


def _ways(volume: Volume, folded: Sequence[str]) -> Iterator[tuple[tantivy.Query, int]]:
    """Queries, the best first, each with the number of lines that make it needless."""
    if _may_begin(volume, folded) <= MOST_BEGINNINGS:
        yield _word(volume, "start", " ".join(folded), slips=0, is_begun=True), MOST
    yield _every(volume, folded, slips=0), MOST
    if any(len(word) >= SLIP_FROM for word in folded):
        yield _every(volume, folded, slips=1), FEW


def _may_begin(volume: Volume, folded: Sequence[str]) -> int:
    """How many lines there are at most that begin so: those with the first word."""
    searcher = volume.hints.searcher()
    if len(folded) > 1:
        return int(searcher.doc_freq("within", folded[0]))
    return sum(count for _, count in searcher.terms_with_prefix("within", folded[0]))


def _every(volume: Volume, folded: Sequence[str], slips: int) -> tantivy.Query:
    last = len(folded) - 1
    queries = [
        _word(volume, "within", word, slips=slips if len(word) >= SLIP_FROM else 0, is_begun=number == last)
        for number, word in enumerate(folded)
    ]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _word(volume: Volume, field: str, word: str, *, slips: int, is_begun: bool) -> tantivy.Query:
    schema = volume.hints.schema
    if slips or is_begun:
        return tantivy.Query.fuzzy_term_query(schema, field, word, slips, True, is_begun)
    return tantivy.Query.term_query(schema, field, word, "basic")


def _lines(volume: Volume, query: tantivy.Query) -> list[Line]:
    searcher = volume.hints.searcher()
    hits = searcher.search(query, LOOKED_AT, count=False, order_by_field="rank").hits
    addresses = [address for _, address in hits]
    pages, places = (searcher.fast_field_values(name, addresses) for name in ("page", "place"))
    return [
        Line(int(page or 0), int(place or 0), int(kind), str(searcher.doc(address)["line"][0]))
        for (kind, address), page, place in zip(hits, pages, places, strict=True)
    ]


def _in_order(lines: Iterable[Line], beginning: str) -> list[Line]:
    def key(line: Line) -> tuple[bool, int, int, str, int]:
        begins = " ".join(words(line.text)).startswith(beginning)
        return not begins, -line.kind, len(line.text), line.text, line.page

    return sorted(lines, key=key)


def _live(lines: Sequence[Line], language: str) -> Iterator[Suggestion]:
    """Those that a live page of the language has, whatever the index says."""
    asking = {line.page for line in lines if line.kind == QUESTION}
    called = Q(names__name__in={line.text for line in lines})
    rows = (
        Publication.objects.live()
        .in_language(language)
        .filter(pk__in={line.page for line in lines})
        .annotate(
            called=FilteredRelation("names", condition=called),
            signed=Case(
                When(pk__in=asking, then=F("revision__signed__text")), default=Value(""), output_field=TextField()
            ),
        )
        .values_list(
            "pk", "called__name", "title", "kind", "article_kind", "address__path", "revision__signed_id", "signed"
        )
    )
    pages = {number: row for number, _, *row in rows}
    names = {(number, name) for number, name, *_ in rows}
    for line in lines:
        if line.page not in pages:
            continue
        title, kind, article_kind, path, digest, signed = pages[line.page]
        if line.kind == QUESTION:
            if anchor := _anchor(line, digest, signed):
                yield Suggestion(line.text, "question", title, f"{path}#{anchor}")
        elif line.kind == TITLE and line.text == title:
            yield Suggestion(line.text, "title", kind_label(kind, article_kind), path)
        elif (line.page, line.text) in names:
            yield Suggestion(line.text, "name", title, path)


def _anchor(line: Line, digest: str, signed: str) -> str:
    """Where the question stands on the page; empty if it does not."""
    if not signed:  # the law may have had the text emptied
        return ""
    if (key := (digest, line.place)) not in _asked:
        if len(_asked) >= MOST_KEPT:
            _asked.clear()
        _asked[key] = _question(signed, line.place)
    question, anchor = _asked[key]
    return anchor if question == line.text else ""


def _question(signed: str, number: int) -> tuple[str, str]:
    """What is asked in a place, and its anchor; empty if it is no question."""
    try:
        place = place_at(json.loads(signed), number)
    except Refused:  # too much markup to read
        place = None
    return (place.heading, place.anchor) if place and place.is_question else ("", "")
