"""What is looked through on a page: its names, and place by place its headings, questions and text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from editorial.anchors import Anchors, give_inside
from editorial.cleaning import lines_of_clean

# Long paragraphs are looked through in parts of so many characters, some ten lines: an answer is found in one of them.
LONGEST_PASSAGE = 1_000
# Their headings come from elsewhere, or they have none.
WITHOUT_ANCHOR = frozenset({"picture", "question_set"})


@dataclass(frozen=True)
class Shelf:
    """Where a page stands, for filters: all of these are slugs or codes. `topics` are its own and those above it."""

    kind: str
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A part of a page that a reader can be led to; without an anchor the top of it. `urgency` and `signs` are
    those of a care card. `is_aside`: found, but no answer (organisations that help)."""

    anchor: str = ""
    heading: str = ""
    passages: tuple[str, ...] = ()
    is_question: bool = False
    urgency: str = ""
    signs: tuple[str, ...] = ()
    is_aside: bool = False


@dataclass(frozen=True)
class PageDocument:
    """One page as the index takes it. `number` is the key of its publication; the first of `names` is its title."""

    number: int
    names: tuple[str, ...]
    places: tuple[Place, ...] = ()
    shelf_words: tuple[str, ...] = ()
    shelf: Shelf = Shelf("")


def page_document(
    *, number: int, signed: Mapping[str, Any], names: Iterable[str], shelf: Shelf, shelf_words: Iterable[str] = ()
) -> PageDocument:
    """The document of a live page. `names` are its title, "also called" names and codes, `shelf_words` topic and tags."""
    return PageDocument(
        number=number,
        names=tuple(dict.fromkeys([signed.get("title", ""), *names])),
        places=tuple(places(signed)),
        shelf_words=tuple(shelf_words),
        shelf=shelf,
    )


def places(signed: Mapping[str, Any]) -> Iterator[Place]:
    """The parts of a page in reading order. Sources and credits are not what a page says."""
    for place, passages in _outline(signed):
        yield replace(place, passages=tuple(passages()))


def place_at(signed: Mapping[str, Any], number: int) -> Place | None:
    """One of the `places` by its number; the text of the others is not read."""
    for index, (place, passages) in enumerate(_outline(signed)):
        if index == number:
            return replace(place, passages=tuple(passages()))
    return None


Outline = Iterator[tuple[Place, Callable[[], Iterable[str]]]]


def _outline(signed: Mapping[str, Any]) -> Outline:
    """Each place without its text, and what reads that. Headings get their anchors in the order of the page."""
    anchors = Anchors()
    for name in ("introduction", "body"):
        give_inside(signed.get(name, ""), anchors)
    yield Place(), partial(_opening, signed)
    for block in signed.get("blocks", []):
        heading = block.get("heading", "")
        named = heading or (block.get("sentence", "") if block.get("type") == "statistic" else "")
        anchor = "" if block.get("type") in WITHOUT_ANCHOR else anchors.give(named)
        for name in ("introduction", "body", "action", "without"):
            give_inside(block.get(name, ""), anchors)
        signs = tuple(block.get("signs", ()))
        yield Place(anchor, heading, urgency=block.get("urgency", ""), signs=signs), partial(_passages_of_block, block)
    for question in signed.get("questions", []):
        asked = question.get("question", "")
        anchor = anchors.give(asked)
        give_inside(question.get("answer", ""), anchors)
        yield Place(anchor, asked, is_question=True), partial(_answer, question)
    if support := signed.get("support", []):
        yield Place(is_aside=True), lambda: (f"{entry.get('name', '')}: {entry.get('offers', '')}" for entry in support)


def _opening(signed: Mapping[str, Any]) -> Iterator[str]:
    yield from (signed[name] for name in ("summary", "definition") if signed.get(name))
    for name in ("introduction", "body"):
        yield from _lines(signed.get(name, ""))
    aim = signed.get("aim", {}).get("statement", "")
    yield from filter(None, [aim, signed.get("uncertainty", "")])


def _passages_of_block(block: Mapping[str, Any]) -> Iterator[str]:
    for name in ("introduction", "body"):
        yield from _lines(block.get(name, ""))
    yield from block.get("signs", [])
    for name in ("action", "without"):
        yield from _lines(block.get(name, ""))
    yield from block.get("questions", [])
    if not block.get("is_hidden"):  # what a page shows on request only, the search does not show unasked
        yield from (block[name] for name in ("sentence", "caveat") if block.get(name))
    yield from (block[name] for name in ("caption", "alt") if block.get(name))
    for option in block.get("options", []):
        yield " ".join([option.get("name", ""), *option.get("benefits", []), *option.get("harms", [])])


def _answer(question: Mapping[str, Any]) -> Iterator[str]:
    if short := question.get("short_answer", ""):
        yield short
    yield from _lines(question.get("answer", ""))


def _lines(html: str) -> list[str]:
    return lines_of_clean(html) if html else []


def parts_of(place: Place) -> Iterator[str]:
    """The text of a place in parts that are looked through one by one: short lines together, long ones cut at words."""
    held: list[str] = []
    size = 0
    for passage in place.passages:
        for piece in _cut(passage):
            if held and size + len(piece) > LONGEST_PASSAGE:
                yield " ".join(held)
                held, size = [], 0
            held.append(piece)
            size += len(piece)
    if held:
        yield " ".join(held)


def _cut(text: str) -> Iterator[str]:
    while len(text) > LONGEST_PASSAGE:
        end = text.rfind(" ", LONGEST_PASSAGE // 2, LONGEST_PASSAGE)
        end = end if end > 0 else LONGEST_PASSAGE
        yield text[:end]
        text = text[end:].lstrip()
    if text:
        yield text
