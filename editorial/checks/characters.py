"""Broken signs: characters (T03), apostrophes (T04), stray punctuation (T07). Most can be mended by one click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

import ftfy
from ftfy.badness import is_bad

from editorial.checks.dictionary import is_word
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.patterns import any_of, like
from editorial.checks.registry import check

_WORD_WITH_FOREIGN_SIGN = re.compile(r"\S*[^\x00-\x7f\s]\S*(?:\s+[^\x00-\x7f\s]{1,3}(?=\s|$))*")
# Signs that nobody writes: replacement character, control characters, private use, object replacement.
_NO_SIGN = re.compile("[^\\W_]*[\ufffd\ufffc\x80-\x9f\ue000-\uf8ff]+[^\\W_]*")
_ENTITY = re.compile(
    r"&(?:amp|nbsp|quot|apos|lt|gt|[lr][sd]quo|[nm]dash|hellip|bull|[aeiou](?:acute|grave|uml|circ)|#x?[0-9a-fA-F]{2,6});"
)
# What is left of a curly apostrophe whose last two of three bytes were lost.
_HALF_APOSTROPHE = re.compile(r"\b([A-Za-z]{2,})[âÂ](s|t|re|ve|ll|d|m)\b")
_HALF_SIGN = re.compile(r"(?<=\s)[âÂÃ](?=\s)|(?<![A-ZÀ-Ý])[ÂÃ](?=[\s\d£€.,;:)]|$)")
_QUESTION_FOR_APOSTROPHE = re.compile(r"\b([A-Za-z]{2,})\?(s|t|re|ve|ll|d|m)\b")


@check(
    "T03",
    "Broken characters",
    Severity.BLOCKING,
    finds="signs that were read in the wrong encoding (“â€™”, “Ã©”, “bodyâs”), or that no font shows",
    why="Broken words look careless, and a broken “µ” or “≤” changes a dose (HONcode 6: presented clearly).",
    remedy="Write the sign that was meant; where signs are gone, look at the original.",
)
def broken_characters(manuscript: Manuscript) -> Iterator[Found]:
    is_english = manuscript.language.startswith("en")
    for passage in manuscript.passages:
        for start, end, repair in sorted(set(_broken_in(passage.text, is_english=is_english))):
            words = passage.text[start:end]
            message = f"“{words}” is broken." if repair is None else f"“{words}” is broken; it was “{repair}”."
            yield found(passage, message, start=start, end=end, repair=repair)


def _broken_in(text: str, *, is_english: bool) -> Iterator[tuple[int, int, str | None]]:
    spans: list[tuple[int, int]] = []
    for start, end, repair in _candidates(text, is_english=is_english):
        if not any(a < end and start < b for a, b in spans):
            spans.append((start, end))
            yield start, end, repair


def _candidates(text: str, *, is_english: bool) -> Iterator[tuple[int, int, str | None]]:
    if not text.isascii():
        yield from _misread(text)
    for entity in _ENTITY.finditer(text):
        yield entity.start(), entity.end(), unescape(unescape(entity[0])).replace("\u00a0", " ")
    if is_english:
        for broken in _QUESTION_FOR_APOSTROPHE.finditer(text):
            if is_word(broken[1]) or is_word(f"{broken[1]}'{broken[2]}"):
                yield broken.start(), broken.end(), f"{broken[1]}’{broken[2]}"


def _misread(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Signs of a wrong encoding: whole ones, which can be mended, and what is left of them."""
    for word in _WORD_WITH_FOREIGN_SIGN.finditer(text):
        if is_bad(word[0]):
            mended = _mended(word[0])
            yield word.start(), word.end(), mended if mended != word[0] else None
    for pattern in (_NO_SIGN, _HALF_APOSTROPHE, _HALF_SIGN):
        for broken in pattern.finditer(text):
            if pattern is not _HALF_APOSTROPHE or is_word(broken[1]):
                yield broken.start(), broken.end(), None


def _mended(words: str) -> str:
    """The words read in the encoding that they were written in; the same words if that is not certain."""
    mended = ftfy.fix_encoding(words)
    return words if "\ufffd" in mended or is_bad(mended) else mended.replace("\u00a0", " ")


# Apostrophes


@cache
def _lost() -> dict[str, re.Pattern[str]]:
    facts = lexicon("apostrophes")
    participles, adverbs, after = (any_of(facts[name]) for name in ("its_participles", "its_adverbs", "its_followers"))
    alone = any_of(facts["its_alone"])
    return {
        "words": re.compile(rf"(?<![\w’'-]){any_of(facts['words'])}(?![\w’'-])", re.IGNORECASE),
        "its": re.compile(
            rf"(?<![\w’'])its(?=\s+(?:{alone}\b|(?:{adverbs}\s+){{0,2}}{participles}(?:\s+{after}\b|\s*[.,;!?]|\s*$)))",
            re.IGNORECASE,
        ),
    }


_HIS_WONT = re.compile(r"\b(?:his|her|their|its|our|my|your|were|was|are|is|be)\s+$", re.IGNORECASE)


@check(
    "T04",
    "Lost apostrophe",
    Severity.WARNING,
    finds="words that lost their apostrophe (“wont”, “cant”, “Its given directly”)",
    why="Small words such as “can’t” carry the meaning of advice (CDC Clear Communication Index 7: plain words).",
    remedy="Put the apostrophe back.",
    languages="en",
)
def lost_apostrophe(manuscript: Manuscript) -> Iterator[Found]:
    whole: dict[str, str] = lexicon("apostrophes")["words"]
    for passage in manuscript.passages:
        for lost in _lost()["words"].finditer(passage.text):
            word = lost[0]
            is_noun = word.lower() == "wont" and _HIS_WONT.search(passage.text[: lost.start()])
            if not is_noun and (word.lower() not in {"im", "ive"} or word[0] == "I") and not word[1:].isupper():
                yield _without(passage, lost, like(whole[word.lower()], word).replace("'", "’"))
        for lost in _lost()["its"].finditer(passage.text):
            yield _without(passage, lost, f"{lost[0][:2]}’s")


def _without(passage: Passage, lost: re.Match[str], repair: str) -> Found:
    message = f"“{lost[0]}” has lost its apostrophe: “{repair}”."
    return found(passage, message, start=lost.start(), end=lost.end(), repair=repair)


# Punctuation

_STRAY = re.compile(
    r"""(?P<dots>(?<![.\s])\s*(?<!\.)\.\s\.(?!\s?\.)|(?<![./])\.\.(?![./]))  # ". ." or "..", but no ellipsis
      | (?P<space>(?<=[\w)\]”’"%])\s+[.,](?=\s|$)(?!\s?\.))                            # a space before the mark
      | (?P<colon>:[-–—](?=\s|$)|:\s[-–—](?=\s*$))                          # ":-"
      | (?P<twice>,\s?,+|;\s?;+|,\.(?=\s|$)|;\.(?=\s|$)|:\.(?=\s|$)|,;|;,|\?\.(?=\s|$)|!\.(?=\s|$)|:\s?:)
      | (?P<opened>[(\[]\s+(?=\w))
      | (?P<closed>(?<=\w)\s+[)\]])""",
    re.VERBOSE,
)
_ENGLISH_SPACE = re.compile(r"(?<=[\w)])\s+[;:!?](?=\s|$)")
_WORD_BEFORE = re.compile(r"[^\s]{1,24}$")


@check(
    "T15",
    "Paragraph too long to be checked",
    Severity.WARNING,
    finds="a paragraph of more than 4,000 characters, of which only the beginning was read",
    why="Nobody reads so long a paragraph, and the checks did not either.",
    remedy="Divide it into paragraphs of a few sentences each.",
)
def too_long_to_check(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.passages:
        if passage.is_cut:
            yield found(passage, "This paragraph is too long to be checked to its end.", end=min(60, len(passage.text)))


@check(
    "T07",
    "Stray punctuation",
    Severity.WARNING,
    finds="marks that do not belong: “ .”, “..”, “,,”, “:-”, “( ”",
    why="It often shows where a link or a citation was cut out, and with it words.",
    remedy="Take the stray mark or space out, and look whether words are missing.",
)
def stray_punctuation(manuscript: Manuscript) -> Iterator[Found]:
    patterns = [_STRAY, _ENGLISH_SPACE] if manuscript.language.startswith("en") else [_STRAY]
    for passage in manuscript.passages:
        if passage.role is Role.PHONE:
            continue
        for pattern in patterns:
            for stray in pattern.finditer(passage.text):
                yield _stray(passage, stray)


def _stray(passage: Passage, stray: re.Match[str]) -> Found:
    """With the word before it, so that the place can be found by its words."""
    word = _WORD_BEFORE.search(passage.text[: stray.start()])
    start = word.start() if word else stray.start()
    words = passage.text[start : stray.end()]
    repair = passage.text[start : stray.start()] + _without_stray(stray)
    return found(passage, f"“{words}” has a stray mark or space.", start=start, end=stray.end(), repair=repair)


def _without_stray(stray: re.Match[str]) -> str:
    said = "".join(stray[0].split())
    kind = stray.lastgroup
    if kind == "dots":
        return "."
    if kind == "colon":
        return ":"
    if kind == "twice":
        return said[-1] if said in {",.", ";."} else said[0]
    return said
