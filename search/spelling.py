"""Words that stand on no page, and those of the pages that may be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import tantivy

from search.analysis import WORD, term, words
from search.sounds import is_mendable, sound
from search.volumes import Volume

# So many letters a word needs for one slip, and for two.
ONE_SLIP, TWO_SLIPS = 4, 6
CANDIDATES = 20
LIKELY = 5
MOST_BESIDE = 6
# A word that was cut in two has to make two words that are common.
LEAST_PART, LEAST_PAGES = 3, 5


@dataclass(frozen=True)
class Mended:
    """Words to look for in place of those that were typed. `unknown` are those for which nothing was found."""

    words: tuple[str, ...]
    unknown: frozenset[str] = frozenset()
    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
    known = [word for word in asked if is_known(word)]
    mended: dict[str, None] = {}
    unknown, changes = set(), {}
    for word in asked:
        if word in known:
            mended[word] = None
        elif found := _nearest(word, known, volume) or _cut_in_two(word, volume):
            mended.update(dict.fromkeys(found))
            changes[word] = found
        else:
            mended[word] = None
            unknown.add(word)
    return Mended(tuple(mended), frozenset(unknown), changes)


def _nearest(word: str, beside: Sequence[str], volume: Volume) -> tuple[str, ...]:
    """The word of the pages that is nearest: one slip or the same sound, then two slips."""
    if not is_mendable(word) or len(word) < ONE_SLIP:
        return ()
    schema = volume.hints.schema
    by_sound = _words_of(volume, tantivy.Query.term_query(schema, "sound", sound(word), "basic"))
    for slips in _slips(word):
        found = dict(_words_of(volume, tantivy.Query.fuzzy_term_query(schema, "word", word, slips)) + by_sound)
        if found:
            # The first letter is seldom wrong; of two words the more common one is meant.
            ranked = sorted(found, key=lambda one: (one[0] != word[0], -found[one], one))
            return (_at_home(ranked[:LIKELY], beside, volume),)
    return ()


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


def _slips(word: str) -> range:
    return range(1, 3 if len(word) >= TWO_SLIPS else 2)


def _words_of(volume: Volume, query: tantivy.Query) -> list[tuple[str, int]]:
    """Words with the number of pages that they were on, the most common first."""
    searcher = volume.hints.searcher()
    hits = searcher.search(query, CANDIDATES, count=False, order_by_field="count").hits
    return [(str(searcher.doc(address)["word"][0]), int(count)) for count, address in hits]


def _cut_in_two(word: str, volume: Volume) -> tuple[str, ...]:
    """Two words that were typed as one."""
    if not word.isalpha():
        return ()
    schema = volume.hints.schema
    for cut in range(LEAST_PART, len(word) - LEAST_PART + 1):
        parts = (word[:cut], word[cut:])
        counts = [_words_of(volume, tantivy.Query.term_query(schema, "word", part, "basic")) for part in parts]
        if all(found and found[0][1] >= LEAST_PAGES for found in counts):
            return parts
    return ()
