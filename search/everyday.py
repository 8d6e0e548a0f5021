"""How common words are in everyday language, outside of this site: from the lists of `wordfreq`, for the languages it has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wordfreq import available_languages, get_frequency_list

from search.analysis import fold


@cache
def _commonness(language: str) -> Mapping[str, float]:
    """By folded word, as they are asked for here: "señores" is "senores"."""
    code = language.partition("-")[0]
    buckets = get_frequency_list(code, "small") if code in available_languages("small") else []
    folded: dict[str, float] = {}
    for centibels, written in enumerate(buckets):
        zipf = 9 - centibels / 100
        for word in written:
            one = fold(word)
            folded.setdefault(word if one == word else one, zipf)  # the most common come first, each word held once
    get_frequency_list.cache_clear()  # it keeps its own, which nobody asks for again
    return folded


def is_everyday(word: str, language: str) -> bool:
    """Is it among the words that are used at least once in a million? Those are no slips of the pen."""
    return word in _commonness(language)


def commonness(word: str, language: str) -> float:
    """On the Zipf scale (van Heuven and others, 2014): 3 is once in a million words, 7 is "the"; 0 for rarer ones."""
    return _commonness(language).get(word, 0.0)
