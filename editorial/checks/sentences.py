"""Sentences and words, found by rules that hold for patient information: no model, no network.

A full stop ends no sentence after an abbreviation, an initial, in a number, or before a small letter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from editorial.markup import names

# With their full stop; longer ones are found because a small letter follows them.
ABBREVIATIONS = names(
    "dr mr mrs ms prof st e.g i.e etc vs approx no fig vol ed eds p pp a.m p.m am pm ph.d m.d dept sr sra"
)
_END = re.compile(r"[.!?؟。…]+[\"'”’)\]]*(?=\s|$)")
_BEFORE = re.compile(r"[\w.’'-]+$")
WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


class Sentence(NamedTuple):
    """Characters `start` to before `end` of a passage; `has_end_mark` is false for fragments, labels and lead-ins."""

    text: str
    start: int
    end: int
    has_end_mark: bool


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a passage, in order, without the spaces around them."""
    found: list[Sentence] = []
    start = 0
    for end in _END.finditer(text):
        if not _ends_sentence(text, end):
            continue
        _add(found, text, start, end.end(), has_end_mark=True)
        start = end.end()
    _add(found, text, start, len(text), has_end_mark=False)
    return tuple(found)


def _add(found: list[Sentence], text: str, start: int, end: int, *, has_end_mark: bool) -> None:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    if said.strip():
        found.append(Sentence(said.strip(), start, start + len(said.strip()), has_end_mark))


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    following = text[mark.end() :].lstrip()
    if not following or not mark[0].startswith("."):
        return True
    if following[0].islower():
        return False
    before = _BEFORE.search(text[: mark.start()])
    word = before[0].lower() if before else ""
    is_initial = len(word) == 1 and word.isalpha() and word != "i"
    return not (word in ABBREVIATIONS or is_initial)


def words_of(text: str) -> list[str]:
    """The words of a text: letters and digits, with what joins them inside ("e.g", "don't", "follow-up")."""
    return WORD.findall(text)
