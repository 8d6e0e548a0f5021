"""Phrases of the lexicons, and how they stand in a sentence: denied, explained, near another.

A phrase is written as it is said, in small letters, with some signs: `*` is any ending of a word, `_` one word of any
kind, `#` a number, `(a|b)` are alternatives, `?` makes the letter or group before it optional, and ` ... ` stands for up to
six words between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Passage
from editorial.checks.sentences import Sentence

# Possessive: an apostrophe or dash fits the word and the gap, and trying both ways would never end.
_BETWEEN = r"(?:[^\w.!?;:–-]++\w[\w'-]*+){0,6}?[^\w.!?;:–-]++"
_TOKEN = re.compile(r" \?|.", re.DOTALL)
_SIGNS = {
    " ?": r"\s*",
    "*": r"\w*",
    "_": r"[\w'-]+",
    "#": r"\d[\d.,]*",
    "(": "(?:",
    ")": ")",
    "|": "|",
    "?": "?",
    " ": r"\s+",
    "-": r"[-\s]?",
}
# What ends the reach of a "not": a sign, or a comma or conjunction before a new subject.
_CLAUSE_END = re.compile(
    r"[.;:!?\n]|\b(?:but|although|because|unless|until)\b|,\s+(?:and |or |so )?(?=(?:you|it|they|he|she|we|i|the|this|that"
    r"|these|there|which|who|call|go|see|tell|ask|if|when|your)\b)"
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|\w+n't|rather than|instead of|unlike|unlikely|rule[sd]? out"
    r"|free (?:of|from)|nothing to do with)\b"
    # "Not only", "do not wait", "not always": these deny nothing.
    r"(?!\s+(?:only|just|ignore|wait|delay|hesitate|drive|forget|always|everyone|all|every|longer|enough|know|sure|least)\b)"
)


def lowered(text: str) -> str:
    """The text in small letters and with straight apostrophes, each character where it was."""
    return _lowered(text)


@lru_cache(maxsize=4096)
def _lowered(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):
        low = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return low.replace("’", "'").replace("‘", "'").replace("\u2011", "-")


def _written(phrase: str) -> str:
    parts = phrase.split(" ... ")
    return _BETWEEN.join("".join(_written_sign(sign) for sign in _TOKEN.findall(part)) for part in parts)


def _written_sign(sign: str) -> str:
    return _SIGNS.get(sign) or re.escape(sign)


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One expression for all of them, for text that is `lowered`. Longer phrases win where two begin together."""
    return _pattern(tuple(phrases))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")
    # Grouped by the first letter, so that most words are passed over after one look at each letter.
    listed = sorted(set(phrases), key=lambda phrase: (beginning(phrase), -len(phrase), phrase))
    groups = [(letter, [_written(phrase) for phrase in group]) for letter, group in groupby(listed, key=beginning)]
    said = "|".join(
        f"(?={re.escape(letter)})(?:{'|'.join(group)})" if letter else "|".join(group) for letter, group in groups
    )
    return re.compile(rf"(?<![\w])(?:{said})(?!\w)")


def beginning(phrase: str) -> str:
    """The letter that a phrase begins with; nothing if that may vary."""
    return phrase[0] if phrase[0].isalnum() and phrase[1:2] != "?" else ""


@cache
def listed(name: str, key: str) -> re.Pattern[str]:
    """The phrases under a key of a lexicon; `key` may name a key within a table ("comfort.says")."""
    found: Any = lexicon(name)
    for part in key.split("."):
        found = found[part]
    return pattern(found)


@cache
def entries(name: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Each `[[entry]]` of a lexicon: its `instead` (what to say, may be empty), what it `says`, and `unless`."""
    return tuple(
        (entry.get("instead", ""), pattern(entry["says"]), pattern(entry.get("unless", [])))
        for entry in lexicon(name)["entry"]
    )


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return pattern(phrase for entry in lexicon(name)["entry"] for phrase in entry["says"])


def said_in(name: str, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What of the entries of a lexicon stands in a text: `instead` and the place. An `unless` round it lets it pass."""
    low = lowered(text)
    for found in _any_of(name).finditer(low):
        for instead, says, unless in entries(name):
            match = says.match(low, found.start())
            if match and not overlaps(unless, low, match):
                yield instead, match


def overlaps(unless: re.Pattern[str], low: str, match: re.Match[str]) -> bool:
    """Whether a phrase that excuses stands round or across a match."""
    return any(one.start() < match.end() and match.start() < one.end() for one in unless.finditer(low))


def sentence_at(passage: Passage, place: int) -> Sentence:
    """The sentence of a passage in which a character stands."""
    for sentence in passage.sentences:
        if sentence.start <= place < sentence.end:
            return sentence
    return Sentence(passage.text, 0, len(passage.text), has_end_mark=False)


def is_denied(passage: Passage, place: int) -> bool:
    """Whether a "not", "no", "without" … reaches the words that begin at a character of a passage."""
    sentence = sentence_at(passage, place)
    before = lowered(passage.text)[sentence.start : place]
    clause = [*_CLAUSE_END.finditer(before)]
    reach = before[clause[-1].end() if clause else 0 :]
    return bool(_DENIAL.search(" ".join(reach.split()[-9:]) + " "))
