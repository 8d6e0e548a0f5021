"""The passage of a page that answers best, cut to a few lines, with the words of the question marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.analysis import marked_words, term

LONGEST = 220
# Enough to choose well; a page of 2 MB must not cost more than others.
MOST_TEXT = 60_000


@dataclass(frozen=True)
class Piece:
    """Text of an excerpt; the template escapes it."""

    text: str
    is_match: bool = False


Match = tuple[int, int, str]


def excerpt(passages: Iterable[str], words: Iterable[str], language: str) -> tuple[Piece, ...]:
    """Empty if no passage holds any of the words."""
    wanted = {term(word, language) for word in words}
    best: tuple[tuple[int, int], str, list[Match]] = ((0, 0), "", [])
    for passage in _within(passages, MOST_TEXT):
        matches = [match for match in marked_words(passage, language) if match[2] in wanted]
        value, shown = _best_window(matches)
        if value > best[0]:
            best = (value, passage, shown)
        if value[0] == len(wanted):
            break  # all words stand together: nothing later can be better
    _, passage, matches = best
    return tuple(_pieces(passage, matches)) if matches else ()


def _within(passages: Iterable[str], limit: int) -> Iterator[str]:
    for passage in passages:
        yield passage[:limit]
        limit -= len(passage)
        if limit <= 0:
            return


def _best_window(matches: list[Match]) -> tuple[tuple[int, int], list[Match]]:
    """The matches that fit into one excerpt and cover most of the words; how many words, how many matches."""
    best: tuple[tuple[int, int], list[Match]] = ((0, 0), [])
    for first, (start, _, _) in enumerate(matches[:50]):
        inside = [match for match in matches[first : first + 50] if match[1] - start <= LONGEST * 3 // 4]
        value = (len({match[2] for match in inside}), len(inside))
        if value > best[0]:
            best = (value, inside)
    return best


def _pieces(passage: str, matches: list[Match]) -> Iterator[Piece]:
    start, end = _bounds(passage, matches[0][0], matches[-1][1])
    position = start
    if start:
        yield Piece("… ")
    for left, right, _ in matches:
        if position < left:
            yield Piece(passage[position:left])
        yield Piece(passage[left:right], is_match=True)
        position = right
    rest = passage[position:end].rstrip()
    if rest or end < len(passage):
        yield Piece(rest + (" …" if end < len(passage) else ""))


def _bounds(passage: str, first: int, last: int) -> tuple[int, int]:
    """Where to cut: at a sentence if one begins near, else between words."""
    if len(passage) <= LONGEST:
        return 0, len(passage)
    spare = LONGEST - (last - first)
    start = max(0, first - spare // 3)
    if start:
        sentence = max(passage.rfind(mark, start, first) for mark in (". ", "? ", "! ", "؟ "))
        start = sentence + 2 if sentence >= 0 else passage.find(" ", start, first) + 1 or first
    end = start + LONGEST
    if end >= len(passage):
        return start, len(passage)
    return start, max(passage.rfind(" ", last, end), last)
