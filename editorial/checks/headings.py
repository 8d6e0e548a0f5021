"""Headings (S05 to S10): each says something of its own, in the form that readers expect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from editorial.checks.dictionary import is_word
from editorial.checks.findings import Found, Severity, found
from editorial.checks.layout import END_MARK, LEAD_IN, content_words
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import HEADINGS, PROSE, Manuscript, Role
from editorial.checks.registry import check

ALIKE = 0.5
ALIKE_WITH_WORDS_OF_ITS_OWN = 0.6  # each of the two headings has a word that the other lacks
LONGEST_FAKE_HEADING = 80
TITLE_CASE, FEWEST_CAPITALS = 0.6, 3

_HEADING_BLOCKS = ("section", "callout", "statistic", "choices")
_MARK_AT_END = re.compile(r"[.,;:!?…؟。][\"'”’»)]*\s*$")
_BROKEN_NUMERAL = re.compile(r"\b(?:I+i+|Iv|V[i]+|Ix|Xi+)\b")
_NUMBERED = re.compile(r"\b(?:stage|type|class|grade|phase|part|factor|group|level)s?\s+$", re.IGNORECASE)
_HEADING_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@check(
    "S05",
    "Headings alike",
    Severity.WARNING,
    finds="two headings of a page that say nearly the same",
    why="A reader who looks for one answer finds two places and cannot tell which one holds (PEMAT 10; CDC Clear"
    " Communication Index 9: the most important first, and once).",
    remedy="Join the two parts, or let each heading say what only its part is about.",
    languages="en",
)
def headings_alike(manuscript: Manuscript) -> Iterator[Found]:
    title = content_words(str(manuscript.document.get("title", "")))
    seen: list[tuple[str, frozenset[str]]] = []
    for passage in manuscript.of(Role.HEADING, Role.SUBHEADING):
        if passage.role is Role.HEADING and passage.block_type not in _HEADING_BLOCKS:
            continue
        words = content_words(passage.text)
        other = next((said for said, earlier in seen if _are_alike(words, earlier, title)), None)
        if other is not None:
            yield found(passage, f"“{passage.text.strip()}” says nearly the same as “{other}”.")
        seen.append((passage.text.strip(), words))


def _are_alike(one: frozenset[str], other: frozenset[str], title: frozenset[str]) -> bool:
    """Compared without the words of the title, which every heading of the page may repeat."""
    if not one or not other or one == other:
        return bool(one) and one == other
    has_each_its_own = bool(one - other and other - one)
    if one - title and other - title:
        one, other = one - title, other - title
    elif one - title or other - title:
        return False
    if any(word.isdigit() or word in _contrasts() for word in one ^ other):
        return False
    overlap = len(one & other) / len(one | other)
    if has_each_its_own:
        return bool(one - other and other - one) and overlap >= ALIKE_WITH_WORDS_OF_ITS_OWN
    return one == other or (overlap >= ALIKE and len(one & other) > 1)


@cache
def _contrasts() -> frozenset[str]:
    facts = lexicon("headings")
    return content_words(" ".join([*facts["contrasts"], *facts["aspects"]]))


@check(
    "S08",
    "Bold paragraph as heading",
    Severity.WARNING,
    finds="a short paragraph, all in bold and without an end mark, that stands before text",
    why="It looks like a heading and is none: screen readers and the table of contents pass it by (WCAG 1.3.1).",
    remedy="Make it a heading with the heading button, or a section of its own.",
)
def fake_heading(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(Role.PARAGRAPH):
        said = passage.text.strip()
        if not passage.is_all_bold or len(said) > LONGEST_FAKE_HEADING or _MARK_AT_END.search(said):
            continue
        following = manuscript.after(passage)
        if following is not None and following.role is not Role.SUBHEADING and not LEAD_IN.search(said):
            yield found(passage, f"“{said}” looks like a heading, but is bold text.")


@check(
    "S09",
    "Heading asks a question",
    Severity.ADVICE,
    finds="a heading that ends in a question mark, outside question sets",
    why="The word that a reader looks for comes late in a question (NHS content guide: headings are no questions).",
    remedy="Begin with what it is about: “Symptoms of …” instead of “What are the symptoms of …?”.",
    kinds="article term",
)
def heading_asks(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(Role.HEADING, Role.SUBHEADING):
        if passage.text.rstrip().endswith(("?", "؟", "？")):
            yield found(passage, f"The heading “{passage.text.strip()}” is a question.")


@check(
    "S10",
    "Capitals in a heading",
    Severity.ADVICE,
    finds="a heading in Title Case or CAPITALS, or a broken roman numeral (“Stage Ii”)",
    why="Sentence case is easier to read, and shows which words are names (NHS content guide).",
    remedy="Write only the first word and names with a capital.",
    languages="en",
)
def heading_case(manuscript: Manuscript) -> Iterator[Found]:
    names = _names_in(manuscript)
    for passage in manuscript.of(*HEADINGS):
        for numeral in _BROKEN_NUMERAL.finditer(passage.text):
            if numeral[0].startswith("Ii") or _NUMBERED.search(passage.text[: numeral.start()]):
                message = f"“{numeral[0]}” is a roman numeral that lost its capitals."
                start, end = numeral.span()
                yield found(passage, message, start=start, end=end, repair=numeral[0].upper())
        if passage.role is Role.TITLE and manuscript.article_kind == "organisation":
            continue
        if _is_all_capitals(passage.text):
            yield found(passage, f"The heading “{passage.text.strip()}” is in capitals.")
        elif _is_title_case(passage.text, names):
            yield found(passage, f"The heading “{passage.text.strip()}” has a capital on every word.")


def _is_all_capitals(text: str) -> bool:
    words = [word for word in _HEADING_WORD.findall(text) if len(word) > 1]
    known: list[str] = lexicon("capitals")["abbreviations"]
    spelt = [word for word in words if len(word) > 3 and is_word(word) and word not in known]
    return bool(spelt) and all(word.isupper() for word in words)


def _is_title_case(text: str, names: frozenset[str]) -> bool:
    if END_MARK.search(text) and not text.rstrip().endswith(("?", "!")):
        return False  # a sentence
    words = [word for word in _HEADING_WORD.findall(text) if not (word.isupper() and len(word) > 1)]
    if any(word in lexicon("headings")["name_words"] for word in words[1:]):
        return False
    capitals = [word for word in words[1:] if word[0].isupper() and not _is_name(word, names)]
    first = bool(words) and words[0][0].isupper()
    return len(capitals) + first >= FEWEST_CAPITALS and (len(capitals) + first) / len(words) >= TITLE_CASE


def _is_name(word: str, names: frozenset[str]) -> bool:
    plain = word.replace("’", "'").removesuffix("'s")
    return plain in names or plain in lexicon("headings")["capital_words"] or not is_word(plain.partition("-")[0])


def _names_in(manuscript: Manuscript) -> frozenset[str]:
    """Words that running text writes with a capital inside sentences, and never with a small letter."""
    inside: set[str] = set()
    small: set[str] = set()
    for passage in manuscript.of(*PROSE):
        for sentence in passage.sentences:
            words = _HEADING_WORD.findall(sentence.text)
            small.update(word for word in words if word[0].islower())
            inside.update(word.replace("’", "'").removesuffix("'s") for word in words[1:] if word[0].isupper())
    return frozenset(word for word in inside if word.lower() not in small)
