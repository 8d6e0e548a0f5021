"""Patterns out of words: what lexicons list, as one compiled search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
APOSTROPHE = "['’]"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words or phrases, the longest first; apostrophes of both kinds, any space between."""
    parts = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(_pattern(part) for part in parts) + ")"


def _pattern(phrase: str) -> str:
    return r"\s+".join(re.escape(word).replace("'", APOSTROPHE) for word in phrase.split())


class Phrases:
    """A search for many phrases. It looks only at texts that have the longest word of one of them, which is most of the
    time no text at all."""

    def __init__(self, words: Iterable[str], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> None:
        listed = list(words)
        self._telling = frozenset(max(_words_in(phrase), key=len) for phrase in listed)
        self._pattern = re.compile(f"{before}{any_of(listed)}{after}", re.IGNORECASE)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        if self._telling.isdisjoint(_words_in(text)):
            return iter(())
        return self._pattern.finditer(text, start, len(text) if end is None else end)


@lru_cache(maxsize=4096)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def like(words: str, model: str) -> str:
    """`words` with a capital where `model` begins with one."""
    return words[:1].upper() + words[1:] if model[:1].isupper() else words
