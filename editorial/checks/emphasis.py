"""Capitals that shout (T09)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from editorial.checks.dictionary import is_common
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript, Passage
from editorial.checks.registry import check

_RUN = re.compile(
    r"(?<![\w&/-])[A-Z]{2,}(?:[’'][A-Z]+)?(?:[\s,]+(?:[A-Z]{2,}(?:[’'][A-Z]+)?|A|I)(?![\w&/-]))*(?![\w&/-])"
)
# "(FISH)", "FISH (fluorescence …": an abbreviation
_EXPLAINED = re.compile(
    r"\(([A-Z]{2,})s?\)|\b([A-Z]{2,})\s+(?:\(|syndrome|score|scale|test|trial|study|diet|method|scan|criteria)"
)
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_OPENS = re.compile(r"(?:^|[\s(])[\"“‘'][^\"”’'.!?]+\s$")
_CLOSES = re.compile(r"\s[^\"”’'.!?]+[\"”’']")
_ROMAN = re.compile("[IVXLC]+")
_COMMON_WORD = 5_000_000
_LONGEST_ABBREVIATION = 3


@check(
    "T09",
    "Capitals for emphasis",
    Severity.ADVICE,
    finds="an ordinary word in capitals (“BUT”, “NEVER”)",
    why="Capitals are harder to read, and some screen readers spell them (NHS content guide: no capitals for emphasis).",
    remedy="Write the word in small letters; where it matters most, make it bold.",
    languages="en",
)
def capitals_for_emphasis(manuscript: Manuscript) -> Iterator[Found]:
    passages = list(manuscript.of(*PROSE))
    often = Counter(word for passage in passages for word in re.findall(r"\b[A-Z]{4,}\b", passage.text))
    explained = {word for passage in passages for pair in _EXPLAINED.findall(passage.text) for word in pair}
    names = explained | {word for word, count in often.items() if count > 1}
    for passage in passages:
        for run in _RUN.finditer(passage.text):
            words = re.findall(r"[A-Z’']+", run[0])
            if run[0] in _OPERATORS and _is_quoted(passage.text, run):
                continue
            if any(_shouts(word, names) for word in words) and not _is_name(words, names):
                message = f"“{run[0]}” is in capitals."
                repair = _in_small_letters(passage, run)
                yield found(passage, message, start=run.start(), end=run.end(), repair=repair)


def _is_quoted(text: str, run: re.Match[str]) -> bool:
    """What is to be typed into a search: “gout AND diet”."""
    return bool(_OPENS.search(text[: run.start()]) and _CLOSES.match(text, run.end()))


def _shouts(word: str, names: set[str]) -> bool:
    facts = lexicon("capitals")
    word = word.replace("’", "'")
    if word in facts["shouted"] or (word in facts["shouted_between_words"] and word not in names):
        return True
    is_spelt = len(word) > _LONGEST_ABBREVIATION and is_common(word, _COMMON_WORD)
    return is_spelt and not _ROMAN.fullmatch(word) and word not in facts["abbreviations"] and word not in names


def _is_name(words: list[str], names: set[str]) -> bool:
    """ "HIV AND AIDS": an abbreviation stands in the run, so the small words belong to a name."""
    small = lexicon("capitals")["shouted"] + lexicon("capitals")["shouted_between_words"]
    others = [word for word in words if word.replace("’", "'") not in small and len(word) > 1]
    return any(not _shouts(word, names) for word in others)


def _in_small_letters(passage: Passage, run: re.Match[str]) -> str:
    starts = any(sentence.start == run.start() for sentence in passage.sentences)
    small = re.sub(r"\bi\b", "I", run[0].lower())
    return small.capitalize() if starts else small
