"""Doses: how they are written, and whether they say of what (M08)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from editorial.checks.amounts import bare_amounts, names_in
from editorial.checks.findings import Found, Severity, found
from editorial.checks.manuscript import Manuscript, Passage
from editorial.checks.phrases import listed, lowered, sentence_at
from editorial.checks.registry import check

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
    (
        re.compile(
            r"(?<![\w.,/-])([1-9]\d{4,})(\s?(?:international |milli|micro)?(?:units?|grams?)|\s?mg)(?!\w|/d?l\b)",
            re.IGNORECASE,
        ),
        "has so many figures in a row that nobody can count its noughts",
        lambda match: f"{int(match[1]):,}{match[2]}",
    ),
)
_WITHOUT_UNIT = "Write of what it is so many: “500 mg”, “5 ml”, “2 tablets”, “2 puffs”."


@check(
    "M08",
    "Dose that can be misread",
    Severity.BLOCKING,
    finds="a dose without a nought before the point, with one after it, without a word between its numbers, with a short unit or "
    "with none (“paracetamol 500 every 4 hours”), or with a number too long to read",
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
                if _is_of_food(passage, match) or _is_no_dose(passage, match):
                    continue
                yield found(passage, f"“{match[0]}” {wrong}.", start=match.start(), end=match.end(), repair=mend(match))
        for start, end in bare_amounts(manuscript, passage):
            message = f"“{passage.text[start:end]}” has no unit: it may be read as milligrams, millilitres or tablets."
            yield found(passage, message, _WITHOUT_UNIT, start=start, end=end)


_GRAMS = re.compile(r"\d\s?g$")
_GIVEN = re.compile(
    r"\b(?:take|takes|taking|give|gives|given|swallow|doses?|tablets?|sachets?|capsules?|syrups?|solutions?|suspensions?|creams?"
    r"|ointments?|gels?|lotions?|mixtures?|injections?|infusions?|drips?|vials?|ampoules?|linctus|elixirs?|medicines?|\w+-free)\b"
)
_LONG_COUNT = re.compile(r"\d{5,}\s?(?:units?|grams?)$", re.IGNORECASE)
_DOSED = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|giv(?:e|es|en|ing)|inject\w*|swallow\w*|dos(?:e|es|ing)|use|prescri\w+|infus\w+"
    r"|daily|(?:once|twice|times) (?:a|per) \w+|every \d+ hours)\b"
)


def _is_of_food(passage: Passage, match: re.Match[str]) -> bool:
    """Whether grams are what a food holds ("10.0 g of sugar", "salt: 1.0 g") and nothing that anybody is to take."""
    low = lowered(passage.text)
    if not _GRAMS.search(match[0]) or _GIVEN.search(low) or any(names_in(passage.text)):
        return False
    sentence = sentence_at(passage, match.start())
    if not listed("medicines", "in_food").search(low, sentence.start, sentence.end):
        return False
    is_named_after = listed("medicines", "in_food_after").match(low[match.end() :].lstrip(" ("))
    is_named_before = listed("medicines", "in_food").search(low[max(0, match.start() - 30) : match.start()])
    return bool(is_named_after or is_named_before)


def _is_no_dose(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a long number counts something else ("12000 units of blood"): no medicine and no giving in its sentence."""
    if not _LONG_COUNT.search(match[0]):
        return False
    said = sentence_at(passage, match.start()).text
    return not _DOSED.search(lowered(said)) and not any(names_in(said))
