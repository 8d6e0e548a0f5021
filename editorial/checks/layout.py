"""How passages stand together: lists, tables, and what words of theirs count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage, Role

LEAD_IN = re.compile(r"[:：]\s*[-–—]?\s*$")
END_MARK = re.compile(r"[.!?…؟。？！][\"'”’»)\]]*\s*$")
TABLE = (Role.CELL, Role.HEADER_CELL, Role.CAPTION)


@dataclass
class Bullets:
    """The items of one list (or of one list within a list), and the passage that stands before it."""

    items: list[Passage] = field(default_factory=list)
    before: Passage | None = None


def lists_of(manuscript: Manuscript) -> Iterator[Bullets]:
    """Every list, the outer before the inner."""
    before: Passage | None = None
    for (_, _, group), run in groupby(manuscript.passages, key=lambda p: (p.block, p.field, p.group)):
        passages = list(run)
        if group >= 0 and passages[0].role is Role.ITEM:
            is_same_field = before is not None and (before.block, before.field) == (
                passages[0].block,
                passages[0].field,
            )
            yield from _by_depth(passages, before if is_same_field else None)
        before = passages[-1]


def _by_depth(items: list[Passage], before: Passage | None) -> Iterator[Bullets]:
    found: list[Bullets] = []
    is_open: list[Bullets] = []  # one for each depth
    for item in items:
        while len(is_open) > item.depth + 1:
            is_open.pop()
        while len(is_open) <= item.depth:
            is_open.append(Bullets(before=before))
            found.append(is_open[-1])
        is_open[-1].items.append(item)
        before = item
    return (one for one in found if one.items)


def tables_of(manuscript: Manuscript) -> Iterator[list[Passage]]:
    """The caption and cells of every table."""
    cells = manuscript.of(*TABLE)
    for (_, _, group), run in groupby(cells, key=lambda p: (p.block, p.field, p.group)):
        if group >= 0:
            yield list(run)


def is_before_list(manuscript: Manuscript, passage: Passage) -> bool:
    """Whether a list or table stands directly below (for an item: a list within it)."""
    following = manuscript.after(passage)
    if following is None or following.group < 0:
        return False
    return passage.group != following.group or following.depth > passage.depth


# Words


_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+")
_TO_DO = re.compile(r"\b(?:to|(?:can|should) (?:I|you)) do\b", re.IGNORECASE)  # "What to do" is no "What is"
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ies|ed|es|s|y|e)$")


def content_words(text: str) -> frozenset[str]:
    """What a heading is about: its words without small ones, in their stems, with words that mean the same as one."""
    facts = lexicon("headings")
    small, same = facts["small_words"], _same()
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(_TO_DO.sub("todo", text)))
    return frozenset(same.get(stem(word), stem(word)) for word in words if word not in small)


def stem(word: str) -> str:
    """The word without its common endings: enough to hold "treating" and "treatment" for one word."""
    short = _ENDINGS.sub("", word)
    if len(short) < 3:
        return word
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] and short[-1] not in "sl" else short


def _same() -> dict[str, str]:
    groups: list[list[str]] = lexicon("headings")["same"]
    return {stem(word): stem(group[0]) for group in groups for word in group}
