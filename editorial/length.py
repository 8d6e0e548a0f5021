"""How long a text is: its words, and the minutes that reading takes. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorial.checks.manuscript import Manuscript, Role

# Adults read 175 to 300 words of informing text a minute, 238 on average (M. Brysbaert, "How many words do we read per
# minute?", Journal of Memory and Language 109, 2019). Health is read with care and with words that are new: rather less.
WORDS_A_MINUTE = 200
# Nobody reads a number to dial as text; alternative texts stand for pictures; figures are written in the library.
NOT_READ = frozenset({Role.PHONE, Role.ALT, Role.FIGURE})
NAMES = ("heading", "question", "caption")


@dataclass(frozen=True)
class Length:
    """`parts` are the blocks or questions that hold words: name and number of words."""

    words: int
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def minutes(self) -> int:
        return math.ceil(self.words / WORDS_A_MINUTE)


def words_in(text: str) -> int:
    """Pieces between white space that hold a letter or a digit. `static/editorial/length.js` counts in the same way."""
    return sum(any(sign.isalnum() for sign in piece) for piece in text.split())


def length_of(document: Mapping[str, Any]) -> Length:
    """The length of the signed part of a page."""
    counted: Counter[str] = Counter()
    for passage in Manuscript(document).passages:
        if passage.role not in NOT_READ:
            counted[passage.block] += words_in(passage.text)
    rows = [*document.get("blocks", []), *document.get("questions", [])]
    parts = [(_name_of(row), counted[str(row.get("uid", ""))]) for row in rows]
    return Length(counted.total(), tuple((name, number) for name, number in parts if number))


def is_begun(document: Mapping[str, Any]) -> bool:
    """Does a page say anything yet, besides its title?"""
    return length_of(document).words > words_in(str(document.get("title", "")))


def _name_of(row: Mapping[str, Any]) -> str:
    return next((str(row[name]) for name in NAMES if row.get(name)), str(row.get("type", "")).replace("_", " "))
