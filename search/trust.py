"""How much of a question the best pages answer: whether "no exact answer" has to be said.

The words of a question weigh as much as they are rare on this site (BM25's inverse document frequency), and less if they
are everyday words elsewhere; who asks and when weighs next to nothing ("husband", "yesterday"). A word that no page
holds weighs more than any other if it is rare everywhere: then it is most likely the name of what was asked. A page
answers a word fully in a name or heading, less in one passage together with the others, and by half somewhere in its
text; words that speak of other things than health ("football", "mortgage") it answers in a name or heading only. A
question of light words alone is never answered for sure. The share is much the same for a site of fifty pages and of
fifty thousand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

import tantivy

from search.everyday import commonness
from search.lexicons import lexicon
from search.meanings import Meaning
from search.scoring import Scorer
from search.spelling import Mended

# Chosen with 200 labelled questions, half of which no page answers; judged with 100 others (`make bench-search`).
LOOKED_AT = 10
MOST_WORDS = 12
IN_NAME, IN_PASSAGE, IN_TEXT, ELSEWHERE = 1.0, 0.9, 0.5, 0.3
# Zipf: up to here a word counts whole, and from there on as little as an everyday word does.
RARE, COMMON, EVERYDAY = 3.0, 6.0, 0.3
AROUND, FOREIGN = 0.1, 0.7
ON_NO_PAGE, EVERYDAY_ON_NO_PAGE = 1.5, 0.7
DOUBTFUL = 0.6
CALLED_SO = 0.1
# What a question has to weigh to be answered for sure, as a share of the weightiest word there can be.
DOUBT = 0.45
ENTRIES = 300

# For each page, the bits of the words that an entry holds, and how many words the entry has.
Masks = dict[int, list[tuple[int, int]]]


def trust(scorer: Scorer, pages: Sequence[int], mended: Mended, others: Sequence[Meaning]) -> float:
    """From 0 to 1. `pages` are those found, best first. Call it within `index_faults`."""
    weights = {word: _weight(scorer, word) for word in mended.words}
    words = sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS]
    total = sum(weights[word] for word in words)
    if not total or not pages:
        return 0.0
    looked = _Looked(scorer, pages[:LOOKED_AT], words, others)
    sure = {word: DOUBTFUL if word in mended.doubtful else 1.0 for word in words}
    best = max(looked.share(page, weights, sure) for page in looked.pages)
    return min(1.0, best / (total + DOUBT * math.log(1 + scorer.pages.num_docs)))


def _weight(scorer: Scorer, word: str) -> float:
    pages, term = scorer.pages.num_docs, scorer.term(word)
    count = max(scorer.pages.doc_freq("body", term), scorer.names.doc_freq("name", term))
    rarity = math.log(1 + (max(pages - count, 0) + 0.5) / (count + 0.5))
    known = lexicon(scorer.volume.language)
    if word in known.elsewhere:
        return rarity * FOREIGN
    if word in known.around:
        return rarity * AROUND
    common = commonness(word, scorer.volume.language)
    if not count:
        rarity *= EVERYDAY_ON_NO_PAGE if common else ON_NO_PAGE
    return rarity * (1 - (1 - EVERYDAY) * min(max((common - RARE) / (COMMON - RARE), 0.0), 1.0))


class _Looked:
    """Which of the words stand where on a few pages: as bits, which one query for each index gives as its scores."""

    def __init__(self, scorer: Scorer, pages: Sequence[int], words: Sequence[str], others: Sequence[Meaning]) -> None:
        self.scorer, self.pages, self.words, self.others = scorer, pages, words, others
        elsewhere = lexicon(scorer.volume.language).elsewhere
        self.foreign = sum(1 << bit for bit, word in enumerate(words) if word in elsewhere)
        self.named = self._masks(scorer.names, "name")
        self.headed = self._masks(scorer.pages, "heading")
        self.held = self._masks(scorer.passages, "text")
        self.said = self._masks(scorer.pages, "body")

    def share(self, page: int, weights: Mapping[str, float], sure: Mapping[str, float]) -> float:
        """The weight of the words that a page answers."""

        def weight(mask: int) -> float:
            return sum(weights[word] * sure[word] for bit, word in enumerate(self.words) if mask >> bit & 1)

        top = reduce(or_, (mask for mask, _ in (*self.named.get(page, ()), *self.headed.get(page, ()))), 0)
        passage = max((mask for mask, _ in self.held.get(page, ())), key=weight, default=0) & ~top
        text = reduce(or_, (mask for mask, _ in self.said.get(page, ())), 0) & ~(top | passage)
        foreign = (passage | text) & self.foreign
        found = IN_NAME * weight(top) + ELSEWHERE * weight(foreign)
        found += IN_PASSAGE * weight(passage & ~foreign) + IN_TEXT * weight(text & ~foreign)
        is_called_so = any(size and mask.bit_count() >= size for mask, size in self.named.get(page, ()))
        return found + CALLED_SO * sum(weights[word] for word in self.words) * is_called_so

    def _masks(self, searcher: tantivy.Searcher, field: str) -> Masks:
        """For each page the entries that hold any of the words, with the number of words that the entry has."""
        among = self.scorer.one_of(searcher, self.pages)
        clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))]
        for bit, word in enumerate(self.words):
            query = tantivy.Query.const_score_query(self._word(searcher, field, word), float(1 << bit))
            clauses.append((tantivy.Occur.Should, query))
        hits = searcher.search(tantivy.Query.boolean_query(clauses), ENTRIES, count=False).hits
        addresses = [address for _, address in hits]
        numbers, sizes = (searcher.fast_field_values(name, addresses) for name in ("page", "count"))
        found: Masks = {}
        for (score, _), number, size in zip(hits, numbers, sizes, strict=True):
            found.setdefault(int(number or 0), []).append((int(score or 0), int(size or 0)))
        return found

    def _word(self, searcher: tantivy.Searcher, field: str, word: str) -> tantivy.Query:
        """A word, or another name of what it is a part of."""
        scorer = self.scorer
        itself = tantivy.Query.term_query(scorer.schema(searcher), field, scorer.term(word), "basic")
        names = [other for meaning in self.others if word in meaning.asked for other in meaning.others]
        if field == "text":  # its words have no places, so that a phrase cannot be looked for
            names = [name for name in names if len(name) == 1]
        called = [scorer.phrase(searcher, field, scorer.terms(name)) for name in names]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in (itself, *called)])
