"""Headings In Title Case to sentence case, keeping names and abbreviations, by the evidence of the page's own prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.importing import patterns
from editorial.markup import names

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
ROMAN = re.compile(r"(?:i|ii|iii|iv|v|vi|vii|viii|ix|x)[abc]?", re.IGNORECASE)
COUNTED = names("stage grade phase type class group level part factor")

# Written as they should be. Only what is no ordinary word in lower case, so not "aids", "us" or "er".
ABBREVIATIONS = {
    word.lower(): word
    for word in names(
        "HER2 BRCA BRCA1 BRCA2 DNA RNA mRNA MRI CT PARP DCIS LCIS TNBC HIV HPV NHS PSA COVID UK USA GP "
        "COPD ECG EGFR ALK PIK3CA CDK4 CDK6 PhD BMI NSAID IVF ICU"
    )
}
NAMES = names(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
    "october november december english british american european african asian indian chinese welsh scottish irish "
    "england britain scotland wales ireland europe america africa asia china india hodgkin hodgkin’s paget’s ewing "
    "crohn’s parkinson’s alzheimer’s kaposi wilms’ hodgkin's paget's crohn's parkinson's alzheimer's down’s "
    "macmillan mcmillan gleason doppler cushing’s christmas"
)
SMALL = names(
    "a an the and or but nor for of in on at to by with from as is are was were be it its do does did can will may you "
    "your i if when what why how who where which that this these those not no than into after before during about has "
    "have had help"
)


def seen_words(texts: Iterable[str]) -> tuple[frozenset[str], dict[str, str]]:
    """The words that the prose writes small, and those that it writes with capitals only inside its sentences."""
    small: set[str] = set()
    capital: dict[str, str] = {}
    for text in texts:
        for match in WORD.finditer(text):
            word = match[0]
            if word[0].islower():
                small.add(word.lower())
            elif text[max(0, match.start() - 3) : match.start()].rstrip(" \"'“‘(")[-1:] not in ("", ".", "!", "?", ":"):
                capital.setdefault(word.lower(), word)
    return frozenset(small), {lower: word for lower, word in capital.items() if lower not in small}


def sentence_case(heading: str, small: frozenset[str], capital: dict[str, str]) -> tuple[str, list[str]]:
    """The heading in sentence case, and the words that were made small though nothing proved that they may be."""
    if not (patterns.is_title_case(heading) or is_shouted(heading)):
        return roman_numerals(heading), []
    shouted, doubtful = is_shouted(heading), []
    result, end, previous = "", 0, ""
    found = list(WORD.finditer(heading))
    named = [match[0].lower() in capital or match[0].lower() in NAMES for match in found]
    for index, match in enumerate(found):
        begins = not result.strip(" \"'“‘(") or re.search(r"[.!?]\W*$", heading[: match.start()]) is not None
        word = word_in_heading(match[0], previous, small, capital, shouted=shouted)
        is_inside = any(named[:index][-1:]) and any(named[index + 1 : index + 2]) and word not in SMALL
        if is_inside and not shouted:
            word = match[0]  # inside a name: American Cancer Society
        if word == match[0].lower() and word not in small and word not in SMALL and not begins and not word.isdigit():
            doubtful.append(word)
        if begins and word.islower():
            word = word[0].upper() + word[1:]
        result += heading[end : match.start()] + word
        end, previous = match.end(), match[0].lower()
    result += heading[end:]
    return (result, doubtful) if len(result) == len(heading) else (heading, [])  # a few letters grow: leave those alone


def word_in_heading(word: str, previous: str, small: frozenset[str], capital: dict[str, str], *, shouted: bool) -> str:
    lower = word.lower()
    if lower in ABBREVIATIONS:
        return ABBREVIATIONS[lower]
    if is_roman(lower, previous):
        return word.upper()
    if lower in small:
        return lower
    if lower in capital:
        return capital[lower]
    if lower in NAMES:
        return lower[0].upper() + lower[1:]
    if not shouted and (any(character.isupper() for character in word[1:]) or any(c.isdigit() for c in word)):
        return word
    return lower


def roman_numerals(heading: str) -> str:
    """ "Stage Ii disease" is repaired also where the case is right otherwise."""
    previous = ""

    def repaired(match: re.Match[str]) -> str:
        nonlocal previous
        word = match[0]
        if previous in COUNTED and word[0].isupper() and is_roman(word.lower(), previous):
            word = word.upper()
        previous = match[0].lower()
        return word

    return WORD.sub(repaired, heading)


def is_roman(lower: str, previous: str) -> bool:
    """After "stage" and the like every numeral counts; elsewhere only those that are no word or initial."""
    if not ROMAN.fullmatch(lower):
        return False
    return previous in COUNTED or lower in ("ii", "iii", "iv", "vi", "vii", "viii", "ix")


def is_shouted(text: str) -> bool:
    return text.isupper() and sum(character.isalpha() for character in text) > 5
