"""Whether one of the best pages answers a question, or "no exact answer" has to be said, and where on each page the answer
stands. Two ways lead to trust.

Share: how much of the question a page answers. Words weigh as much as they are rare on this site (BM25's inverse document
frequency), and less if they are everyday words elsewhere; who asks and when weighs next to nothing ("husband",
"yesterday"). A word that no page holds weighs most if it is rare everywhere: it is likely the name of what was asked.

Evidence: how much a page has of what this site speaks of more than people do elsewhere ("breathe", "nightmares"), for
those who describe at length what they feel. It does not count when something was asked that no page holds and that
is rare everywhere, or that speaks of other things than health ("football", "mortgage").

Whoever asks with nothing but words of one name or heading of a page wants that page, on a site of any size.

A page answers a word fully in a name or heading, less in one passage together with the others, and by half somewhere in
its text. Both are much the same for a site of fifty pages and of fifty thousand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import NamedTuple

import tantivy

from search.analysis import folded
from search.everyday import commonness
from search.lexicons import lexicon
from search.meanings import Meaning
from search.scoring import Scorer
from search.spelling import Mended

# Chosen with 200 labelled questions, half of which no page answers; judged with 100 others (`make bench-search`).
LOOKED_AT = 10
MOST_WORDS = 12
# No heading holds more words of a question.
MOST_IN_HEADING = 6
IN_NAME, IN_PASSAGE, IN_TEXT, ELSEWHERE = 1.0, 0.9, 0.5, 0.3
# Zipf: up to here a word counts whole, and from there on as little as an everyday word does.
RARE, COMMON, EVERYDAY = 3.0, 6.0, 0.3
AROUND, FOREIGN = 0.1, 0.7
ON_NO_PAGE, EVERYDAY_ON_NO_PAGE = 1.5, 0.7
DOUBTFUL = 0.6
CALLED_SO = 0.1
# What a question has to weigh to be answered for sure, as a share of the weightiest word there can be; and how much
# evidence is full trust: in nats, so that a site of fifty pages, which tells words apart less well, is less sure.
DOUBT, EVIDENCE = 0.45, 9.0
# Of so many words a page is thought to be, when it is asked whether a word stands on more pages than elsewhere; how many
# times more (as a power of ten) makes it a word of this site, not at all and fully.
WORDS_OF_A_PAGE = 300
NOT_OURS, OURS = -0.6, 0.4
UNSEEN = 2.5
ENTRIES = 300

# A heading says what a place is about.
UNDER_HEADING = 2.0

# For each page, the bits of the words that an entry holds, and a number of it: of a name how many words it has, of a
# passage its place.
Masks = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True)
class Weighed:
    """A word of a question: its `weight` in the share, what it is worth as `evidence`, how `sure` it is meant, and whether
    it is much more at home here than elsewhere (`is_ours`)."""

    weight: float
    evidence: float
    sure: float
    is_foreign: bool = False
    is_unheard_of: bool = False
    is_ours: bool = False


class Answer(NamedTuple):
    """The trust that the best pages earn, from 0 to 1, and the place of each that answers best."""

    trust: float = 0.0
    places: Mapping[int, int] = MappingProxyType({})


def answer(scorer: Scorer, pages: Sequence[int], mended: Mended, others: Sequence[Meaning]) -> Answer:
    """`pages` are those found, best first. Call it within `index_faults`."""
    weighed = {word: _weigh(scorer, word, word in mended.doubtful) for word in mended.words}
    words = sorted(weighed, key=lambda word: (-weighed[word].weight, word))[:MOST_WORDS]
    if not words or not pages:
        return Answer()
    looked = _Looked(scorer, pages[:LOOKED_AT], words, [weighed[word] for word in words], others)
    places = {page: place for page in looked.pages if (place := looked.place(page)) is not None}
    if any(map(looked.is_named, looked.pages)):
        return Answer(1.0, places)
    most = math.log(1 + scorer.pages.num_docs)
    share = max(map(looked.share, looked.pages)) / (sum(weighed[word].weight for word in words) + DOUBT * most)
    evidence = max(map(looked.evidence, looked.pages)) / EVIDENCE
    return Answer(min(1.0, max(share, evidence)), places)


def _weigh(scorer: Scorer, word: str, is_doubtful: bool) -> Weighed:
    pages, term = scorer.pages.num_docs, scorer.term(word)
    count = max(scorer.pages.doc_freq("body", term), scorer.names.doc_freq("name", term))
    rarity = math.log(1 + (max(pages - count, 0) + 0.5) / (count + 0.5))
    known, common = lexicon(scorer.volume.language), commonness(word, scorer.volume.language)
    sure = DOUBTFUL if is_doubtful else 1.0
    if word in folded(known.elsewhere):
        return Weighed(rarity * FOREIGN, 0.0, sure, is_foreign=True)
    if word in folded(known.around):
        return Weighed(rarity * AROUND, 0.0, sure)
    elsewhere = 1 - math.exp(-WORDS_OF_A_PAGE * 10 ** ((common or UNSEEN) - 9))
    times_more = math.log10(max(count, 0.5) / pages / elsewhere)
    evidence = rarity * _between(times_more, NOT_OURS, OURS)
    everyday = 1 - (1 - EVERYDAY) * _between(common, RARE, COMMON)
    if count:
        return Weighed(rarity * everyday, evidence, sure, is_ours=times_more >= OURS)
    missing = EVERYDAY_ON_NO_PAGE if common else ON_NO_PAGE
    return Weighed(rarity * everyday * missing, evidence, sure, is_unheard_of=not common and word.isalpha())


def _between(value: float, least: float, most: float) -> float:
    """Where it stands from 0 to 1."""
    return min(max((value - least) / (most - least), 0.0), 1.0)


class _Looked:
    """Which of the words stand where on a few pages: as bits, which one query for each index gives as its scores."""

    def __init__(
        self,
        scorer: Scorer,
        pages: Sequence[int],
        words: Sequence[str],
        weighed: Sequence[Weighed],
        others: Sequence[Meaning],
    ) -> None:
        self.scorer, self.pages, self.words, self.weighed, self.others = scorer, pages, words, weighed, others
        self.weights = [word.weight * word.sure for word in weighed]
        self.evidences = [word.evidence * word.sure for word in weighed]
        self.foreign = self._bits(word.is_foreign for word in weighed)
        self.unheard_of = self._bits(word.is_unheard_of for word in weighed)
        self.asked = self._bits(True for _ in words)
        self.doubtful = self._bits(word.sure < 1 for word in weighed)
        self.named = self._masks(scorer.names, "name", "size")
        self.headed = self._masks(scorer.pages, "heading", "place")
        self.under = self._masks(scorer.passages, "under", "place") if len(words) <= MOST_IN_HEADING else {}
        self.held = self._masks(scorer.passages, "text", "place")
        self.said = self._masks(scorer.pages, "body", "place")

    @staticmethod
    def _bits(flags: Iterable[bool]) -> int:
        return sum(1 << bit for bit, flag in enumerate(flags) if flag)

    def share(self, page: int) -> float:
        """The weight of the words that a page answers."""
        values = self.weights
        top, passage, text = self._places(page, values)
        foreign = (passage | text) & self.foreign
        found = IN_NAME * _sum(values, top) + ELSEWHERE * _sum(values, foreign)
        found += IN_PASSAGE * _sum(values, passage & ~foreign) + IN_TEXT * _sum(values, text & ~foreign)
        names = [(mask, size) for mask, size in self.named.get(page, ()) if not mask & self.doubtful]
        is_called_so = any(size and mask.bit_count() >= size for mask, size in names)
        return found + CALLED_SO * sum(word.weight for word in self.weighed) * is_called_so

    def is_named(self, page: int) -> bool:
        """Do all the words stand in one of its names or headings? "Pain in the bones" asks for "Bone pain" on any site."""
        # One everyday word of a heading says little of what is under it.
        headings = self.under.get(page, ()) if len(self.words) > 1 or self.weighed[0].is_ours else ()
        entries = (*self.named.get(page, ()), *headings)
        return any(mask == self.asked and not mask & self.doubtful for mask, _ in entries)

    def evidence(self, page: int) -> float:
        values = self.evidences
        top, passage, text = self._places(page, values)
        if self.unheard_of or self.foreign & ~top:
            return 0.0
        return IN_NAME * _sum(values, top) + IN_PASSAGE * _sum(values, passage) + IN_TEXT * _sum(values, text)

    def _places(self, page: int, values: Sequence[float]) -> tuple[int, int, int]:
        """The words in names and headings, those besides in the best passage, and those besides in the text."""
        top = reduce(or_, (mask for mask, _ in (*self.named.get(page, ()), *self.headed.get(page, ()))), 0)
        passages = dict.fromkeys(mask for mask, _ in self.held.get(page, ()))
        passage = max(passages, key=lambda mask: _sum(values, mask), default=0) & ~top
        text = reduce(or_, (mask for mask, _ in self.said.get(page, ())), 0)
        return top, passage, text & ~(top | passage)

    def place(self, page: int) -> int | None:
        """Where the page answers best, by heading and text; of places that are as good, the one with the best text."""
        text: dict[int, float] = {}
        for mask, place in self.held.get(page, ()):
            text[place] = max(text.get(place, 0.0), _sum(self.weights, mask))
        heading = {place: _sum(self.weights, mask) for mask, place in self.under.get(page, ())}
        found = {place: text.get(place, 0.0) + UNDER_HEADING * heading.get(place, 0.0) for place in (*text, *heading)}
        by_text = self.scorer.places.get(page)
        return max(found, key=lambda place: (found[place], place == by_text, -place)) if any(found.values()) else None

    def _masks(self, searcher: tantivy.Searcher, field: str, number: str) -> Masks:
        """For each page the entries that hold any of the words, with a number of each entry."""
        among = self.scorer.one_of(searcher, self.pages)
        clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))]
        for bit, word in enumerate(self.words):
            query = tantivy.Query.const_score_query(self._word(searcher, field, word), float(1 << bit))
            clauses.append((tantivy.Occur.Should, query))
        hits = searcher.search(tantivy.Query.boolean_query(clauses), ENTRIES, count=False).hits
        addresses = [address for _, address in hits]
        fields = (searcher.fast_field_values(name, addresses) for name in ("page", number))
        found: Masks = {}
        for (score, _), page, value in zip(hits, *fields, strict=True):
            found.setdefault(int(page or 0), []).append((int(score or 0), int(value or 0)))
        return found

    def _word(self, searcher: tantivy.Searcher, field: str, word: str) -> tantivy.Query:
        """A word, or another name of what it is a part of."""
        scorer = self.scorer
        itself = tantivy.Query.term_query(scorer.schema(searcher), field, scorer.term(word), "basic")
        names = [other for meaning in self.others if word in meaning.asked for other in meaning.others]
        # Where words have no places, "low" and "feeling" may stand far apart: that is not "feeling low".
        if field in {"body", "text"}:
            names = [name for name in names if len(name) == 1]
        called = [scorer.phrase(searcher, field, scorer.terms(name)) for name in names]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in (itself, *called)])


def _sum(values: Sequence[float], mask: int) -> float:
    total = 0.0
    while mask:
        total += values[(mask & -mask).bit_length() - 1]
        mask &= mask - 1
    return total
