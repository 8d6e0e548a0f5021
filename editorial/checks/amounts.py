"""Amounts of a medicine that do not say of what: "paracetamol 500 every 4 hours".

A number is an amount where it stands beside the name of a medicine and is taken, or says how often. A few of something
("2 paracetamol") are tablets, as people say it; two numbers with a slash ("30/500") name a product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.medicines import is_natural, medicines
from editorial.checks.phrases import listed, lowered, pattern, sentence_at
from editorial.checks.sentences import WORD

_NUMBER = (
    r"(?!0\d)\d+(?:,\d{3})*(?:\.\d+)?(?![\w%/+°]|[.,]\d|-[a-z]"
    r"|\s?(?:times|x|hourly|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?)\b"
    r"|\s(?:daily|weekly|monthly|nightly)\s(?:doses?|injections?|infusions?|treatments?|tablets?|capsules?|puffs?|cycles?)\b)"
)
_AMOUNT = rf"(?P<amount>(?>{_NUMBER}(?:\s?(?:to|or|-|–|,)\s?{_NUMBER})*))"
_AFTER_NAME = re.compile(
    r"(?:\s(?:tablets?|capsules?))?(?:\s?\([a-z][^()\d]{0,25}\))?\s?[:–—-]?"
    rf"\s(?:(?:(?:an? )?doses? of|up to|about|around|is)\s)*{_AMOUNT}"
)
_BEFORE_NAME = re.compile(
    r"\s(?:(?:up to|about|around|another|only|just|(?:an? )?doses? of)\s)*"
    rf"(?<![\d.,] ){_AMOUNT}\s(?P<of>of\s)?(?P<whose>(?:the|your|this)\s)?$"
)
_TAKEN_ALONE = re.compile(
    r"(?<!\w)(?:tak(?:e|es|ing)|giv(?:e|es|ing)|inject|swallow|doses?(?:\s[a-z]+){0,4}?\s(?:is|are))"
    rf"\s(?:(?:up to|about|around|only)\s)*{_AMOUNT}"
)
_BETWEEN = re.compile(r"\s(?:(?:the|your|some|only|just|oral|more|up to|an?)\s)*$")
_ENDS = re.compile(r"\s*(?:[.;:!?)]|,\s|$)")
_NO_AMOUNT = re.compile(r"\s+(?:and|or|to)\s+(?:\d|over|older|above|under|younger|so\b|more|less|fewer|two|three)")
_GAP = re.compile(r"(?:,|\s?[–—-])?\s+")
_UNIT = r"(?:mg|milligrams|micrograms|ml|millilitres|units|international units)"
_UNIT_NEAR = re.compile(rf"\bin {_UNIT}\b|\({_UNIT}\)")
_NEAR = 25  # characters between an amount and its "in mg"
_HEAD_SAYS_UNIT = re.compile(rf"(?:\bin |[(,]\s?)(?:{_UNIT}|tablets|drops|puffs)\b")
# Behind a mere name these count people: "of those taking aspirin, 7 every year".
_LONG_APART = re.compile(r"(?:,|\s?[–—-])?\s+(?:(?:every|each)\s+(?:year|month)|(?:a|per)\s+year)\b")
_OF_PEOPLE = re.compile(r"\b(?:those|people|patients|adults|women|men|who|that|of|were|was)\s+(?:\w+\s+)?$")
_TABLETS = 10  # at most so many are counted: "2 paracetamol"
_MANY = 50  # nobody swallows so many tablets
_STRENGTH = 25  # smaller numbers may count something else


def bare_amounts(manuscript: Manuscript, passage: Passage) -> list[tuple[int, int]]:
    """Where amounts without a unit stand in a passage."""
    low = lowered(passage.text)
    if not any(one.isdigit() for one in low):
        return []
    spans: set[tuple[int, int]] = set()
    for start, end in names_in(passage.text):
        spans.update(_after_name(low, start, end))
        spans.update(_before_name(low, start, end))
    spans.update(_without_name(manuscript, passage))
    spans = {span for span in spans if not _says_unit(passage, *span)}
    return sorted(spans) if spans and not _header_says_unit(manuscript, passage) else []


@cache
def _also() -> re.Pattern[str]:
    return pattern(lexicon("medicines")["also_dosed"])


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where medicines, and what is dosed like them, are named in a text."""
    low = lowered(text)
    for match in WORD.finditer(low):
        if match[0] in medicines() and not is_natural(match[0], text):
            yield match.span()
    for match in _also().finditer(low):
        yield match.span()


def _after_name(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    amount = _AFTER_NAME.match(low, end)
    if amount is None:
        return
    is_strength = _least(amount["amount"]) >= _STRENGTH and not _is_year(amount["amount"])
    is_taken = is_strength and _is_taken(low[:start]) and _goes_on(low, amount.end())
    if _LONG_APART.match(low, amount.end()) and not (is_strength and _is_told_to_take(low[:start])):
        return
    if is_taken or _is_how_often(low, amount.end()):
        yield amount.span("amount")


def _before_name(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    before = low[max(0, start - 60) : start]
    amount = _BEFORE_NAME.search(before)
    if amount is None or not _ends_in_taken(before[: amount.start()]):
        return
    is_how_often = _is_how_often(low, end)
    if not is_how_often and not _goes_on(low, end):
        return
    least, is_part = _least(amount["amount"]), "." in amount["amount"]
    is_of = amount["of"] and not amount["whose"] and least > 1
    if is_of or is_part or least >= _MANY or (is_how_often and least > _TABLETS):
        shift = start - len(before)
        yield amount.start("amount") + shift, amount.end("amount") + shift


def _without_name(manuscript: Manuscript, passage: Passage) -> Iterator[tuple[int, int]]:
    """ "Take 500 every 4 hours", where the same part of the page or its title names a medicine."""
    low = lowered(passage.text)
    for amount in _TAKEN_ALONE.finditer(low):
        is_count = _least(amount["amount"]) <= _TABLETS and "." not in amount["amount"]
        if not is_count and _is_how_often(low, amount.end()) and _is_about_medicine(manuscript, passage):
            yield amount.span("amount")


def _is_about_medicine(manuscript: Manuscript, passage: Passage) -> bool:
    near = [str(manuscript.document.get("title", "")), *(other.text for other in manuscript.in_block(passage.block))]
    return any(True for text in near for _ in names_in(text))


def _is_taken(before: str) -> bool:
    between = _BETWEEN.search(before)
    return between is not None and _ends_in_taken(before[: between.start()])


def _is_told_to_take(before: str) -> bool:
    return _is_taken(before) and not _OF_PEOPLE.search(before)


def _ends_in_taken(before: str) -> bool:
    return any(match.end() == len(before) for match in listed("medicines", "taken").finditer(before))


def _is_how_often(low: str, at: int) -> bool:
    gap = _GAP.match(low, at)
    return gap is not None and listed("medicines", "how_often").match(low, gap.end()) is not None


def _goes_on(low: str, at: int) -> bool:
    """Whether a sentence ends or goes on there without a unit, form or other noun."""
    if _ENDS.match(low, at):
        return True
    gap = _GAP.match(low, at)
    is_open = gap is not None and listed("medicines", "goes_on").match(low, gap.end())
    return bool(is_open) and not _NO_AMOUNT.match(low, at)


def _least(amount: str) -> float:
    return min(float(number.replace(",", "")) for number in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", amount))


def _is_year(amount: str) -> bool:
    return amount.isdigit() and 1900 <= int(amount) < 2100


def _says_unit(passage: Passage, start: int, end: int) -> bool:
    """Whether the sentence says the unit beside the amount: "in mg: 500", "500 (mg)"."""
    sentence, low = sentence_at(passage, start), lowered(passage.text)
    first, last = max(sentence.start, start - _NEAR), min(sentence.end, end + _NEAR)
    return bool(_UNIT_NEAR.search(low, first, last))


def _header_says_unit(manuscript: Manuscript, passage: Passage) -> bool:
    """Whether the table says the unit for its cells: "Dose (mg)"."""
    if passage.role != Role.CELL:
        return False
    headers = (other for other in manuscript.in_block(passage.block) if other.group == passage.group)
    return any(_HEAD_SAYS_UNIT.search(lowered(other.text)) for other in headers if other.role == Role.HEADER_CELL)
