"""Medicines: how doses are written, and names without a link or source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from editorial.checks.evidence import is_cited
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript, Passage
from editorial.checks.phrases import listed, lowered
from editorial.checks.registry import check
from editorial.checks.sentences import WORD

_UNIT = (
    r"(?:milligrams?|micrograms?|mg|mcg|µg|μg|g|ml|mL|units?|tablets?|capsules?|drops?|puffs?|millilitres?|grams?|kg)"
)
_Dose = tuple[re.Pattern[str], str, Callable[[re.Match[str]], str | None]]
_DOSES: tuple[_Dose, ...] = (
    (
        re.compile(rf"(?<![\w.,])\.(\d+\s?{_UNIT})(?![\w])"),
        "has no nought before the point and is easily read as ten times as much or more",
        lambda match: f"0.{match[1]}",
    ),
    (
        re.compile(rf"(?<![\w.,])(\d+)\.0+(\s?(?!grams|kg){_UNIT})(?![\w]|/d?l\b)", re.IGNORECASE),
        "has a nought after the point and is easily read as ten times as much",
        lambda match: f"{match[1]}{match[2]}",
    ),
    (
        re.compile(rf"(?<![\w.,])\d{{1,2}} \d{{1,2}} \d+\s?{_UNIT}(?![\w])"),
        "has lost a word or sign between its numbers",
        lambda match: None,
    ),
    (
        re.compile(r"(?<![\w])(\d[\d.,]*)\s?(?:µg|μg|mcg|ug)(?![\w]|/[md]?l\b)"),
        "must say “micrograms”, which is easily misread when it is short",
        lambda match: f"{match[1]} micrograms",
    ),
    (
        re.compile(r"(?<![\w])(\d[\d.,]*)\s?(?:IU|iu|i\.u\.)(?![\w])"),
        "must say “international units”, which is easily misread when it is short",
        lambda match: f"{match[1]} international units",
    ),
)


@check(
    "M08",
    "Dose that can be misread",
    Severity.BLOCKING,
    finds="a dose without a nought before the point, with one after it, without a word between its numbers, or with a short unit",
    why="Ten times the dose has killed people (NHS content guide, medicines; List of error-prone abbreviations, ISMP, 2021).",
    remedy="Write the dose out: “0.5 mg”, “5 mg”, “1 or 2 tablets of 500 mg”, “100 micrograms”.",
    languages="en",
)
def dose_format(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.passages:
        if not any(one.isdigit() for one in passage.text):
            continue
        for expression, wrong, mend in _DOSES:
            for match in expression.finditer(passage.text):
                if _is_of_food(passage.text, match):
                    continue
                yield found(passage, f"“{match[0]}” {wrong}.", start=match.start(), end=match.end(), repair=mend(match))


_GRAMS = re.compile(r"\d\s?g$")
_GIVEN = re.compile(r"\b(?:take|takes|taking|give|gives|given|swallow|dose|doses|tablets?|sachets?)\b")


def _is_of_food(text: str, match: re.Match[str]) -> bool:
    """Whether grams are what a food holds ("10.0 g of sugar", "salt: 1.0 g") and nothing that anybody is to take."""
    low = lowered(text)
    if not _GRAMS.search(match[0]) or _GIVEN.search(low):
        return False
    is_named_after = listed("medicines", "in_food_after").match(low[match.end() :].lstrip(" ("))
    is_named_before = listed("medicines", "in_food").search(low[max(0, match.start() - 30) : match.start()])
    return bool(is_named_after or is_named_before)


@cache
def medicines() -> dict[str, str]:
    """The generic name for every name of a medicine, in small letters."""
    held = lexicon("medicines")
    brands: dict[str, str] = held["brands"]
    names = [*" ".join(held["generic"]).split(), *held["natural"]]
    return {name: name for name in names} | brands


def _is_natural(name: str, text: str) -> bool:
    near = listed("medicines", "natural_near")
    return name in lexicon("medicines")["natural"] and bool(near.search(lowered(text)))


@check(
    "M09",
    "Medicine without a link or source",
    Severity.WARNING,
    finds="a medicine that is named where neither a link nor a citation mark says more about it",
    why="Who reads of a medicine must be able to learn what it does and what it may cost them (DISCERN 9 to 11).",
    remedy="Link the name to a page on the medicine, or cite the source.",
    languages="en",
    for_clinical=True,
)
def bare_medicine(manuscript: Manuscript) -> Iterator[Found]:
    title = {medicines().get(word, "") for word in WORD.findall(lowered(str(manuscript.document.get("title", ""))))}
    bare: dict[str, tuple[Passage, int, int]] = {}
    explained: set[str] = set()
    for passage in manuscript.passages:
        if passage.role not in PROSE:
            continue
        for match in WORD.finditer(lowered(passage.text)):
            name = medicines().get(match[0])
            if name is None or name in title or _is_natural(name, passage.text):
                continue
            if passage.links or is_cited(manuscript, passage):
                explained.add(name)
            bare.setdefault(name, (passage, match.start(), match.end()))
    for name, (passage, start, end) in bare.items():
        if name not in explained:
            said = passage.text[start:end]
            other = f" ({name})" if name != said.lower() else ""
            yield found(passage, f"Nothing says more about “{said}”{other}.", start=start, end=end)
