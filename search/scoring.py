"""How well pages answer a question.

A page's score is a sum of its best name, its questions and headings, its text, its best passage, pieces of its names (a
slip of the pen still finds them), neighbouring words of a heading, and other names of what was asked. Each has its own
length normalisation, which one weighted field would mix up; no word has to be there. Text of a reader never reaches
tantivy's own query parser, which it can crash.

Only names and headings know the places of their words: in texts these would be a third of the index. There, words of a
name count that stand together in one passage, and what was typed in quotation marks is read in the texts that come near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import tantivy

from search import analysis
from search.entries import ANYBODY, QUESTION, TITLE
from search.meanings import Meaning
from search.volumes import Volume

# Measured with `make bench-search` on public sets. Names, headings and text count whole. More of the pieces costs long
# questions, less of them misspelt names; the best passage repeats what the text scored, so half of it is enough; other
# names are what pages mean, not what was asked.
PIECES, PASSAGE, PAIRS, OTHERS = 0.25, 0.5, 0.5, 0.3
# A name has to hold a third of the pieces of a word; more, and two at least, where no word of the question stands anywhere:
# then likeness is all there is. A long word has more pieces than a short one and is not worth more for it.
ALIKE, MUST_BE_ALIKE, LEAST_PIECES = 1 / 3, 0.4, 2
MOST_PIECES = 6
FEW = 3
# So many texts are read for words in quotation marks: those that hold them all and come nearest.
MOST_READ = 30
# A letter to a doctor has neighbouring words and pieces without end, and enough words to go by.
LONG = 12
DEPTH = 100


@dataclass(frozen=True)
class Filters:
    """What was chosen beside the list, by slug. Tags combine; a topic stands for those below it too."""

    kind: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """A care card by page and place: how many of the signs it lists, and whom it tells to call."""

    page: int
    place: int
    signs: int
    is_emergency: bool
    is_for_anybody: bool


Scores = dict[int, float]


class Scorer:
    """One question to one volume. Use it within `index_faults`."""

    def __init__(self, volume: Volume, filters: Filters) -> None:
        self.volume = volume
        self.filters = filters
        self.names, self.pages = volume.names.searcher(), volume.pages.searcher()
        self.passages = volume.passages.searcher()
        searched = ((self.names, volume.names), (self.pages, volume.pages), (self.passages, volume.passages))
        self._schemas = {id(searcher): index.schema for searcher, index in searched}
        # More was found than looked at.
        self.is_full = False
        # The best place of each page, by its number on the page.
        self.places: dict[int, int] = {}
        # Pages that hold what was typed in quotation marks: they stand before all that do not.
        self.exact: set[int] = set()
        # Pages that have what was typed as their title, or as a question: then with the place of that.
        self.whole: dict[int, int | None] = {}
        self.left_out = analysis.words_of_any_text(volume.language)

    def is_known(self, word: str) -> bool:
        """Does it stand on any page?"""
        term = self.term(word)
        return any(
            searcher.doc_freq(field, term)
            for searcher, field in ((self.pages, "body"), (self.pages, "heading"), (self.names, "name"))
        )

    def term(self, word: str) -> str:
        return analysis.term(word, self.volume.language)

    def terms(self, words: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.term(word) for word in words))

    def scores(
        self,
        words: Sequence[str],
        others: Sequence[Meaning] = (),
        phrases: Sequence[Sequence[str]] = (),
        typed: Sequence[str] = (),
    ) -> Scores:
        """`words` are those that carry the question, `typed` all of them in their order."""
        terms = self.terms(words)
        scores: defaultdict[int, float] = defaultdict(float)
        _add(scores, self.best(self.names, self.any_of(self.names, ("name",), terms)))
        is_known, called = any(map(self.is_known, words)), self._called_otherwise(others)
        if len(words) <= LONG and (is_known or not called):
            near = self._alike(words, ALIKE) if is_known else self._alike(words, MUST_BE_ALIKE, LEAST_PIECES)
            _add(scores, self.best(self.names, near), PIECES)
        _add(scores, self._in_passages(terms), PASSAGE)
        _add(scores, called, OTHERS)
        text = self.any_of(self.pages, ("heading", "body"), terms)
        found = self.best(self.pages, text)
        if len(found) >= DEPTH:
            self.is_full = True
            if missing := [number for number in scores if number not in found]:
                # Found by name only, and too deep in the list of texts to have a score from there.
                found |= self.best(self.pages, text, among=missing)
        _add(scores, found)
        if 2 <= len(terms) <= LONG:
            pairs = _should(self.phrase(self.pages, "heading", pair) for pair in pairwise(terms))
            _add(scores, self.best(self.pages, pairs, depth=DEPTH // 2), PAIRS)
        for phrase in phrases:
            self.exact |= self._holding(phrase)
        self.whole = self._typed_whole(typed)
        self.is_full = self.is_full or len(self.whole) >= DEPTH
        _add(scores, dict.fromkeys((*self.exact, *self.whole), 0.0))
        if not scores and len(words) <= LONG:
            # Nothing comes near: the few names that are least unlike, which nobody is told to be an answer.
            _add(scores, self.best(self.names, self._alike(words, 0.0), depth=FEW), PIECES)
        return scores

    def _alike(self, words: Sequence[str], share: float, least: int = 1) -> tantivy.Query:
        """Names that hold such a share of the pieces of one of these words, and so many at least."""
        schema, queries = self.volume.names.schema, []
        for pieces in filter(None, (list(dict.fromkeys(analysis.pieces([word]))) for word in words)):
            held = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "piece", one, "basic")) for one in pieces]
            enough = max(min(least, len(pieces)), int(len(pieces) * share))
            query = tantivy.Query.boolean_query(held, minimum_number_should_match=enough)
            queries.append(tantivy.Query.boost_query(query, min(1.0, MOST_PIECES / len(pieces))))
        return _should(queries)

    def _in_passages(self, terms: Sequence[str]) -> Scores:
        """The best passage of each page; where it stands is noted in `places`."""
        hits = self._hits(self.passages, self.any_of(self.passages, ("text",), terms), DEPTH, None)
        places = self.passages.fast_field_values("place", [address for _, address, _ in hits])
        best: Scores = {}
        for (score, _, number), place in zip(hits, places, strict=True):
            best.setdefault(number, score)
            self.places.setdefault(number, int(place or 0))
        return best

    def _called_otherwise(self, others: Sequence[Meaning]) -> Scores:
        """By the best of the other names: a page with many names is no better for it."""
        best: Scores = {}
        for phrase in (phrase for meaning in others for phrase in meaning.others):
            in_names = self.phrase(self.names, "name", self.terms(phrase))
            in_passages = self.together(self.passages, "text", phrase)
            for searcher, query in ((self.names, in_names), (self.passages, in_passages)):
                for number, score in self.best(searcher, query, depth=DEPTH // 2).items():
                    best[number] = max(best.get(number, 0), score)
        return best

    def is_called(self, phrase: Sequence[str]) -> bool:
        """Do these words stand together anywhere?"""
        in_names = self.phrase(self.names, "name", self.terms(phrase))
        in_passages = self.together(self.passages, "text", phrase)
        return bool(self.best(self.names, in_names, depth=1) or self.best(self.passages, in_passages, depth=1))

    def cards(self, signs: Iterable[str]) -> list[Card]:
        """The care cards that list any of these signs of danger."""
        schema = self.volume.passages.schema

        def listed(what: str, weight: float) -> tantivy.Query:
            return tantivy.Query.const_score_query(tantivy.Query.term_query(schema, "danger", what, "basic"), weight)

        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, _should(listed(sign, 1) for sign in sorted(signs))),
                (tantivy.Occur.Should, _should([listed("emergency", 100), listed(ANYBODY, 1_000)])),
            ]
        )
        hits = self._hits(self.passages, query, DEPTH, None)
        places = self.passages.fast_field_values("place", [address for _, address, _ in hits])
        return [
            Card(number, int(place or 0), int(score) % 100, int(score) % 1_000 >= 100, score >= 1_000)
            for (score, _, number), place in zip(hits, places, strict=True)
        ]

    def _holding(self, phrase: Sequence[str]) -> set[int]:
        terms = [self.term(word) for word in phrase]
        found: set[int] = set()
        for searcher, field in ((self.names, "name"), (self.pages, "heading")):
            found |= self.best(searcher, self.phrase(searcher, field, terms)).keys()
        said = f" {' '.join(terms)} "
        hits = self._hits(self.pages, self.together(self.pages, "body", phrase), MOST_READ, None)
        is_one = len(terms) == 1  # then the index knows it already
        return found | {number for _, address, number in hits if is_one or said in f" {self._said(address)} "}

    def _said(self, address: tantivy.DocAddress) -> str:
        """All terms of a page's text, little words too."""
        said: list[bytes] = self.pages.doc(address)["said"]
        return bytes(said[0]).decode()

    def _typed_whole(self, typed: Sequence[str]) -> dict[int, int | None]:
        """The pages that have just these words as title or question: whoever types that wants its page and place."""
        searcher, schema = self.volume.hints.searcher(), self.volume.hints.schema
        if not typed or not searcher.doc_freq("start", said := " ".join(typed)):
            return {}
        query = tantivy.Query.term_query(schema, "start", said, "basic")
        addresses = [address for _, address in searcher.search(query, DEPTH, count=False, order_by_field="rank").hits]
        fields = (searcher.fast_field_values(field, addresses) for field in ("page", "rank", "place"))
        found: dict[int, int | None] = {}
        for page, rank, place in zip(*fields, strict=True):
            if rank in {TITLE, QUESTION}:
                found.setdefault(int(page or 0), None if rank == TITLE else int(place or 0))
        among = self.best(self.pages, self.one_of(self.pages, found), depth=DEPTH)  # with the filters
        return {page: place for page, place in found.items() if page in among}

    def schema(self, searcher: tantivy.Searcher) -> tantivy.Schema:
        return self._schemas[id(searcher)]

    def any_of(self, searcher: tantivy.Searcher, fields: Iterable[str], terms: Iterable[str]) -> tantivy.Query:
        schema, terms = self.schema(searcher), list(dict.fromkeys(terms))
        return _should(tantivy.Query.term_query(schema, field, term, "freq") for field in fields for term in terms)

    def one_of(self, searcher: tantivy.Searcher, pages: Iterable[int]) -> tantivy.Query:
        """These pages. Tantivy's own set of terms takes twenty times as long for a few."""
        schema = self.schema(searcher)
        return _should(tantivy.Query.term_query(schema, "page", page, "basic") for page in pages)

    def phrase(self, searcher: tantivy.Searcher, field: str, terms: Sequence[str]) -> tantivy.Query:
        """The terms beside each other in a name or heading; a phrase of one is a fault for tantivy."""
        schema = self.schema(searcher)
        if not terms:
            return tantivy.Query.empty_query()
        if len(terms) == 1:
            return tantivy.Query.term_query(schema, field, terms[0], "freq")
        return tantivy.Query.phrase_query(schema, field, list(terms))

    def together(self, searcher: tantivy.Searcher, field: str, words: Iterable[str]) -> tantivy.Query:
        """All the words in one text, in any order, but for those that texts go without."""
        schema, terms = self.schema(searcher), self.terms(word for word in words if word not in self.left_out)
        if not terms:
            return tantivy.Query.empty_query()
        all_of = [(tantivy.Occur.Must, tantivy.Query.term_query(schema, field, term, "freq")) for term in terms]
        return tantivy.Query.boolean_query(all_of)

    def best(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query,
        *,
        among: Sequence[int] | None = None,
        depth: int = DEPTH,
    ) -> Scores:
        """Pages with the score of their best entry."""
        found: Scores = {}
        for score, _, number in self._hits(searcher, query, depth, among):
            found.setdefault(number, score)
        return found

    def _hits(
        self, searcher: tantivy.Searcher, query: tantivy.Query, depth: int, among: Sequence[int] | None
    ) -> list[tuple[float, tantivy.DocAddress, int]]:
        """Score, address and page of the best entries."""
        limits = self._limits(searcher)
        if among is not None:
            limits.append(self.one_of(searcher, among))
            depth = max(depth, len(among))
        if limits:
            without_score = [(tantivy.Occur.Must, tantivy.Query.const_score_query(limit, 0.0)) for limit in limits]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *without_score])
        hits = searcher.search(query, depth, count=False).hits
        numbers = searcher.fast_field_values("page", [address for _, address in hits])
        return [
            (float(score or 0), address, int(number or 0))
            for (score, address), number in zip(hits, numbers, strict=True)
        ]

    def _limits(self, searcher: tantivy.Searcher) -> list[tantivy.Query]:
        schema, wanted = self.schema(searcher), self.filters
        limits = [tantivy.Query.term_query(schema, "tag", tag, "basic") for tag in wanted.tags]
        chosen = (("topic", wanted.topic), ("kind", wanted.kind))
        return limits + [tantivy.Query.term_query(schema, field, slug, "basic") for field, slug in chosen if slug]


def _add(scores: defaultdict[int, float], found: Mapping[int, float], weight: float = 1.0) -> None:
    for number, score in found.items():
        scores[number] += weight * score


def _should(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
