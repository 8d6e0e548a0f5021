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
from editorial.checks.phrases import lowered, overlaps, pattern
from search.analysis import LONGEST_QUERY
from search.lexicons import PLACE

ENGLISH = "en"
# A point inside a number ends no clause, and "can't" has many spellings.
_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_CANNOT = re.compile(r"\b(?:can not|carn'?t|cannt|cant|can t)\b")
_APOSTROPHES = str.maketrans(dict.fromkeys("´`’‘ʼ", "'"))
# On a card these are named by words that stand on many cards ("speak to", "blood test"): only whole phrases count there.
_BY_PHRASE = frozenset("bleeding face speech sight rash swelling blue drowsy collapse light sick walking fever".split())
# A card that tells the reader to call people who know the reader.
_TEAM = re.compile(r"\b(?:team|ward|clinic|staff|nurse|department|equipo|planta|enfermer\w+)\b|فريق|قسم")


@dataclass(frozen=True)
class Sign:
    """`asked` finds it, in a question and on a care card; `unless` what means something else; `card` on a card besides."""

    asked: re.Pattern[str]
    unless: re.Pattern[str]
    card: re.Pattern[str]


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((PLACE / "danger.toml").read_text(encoding="utf-8"))


@cache
def _signs(language: str) -> Mapping[str, Sign]:
    """By the name of the sign; empty for a language in which nobody has written them down."""
    written = _written().get(language.partition("-")[0], {})
    beside = [written.get(name, {}) for name in ("unless", "card")]
    return {
        name: Sign(
            *(pattern(red_flags.written_out(said)) for said in (phrases, *(one.get(name, ()) for one in beside)))
        )
        for name, phrases in written.items()
        if isinstance(phrases, list)
    }


@cache
def _any_sign(language: str) -> re.Pattern[str]:
    """All of them at once: most questions speak of none, and one look is enough to know."""
    written = _written().get(language, {})
    phrases = [phrase for said in written.values() if isinstance(said, list) for phrase in said]
    if language == ENGLISH:
        phrases += [phrase for entry in words_of_the_checks("red_flags")["sign"] for phrase in entry["says"]]
    return pattern(red_flags.written_out(phrases))


def signs_in(text: str) -> frozenset[str]:
    """The names of the signs that a question speaks of, in every language that we know, however it is meant.

    A card too many harms nobody. No cache stands behind this: nothing of the question is kept.
    """
    low = text[:LONGEST_QUERY].translate(_APOSTROPHES).lower()
    low = _CANNOT.sub("can't", _IN_NUMBER.sub(" ", low))
    found: set[str] = set()
    spoken = {code for code in _written() if code not in {"source", "note"} and _any_sign(code).search(low)}
    for language in spoken:
        found |= {name for name, sign in _signs(language).items() if _is_said(sign.asked, low, sign.unless)}
    if ENGLISH not in spoken:
        return frozenset(found)
    own = _signs(ENGLISH)
    for name, sign in red_flags.signs().items():
        excuses = (sign.unless, own[name].unless) if name in own else (sign.unless,)
        if _is_said(sign.says, low, *excuses):
            found.add(name)
    return frozenset(found)


def _is_said(says: re.Pattern[str], low: str, *excuses: re.Pattern[str]) -> bool:
    """Does it stand anywhere without an excuse round it? An excuse elsewhere in a letter excuses nothing."""
    return any(not any(overlaps(excuse, low, match) for excuse in excuses) for match in says.finditer(low))


def signs_on(lines: Iterable[str], language: str) -> frozenset[str]:
    """The names of the signs that a care card lists. `lines` are its signs, not what it says to do."""
    low = lowered(_IN_NUMBER.sub(" ", "\n".join(lines)))
    found = {name for name, sign in _signs(language).items() if sign.asked.search(low) or sign.card.search(low)}
    if language.startswith(ENGLISH):
        for name, sign in red_flags.signs().items():
            if sign.says.search(low) or (name not in _BY_PHRASE and sign.card.search(low)):
                found.add(name)
    return frozenset(found)


@cache
def _emergency_numbers() -> frozenset[str]:
    """The short ones, which anybody may call: 999, 112, 911."""
    numbers = words_of_the_checks("emergency_numbers")["numbers"].values()
    return frozenset(number for of_country in numbers for number in of_country if len(number) == 3)


def is_for_anybody(heading: str) -> bool:
    """Does a card tell whoever reads it to call an emergency number, and not a team that knows the reader?"""
    said = (number.replace(" ", "") for number in re.findall(r"\d[\d ]*\d", heading))
    calls = any(number in _emergency_numbers() for number in said)
    return calls and not _TEAM.search(heading.lower())
