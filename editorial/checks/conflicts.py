"""One page, two answers: on a test, on a percentage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from editorial.checks.figures import figures_in
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript, Passage
from editorial.checks.meaning import stems_of
from editorial.checks.phrases import listed, lowered, pattern
from editorial.checks.registry import check
from editorial.checks.sentences import Sentence


@dataclass(frozen=True)
class Advice:
    test: str
    is_usual: bool
    passage: Passage
    start: int
    end: int


def _advice(manuscript: Manuscript) -> Iterator[Advice]:
    tests, bound = listed("tests", "tests"), listed("tests", "bound")
    for passage in manuscript.of(*PROSE):
        last = ""
        low = lowered(passage.text)
        for sentence in passage.sentences:
            named = [_plain(match[0]) for match in tests.finditer(low, sentence.start, sentence.end)]
            about = named or (
                [last] if last and re.match(r"(?:it|they|this|these|but|and)\b", low[sentence.start :]) else []
            )
            last = named[-1] if named else last
            for is_usual, said in _verdicts(low, sentence, bound):
                for test in about[:1]:
                    yield Advice(test, is_usual, passage, said.start(), said.end())


def _verdicts(low: str, sentence: Sentence, bound: re.Pattern[str]) -> Iterator[tuple[bool, re.Match[str]]]:
    if bound.search(low, sentence.start, sentence.end):
        return
    unusual = list(listed("tests", "unusual").finditer(low, sentence.start, sentence.end))
    yield from ((False, said) for said in unusual)
    for said in listed("tests", "usual").finditer(low, sentence.start, sentence.end):
        if not any(other.start() < said.end() and said.start() < other.end() for other in unusual):
            yield True, said


def _plain(test: str) -> str:
    test = re.sub(r"\s+", " ", test)
    return test[:-3] + "y" if test.endswith("ies") else test.removesuffix("s")


def _is_one(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    return first == second or (long.endswith(f" {short}") and short != "scan")


MOST_SHARES = 60  # compared with each other


@check(
    "M21",
    "Test: advised and not advised",
    Severity.WARNING,
    finds="that a test is usually done and that it is usually not done",
    why="Readers cannot tell what awaits them (DISCERN 6).",
    remedy="Say for whom the test is done and for whom it is not.",
    languages="en",
    for_clinical=True,
)
def test_conflict(manuscript: Manuscript) -> Iterator[Found]:
    unusual = listed("tests", "unusual")
    if not any(unusual.search(lowered(passage.text)) for passage in manuscript.of(*PROSE)):
        return
    given = list(_advice(manuscript))
    told: set[str] = set()
    for one in given:
        other = next((two for two in given if two.is_usual != one.is_usual and _is_one(two.test, one.test)), None)
        if other is None or not one.is_usual or one.test in told:
            continue
        told.add(one.test)
        first, second = one.passage.text[one.start : one.end], other.passage.text[other.start : other.end]
        message = f"Of the {one.test} the page says “{first}” here and “{second}” elsewhere."
        yield found(one.passage, message, start=one.start, end=one.end)


@dataclass(frozen=True)
class Share:
    """A percentage with what the words round it are about."""

    passage: Passage
    start: int
    end: int
    value: float
    about: frozenset[str]
    where: frozenset[str]
    denials: int


_WHERE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d+\s?(?:years?|months?|weeks?|days?)\b"
    r"|\b(?:men|women|boys|girls|children|adults|babies|older|younger|over|under|aged)\b"
)
_DENIED = re.compile(r"\b(?:not|no|without|never|un\w+)\b|n't\b")
_PARTS = re.compile(r"[,;]|\b(?:and|while|but|or|than|compared)\b")
_FILLER = frozenset("among about around percent cent nearly almost roughly only people patients person".split())


def _shares(manuscript: Manuscript) -> Iterator[Share]:
    for passage in manuscript.of(*PROSE):
        percents = [figure for figure in figures_in(passage.text) if figure.kind == "percent"]
        for figure in percents:
            sentence = next((one for one in passage.sentences if one.start <= figure.start < one.end), None)
            if sentence is None:
                continue
            others = [one for one in percents if one is not figure and sentence.start <= one.start < sentence.end]
            start = max(
                [
                    sentence.start,
                    *(_parting(passage, one.end, figure.start) for one in others if one.end <= figure.start),
                ]
            )
            end = min(
                [sentence.end, *(_parting(passage, figure.end, one.start) for one in others if one.start >= figure.end)]
            )
            said = passage.text[start:end]
            low = lowered(said)
            where, denials = frozenset(_WHERE.findall(low)), len(_DENIED.findall(low))
            yield Share(passage, figure.start, figure.end, figure.value, _meaning(said), where, denials)


def _parting(passage: Passage, start: int, end: int) -> int:
    """Where the words about one percentage end and those about the next begin."""
    marks = [*_PARTS.finditer(passage.text, start, end)]
    return marks[-1].start() if marks else end


def _meaning(said: str) -> frozenset[str]:
    low = lowered(said)
    for name, phrases in lexicon("figures")["same"].items():
        low = pattern(phrases).sub(name, low)
    return frozenset(one for one in stems_of(low, shortest=1) if one not in _FILLER and not one[0].isdigit())


@check(
    "E07",
    "Shares that do not fit together",
    Severity.WARNING,
    finds="two percentages for one thing, or one percentage in a paragraph for two things",
    why="One of the two is likely a slip (DISCERN 6).",
    remedy="Look both up in the source.",
    languages="en",
    for_clinical=True,
)
def shares_clash(manuscript: Manuscript) -> Iterator[Found]:
    shares = list(islice(_shares(manuscript), MOST_SHARES))
    told: set[int] = set()
    for at, later in enumerate(shares):
        for earlier in shares[:at]:
            if id(later) in told:
                continue
            is_rest = earlier.value + later.value == 100 and earlier.about != later.about
            if earlier.value != later.value and not is_rest and _one_thing(earlier, later):
                other = earlier.passage.text[earlier.start : earlier.end]
                message = f"The page gives “{other}” for what seems to be the same thing."
            elif earlier.value == later.value and earlier.passage is later.passage and _two_things(earlier, later):
                message = "The paragraph gives the same percentage for two things."
            else:
                continue
            told.add(id(later))
            yield found(later.passage, message, start=later.start, end=later.end)


def _one_thing(one: Share, other: Share) -> bool:
    shared = one.about & other.about
    differ = one.about - other.about and other.about - one.about
    if one.denials != other.denials or differ:
        return False
    return len(shared) >= 2 and len(shared) >= 0.8 * max(len(one.about), len(other.about)) and one.where == other.where


def _two_things(one: Share, other: Share) -> bool:
    is_round = one.value % 10 == 0 or one.value % 25 == 0
    return not is_round and bool(one.about and other.about) and one.about != other.about and one.where == other.where
