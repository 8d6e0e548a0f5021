"""Signs of danger in what people ask, and on the care cards that answer. The signs are those of the content checks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from editorial.checks import red_flags
from editorial.checks.lexicons import lexicon as words_of_the_checks
from editorial.checks.phrases import lowered, pattern
from search.lexicons import PLACE

ENGLISH = "en"
# More than a person writes in an emergency.
LONGEST = 1_000


@dataclass(frozen=True)
class Sign:
    """`asked` finds it in a question, `unless` what means something else, `card` on a care card."""

    asked: re.Pattern[str]
    unless: re.Pattern[str]
    card: re.Pattern[str]


@cache
def _signs(language: str) -> Mapping[str, Sign]:
    """By the name of the sign; empty for a language in which nobody has written them down."""
    data = tomllib.loads((PLACE / "danger.toml").read_text(encoding="utf-8"))
    written: dict[str, Any] = data.get(language.partition("-")[0], {})
    unless = written.get("unless", {})
    return {
        name: Sign(pattern(_filled(phrases)), pattern(_filled(unless.get(name, ()))), pattern(_filled(phrases)))
        for name, phrases in written.items()
        if name != "unless"
    }


def _filled(phrases: Iterable[str]) -> list[str]:
    """With the words that the checks name in curly brackets."""
    words: Mapping[str, str] = words_of_the_checks("red_flags")["words"]
    filled = []
    for phrase in phrases:
        for name, said in words.items():
            phrase = phrase.replace("{" + name + "}", said)
        filled.append(phrase)
    return filled


def signs_in(text: str, language: str) -> frozenset[str]:
    """The names of the signs that a question speaks of, however it is meant: a card too many harms nobody."""
    low = lowered(text[:LONGEST])
    known = _signs(language)
    found = {name for name, sign in known.items() if sign.asked.search(low)}
    if language.startswith(ENGLISH):
        found |= {name for name, sign in red_flags.signs().items() if _says(sign, low)}
    return frozenset(name for name in found if not (name in known and known[name].unless.search(low)))


def _says(sign: red_flags.Sign, low: str) -> bool:
    return bool(sign.says.search(low)) and not sign.unless.search(low)


def signs_on(lines: Iterable[str], language: str) -> frozenset[str]:
    """The names of the signs that a care card lists."""
    low = lowered("\n".join(lines))
    found = {name for name, sign in _signs(language).items() if sign.card.search(low)}
    if language.startswith(ENGLISH):
        found |= {name for name, sign in red_flags.signs().items() if sign.card.search(low)}
    return frozenset(found)
