"""What a sentence is about, roughly: the stems of its words that carry meaning."""

from __future__ import annotations

from functools import cache, lru_cache

from editorial.checks.lexicons import lexicon
from editorial.checks.phrases import lowered
from editorial.checks.sentences import words_of

_ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "ments",
    "ment",
    "ings",
    "ing",
    "edly",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "er",
    "ly",
    "y",
    "s",
    "e",
)


@cache
def _empty() -> frozenset[str]:
    return frozenset(lexicon("everyday")["empty"].split())


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """A word without its ending: rough, and the same for what belongs together."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def stems_of(text: str, *, shortest: int = 3) -> list[str]:
    """The stems of a text, without words that carry no meaning of their own, numbers, and words that are too short."""
    return [
        stem(word)
        for word in words_of(lowered(text))
        if word not in _empty() and not word.isdigit() and len(word) >= shortest
    ]
