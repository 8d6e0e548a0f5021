"""Text that stands on the page twice (T08)."""

from __future__ import annotations

from collections.abc import Iterator

from editorial.checks.findings import Found, Severity, found
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.registry import check
from editorial.checks.sentences import words_of

FEWEST_WORDS = 8
FEWEST_WORDS_OF_ITEM = 12  # two lists may share an item
THE_SAME = 0.9

_ITEMS = (Role.ITEM, Role.SIGN, Role.CELL)
_ROLES = (Role.SUMMARY, Role.PARAGRAPH, Role.ITEM, Role.SIGN, Role.CELL, Role.SHORT_ANSWER)


@check(
    "T08",
    "Text twice",
    Severity.BLOCKING,
    finds=f"a paragraph of {FEWEST_WORDS} words or more that stands on the page twice; for a list item this is a warning",
    why="Two copies drift apart: one is corrected, the other stays wrong (PEMAT 2: nothing that distracts).",
    remedy="Keep it in the place where readers look for it, and take the other out.",
)
def text_twice(manuscript: Manuscript) -> Iterator[Found]:
    seen: list[tuple[Passage, list[str]]] = []
    holders: dict[str, list[int]] = {}
    for passage in manuscript.of(*_ROLES):
        said = [_plain(sentence.text) for sentence in passage.sentences]
        count = sum(len(sentence.split()) for sentence in said)
        if count < (FEWEST_WORDS_OF_ITEM if passage.role in _ITEMS else FEWEST_WORDS):
            continue
        candidates = dict.fromkeys(index for sentence in said for index in holders.get(sentence, []))
        earlier = next((index for index in candidates if _is_same(passage, said, *seen[index])), None)
        if earlier is not None:
            # An item may belong to two lists; a person decides.
            is_item = passage.role in _ITEMS and len(said) == 1
            severity = Severity.WARNING if is_item else None
            yield found(passage, f"“{_opening(passage)}” stands on this page twice.", severity=severity)
        for sentence in said:
            holders.setdefault(sentence, []).append(len(seen))
        seen.append((passage, said))


def _plain(sentence: str) -> str:
    """Its words alone: capitals, marks and the kind of apostrophe make no other sentence."""
    return " ".join(words_of(sentence.replace("’", "'"))).casefold()


def _is_same(one: Passage, said: list[str], other: Passage, said_before: list[str]) -> bool:
    """Whether nine in ten words of the shorter text stand in the other, by whole sentences."""
    if one.field == other.field == "action":
        return False  # each care card says what to do
    if one.block == other.block and other.role is Role.SHORT_ANSWER:
        return False  # the long answer begins with the short one
    shorter, longer = sorted([said, said_before], key=lambda sentences: sum(len(text.split()) for text in sentences))
    total = sum(len(text.split()) for text in shorter)
    shared = sum(len(text.split()) for text in shorter if text in longer)
    if len(longer) > len(shorter) == 1:
        return False  # one sentence of a longer paragraph: a summary may repeat it
    return shared >= THE_SAME * total


def _opening(passage: Passage) -> str:
    words = passage.text.split()
    return passage.text.strip() if len(words) <= 10 else f"{' '.join(words[:9])} …"
