"""Links (L): their words say where they lead, and nothing leads astray."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from editorial.checks.cut_off import is_only_a_lead
from editorial.checks.findings import Found, Severity, found
from editorial.checks.layout import END_MARK
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import HEADINGS, Manuscript, Mark, Passage, Role
from editorial.checks.patterns import Phrases, any_of
from editorial.checks.phrases import sentence_at
from editorial.checks.registry import check

_TEXTS = (*HEADINGS, Role.PARAGRAPH, Role.ITEM, Role.CELL, Role.SUMMARY, Role.CAPTION, Role.SHORT_ANSWER, Role.QUESTION)
_AROUND = " \t\n.…!:;,\"'“”‘’()[]»›>→-–—"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?", re.IGNORECASE)
_LONGEST_LABEL = 90


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    facts = lexicon("links")
    labels, openings = any_of(facts["labels"]), any_of(facts["openings"])
    return {
        "label": re.compile(rf"(?:^|(?<=[.!?…]\s))\W{{0,3}}{labels}\s*(?::|\s[–—-]\s|>+|»|→)", re.IGNORECASE),
        "alone": re.compile(rf"\W*{labels}\W*", re.IGNORECASE),
        "opening": re.compile(rf"(?:^|(?<=[.!?…]\s)){openings}\b", re.IGNORECASE),
    }


@check(
    "L01",
    "Related link that leads nowhere",
    Severity.BLOCKING,
    finds="the label of a related link (“Read also:”, “You may like:”) without a link",
    why="It is left over from another site. Readers click it in vain, and it often stands for an advertisement (WCAG 2.4.4;"
    " HONcode 8).",
    remedy="Take the line out. Pages of ours that belong here can be chosen as related pages.",
    languages="en",
)
def orphan_related(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(*_TEXTS):
        for start, end in _orphans_in(manuscript, passage):
            words = passage.text[start:end].strip()
            yield found(passage, f"“{words}” is the label of a link that is not there.", start=start, end=end)


def _orphans_in(manuscript: Manuscript, passage: Passage) -> Iterator[tuple[int, int]]:
    patterns, text = _labels(), passage.text
    for name in ("label", "opening"):
        for label in patterns[name].finditer(text):
            end = _line_end(text, label.end())
            is_linked = any(link.end > label.start() for link in passage.links)
            if not is_linked and not _is_followed_by_link(manuscript, passage, text[label.end() :]):
                yield label.start(), end
                return
    is_short = len(text) <= _LONGEST_LABEL and not END_MARK.search(text)
    if is_short and patterns["alone"].fullmatch(text) and not passage.links:
        if passage.role not in HEADINGS and _is_followed_by_link(manuscript, passage, ""):
            return
        if passage.role in HEADINGS and any(other.links for other in manuscript.in_block(passage.block)):
            return
        yield 0, len(text)


def _line_end(text: str, at: int) -> int:
    line = text.find("\n", at)
    return len(text) if line < 0 else line


def _is_followed_by_link(manuscript: Manuscript, passage: Passage, rest: str) -> bool:
    """Whether the label stands alone and what follows it are links."""
    following = manuscript.after(passage)
    if rest.strip(_AROUND) or following is None:
        return False
    return bool(following.links)


@check(
    "L02",
    "Vague link words",
    Severity.WARNING,
    finds="link words that do not say where they lead (“click here”, “learn more”, a bare web address); as advice, “click here” "
    "where no link stands",
    why="Screen readers list links without the text around them (WCAG 2.4.4; NHS content guide, links).",
    remedy="Let the link be the words that name what is behind it.",
    languages="en",
)
def vague_link(manuscript: Manuscript) -> Iterator[Found]:
    vague: list[str] = lexicon("links")["vague"]
    for passage, link, words in _links(manuscript):
        said = " ".join(words.lower().strip(_AROUND).split())
        is_address = _ADDRESS.fullmatch(words.strip()) and not link.target.startswith(("mailto:", "tel:"))
        if said in vague or is_address:
            message = f"The link “{words.strip()}” does not say where it leads."
            yield found(passage, message, start=link.start, end=link.end)
    for passage in manuscript.of(*_TEXTS):
        for start, end in _clicks_in(passage):
            message, remedy = f"“{passage.text[start:end]}” is no link.", "Link the words that name what is meant."
            yield found(passage, message, remedy, start=start, end=end, severity=Severity.ADVICE)


@cache
def _clicks() -> Phrases:
    return Phrases(lexicon("links")["clicks"], after=r"(?!\w|\s+and there\b)")


def _clicks_in(passage: Passage) -> Iterator[tuple[int, int]]:
    """What asks to click in a sentence without a link. “Click here.” and no more has a finding of its own (T13)."""
    for match in _clicks().finditer(passage.text):
        sentence = sentence_at(passage, match.start())
        is_linked = any(link.start < sentence.end and sentence.start < link.end for link in passage.links)
        if not is_linked and not is_only_a_lead(sentence):
            yield match.span()


def _links(manuscript: Manuscript) -> Iterator[tuple[Passage, Mark, str]]:
    for passage in manuscript.passages:
        for link in passage.links:
            yield passage, link, passage.text[link.start : link.end]


@check(
    "L03",
    "Same link words, other target",
    Severity.WARNING,
    finds="equal link words that lead to different addresses on one page",
    why="Whoever hears a list of links cannot tell them apart (WCAG 2.4.4).",
    remedy="Say in each link what is special about its target.",
)
def same_words_other_target(manuscript: Manuscript) -> Iterator[Found]:
    seen: dict[str, str] = {}
    for passage, link, words in _links(manuscript):
        said = " ".join(words.casefold().strip(_AROUND).split())
        target = link.target.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        if said and seen.setdefault(said, target) != target:
            message = f"“{words.strip()}” leads to another address here than further up."
            yield found(passage, message, start=link.start, end=link.end)


def _also_many(words: list[str]) -> list[str]:
    """The words, and their plurals."""
    return [*words, *(f"{word}s" for word in words)]


@cache
def _lures() -> dict[str, Phrases]:
    facts = lexicon("links")
    return {
        "anywhere": Phrases(_also_many(facts["lures"])),
        "headings": Phrases(_also_many([*facts["lures"], *facts["lures_in_headings"]])),
    }


@check(
    "L05",
    "Lure",
    Severity.BLOCKING,
    finds="celebrity gossip, advertising and promises that lure readers away",
    why="A page on health carries no advertising (HONcode 8; PEMAT 2), and gossip beside a diagnosis hurts.",
    remedy="Take it out.",
    languages="en",
)
def lure(manuscript: Manuscript) -> Iterator[Found]:
    subject = str(manuscript.document.get("title", "")).lower()
    for passage in manuscript.of(*_TEXTS, Role.ALT, Role.SIGN):
        for start, end in _lures_in(passage):
            words = passage.text[start:end]
            if words.lower() not in subject:
                yield found(passage, f"“{words}” has no place on a page about health.", start=start, end=end)


def _lures_in(passage: Passage) -> Iterator[tuple[int, int]]:
    is_label = passage.role in HEADINGS or bool(_labels()["label"].search(passage.text))
    spans = {lured.span() for lured in _lures()["headings" if is_label else "anywhere"].finditer(passage.text)}
    for link in passage.links:
        for lured in _lures()["headings"].finditer(passage.text, link.start, link.end):
            spans.add(lured.span())
    yield from sorted(spans)


@check(
    "L07",
    "File without its type",
    Severity.ADVICE,
    finds="a link to a file that does not say its type",
    why="A file opens another program and may be large; readers want to know before (NHS content guide: links to files).",
    remedy="Add the type and size to the link: “Exercises for your knee (PDF, 200 kB)”.",
)
def file_without_type(manuscript: Manuscript) -> Iterator[Found]:
    types: dict[str, list[str]] = lexicon("links")["file_types"]
    for passage, link, words in _links(manuscript):
        ending = urlsplit(link.target).path.rpartition(".")[2].lower()
        said = words.lower()
        if ending in types and not any(re.search(rf"\b{name}", said) for name in types[ending]):
            message = f"“{words.strip()}” does not say that it is a {ending.upper()} file."
            yield found(passage, message, start=link.start, end=link.end)
