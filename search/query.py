"""Which pages answer a question, best first.

A page's score is a sum of its best name, its questions and headings, its text, pieces of its names (a slip of the
pen still finds them) and neighbouring words. Each has its own length normalisation, which one weighted field would
mix up; no word has to be there. Text of a reader never reaches tantivy's own query parser, which it can crash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import tantivy
from django.db.models import Q

from editorial.models import Publication
from search import analysis
from search.analysis import Query
from search.faults import IndexUnusable, index_faults
from search.index import keeper
from search.volumes import Volume

# Measured on the public sets of the search benchmark; more pieces cost long questions, fewer cost misspelt names.
PIECES_WEIGHT = 0.25
PAIRS_WEIGHT = 0.5
DEPTH = 200
# Pages that share one rare piece of a word with the question are no answer beside pages that hold it.
FLOOR = 0.1


@dataclass(frozen=True)
class Filters:
    """What was chosen beside the list, by slug. Tags combine; a topic stands for those below it too."""

    kind: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Numbers of publications, best first; `is_cut` if there are more than were looked at."""

    numbers: tuple[int, ...] = ()
    is_cut: bool = False


def find(query: Query, language: str, filters: Filters) -> Found:
    """What may answer. The caller joins it to the live publications: the index can be behind."""
    if not query.words:
        return Found()
    opened = keeper().ready()
    if opened is None:
        return find_plainly(query, language, filters)
    volume = opened.volumes.get(language)
    if volume is None:
        return Found()
    try:
        return find_in(volume, query, filters)
    except IndexUnusable:
        keeper().doubt()
        return find_plainly(query, language, filters)


def find_in(volume: Volume, query: Query, filters: Filters = Filters()) -> Found:
    """Raises IndexUnusable."""
    with index_faults():
        search = _Search(volume, query, filters)
        scores = search.scores()
    if not scores:
        return Found()
    least = max(scores.values()) * FLOOR
    kept = [number for number, score in scores.items() if score >= least]
    # Equal scores stand in the order of the pages, so that the list is the same every time.
    kept.sort(key=lambda number: (-scores[number], number))
    return Found(tuple(kept), is_cut=search.is_full and len(kept) == len(scores))


class _Search:
    """One question to one volume."""

    def __init__(self, volume: Volume, query: Query, filters: Filters) -> None:
        self.volume = volume
        self.words = query.words
        self.terms = [analysis.term(word, volume.language) for word in query.words]
        self.filters = filters
        self.names, self.pages = volume.names.searcher(), volume.pages.searcher()
        self.is_full = False

    def scores(self) -> dict[int, float]:
        scores: defaultdict[int, float] = defaultdict(float)
        self._add(scores, self._in_names("name", self.terms), 1)
        self._add(scores, self._in_names("piece", analysis.pieces(self.words)), PIECES_WEIGHT)
        text = self._any_of(self.volume.pages.schema, ("heading", "body"), self.terms)
        found = self._hits(self.pages, self.volume.pages.schema, text)
        missing = [number for number in scores if number not in found]
        if self.is_full and missing:
            # Found by name only, and too deep in the list of texts to have a score from there.
            found |= self._hits(self.pages, self.volume.pages.schema, text, among=missing)
        self._add(scores, found, 1)
        self._add(scores, self._pairs(), PAIRS_WEIGHT)
        return scores

    @staticmethod
    def _add(scores: defaultdict[int, float], found: dict[int, float], weight: float) -> None:
        for number, score in found.items():
            scores[number] += weight * score

    def _in_names(self, field: str, terms: Sequence[str]) -> dict[int, float]:
        """The best name of each page: a page with many names is no better for it."""
        schema = self.volume.names.schema
        return self._hits(self.names, schema, self._any_of(schema, (field,), terms)) if terms else {}

    def _pairs(self) -> dict[int, float]:
        schema = self.volume.pages.schema
        pairs = [
            tantivy.Query.phrase_query(schema, "body", [one, other])
            for one, other in zip(self.terms, self.terms[1:], strict=False)
        ]
        return self._hits(self.pages, schema, _should(pairs), depth=DEPTH // 2) if pairs else {}

    @staticmethod
    def _any_of(schema: tantivy.Schema, fields: Iterable[str], terms: Iterable[str]) -> tantivy.Query:
        terms = list(dict.fromkeys(terms))
        return _should([tantivy.Query.term_query(schema, field, term, "freq") for field in fields for term in terms])

    def _hits(
        self,
        searcher: tantivy.Searcher,
        schema: tantivy.Schema,
        query: tantivy.Query,
        *,
        among: list[int] | None = None,
        depth: int = DEPTH,
    ) -> dict[int, float]:
        """Page numbers with their best score."""
        limits = self._limits(schema)
        if among is not None:
            limits.append(tantivy.Query.term_set_query(schema, "page", among))
            depth = len(among)
        if limits:
            without_score = [(tantivy.Occur.Must, tantivy.Query.const_score_query(limit, 0.0)) for limit in limits]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *without_score])
        hits = searcher.search(query, depth, count=False).hits
        self.is_full = self.is_full or (searcher is self.pages and len(hits) >= DEPTH)
        numbers = searcher.fast_field_values("page", [address for _, address in hits])
        best: dict[int, float] = {}
        for number, (score, _) in zip(numbers, hits, strict=True):
            best.setdefault(int(number or 0), float(score or 0))
        return best

    def _limits(self, schema: tantivy.Schema) -> list[tantivy.Query]:
        wanted = self.filters
        limits = [tantivy.Query.term_query(schema, "tag", tag, "basic") for tag in wanted.tags]
        chosen = (("topic", wanted.topic), ("kind", wanted.kind))
        return limits + [tantivy.Query.term_query(schema, field, slug, "basic") for field, slug in chosen if slug]


def _should(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def find_plainly(query: Query, language: str, filters: Filters) -> Found:
    """A plain list by names, for the time without an index: those with most of the words first."""
    rows = Publication.objects.live().in_language(language).with_all_tags(list(filters.tags))
    if topic := filters.topic:
        is_there = Q(topic__slug=topic) | Q(topic__parent__slug=topic) | Q(topic__parent__parent__slug=topic)
        rows = rows.filter(is_there)
    if filters.kind:
        rows = rows.filter(Q(article_kind=filters.kind) | Q(article_kind="", kind=filters.kind))
    rows = rows.filter(reduce(or_, (Q(names__name__icontains=word) for word in query.words)))
    best: dict[int, tuple[int, str]] = {}
    for number, title, name in rows.values_list("pk", "title", "names__name").order_by("title", "pk")[: DEPTH * 5]:
        missing = sum(word not in analysis.fold(name) for word in query.words)
        best[number] = min(best.get(number, (missing, title)), (missing, title))
    return Found(tuple(sorted(best, key=lambda number: (*best[number], number))[:DEPTH]))
