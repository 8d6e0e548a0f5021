"""What a page says that needs another page (T11) or the day of writing (T12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import PROSE, Manuscript, Passage, Role
from editorial.checks.patterns import Phrases, any_of
from editorial.checks.registry import check
from editorial.checks.sentences import Sentence

# Dangling references


@cache
def _references() -> dict[str, Any]:
    facts = lexicon("context")
    verbs, places, things = (any_of(facts[name]) for name in ("said_verbs", "said_places", "shown_things"))
    return {
        "elsewhere": Phrases(facts["elsewhere"]),
        "said": re.compile(
            rf"\b(?:as\s+(?:I\s+|we\s+|was\s+|were\s+|is\s+|has\s+been\s+|already\s+|previously\s+)*{verbs}\s+{places}"
            rf"|as\s+(?:already|previously)\s+{verbs}|(?:already|previously)\s+(?:mentioned|discussed|described|explained)"
            rf"|{verbs}\s+(?:above|overleaf|previously|earlier\s+(?:in|on)\s+(?:this|the))"
            rf"|(?:the\s+)?above[\s-]mentioned|aforementioned"
            rf"|see\s+(?:the\s+\w+\s+)?(?:above|below|overleaf|opposite|earlier|later)"
            rf"|(?:in|from)\s+the\s+(?:section|paragraph|chapter)s?\s+(?:above|below))\b",
            re.IGNORECASE,
        ),
        "numbered": re.compile(
            rf"\b(?P<thing>{things})\s?(?P<number>\d{{1,2}}[a-c]?|[A-C])\b(?!\s*(?:%|of\b))", re.IGNORECASE
        ),
        "placed": re.compile(
            rf"\b(?:the|this|our|following)\s+(?:\w+\s+)?(?P<thing>{things})\s+(?:above|below|overleaf|opposite)\b"
            rf"|\b(?:above|following)\s+(?P<other>{things})\b(?!\s+(?:height|level))",
            re.IGNORECASE,
        ),
    }


@check(
    "T11",
    "Dangling reference",
    Severity.WARNING,
    finds="words that point to something the page does not have (“this site”, “as mentioned earlier”, “Box 1”)",
    why="Text that was copied from elsewhere still points there; readers look in vain (PEMAT 2: nothing that distracts).",
    remedy="Say it here, link to where it stands, or take the words out.",
    languages="en",
    for_clinical=True,
)
def dangling_reference(manuscript: Manuscript) -> Iterator[Found]:
    has = {
        "table": any(passage.role in {Role.CELL, Role.HEADER_CELL} for passage in manuscript.passages),
        "picture": any(block.get("type") == "picture" for block in manuscript.blocks),
    }
    for passage in manuscript.of(*PROSE, Role.HEADING, Role.SUBHEADING):
        for start, end in _dangling_in(manuscript, passage, has):
            words = passage.text[start:end]
            yield found(passage, f"“{words}” points to something that is not on this page.", start=start, end=end)


def _dangling_in(manuscript: Manuscript, passage: Passage, has: dict[str, bool]) -> Iterator[tuple[int, int]]:
    patterns = _references()
    taken: list[tuple[int, int]] = []
    for name, pattern in patterns.items():
        for match in pattern.finditer(passage.text):
            is_linked = any(link.start < match.end() and match.start() < link.end for link in passage.links)
            overlaps = any(a < match.end() and match.start() < b for a, b in taken)
            if not is_linked and not overlaps and not _is_there(manuscript, passage, name, match, has):
                taken.append(match.span())
                yield match.span()


_THIS_SITE = re.compile(r"this\s+site", re.IGNORECASE)
_PLACE_ON_BODY = re.compile(r"(?<!this )(?<!web )\bsites?\b|injection|needle|wound|skin|incision|bruis", re.IGNORECASE)
_PICTURES = frozenset(["figure", "fig", "fig.", "chart", "diagram", "graph", "illustration", "image", "picture"])


def _is_there(manuscript: Manuscript, passage: Passage, name: str, match: re.Match[str], has: dict[str, bool]) -> bool:
    if name in {"numbered", "placed"}:
        thing = (match["thing"] or match.groupdict().get("other") or "").lower()
        if name == "numbered" and (
            not match["thing"][0].isupper() or (passage.role in {Role.HEADING, Role.SUBHEADING} and thing == "chapter")
        ):
            return True  # "a box 3 cm wide" is no title
        return has["table"] if thing == "table" else has["picture"] and thing in _PICTURES
    if _THIS_SITE.fullmatch(match[0]) and _PLACE_ON_BODY.search(passage.text):
        return True
    following = manuscript.after(passage)
    return match[0].lower().endswith("below") and following is not None and following.group >= 0


# Relative dates


@cache
def _dates() -> dict[str, re.Pattern[str]]:
    facts = lexicon("context")
    return {
        "days": re.compile(rf"(?<!the )\b{any_of(facts['days'])}\b(?!\s+of\b)", re.IGNORECASE),
        "recent": re.compile(
            rf"\b(?:(?:a|the|more|most|very)\s+)?(?:recent|latest|new)\s+(?:\w+\s+)?{any_of(facts['recent_things'])}\b",
            re.IGNORECASE,
        ),
        "studied": re.compile(
            rf"\b(?:currently|at\s+present|now|at\s+the\s+moment)\s+(?:being\s+)?(?:\w+ly\s+)?{any_of(facts['studied'])}\b",
            re.IGNORECASE,
        ),
    }


# "if you had a fever last week", "people who have recently had surgery"
_OF_READER = re.compile(
    r"\b(?:you|your|you['’](?:ve|re|d)|who|whose|if|when|anyone|someone|child|baby|my|i|partner|person|people|patients?|woman"
    r"|women|they)\b",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:scientists?|researchers?|stud(?:y|ies)|government|announced|published|approved|launched|trial|experts|news|report"
    r"|doctors in|guidelines?)\b",
    re.IGNORECASE,
)
_NEW_THING = re.compile(r"new\s+(?:stud|research|report|evidence|findings|data|figures)", re.IGNORECASE)


@check(
    "T12",
    "Relative date",
    Severity.WARNING,
    finds="a date that was true when it was written (“this week”, “recently”, “currently being studied”)",
    why="A page is read for years; “recently” then says something untrue (JAMA benchmarks: currency; DISCERN 5).",
    remedy="Write the year or the date, or take the words out.",
    languages="en",
)
def relative_date(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(*PROSE):
        for sentence in passage.sentences:
            span = _relative_in(sentence)
            if span is not None:
                start, end = sentence.start + span[0], sentence.start + span[1]
                words = passage.text[start:end]
                yield found(passage, f"“{words}” will not stay true.", start=start, end=end)


def _relative_in(sentence: Sentence) -> tuple[int, int] | None:
    for name, pattern in _dates().items():
        for match in pattern.finditer(sentence.text):
            if name == "recent" and match[0].lower().lstrip().startswith("new") and not _NEW_THING.match(match[0]):
                continue
            if name == "studied" or not _is_of_reader(sentence.text, match):
                return match.span()
    return None


def _is_of_reader(text: str, match: re.Match[str]) -> bool:
    """Whether the time is counted from the reader's own day."""
    before = text[: match.start()]
    if _NEWS.search(text):
        return bool(re.search(r"\b(?:if|when|whether)\s+(?:you|your)\b", before, re.IGNORECASE))
    is_asked = text.rstrip().endswith("?")
    return is_asked or bool(_OF_READER.search(before[-70:]))
