"""Finding and replacing words in one text, plain or formatted.

In formatted text only words are looked at: never tags, addresses or uids. Words that are formatted differently in
themselves (half of them bold, say) are found and left to a person, who knows what should become bold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from editorial.cleaning import clean
from editorial.hostile import prepared
from editorial.markup import Block, Listing, Paragraph, Run, write
from editorial.reading import read

CONTEXT = 60
FORMATTED = "Parts of these words are formatted differently. Change them in the form of the page."
IN_ADDRESS = "This is part of a web or e-mail address. Change it in the form of the page, if it is meant."

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+", re.IGNORECASE)
# Stand for what is no word in a paragraph, so that nothing is found across it.
_OTHERS = {"break": "\n", "cite": "\ufffc"}


@dataclass(frozen=True)
class Found:
    """One place in a text: the words with what stands around them; `by_hand` says why it is left to a person."""

    number: int
    before: str
    old: str
    new: str
    after: str
    by_hand: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is looked for and what should stand there."""

    find: str
    replacement: str
    is_whole_word: bool = True
    ignores_case: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A space in the words also finds one that keeps its neighbours on a line."""
        words = re.escape(unicodedata.normalize("NFC", self.find)).replace("\\ ", "[ \xa0]")
        if self.is_whole_word:
            words = rf"(?<!\w){words}(?!\w)"
        return re.compile(words, re.IGNORECASE if self.ignores_case else 0)

    def new_for(self, old: str) -> str:
        """The replacement, with a capital where the words had one and case is not looked at."""
        new = unicodedata.normalize("NFC", self.replacement)
        if not self.ignores_case or not new:
            return new
        if len(old) > 1 and old.isupper():
            return new.upper()
        return new[0].upper() + new[1:] if old[0].isupper() else new


def find_in(text: str, wanted: Wanted, *, is_rich: bool) -> list[Found]:
    """All places in reading order, numbered from 0."""
    spans: list[tuple[str, re.Match[str], bool]] = []
    for words, edges in _stretches(text, is_rich=is_rich):
        for match in wanted.pattern.finditer(words):
            is_split = any(match.start() < edge < match.end() for edge in edges)
            spans.append((words, match, is_split))
    return [_found(number, *span, wanted) for number, span in enumerate(spans)]


def _found(number: int, words: str, match: re.Match[str], is_split: bool, wanted: Wanted) -> Found:
    start, end = match.span()
    by_hand = FORMATTED if is_split else IN_ADDRESS if _is_in_address(words, start, end) else ""
    before = words[max(0, start - CONTEXT) : start].replace("\ufffc", "")
    after = words[end : end + CONTEXT].replace("\ufffc", "")
    before = f"…{before}" if start > CONTEXT else before
    after = f"{after}…" if end + CONTEXT < len(words) else after
    return Found(number, before, match[0], wanted.new_for(match[0]), after, by_hand)


def _is_in_address(words: str, start: int, end: int) -> bool:
    return any(address.start() < end and start < address.end() for address in _ADDRESS.finditer(words))


def _stretches(text: str, *, is_rich: bool) -> Iterator[tuple[str, list[int]]]:
    """What is searched in one piece, with the places where the formatting changes in it."""
    if not is_rich:
        yield text, []
        return
    for runs in _runs_of(read(prepared(text))):
        yield _joined(runs)


def _joined(runs: list[Run]) -> tuple[str, list[int]]:
    parts = [_OTHERS.get(run.kind, run.text) for run in runs]
    edges = [sum(map(len, parts[:count])) for count in range(1, len(parts))]
    return "".join(parts), edges


def replace_in(text: str, wanted: Wanted, chosen: Collection[int], *, is_rich: bool, short: bool = False) -> str:
    """The text with the words replaced in the chosen places, by their numbers. Formatted text is clean again."""
    chosen = {found.number for found in find_in(text, wanted, is_rich=is_rich) if not found.by_hand} & set(chosen)
    if not chosen:
        return text
    if not is_rich:
        return _tidied(_with_new(text, wanted, chosen, 0)[0], wanted)
    blocks, number = read(prepared(text)), 0
    for runs in _runs_of(blocks):
        number = _replace_in_runs(runs, wanted, chosen, number)
    return clean(write(blocks), short=short)


def _with_new(text: str, wanted: Wanted, chosen: Collection[int], number: int) -> tuple[str, int]:
    parts, done = [], 0
    for match in wanted.pattern.finditer(text):
        if number in chosen:
            parts += [text[done : match.start()], wanted.new_for(match[0])]
            done = match.end()
        number += 1
    return "".join([*parts, text[done:]]), number


def _tidied(text: str, wanted: Wanted) -> str:
    """Words that were taken out leave no two spaces."""
    return text if wanted.replacement else re.sub(r" {2,}", " ", text).strip()


def _replace_in_runs(runs: list[Run], wanted: Wanted, chosen: Collection[int], number: int) -> int:
    """Replace within the runs of a paragraph, from its end so that places stay right; returns the next number."""
    words, edges = _joined(runs)
    starts = [0, *edges]
    matches = list(enumerate(wanted.pattern.finditer(words), start=number))
    for place, match in reversed(matches):
        if place not in chosen:
            continue
        index = max(at for at, start in enumerate(starts) if start <= match.start())
        run, start = runs[index], match.start() - starts[index]
        text = run.text[:start] + wanted.new_for(match[0]) + run.text[start + len(match[0]) :]
        runs[index] = replace(run, text=text)
    return number + len(matches)


def _runs_of(blocks: list[Block]) -> Iterator[list[Run]]:
    """The runs of each paragraph in reading order; the lists themselves, so that they can be changed."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _runs_of(item)
        else:
            yield block.caption
            for row in block.rows:
                for cell in row:
                    yield from _runs_of(cell.blocks)
