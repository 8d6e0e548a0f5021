"""The English word list: which words exist, and how common they are.

From the frequency dictionary of symspellpy (82,765 words, British and American; MIT licence; Google Books Ngram counts of
words that SCOWL knows). Read once, when a check first needs it; symspellpy's own code is not loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_COMMON = 2_000_000
"""Counts from about the 12,000th word upwards: words that most readers know."""


@cache
def frequencies() -> Mapping[str, int]:
    """Each word in small letters, with how often it was counted."""
    listed = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    pairs = (line.split() for line in listed.read_text(encoding="utf-8-sig").splitlines())
    return {word: int(count) for word, count in pairs}


def is_word(word: str) -> bool:
    return word.lower() in frequencies()


def is_common(word: str, at_least: int = _COMMON) -> bool:
    return frequencies().get(word.lower(), 0) >= at_least
