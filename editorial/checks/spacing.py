"""Lost spaces and dashes: glued words (T05), lost ranges (T06), and units written in two ways (T10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from editorial.checks.dictionary import frequencies, is_common, is_word
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.registry import check

FEWEST_LETTERS = 7  # of a glued word
MOST_LETTERS = 40
COMMON_ENOUGH = 1_500_000  # how often each half was counted, for a split that we offer
KNOWN_ENOUGH = 150_000  # of one half, where the other is a small word

_TOKEN = re.compile(r"(?<![\w@/#-])(?<!(?<![a-z])\.)(?:(?<!\.)|(?=[A-Z]))[A-Za-z]+(?![\w@/]|\.[a-z])")
_INNER_CAPITAL = re.compile(r"[a-z](?=[A-Z])")
_NO_SPACE_AFTER_MARK = re.compile(r"(?<![\w@./])([A-Za-z]?[a-z]+)([.!?,;:])([A-Z]?[a-z]+)(?![\w@/.]\w)")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "r", "er", "ness")
_INFLECTED = re.compile(r"(?:[^s]s|ed|ing|ly|est)$")


@check(
    "T05",
    "Glued words",
    Severity.WARNING,
    finds="two words without a space between them (“weekslike”, “DiagnosisThe”)",
    why="Screen readers say one unknown word, and readers stumble (PEMAT 3: common, everyday language).",
    remedy="Put the space, dash or line end back.",
    languages="en",
)
def glued_words(manuscript: Manuscript) -> Iterator[Found]:
    passages = [passage for passage in manuscript.passages if passage.role is not Role.PHONE]
    said = Counter(word for passage in passages for word in _TOKEN.findall(passage.text))
    for passage in passages:
        for token in _TOKEN.finditer(passage.text):
            word = token[0]
            if (
                not FEWEST_LETTERS - 2 <= len(word) <= MOST_LETTERS or said[word] > 1
            ):  # a word that comes twice is a word
                continue
            parts = _halves(word)
            if parts is not None:
                yield _glued(passage, token.start(), token.end(), " ".join(parts))
        for pair in _NO_SPACE_AFTER_MARK.finditer(passage.text):
            if _are_two_sentences(*pair.groups()):
                yield _glued(passage, pair.start(), pair.end(), f"{pair[1]}{pair[2]} {pair[3]}")


def _glued(passage: Passage, start: int, end: int, repair: str) -> Found:
    words = passage.text[start:end]
    return found(passage, f"“{words}” lacks a space: “{repair}”.", start=start, end=end, repair=repair)


def _halves(word: str) -> tuple[str, str] | None:
    """The two words that a glued word is made of."""
    inner = _INNER_CAPITAL.search(word)
    if inner is not None:
        return _at_capital(word, inner.end())
    if len(word) < FEWEST_LETTERS or not word.islower() or _is_known(word):
        return None
    return _in_small_letters(word)


def _at_capital(word: str, at: int) -> tuple[str, str] | None:
    facts = lexicon("capitals")
    if word.startswith((*facts["inner_capitals"], *_name_prefixes(word))):
        return None
    left, right = word[:at], word[at:]
    if left[0].isupper() and right.lower() not in _glue()["openers"]:
        return None  # the name of a company or site
    are_words = len(left) > 1 and is_word(left) and is_word(right) and (len(right) > 1 or right in {"A", "I"})
    return (left, right) if are_words and right[1:] == right[1:].lower() else None


def _name_prefixes(word: str) -> list[str]:
    """Those beginnings of names ("Mc", "De") that stand before this word's inner capital."""
    return [prefix for prefix in lexicon("capitals")["prefixes"] if word[len(prefix) : len(prefix) + 1].isupper()]


@cache
def _glue() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon("glue").items() if isinstance(words, list)}


def _is_known(word: str) -> bool:
    """Whether it is in the word list, in one of its forms, or a known compound."""
    forms = [word, *(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))]
    return any(is_word(form) or form in _glue()["compounds"] for form in forms if len(form) > 3)


def _in_small_letters(word: str) -> tuple[str, str] | None:
    splits = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    likely = [(left, right) for left, right in splits if _is_glue(left, right)]
    counted = frequencies()
    return max(likely, key=lambda pair: min(counted[pair[0]], counted[pair[1]]), default=None)


def _is_glue(left: str, right: str) -> bool:
    """Whether two words stand here rather than a compound that the word list lacks."""
    glue = _glue()
    if right in glue["small_last"] and is_common(left, KNOWN_ENOUGH):
        return len(left) > 3
    if left in glue["small_first"] and is_common(right, KNOWN_ENOUGH):
        return len(right) > 3 and right not in glue["suffixes"]
    if left in glue["prefixes"] or not (is_common(left, COMMON_ENOUGH) and is_common(right, COMMON_ENOUGH)):
        return False
    if right in glue["suffixes"] and not _INFLECTED.search(left):
        return False
    return len(left) > 3 and len(right) > 3


def _are_two_sentences(left: str, mark: str, right: str) -> bool:
    if right in _glue()["domains"] or not is_word(left) or not is_word(right):
        return False
    if right[0].isupper():
        return len(left) > 1 and left[1:].islower() and (mark != ":" or len(left) > 2)
    return mark in ",;" and len(left) > 2 and len(right) > 2


# Lost ranges

_NUMBER_WITH_UNIT = re.compile(
    r"""(?<![\w.,–-])(\d{2,4})(?:\s|-)?(?P<unit>
        hours?|hrs?|h|minutes?|mins?|seconds?|days?|weeks?|months?|years?|%|percent|per\s+cent
      | times?\s+(?:a|per|each|every)\s+(?:day|week|night|month|year)|times\s+daily
      | glasses|cups|portions|puffs|tablets|capsules|teaspoons|tablespoons|litres|liters|drinks)(?![\w-])""",
    re.VERBOSE | re.IGNORECASE,
)


@check(
    "T06",
    "Lost range",
    Severity.WARNING,
    finds="a number that looks as if it lost its dash (“68h” for 6–8 hours, “812 weeks” for 8–12 weeks)",
    why="“23 times a day” may be read as it stands (CDC Clear Communication Index 16: numbers that can be understood).",
    remedy="Look the number up in the original, and write the range with “to”.",
    languages="en",
)
def lost_range(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.passages:
        for number in _NUMBER_WITH_UNIT.finditer(passage.text):
            ends = _range_in(number[1], number["unit"].lower())
            if ends is not None:
                message = f"“{number[0]}” may have been “{ends[0]} to {ends[1]}”."
                yield found(passage, message, start=number.start(), end=number.end())


def _range_in(digits: str, unit: str) -> tuple[int, int] | None:
    """The two ends that a number may have lost its dash between; None where the number is plausible as it stands."""
    at = len(digits) // 2
    low, high = int(digits[:at]), int(digits[at:])
    if digits[at] == "0" or not 0 < low < high:
        return None
    plausible = lexicon("glue")["plausible"]
    kind = next(name for name in plausible if re.match(plausible[name]["unit"], unit))
    facts = plausible[kind]
    number = int(digits)
    if number <= facts["up_to"] or number in facts["also"] or high > facts["longest"]:
        return None
    return (low, high) if len(digits) > 2 or high - low <= facts["apart"] else None


# Units

_UNIT = r"(?:mg|mcg|µg|μg|kg|g|ml|mL|cl|cm|mm|km|kcal|kJ|mmol|mmHg|mSv|Hz|°C|°F)"
_GLUED_UNIT = re.compile(rf"(?<![\w.,])\d[\d.,]*{_UNIT}(?![\w])")
_SPACED_UNIT = re.compile(rf"(?<![\w.,])\d[\d.,]*\s{_UNIT}(?![\w])")


@check(
    "T10",
    "Units written in two ways",
    Severity.ADVICE,
    finds="“2cm” and “5 cm” on one page",
    why="One way of writing is read faster and searched more easily (NHS content guide, numbers and measurements).",
    remedy="Write all of them in one way.",
)
def units_mixed(manuscript: Manuscript) -> Iterator[Found]:
    glued = [(passage, unit) for passage in manuscript.passages for unit in _GLUED_UNIT.finditer(passage.text)]
    spaced = [(passage, unit) for passage in manuscript.passages for unit in _SPACED_UNIT.finditer(passage.text)]
    if not glued or not spaced:
        return
    fewer, more = sorted([glued, spaced], key=len)
    passage, unit = fewer[0]
    message = f"“{unit[0]}” stands here, and “{more[0][1][0]}” elsewhere on the page."
    yield found(passage, message, start=unit.start(), end=unit.end())
