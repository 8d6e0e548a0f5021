"""How much of a question the best pages answer: whether "no exact answer" has to be said.

The words of a question weigh as much as they are rare on this site (BM25's inverse document frequency); a word that is on
no page weighs most. A page answers a word fully in a name or heading, less in one passage together with the others,
and little somewhere in its text. So the share is the same for a site of fifty pages and of fifty thousand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import tantivy

from search.meanings import Meaning
from search.scoring import Scorer
from search.spelling import Mended

LOOKED_AT = 5
# A letter is judged by its weightiest words.
MOST_WORDS = 8
IN_NAME, IN_PASSAGE, IN_TEXT = 1.0, 0.9, 0.4
ENTRIES = 300

Masks = dict[int, list[int]]


def trust(scorer: Scorer, pages: Sequence[int], mended: Mended, others: Sequence[Meaning]) -> float:
    """From 0 to 1. `pages` are those found, best first. Call it within `index_faults`."""
    weights = _weights(scorer, mended)
    words = sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS]
    if not words or not pages:
        return 0.0
    total = sum(weights[word] for word in words)
    looked = _Looked(scorer, pages[:LOOKED_AT], words, others)
    return max(sum(weights[word] * looked.at(page, word) for word in words) for page in looked.pages) / total


def _weights(scorer: Scorer, mended: Mended) -> dict[str, float]:
    pages = scorer.pages.num_docs
    found = {}
    for word in mended.words:
        term = scorer.term(word)
        count = max(scorer.pages.doc_freq("body", term), scorer.names.doc_freq("name", term))
        found[word] = math.log(1 + (max(pages - count, 0) + 0.5) / (count + 0.5))
    return found


class _Looked:
    """Which of the words stand where on a few pages: as bits, which one query for each index gives as its scores."""

    def __init__(self, scorer: Scorer, pages: Sequence[int], words: Sequence[str], others: Sequence[Meaning]) -> None:
        self.scorer, self.pages, self.words = scorer, pages, words
        self.meanings = others
        self.named = self._masks(scorer.names, ("name",))
        self.headed = self._masks(scorer.pages, ("heading",))
        self.held = self._masks(scorer.passages, ("text",))
        self.said = self._masks(scorer.pages, ("body",))

    def at(self, page: int, word: str) -> float:
        """How fully a page answers a word."""
        bit = 1 << self.words.index(word)
        top = [*self.named.get(page, ()), *self.headed.get(page, ())]
        if any(mask & bit for mask in top):
            return IN_NAME
        best = max(self.held.get(page, ()), key=lambda mask: mask.bit_count(), default=0)
        if best & bit:
            return IN_PASSAGE
        return IN_TEXT if any(mask & bit for mask in self.said.get(page, ())) else 0.0

    def _masks(self, searcher: tantivy.Searcher, fields: Iterable[str]) -> Masks:
        among = self.scorer.one_of(searcher, self.pages)
        clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))]
        for number, query in enumerate(self._queries(searcher, fields)):
            clauses.append((tantivy.Occur.Should, tantivy.Query.const_score_query(query, float(1 << number))))
        hits = searcher.search(tantivy.Query.boolean_query(clauses), ENTRIES, count=False).hits
        numbers = searcher.fast_field_values("page", [address for _, address in hits])
        found: Masks = {}
        for number, (score, _) in zip(numbers, hits, strict=True):
            found.setdefault(int(number or 0), []).append(int(score or 0))
        return found

    def _queries(self, searcher: tantivy.Searcher, fields: Iterable[str]) -> Iterator[tantivy.Query]:
        for word in self.words:
            yield self._word_or_other_name(searcher, tuple(fields), word)

    def _word_or_other_name(self, searcher: tantivy.Searcher, fields: Sequence[str], word: str) -> tantivy.Query:
        scorer = self.scorer
        queries = [scorer.any_of(searcher, fields, [scorer.term(word)])]
        for meaning in self.meanings:
            if word in meaning.asked and "heading" not in fields and "text" not in fields:
                queries += [scorer.phrase(searcher, fields[0], scorer.terms(other)) for other in meaning.others]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
