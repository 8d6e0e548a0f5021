"""People who are named without having been introduced (T14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from editorial.checks.dictionary import is_common, is_word
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript
from editorial.checks.patterns import any_of
from editorial.checks.registry import check

_NAME = r"[A-Z][a-zà-ÿ]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?"
_FULL_NAME = re.compile(rf"\b(?P<first>{_NAME}|[A-Z]\.)\s+(?:[A-Z]\.?\s+)*(?P<last>{_NAME})\b")
_AFTER_CAPITAL = re.compile(r"(?:[A-Z][\w.]*|\b(?:of|the|and|for))\s+$")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?…:]\s+)[\"'“‘]?$")
_SMALL_WORD = re.compile(r"\b[a-z]{4,}\b")
_COMMON_WORD = 12_000_000


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    facts = lexicon("people")
    titles, speech, deeds, roles, first = (
        any_of(facts[name]) for name in ("titles", "speech", "deeds", "roles", "first_names")
    )
    return {
        "titled": re.compile(rf"\b{titles}\.?\s+(?P<name>{_NAME})\b(?!\s+{_NAME})(?!\s+[A-Z]\.)"),
        "acts": re.compile(
            rf"\b(?P<name>{_NAME})\s+(?:has\s+|had\s+|also\s+|later\s+)?(?:{speech}|{deeds}|\w+ed\b(?=[^.!?]{{0,40}}\b(?:her|his)\b))(?!\w)"
        ),
        "spoken": re.compile(rf"\b{speech}\s+(?P<name>{_NAME})(?=\s*(?:[.,;”\"]|$))"),
        "turned": re.compile(rf"\b(?P<name>{_NAME}\s+{first})\s+(?:{speech}|{deeds}|\w+ed)\b"),
        "role_before": re.compile(rf"\b{roles}s?\b[^.;:!?]{{0,25}}$", re.IGNORECASE),
        "role_after": re.compile(
            rf"^\s*[,(]\s*(?:\w+\s+){{0,6}}{roles}\b|^\s*,?\s*(?:is|was|who)\b[^.,]{{0,40}}{roles}\b", re.IGNORECASE
        ),
    }


@check(
    "T14",
    "Unknown person",
    Severity.WARNING,
    finds="a person who is named without having been introduced (“Dr Sardesai says”)",
    why="The reader cannot judge who speaks. It also shows that an earlier part was lost (PEMAT 10; HONcode 1).",
    remedy="Say who it is, with first name and role, or take the person out.",
    languages="en",
)
def unknown_person(manuscript: Manuscript) -> Iterator[Found]:
    known = _named_on_page(manuscript)
    # "Titin plays a part": what is also written small is no person.
    small = {word for passage in manuscript.passages for word in _SMALL_WORD.findall(passage.text)}
    for passage in manuscript.of(*PROSE):
        if not passage.block and passage.field == "involvement":
            continue
        for start, end, name in sorted(_named_in(passage.text, is_story=manuscript.article_kind == "story")):
            known |= _introduced_in(passage.text[:start])
            if name.lower() not in small and name.split()[-1] not in known and not _has_role(passage.text, start, end):
                yield found(passage, f"Nobody has said who “{name}” is.", start=start, end=end)
            known.add(name.split()[-1])
        known |= _introduced_in(passage.text)


def _named_on_page(manuscript: Manuscript) -> set[str]:
    """The words of the title and summary, and of the authors' names."""
    said = [str(manuscript.document.get(name, "")) for name in ("title", "summary")]
    said += [str(author.get("name", "")) for author in manuscript.document.get("authors", [])]
    return {word for text in said for word in re.findall(r"[A-Z][\w-]+", text)}


def _introduced_in(text: str) -> set[str]:
    """Surnames that stand after a first name."""
    titles: list[str] = lexicon("people")["titles"]
    names = (match for match in _FULL_NAME.finditer(text) if match["first"].rstrip(".") not in titles)
    after_titles = (
        match for match in re.finditer(rf"\b{any_of(titles)}\.?\s+(?:{_NAME}|[A-Z]\.?)\s+(?P<last>{_NAME})", text)
    )
    return {match["last"] for match in (*names, *after_titles)}


def _has_role(text: str, start: int, end: int) -> bool:
    patterns = _patterns()
    return bool(patterns["role_before"].search(text[:start]) or patterns["role_after"].match(text[end:]))


def _named_in(text: str, *, is_story: bool) -> Iterator[tuple[int, int, str]]:
    """Each person who is named by surname alone: where, and the name."""
    patterns, first_names = _patterns(), lexicon("people")["first_names"]
    for match in patterns["titled"].finditer(text):
        # "Talking with your Doctor Bring this …": a heading that was glued to its text
        if not (match[0].startswith("Doctor") and is_common(match["name"], _COMMON_WORD)):
            yield match.start(), match.end(), match["name"]
    for match in patterns["turned"].finditer(text):
        first = match["name"].split()[0]
        if first not in first_names and not is_common(first, 3 * _COMMON_WORD):
            yield match.start("name"), match.end("name"), match["name"]
    for name in () if is_story else ("acts", "spoken"):
        for match in patterns[name].finditer(text):
            if _is_surname(text, match):
                yield match.start("name"), match.end("name"), match["name"]


def _is_surname(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised word that acts like a person is neither a usual word, nor a first name, nor part of a name."""
    name, before = match["name"], text[: match.start("name")]
    facts = lexicon("people")
    if (
        name in facts["titles"]
        or name in facts["no_people"]
        or name in facts["first_names"]
        or _AFTER_CAPITAL.search(before)
    ):
        return False
    return not is_word(name) if _STARTS_SENTENCE.search(before) else not is_common(name, _COMMON_WORD)
