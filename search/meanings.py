"""Other words for what was asked: names of pages and glossary terms, and the pairs that editors keep, so that lay words
lead to clinical ones and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import tantivy

from search.analysis import term, words
from search.entries import QUESTION
from search.lexicons import lexicon
from search.volumes import Volume

LONGEST_NAME = 6
MOST_PAGES = 3
MOST_NAMES = 8
MOST_LINES = 40

Phrase = tuple[str, ...]
Pairs = Mapping[Phrase, Sequence[Phrase]]


@dataclass(frozen=True)
class Meaning:
    """Folded words of the question, and what else is called so."""

    asked: Phrase
    others: tuple[Phrase, ...]


@cache
def known_pairs(language: str) -> Pairs:
    """What the lexicon says means the same, both ways, by the terms of what is said."""
    pairs: dict[Phrase, list[Phrase]] = {}
    for said, meant in lexicon(language).means.items():
        for other in meant:
            for one, two in ((said, other), (other, said)):
                pairs.setdefault(terms_of(words(one), language), []).append(tuple(words(two)))
    return pairs


def terms_of(said: Iterable[str], language: str) -> Phrase:
    """As they are compared: with other endings too."""
    return tuple(term(word, language) for word in said)


def meanings(asked: Sequence[str], kept: Pairs, volume: Volume) -> tuple[Meaning, ...]:
    """The parts of a question that have other names, the longest first; no word is taken twice.

    `asked` are all folded words in their order, little ones too; `kept` are the pairs of the editors. Call it within
    `index_faults`.
    """
    known = known_pairs(volume.language)
    found: list[Meaning] = []
    taken: set[int] = set()
    searcher = volume.hints.searcher()
    longest = max([LONGEST_NAME, *map(len, kept)])
    for start, end in _spans(len(asked), longest):
        phrase = tuple(asked[start:end])
        if taken.isdisjoint(range(start, end)):
            names = dict.fromkeys(
                [
                    *kept.get(phrase, ()),
                    *known.get(terms_of(phrase, volume.language), ()),
                    *_names_beside(phrase, volume, searcher),
                ]
            )
            if names:
                # A part of a name is not looked at for itself: "kidney" in "polycystic kidney disease" is no kidney.
                taken.update(range(start, end))
            if others := [name for name in names if not set(name) <= set(asked)]:
                found.append(Meaning(phrase, tuple(others[:MOST_NAMES])))
    return tuple(found)


def _spans(length: int, longest: int) -> Iterator[tuple[int, int]]:
    for size in range(min(longest, length), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size


def _names_beside(phrase: Phrase, volume: Volume, searcher: tantivy.Searcher) -> Iterable[Phrase]:
    """All names of the pages that are called so."""
    name = " ".join(phrase)
    if not searcher.doc_freq("start", name):
        return
    schema = volume.hints.schema
    called = tantivy.Query.term_query(schema, "start", name, "basic")
    addresses = [address for _, address in searcher.search(called, MOST_PAGES, count=False).hits]
    kinds = searcher.fast_field_values("rank", addresses)
    numbers = searcher.fast_field_values("page", addresses)
    pages = {int(page or 0) for page, kind in zip(numbers, kinds, strict=True) if kind != QUESTION}
    if pages:
        lines = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "page", page, "basic")) for page in sorted(pages)]
        )
        addresses = [address for _, address in searcher.search(lines, MOST_LINES, count=False).hits]
        kinds = searcher.fast_field_values("rank", addresses)
        for address, kind in zip(addresses, kinds, strict=True):
            if kind != QUESTION:
                yield tuple(words(str(searcher.doc(address)["line"][0])))
