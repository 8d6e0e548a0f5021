"""Which pages answer a question, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from search.analysis import Query, words
from search.faults import IndexUnusable, index_faults
from search.index import keeper
from search.meanings import Phrase, meanings
from search.plainly import find_plainly
from search.scoring import Filters, Scorer
from search.spelling import Mended, mend
from search.trust import trust
from search.volumes import Volume

# Pages that share one rare piece of a word with the question are no answer beside pages that hold it.
FLOOR = 0.05
# Other names are looked for in the beginning of what was written.
MOST_NAMED = 40
NO_PAIRS: Mapping[Phrase, Sequence[Phrase]] = {}


@dataclass(frozen=True)
class Found:
    """Numbers of publications, best first, each with its best place; `is_cut` if more were found than looked at.

    `trust` from 0 to 1 says how much of the question one of the best pages answers; `mended` what was looked for.
    """

    numbers: tuple[int, ...] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    is_cut: bool = False
    trust: float = 0.0
    mended: Mended = Mended(())


def find(
    query: Query,
    language: str,
    filters: Filters,
    *,
    pairs: Mapping[Phrase, Sequence[Phrase]] = NO_PAIRS,
    as_typed: bool = False,
) -> Found:
    """What may answer. The caller joins it to the live publications: the index can be behind."""
    if not query.words:
        return Found()
    opened = keeper().ready()
    if opened is None:
        return _plainly(query, language, filters)
    volume = opened.volumes.get(language)
    if volume is None:
        return Found()
    try:
        return find_in(volume, query, filters, pairs=pairs, as_typed=as_typed)
    except IndexUnusable:
        keeper().doubt()
        return _plainly(query, language, filters)


def _plainly(query: Query, language: str, filters: Filters) -> Found:
    return Found(find_plainly(query.words, language, filters), trust=1.0, mended=Mended(query.words))


def find_in(
    volume: Volume,
    query: Query,
    filters: Filters = Filters(),
    *,
    pairs: Mapping[Phrase, Sequence[Phrase]] = NO_PAIRS,
    as_typed: bool = False,
) -> Found:
    """`pairs` are words that the editors say mean others; `as_typed` mends no spelling. Raises IndexUnusable."""
    with index_faults():
        scorer = Scorer(volume, filters)
        said = {word for phrase in pairs for word in phrase}  # right as they are, though they may stand on no page
        known = Mended(query.words) if as_typed else None
        mended = known or mend(query.words, volume, lambda word: word in said or scorer.is_known(word))
        others = meanings(mended.in_place(words(query.text)[:MOST_NAMED]), pairs, volume)
        scores = scorer.scores(mended.words, others, query.phrases)
        if not scores:
            return Found(mended=mended)
        least = max(scores.values()) * FLOOR
        kept = [number for number, score in scores.items() if score >= least or number in scorer.exact]
        # Equal scores stand in the order of the pages, so that the list is the same every time.
        kept.sort(key=lambda number: (number not in scorer.exact, -round(scores[number], 4), number))
        is_cut = scorer.is_full and len(kept) == len(scores)
        return Found(tuple(kept), scorer.places, is_cut, trust(scorer, kept, mended, others), mended)
