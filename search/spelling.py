"""Words that stand on no page, and those of the pages that may be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import tantivy

from search.analysis import WORD, term, words
from search.everyday import is_everyday
from search.sounds import is_mendable, sound
from search.volumes import Volume

# So many letters a word needs for one slip, for two, and for another first letter.
ONE_SLIP, TWO_SLIPS, OTHER_FIRST = 4, 6, 8
CANDIDATES = 20
LIKELY = 5
MOST_BESIDE = 6
# A word that was cut in two has to make two words that are common.
LEAST_PART, LEAST_PAGES = 3, 5


@dataclass(frozen=True)
class Mended:
    """Words to look for in place of those that were typed.

    `changes` says which word became which; those that are `doubtful` are two slips away.
    """

    words: tuple[str, ...]
    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()

    def in_place(self, words: Sequence[str]) -> tuple[str, ...]:
        """The same changes in a longer text."""
        return tuple(new for word in words for new in self.changes.get(word, (word,)))

    def in_text(self, text: str) -> str:
        """The same changes in what was typed."""

        def mended(match: re.Match[str]) -> str:
            return " ".join(new for word in words(match.group()) for new in self.changes.get(word, ())) or match.group()

        return WORD.sub(mended, text)


def mend(asked: Sequence[str], volume: Volume, is_known: Callable[[str], bool]) -> Mended:
    """Each unknown word becomes the nearest word of the pages. Call it within `index_faults`."""
    known = [word for word in asked if is_known(word) or is_everyday(word, volume.language)]
    mended: dict[str, None] = {}
    doubtful: set[str] = set()
    changes: dict[str, tuple[str, ...]] = {}
    for word in asked:
        found, slips = ((word,), 0) if word in known else _nearest(word, known, volume)
        if slips:
            changes[word] = found
            doubtful.update(found if slips > 1 else ())
        mended.update(dict.fromkeys(found or (word,)))
    return Mended(tuple(mended), changes, frozenset(doubtful))


def _nearest(word: str, beside: Sequence[str], volume: Volume) -> tuple[tuple[str, ...], int]:
    """The word of the pages that is nearest, and how far it is: one slip, else the same sound, two words, two slips."""
    if not is_mendable(word) or len(word) < ONE_SLIP:
        return (), 0
    schema, key = volume.hints.schema, sound(word)
    steps = [(tantivy.Query.fuzzy_term_query(schema, "word", word, 1), 1)]
    if len(word) >= TWO_SLIPS:
        steps.append((tantivy.Query.term_query(schema, "sound", key, "basic"), 1))
        steps.append((tantivy.Query.fuzzy_term_query(schema, "word", word, 2), 2))
    for query, slips in steps:
        if slips == 2 and (parts := _cut_in_two(word, volume)):
            return parts, 1
        found = dict(_words_of(volume, query))
        # The first letter is seldom wrong, and in a short word everything hangs on it.
        same_first = [one for one in found if one[0] == word[0]]
        likely = same_first or [one for one in found if len(word) >= OTHER_FIRST or sound(one) == key]
        likely.sort(key=lambda one: (-found[one], one))
        if alive := [one for one in likely[:LIKELY] if _stands_on_a_page(one, volume)]:
            return (_at_home(alive, beside, volume),), slips
    return (), 0


def _stands_on_a_page(word: str, volume: Volume) -> bool:
    """Words outlive their pages among the hints, and counts of the index know those that were taken out."""
    looked = ((volume.pages, "body"), (volume.names, "name"), (volume.pages, "heading"))
    held = term(word, volume.language)
    return any(
        index.searcher().search(tantivy.Query.term_query(index.schema, field, held, "basic"), 1, count=False).hits
        for index, field in looked
    )


def _at_home(candidates: Sequence[str], beside: Sequence[str], volume: Volume) -> str:
    """The one that stands in a name together with the other words of the question; else the first."""
    others = [term(word, volume.language) for word in beside[:MOST_BESIDE]]
    if len(candidates) > 1 and others:
        schema, searcher = volume.names.schema, volume.names.searcher()
        together = _any_of(schema, others)
        for candidate in candidates:
            itself = tantivy.Query.term_query(schema, "name", term(candidate, volume.language), "basic")
            both = tantivy.Query.boolean_query([(tantivy.Occur.Must, itself), (tantivy.Occur.Must, together)])
            if searcher.search(both, 1, count=False).hits:
                return candidate
    return candidates[0]


def _any_of(schema: tantivy.Schema, terms: Sequence[str]) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "name", one, "basic")) for one in terms]
    )


def _words_of(volume: Volume, query: tantivy.Query) -> list[tuple[str, int]]:
    """Words with the number of pages that they were on, the most common first."""
    searcher = volume.hints.searcher()
    hits = searcher.search(query, CANDIDATES, count=False, order_by_field="rank").hits
    return [(str(searcher.doc(address)["word"][0]), int(count)) for count, address in hits]


def _cut_in_two(word: str, volume: Volume) -> tuple[str, ...]:
    """Two words that were typed as one."""
    if not word.isalpha():
        return ()
    schema, searcher = volume.hints.schema, volume.hints.searcher()
    for cut in range(LEAST_PART, len(word) - LEAST_PART + 1):
        parts = (word[:cut], word[cut:])
        if not all(searcher.doc_freq("word", part) for part in parts):
            continue
        counts = [_words_of(volume, tantivy.Query.term_query(schema, "word", part, "basic")) for part in parts]
        if all(found and found[0][1] >= LEAST_PAGES for found in counts):
            return parts
    return ()
