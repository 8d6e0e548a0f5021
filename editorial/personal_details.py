"""What a short text tells about its writer that nobody asked for: numbers, addresses, a date of birth. Pure.

It errs on the side of the reader. Doses, years, results, ranges and the numbers of organisations are what feedback is
about, so each of them is let through; what is stopped goes back to the writer with a hint, and nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

PHONE, EMAIL, NHS_NUMBER, BIRTH, LINK = "phone", "email", "nhs_number", "birth", "link"

_AT = r"[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?"
_EMAIL = re.compile(_AT + r"(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}\b", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_PERSONAL_LINK = re.compile(r"[?#&][^\s=&]{1,80}=[^\s&]|//[^\s/@]{1,80}@")

# A run of digits: groups parted by what people write inside telephone numbers. "/" and "," part other things.
_RUN = re.compile(r"(?<![\w.,/+])(?:\+|\()?\d(?:[ \t\u00a0().\-‐-―]{0,3}\d){5,40}(?![\w/%]|[.,]\d)")
_UNIT = re.compile(
    r"[ \t\u00a0-]?(?:[mkcµμn]?g|m?mol|mcg|[md]?l|units?|iu|cm|mm|kcal|kj|%|ملغ|مل|غ|miles?|people|personas|women|men)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?:isbn|issn|doi|pmid|pmc|isrctn|edition|version|code)[:\s#-]*$", re.IGNORECASE)
# Before a short number: then it is somebody's own.
_MINE = re.compile(
    r"(?:\b(?:call|ring|text|phone|contact) me\b|\bmy (?:phone|mobile|tel|number)|\bwhatsapp|\bmi (?:teléfono|móvil|número)"
    r"|\bllám[ae]nme|\bllámame|هاتفي|رقمي|جوالي|اتصلوا بي)\D{0,20}$",
    re.IGNORECASE,
)
# Numbers that only organisations have: free, shared-cost and business numbers in Britain, the United States and Spain.
_OF_ORGANISATIONS = re.compile(
    r"(?:\+?44\(?0?\)?|0044|0)(?:800|808|3\d\d|500|84\d|87\d)|(?:\+?1|001)?8(?:00|33|44|55|66|77|88)|(?:\+?34|0034)?9(?:00|01|02)"
)

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DATE = re.compile(
    r"(?<![\d/])(?:"
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?P<a>\d{4}|\d{2})"
    r"|(?P<b>\d{4})[/.\-]\d{1,2}[/.\-]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of| de)?[\s.\-]{{1,2}}(?:{_MONTHS})\.?,?(?: de|del)?[\s\-]{{1,2}}(?P<c>\d{{4}}|\d{{2}})"
    rf"|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?P<d>\d{{4}})"
    r")(?![\d/])",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?:\bborn\b|\bd\.?\s?o\.?\s?b\b|\bbirth|\bnac[ií]|\bfecha de nacimiento|ولدت|ميلاد|مواليد).{0,30}$", re.IGNORECASE
)
# Nobody tells a site of the day, that long ago, on which something else happened to them.
LONG_AGO = 18


def found_in(text: str, *, this_year: int, known: str = "") -> tuple[str, ...]:
    """The kinds of personal details in a text. `known` is what the page itself says: its numbers may be named."""
    plain = _plain(text)
    links = _LINK.findall(plain)
    without_links = _LINK.sub(" ", plain)
    dates = list(_DATE.finditer(without_links))
    numbers = set(_own_numbers(_DATE.sub(" ", without_links), _digits_of(known)))
    found = {
        EMAIL: bool(_EMAIL.search(plain)),
        NHS_NUMBER: NHS_NUMBER in numbers,
        PHONE: PHONE in numbers,
        BIRTH: any(_is_birth(match, without_links, this_year) for match in dates),
        LINK: any(_PERSONAL_LINK.search(link) for link in links),
    }
    return tuple(kind for kind, is_there in found.items() if is_there)


def without_links(text: str) -> str:
    return _LINK.sub(" ", _plain(text))


def _plain(text: str) -> str:
    """One spelling of every digit and letter, without signs that nobody sees: ٠٧٧ and ０７７ are 077."""
    folded = unicodedata.normalize("NFKC", text)
    seen = (character for character in folded if unicodedata.category(character) != "Cf")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in seen)


def _digits_of(known: str) -> set[str]:
    return {_only_digits(match[0]) for match in _RUN.finditer(_plain(known))} if known else set()


def _only_digits(run: str) -> str:
    return re.sub(r"\D", "", run)


def _own_numbers(text: str, known: set[str]) -> Iterator[str]:
    for match in _RUN.finditer(text):
        run, before = match[0], text[: match.start()]
        digits = _only_digits(run)
        if digits in known or _OF_ORGANISATIONS.match(re.sub(r"[^\d+]", "", run)) or _REFERENCE.search(before):
            continue
        if _MINE.search(before[-60:]) or (not _UNIT.match(text, match.end()) and _is_personal(run, digits)):
            yield NHS_NUMBER if len(digits) == 10 and digits[0] in "4679" else PHONE


def _is_personal(run: str, digits: str) -> bool:
    """Does a run of digits look like the number of a person, and not like results, doses, years or a scale?"""
    if run.startswith("+") or digits.startswith("00"):
        return len(digits) >= 9 and not _is_decimal(run)
    groups = re.findall(r"\d+", run)
    if len(digits) < 9 or _is_decimal(run) or _is_series(groups):
        return False
    return len(digits) >= 10 or digits[0] in "06789"


def _is_decimal(run: str) -> bool:
    return re.fullmatch(r"\d+\.\d+", run) is not None


def _is_series(groups: list[str]) -> bool:
    """Years; a scale from 1 to 10; doses that go up: 100 200 300."""
    if len(groups) < 2 or groups[0].startswith("0"):
        return False
    if all(len(group) == 4 and group[:2] in {"19", "20"} for group in groups):
        return True
    is_counting = len(groups) > 2 and all(len(group) <= 2 for group in groups)
    return is_counting or all(int(group) % 5 == 0 and len(group) <= 4 for group in groups)


def _is_birth(match: re.Match[str], text: str, this_year: int) -> bool:
    if _BORN.search(text[: match.start()][-60:]):
        return True
    year = next(filter(None, match.groups()))
    return len(year) == 4 and 1900 <= int(year) <= this_year - LONG_AGO
