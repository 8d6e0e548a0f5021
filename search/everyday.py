"""How common words are in everyday language, outside of this site: from the lists of `wordfreq`, for the languages it has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log10

from wordfreq import available_languages, get_frequency_dict


@cache
def _frequencies(language: str) -> Mapping[str, float]:
    code = language.partition("-")[0]
    return get_frequency_dict(code, "small") if code in available_languages("small") else {}


def is_everyday(word: str, language: str) -> bool:
    """Is it among the words that are used at least once in a million? Those are no slips of the pen."""
    return word in _frequencies(language)


def commonness(word: str, language: str) -> float:
    """On the Zipf scale (van Heuven and others, 2014): 3 is once in a million words, 7 is "the"; 0 for rarer ones."""
    frequency = _frequencies(language).get(word, 0.0)
    return log10(frequency) + 9 if frequency else 0.0
