"""What is looked through on a page: its names, its questions and headings, its text. Pure, from the frozen texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from editorial.cleaning import plain_text


@dataclass(frozen=True)
class Shelf:
    """Where a page stands, for filters: all of these are slugs or codes. `topics` are its own and those above it."""

    kind: str
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageDocument:
    """One page as the index takes it. `number` is the key of its publication."""

    number: int
    names: tuple[str, ...]
    headings: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    shelf: Shelf = Shelf("")


def page_document(
    *, number: int, signed: Mapping[str, Any], names: Iterable[str], shelf: Shelf, shelf_words: Iterable[str] = ()
) -> PageDocument:
    """The document of a live page. `names` are its title and "also called" names, `shelf_words` topic and tags."""
    return PageDocument(
        number=number,
        names=tuple(dict.fromkeys([signed.get("title", ""), *names])),
        headings=tuple(headings(signed)),
        passages=(*passages(signed), *shelf_words),
        shelf=shelf,
    )


def headings(signed: Mapping[str, Any]) -> Iterator[str]:
    """Headings of blocks, and questions."""
    for entry in (*signed.get("blocks", []), *signed.get("questions", [])):
        if found := entry.get("heading") or entry.get("question"):
            yield found


def passages(signed: Mapping[str, Any]) -> Iterator[str]:
    """The text in reading order, a paragraph or list item each. Sources and credits are not what a page says."""
    yield from (signed[name] for name in ("summary", "definition") if signed.get(name))
    for name in ("introduction", "body"):
        yield from _lines(signed.get(name, ""))
    for block in signed.get("blocks", []):
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
    aim = signed.get("aim", {}).get("statement", "")
    yield from filter(None, [aim, signed.get("uncertainty", "")])
    yield from (f"{entry.get('name', '')}: {entry.get('offers', '')}" for entry in signed.get("support", []))
    for question in signed.get("questions", []):
        if short := question.get("short_answer", ""):
            yield short
        yield from _lines(question.get("answer", ""))


def _lines(html: str) -> list[str]:
    return plain_text(html).splitlines() if html else []
