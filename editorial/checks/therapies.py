"""Therapies without evidence."""

from __future__ import annotations

from collections.abc import Iterator

from editorial.checks.findings import Found, Severity, found
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.phrases import is_denied, listed, lowered, overlaps, sentence_at
from editorial.checks.registry import check

_SPOKEN = frozenset(
    {Role.SUMMARY, Role.PARAGRAPH, Role.ITEM, Role.CELL, Role.SHORT_ANSWER, Role.OPTION, Role.SUBHEADING}
)


@check(
    "M14",
    "Therapy without a word on its evidence",
    Severity.BLOCKING,
    finds="an unproven therapy whose section does not say what the evidence is; a promise of a complementary one (warning)",
    why="People have died because they chose such a therapy instead of treatment (HONcode 5; DISCERN 4 and 11).",
    remedy="Say in the same section what the evidence is and what the harms are, or leave the therapy out.",
    languages="en",
    for_clinical=True,
)
def unproven_therapy(manuscript: Manuscript) -> Iterator[Found]:
    unproven, unless = listed("therapies", "unproven"), listed("therapies", "unproven_unless")
    told: set[tuple[str, str]] = set()
    for passage in manuscript.of(*_SPOKEN):
        low = lowered(passage.text)
        for match in unproven.finditer(low):
            key = (passage.block, match[0])
            if key in told or overlaps(unless, low, match) or _states_evidence(manuscript, passage.block):
                continue
            told.add(key)
            message = f"Nothing here says what the evidence for “{passage.text[match.start() : match.end()]}” is."
            yield found(passage, message, start=match.start(), end=match.end())
        yield from _promised(passage, low)


def _promised(passage: Passage, low: str) -> Iterator[Found]:
    for match in listed("therapies", "comfort").finditer(low):
        sentence = sentence_at(passage, match.start())
        promise = listed("therapies", "promise").search(low, sentence.start, sentence.end)
        if (
            promise is None
            or is_denied(passage, promise.start())
            or listed("therapies", "evidence").search(low, sentence.start)
        ):
            continue
        said, promised = passage.text[match.start() : match.end()], passage.text[promise.start() : promise.end()]
        message = f"“{promised}” promises more of “{said}” than is known."
        yield found(passage, message, start=match.start(), end=match.end(), severity=Severity.WARNING)
        return


def _states_evidence(manuscript: Manuscript, block: str) -> bool:
    evidence = listed("therapies", "evidence")
    return any(evidence.search(lowered(passage.text)) for passage in manuscript.in_block(block))
