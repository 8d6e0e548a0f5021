"""Accessibility of the words (A): pictures said in words, nothing that needs eyes, languages that are marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from editorial.checks.dictionary import is_common
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.patterns import any_of
from editorial.checks.registry import check

LONGEST_ALT = 150
FEWEST_FOREIGN_WORDS = 4

# Pictures


@cache
def _alt_patterns() -> dict[str, re.Pattern[str]]:
    facts = lexicon("access")
    return {
        "file": re.compile(
            rf"\S.*\.(?:{'|'.join(facts['files'])})|(?:img|dsc[nf]?|image|photo|pic|picture|screen-?shot|scan|figure|fig)[\s_-]*\d[\w\s.:()-]*|[\w-]*_[\w-]*|[0-9a-f-]{{12,}}",
            re.IGNORECASE,
        ),
        "opening": re.compile(rf"\s*{any_of(facts['picture_openings'])}\s*", re.IGNORECASE),
        "nothing": re.compile(rf"\W*{any_of(facts['says_nothing'])}\W*", re.IGNORECASE),
    }


@check(
    "A02",
    "Poor text for a picture",
    Severity.WARNING,
    finds=f"the name of a file as alternative text, “image of …”, or more than {LONGEST_ALT} characters",
    why="It is what blind readers get instead of the picture; a screen reader has already said that it is one (WCAG 1.1.1).",
    remedy="Say in one short sentence what the picture tells.",
)
def poor_alt(manuscript: Manuscript) -> Iterator[Found]:
    patterns = _alt_patterns()
    for passage in manuscript.of(Role.ALT):
        text = passage.text.strip()
        opening = patterns["opening"].match(passage.text)
        if patterns["file"].fullmatch(text) or patterns["nothing"].fullmatch(text):
            yield found(passage, f"“{text}” does not say what the picture shows.")
        elif opening is not None and passage.text[opening.end() :].strip():
            rest = passage.text[opening.end() :]
            repair = rest[0].upper() + rest[1:]
            yield found(
                passage,
                f"“{opening[0].strip()}” can be left out: screen readers say that it is a picture.",
                repair=repair,
            )
        elif len(text) > LONGEST_ALT:
            yield found(passage, f"The alternative text has {len(text)} characters.")


# Position and colour


@cache
def _eyes() -> tuple[re.Pattern[str], ...]:
    facts = lexicon("access")
    colours, things, places, pictures = (any_of(facts[name]) for name in ("colours", "on_page", "places", "pictures"))
    side = r"(?:above|below|opposite|(?:on|to|at)\s+the\s+(?:far\s+)?(?:left|right|top|bottom)(?:[\s-]hand\s+side)?)"
    patterns = (
        rf"\b(?:the|a|this|these|our|in|click|press|use|see|read)\s+(?:\w+\s+)?{colours}\s+(?:\w+\s+)?{things}\b",
        rf"\b(?:shown|marked|highlighted|printed|written|displayed|listed|shaded|picked\s+out|outlined|circled)\s+(?:\w+\s+)?in\s+(?:\w+\s+)?{colours}\b",
        rf"\b(?:the|this|these|those|our)\s+(?:\w+\s+){{0,2}}{places}\s+(?:\w+\s+)?{side}\b",
        rf"\b(?:the|this)\s+(?:\w+\s+)?{pictures}\s+(?:\w+\s+)?(?:on|to)\s+the\s+(?:left|right)\b",
        r"\b(?:the\s+)?(?:left|right)[\s-]hand\s+(?:menu|column|panel|sidebar|box|side\s+of\s+(?:the|this|your)\s+(?:page|screen|site))\b",
        r"\b(?:at|in|on)\s+the\s+(?:top|bottom|lower|upper)?[\s-]*(?:left|right|top|bottom|corner)(?:[\s-]hand)?\s*(?:corner|side)?\s+of\s+(?:the|this|your|every|each)\s+(?:web\s*)?(?:page|screen|site|window|website|picture|image|diagram|chart|form)\b",
        r"\b(?:below|above)\s+(?:on\s+the\s+)?(?:left|right)\b",
        r"\b(?:the\s+)?(?:round|square|triangular|circular)\s+(?:button|icon)\b",
        r"\b(?:click|press|tap|use|see|look\s+at|choose|follow)\b[^.]{0,40}\bon\s+the\s+(?:left|right)\b(?!\s+(?:side|foot|leg|arm|hand|eye|ear|breast|knee|hip|of\s+(?:your|the)\s+\w+))",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@check(
    "A04",
    "Position or colour",
    Severity.WARNING,
    finds="words that need eyes (“the red box”, “the button above”, “shown in green”)",
    why="Who hears the page, or sees no colours, cannot find it; on a telephone nothing stands “on the right” (WCAG 1.3.3,"
    " 1.4.1).",
    remedy="Name what is meant: “the button Send”, “the box When to get help”.",
    languages="en",
)
def position_or_colour(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.passages:
        if passage.role in {Role.ALT, Role.CAPTION}:
            continue
        taken: list[tuple[int, int]] = []
        for pattern in _eyes():
            for match in pattern.finditer(passage.text):
                is_name = any(word[0].isupper() for word in match[0].split()[1:])  # "the Yellow Card"
                if not is_name and not any(start < match.end() and match.start() < end for start, end in taken):
                    taken.append(match.span())
                    start, end = match.span()
                    yield found(passage, f"“{match[0]}” can be followed only with eyes.", start=start, end=end)


# Other languages

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAME_PHRASE = re.compile(r"[ \n,'’¿¡«»“”\"]+")
_LATIN_LANGUAGES = frozenset("en es fr de it pt pl cy ro tr so nl sv da no fi cs hu hr sq vi id ms tl sw".split())
_LETTERS_IN_A_WORD = 2  # scripts without spaces: this many signs count as a word


@check(
    "A06",
    "Words in another language",
    Severity.ADVICE,
    finds="four words or more in another script, or (in English text) in another language",
    why="A screen reader reads them with the sounds of the page's language (WCAG 3.1.2).",
    remedy="Keep them if readers need them; better, make a translation of the page and link to it.",
)
def other_language(manuscript: Manuscript) -> Iterator[Found]:
    is_latin = manuscript.language.split("-")[0] in _LATIN_LANGUAGES
    for passage in manuscript.passages:
        if passage.role is Role.PHONE:
            continue
        span = _in_other_script(passage.text, is_latin=is_latin)
        if span is None and manuscript.language.startswith("en"):
            span = _in_other_tongue(passage)
        if span is not None:
            words = passage.text[span[0] : span[1]]
            yield found(passage, f"“{words}” is in another language.", start=span[0], end=span[1])


@cache
def _is_latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("LATIN")


def _in_other_script(text: str, *, is_latin: bool) -> tuple[int, int] | None:
    if is_latin and text.isascii():
        return None
    count, start, end = 0, 0, 0
    for word in _WORD.finditer(text):
        if _is_latin(word[0][0]) is is_latin:
            count = 0
            continue
        start = start if count else word.start()
        spaceless = ord(word[0][0]) >= 0x2E80
        count += max(1, len(word[0]) // _LETTERS_IN_A_WORD) if spaceless else 1
        end = word.end()
        if count >= FEWEST_FOREIGN_WORDS:
            return start, max(end, _run_end(text, end, is_latin=is_latin))
    return None


def _run_end(text: str, end: int, *, is_latin: bool) -> int:
    for word in _WORD.finditer(text, end):
        if _is_latin(word[0][0]) is is_latin:
            break
        end = word.end()
    return end


@cache
def _tongues() -> dict[str, frozenset[str]]:
    """Each small word of another language, with the languages that have it."""
    languages: dict[str, list[str]] = lexicon("access")["small_words"]
    words = {word for listed in languages.values() for word in listed}
    return {word: frozenset(name for name, listed in languages.items() if word in listed) for word in words}


def _in_other_tongue(passage: Passage) -> tuple[int, int] | None:
    """A run of four words that are no common English, among them two small words of one other language."""
    tongues = _tongues()
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(passage.text):
        is_next = not run or _SAME_PHRASE.fullmatch(passage.text, run[-1].end(), word.start())
        is_foreign = word[0].lower() in tongues or not is_common(word[0], 3_000_000)
        if is_foreign and is_next:
            run.append(word)
            continue
        if _is_foreign(run):
            break
        run = [word] if is_foreign else []
    return (run[0].start(), run[-1].end()) if _is_foreign(run) else None


def _is_foreign(run: list[re.Match[str]]) -> bool:
    if len(run) < FEWEST_FOREIGN_WORDS:
        return False
    small = {word[0] if word is not run[0] else word[0].lower() for word in run} & _tongues().keys()
    languages = [name for word in small for name in _tongues()[word]]
    return any(languages.count(name) > 1 for name in languages) and len(small) < len(run)
