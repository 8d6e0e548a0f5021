"""Figures and claims, and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editorial.checks.figures import Figure, figures_in
from editorial.checks.findings import Found, Severity, found
from editorial.checks.manuscript import PROSE, Manuscript, Passage, Role
from editorial.checks.phrases import listed, lowered, overlaps, sentence_at
from editorial.checks.registry import check

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Written as plain text, so no citation mark can stand there: the body that says the same has it.
_PLAIN = frozenset({Role.SUMMARY, Role.SHORT_ANSWER, Role.SIGN, Role.OPTION})


def is_cited(manuscript: Manuscript, passage: Passage) -> bool:
    """Whether a source stands by the words: in the passage, the line that leads in to its list, or its row of a table."""
    if passage.has_citation:
        return True
    if passage.group < 0:
        return False
    field = [one for one in manuscript.in_block(passage.block) if one.field == passage.field]
    here = field.index(passage)
    for other in reversed(field[:here]):
        if other.group != passage.group:
            return other.has_citation and other.text.rstrip().endswith(":")
        if (
            passage.role == Role.CELL
            and other.has_citation
            and (other.row == passage.row or other.role == Role.CAPTION)
        ):
            return True
    return False


def _cited_figures(manuscript: Manuscript) -> set[str]:
    return {
        lowered(passage.text[figure.start : figure.end])
        for passage in manuscript.prose
        if passage.role not in _PLAIN and is_cited(manuscript, passage)
        for figure in figures_in(passage.text)
    }


def _figures(manuscript: Manuscript) -> Iterator[tuple[Passage, Figure]]:
    for passage in manuscript.passages:
        if passage.role in PROSE or passage.role == Role.OPTION:
            for figure in figures_in(passage.text):
                yield passage, figure


def _said(passage: Passage, figure: Figure) -> str:
    return passage.text[figure.start : figure.end]


@check(
    "E01",
    "Figure without a source",
    Severity.BLOCKING,
    finds="a share, count or rate of people in a paragraph or item without a citation mark",
    why="Readers must be able to see where a figure comes from (DISCERN 4; PIF TICK 4; HONcode 4).",
    remedy="Cite the source of the figure, or make it a statistic block.",
    languages="en",
    for_clinical=True,
)
def number_without_source(manuscript: Manuscript) -> Iterator[Found]:
    cited: set[str] | None = None
    for passage, figure in _figures(manuscript):
        if is_cited(manuscript, passage):
            continue
        if passage.role in _PLAIN:
            cited = _cited_figures(manuscript) if cited is None else cited
            if lowered(_said(passage, figure)) in cited:
                continue
        yield found(passage, f"“{_said(passage, figure)}” has no source.", start=figure.start, end=figure.end)


@check(
    "E02",
    "Figure without year or place",
    Severity.WARNING,
    finds="a share or count of people whose paragraph says neither when nor where",
    why="A figure holds for some people, in some place, at some time (CDC Clear Communication Index 16; DISCERN 5).",
    remedy="Say where and when people were counted, for example “in England in 2021”.",
    languages="en",
    for_clinical=True,
)
def figure_without_year_or_place(manuscript: Manuscript) -> Iterator[Found]:
    places = listed("figures", "places")
    for passage in manuscript.passages:
        if passage.role not in PROSE:
            continue
        figures = [figure for figure in figures_in(passage.text) if figure.kind != "portion"]
        if not figures:
            continue
        if not _YEAR.search(passage.text) and not places.search(lowered(passage.text)):
            first = figures[0]
            message = f"“{_said(passage, first)}” says neither where nor when people were counted."
            yield found(passage, message, start=first.start, end=first.end)


@check(
    "E05",
    "Figures in different forms",
    Severity.ADVICE,
    finds="percentages beside “1 in 8”, or shares out of different numbers, on one page",
    why="Risks can be compared when they have one form and one denominator (CDC Clear Communication Index 17).",
    remedy="Use one form on the whole page, best “out of 100 people”.",
    languages="en",
)
def mixed_forms(manuscript: Manuscript) -> Iterator[Found]:
    first: tuple[Passage, Figure] | None = None
    for passage, figure in _figures(manuscript):
        if figure.kind not in {"percent", "share"}:
            continue
        if first is None:
            first = passage, figure
        elif (figure.kind, figure.out_of) != (first[1].kind, first[1].out_of):
            message = f"“{_said(passage, figure)}” and “{_said(*first)}” are hard to compare: they are written in different ways."
            yield found(passage, message, start=figure.start, end=figure.end)
            return


@check(
    "E06",
    "Relative risk alone",
    Severity.WARNING,
    finds="a risk that is said to double, halve, or change by a percentage, without saying how large it is",
    why="“Twice the risk” may be 2 in a million or 2 in 10 (CDC Clear Communication Index 18 to 20).",
    remedy="Add the plain figures, for example “from 2 in 100 to 4 in 100”.",
    languages="en",
)
def relative_risk_alone(manuscript: Manuscript) -> Iterator[Found]:
    relative, absolute = listed("risks", "relative"), listed("risks", "absolute")
    for passage in manuscript.prose:
        low = lowered(passage.text)
        match = relative.search(low)
        if match is None or absolute.search(low):
            continue
        if any(figure.kind in {"share", "rate"} for figure in figures_in(passage.text)):
            continue
        message = f"“{passage.text[match.start() : match.end()]}” does not say how large the risk is."
        yield found(passage, message, start=match.start(), end=match.end())


@check(
    "E11",
    "Nobody can look it up",
    Severity.WARNING,
    finds="“studies have shown”, “experts say” and the like in a paragraph without a citation mark",
    why="A claim needs a source that readers can find (DISCERN 4; HONcode 5).",
    remedy="Cite the study, or say it without leaning on one.",
    languages="en",
)
def vague_attribution(manuscript: Manuscript) -> Iterator[Found]:
    vague, unless = listed("attributions", "vague"), listed("attributions", "vague_unless")
    for passage in manuscript.prose:
        low = lowered(passage.text)
        for match in vague.finditer(low):
            if is_cited(manuscript, passage) or overlaps(unless, low, match):
                continue
            message = f"“{passage.text[match.start() : match.end()]}” names no source."
            yield found(passage, message, start=match.start(), end=match.end())


_NAME = r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?:\s+(?:[A-Z][\w'’-]+|[A-Z]\.)){0,3}"
_TITLE = r"(?:Dr|Prof|Professor|Doctor)\.?"
_ROLE = r"(?:consultant|surgeon|professor|doctor|physician|psychiatrist|specialist|\w+ologist|GP|nurse)"
_SAYS = (
    r"(?:says?|said|told|tells|explains|explained|adds|added|notes|noted|warns|warned|believes|believed"
    r"|recommends|recommended|writes|wrote|advises|advised)"
)
_QUOTES = re.compile(
    rf"\b(?:{_SAYS}|[Aa]ccording to)\s+{_TITLE}\s+{_NAME}"
    rf"|\b{_TITLE}\s+{_NAME}(?:,[^,.]{{1,60}},)?\s+{_SAYS}\b"
    rf"|\b{_SAYS}\s+{_NAME},\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,3}}{_ROLE}\b"
)


@check(
    "E12",
    "Words of an authority without a source",
    Severity.WARNING,
    finds="what a doctor or professor is said to have said, in a paragraph without a citation mark",
    why="A name is no evidence; readers must be able to find what was said (HONcode 1; DISCERN 4).",
    remedy="Cite where it was said, or leave the person out.",
    languages="en",
)
def quotation_without_source(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.prose:
        for match in _QUOTES.finditer(passage.text):
            if not is_cited(manuscript, passage):
                yield found(passage, f"“{match[0]}” has no source.", start=match.start(), end=match.end())


@check(
    "E13",
    "Survival rate taken for a length of life",
    Severity.WARNING,
    finds="a survival rate that is explained as how long somebody will live",
    why="A survival rate says how many people are alive after some years (CDC Clear Communication Index 16).",
    remedy="Say, for example, “how many people in every 100 are alive 5 years later”.",
    languages="en",
)
def survival_as_time(manuscript: Manuscript) -> Iterator[Found]:
    rate, defines = listed("survival", "rate"), listed("survival", "defines")
    time, rightly = listed("survival", "time"), listed("survival", "rightly")
    for passage in manuscript.prose:
        low = lowered(passage.text)
        for measure in rate.finditer(low):
            sentence = sentence_at(passage, measure.start())
            verb = defines.match(low[measure.end() : sentence.end].lstrip())
            length = time.search(low, measure.end(), sentence.end)
            if verb is None or length is None or rightly.search(low, sentence.start, length.start()):
                continue
            message = f"A survival rate does not say “{passage.text[length.start() : length.end()]}”."
            yield found(passage, message, start=length.start(), end=length.end())
            break
