"""What neighbours say about each other: captions, lists typed by hand, header rows in bold, reading lists, references."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from articles.importing.rich.elements import (
    CAPTION,
    TYPED_LIST,
    Element,
    Heading,
    Illustration,
    LeftOut,
    NoteText,
    Text,
)
from articles.importing.rich.notes import REFERENCES
from editorial.markup import Block, Cell, Listing, Paragraph, Run, Table, lines, words

READ_ALSO = re.compile(
    r"(?:related|read (?:also|more|next)|see also|also read|you (?:may|might) (?:also )?(?:like|be interested).*"
    r"|more (?:on|about|from) .*|recommended|popular|trending|most read|up next|keep reading|don[’']t miss"
    r"|más información|lea también|اقرأ أيضا)"
    r"(?: (?:articles?|pages?|stories|reading|topics?|posts?|content|links?|information|for you))?\s*:?",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"(?:table of )?contents|(?:on|in) this (?:page|article)|jump to|índice|en esta página", re.IGNORECASE
)
BULLET = re.compile(r"\s*([•‣▪●◦·\uf0b7*–-])[\s\u00a0]+(?=\S)")
NUMBER = re.compile(r"\s*((\d{1,2})[.)])[\s\u00a0]+(?=\S)")


def settled(elements: list[Element], seed: str) -> list[Element]:
    """The elements in their order, with what belongs together joined. `seed` names the notes that had no mark."""
    found = list(with_captions(elements))
    found = list(without_reading_lists(found))
    found = list(with_references(found, seed))
    found = list(with_typed_lists(found))
    return [with_header_row(each) for each in found]


def with_captions(elements: list[Element]) -> Iterator[Element]:
    """A paragraph in the style of a caption belongs to the table under it, or to the picture or table above."""
    found = list(elements)
    for index, element in enumerate(found):
        if not isinstance(element, Text) or element.kind != CAPTION:
            continue
        before, after = found[index - 1] if index else None, found[index + 1] if index + 1 < len(found) else None
        below, above = (index + 1, after), (index - 1, before)
        neighbours = [below, above] if isinstance(after, Text) else [above, below]
        found[index] = replace(element, kind="")
        for place, neighbour in neighbours:
            if neighbour is not None and may_be_captioned(neighbour):
                found[place], found[index] = captioned(neighbour, element), LeftOut("", "")
                break
    yield from (each for each in found if not isinstance(each, LeftOut) or each.words)


def may_be_captioned(element: Element) -> bool:
    if isinstance(element, Illustration):
        return not element.caption
    return isinstance(element, Text) and isinstance(element.block, Table) and not element.block.caption


def captioned(element: Element, caption: Text) -> Element:
    assert isinstance(caption.block, Paragraph)
    if isinstance(element, Illustration):
        return replace(element, caption=words(caption.block.runs))
    assert isinstance(element, Text) and isinstance(element.block, Table)
    plain = [Run(words([run])) if run.kind == "words" and run.marks else run for run in caption.block.runs]
    return Text(replace(element.block, caption=plain))


def without_reading_lists(elements: list[Element]) -> Iterator[Element]:
    """“Related articles” and its links; “Contents” and what was a list of places in the page."""
    index = 0
    while index < len(elements):
        element = elements[index]
        following = elements[index + 1] if index + 1 < len(elements) else None
        title = words(element.runs) if isinstance(element, Heading) else words_alone(element)
        index += 1
        if title and CONTENTS.fullmatch(title) and isinstance(following, LeftOut):
            yield LeftOut("table of contents", title)
        elif title and READ_ALSO.fullmatch(title) and is_only_links(following):
            yield LeftOut("read also", title)
            while index < len(elements) and is_only_links(elements[index]):
                yield LeftOut("read also", text_of(elements[index]))
                index += 1
        else:
            yield element


def words_alone(element: Element) -> str:
    is_short = isinstance(element, Text) and isinstance(element.block, Paragraph)
    return text_of(element) if is_short and len(text_of(element)) < 60 else ""


def is_only_links(element: Element | None) -> bool:
    if not isinstance(element, Text):
        return False
    said = [run for run in runs_of(element.block) if run.kind == "words" and run.text.strip()]
    return bool(said) and all(any(mark.startswith("<a ") for mark in run.marks) for run in said)


def runs_of(block: Block) -> Iterator[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
    elif isinstance(block, Listing):
        for item in block.items:
            for inner in item:
                yield from runs_of(inner)
    else:
        for row in block.rows:
            for cell in row:
                for inner in cell.blocks:
                    yield from runs_of(inner)


def text_of(element: Element) -> str:
    return " ".join(lines([element.block])) if isinstance(element, Text) else ""


def with_references(elements: list[Element], seed: str) -> Iterator[Element]:
    """What stands under “References” are notes, one for each item or paragraph; so the heading is none of the page."""
    level = 0
    for index, element in enumerate(elements):
        if isinstance(element, Heading):
            level = 0 if level and element.level <= level else level
            if REFERENCES.fullmatch(words(element.runs)) and holds_references(elements[index + 1 :], element.level):
                level = element.level
                yield LeftOut("heading of the notes", words(element.runs))
                continue
        if level and isinstance(element, Text):
            for number, runs in enumerate(paragraphs_of(element.block)):
                uid = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{seed}/list/{index}/{number}"))
                emphasised = " ".join(run.text for run in runs if "<em>" in run.marks)
                yield NoteText(uid, "", words(runs), emphasised.strip(), addresses_in(runs))
        else:
            yield element


def holds_references(following: list[Element], level: int) -> bool:
    """Something follows, and it is short lines, not running text."""
    first = next((each for each in following if not isinstance(each, LeftOut)), None)
    if isinstance(first, NoteText):
        return True
    return isinstance(first, Text) and all(len(words(runs)) < 600 for runs in paragraphs_of(first.block))


def paragraphs_of(block: Block) -> Iterator[list[Run]]:
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, Listing):
        for item in block.items:
            joined: list[Run] = []
            for inner in item:
                joined += [Run(" "), *runs_of(inner)] if joined else list(runs_of(inner))
            yield joined
    else:
        yield from (
            [run for cell in row for inner in cell.blocks for run in [*runs_of(inner), Run(" ")]] for row in block.rows
        )


def addresses_in(runs: list[Run]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(unescape(mark[9:-2]) for run in runs for mark in run.marks if mark.startswith('<a href="'))
    )


def with_typed_lists(elements: list[Element]) -> Iterator[Element]:
    """Two or more paragraphs in a row that begin with a bullet, or with 1, 2, 3, are a list that nobody marked as one."""
    run: list[Paragraph] = []
    for element in [*elements, None]:
        block = element.block if isinstance(element, Text) and isinstance(element.block, Paragraph) else None
        if block is not None and goes_on(run, block):
            run.append(block)
            continue
        yield from list_of(run)
        run = []
        if block is not None and goes_on([], block):
            run = [block]
        elif element is not None:
            yield element


def goes_on(run: list[Paragraph], block: Paragraph) -> bool:
    text = words(block.runs)
    number = NUMBER.match(text)
    if not run:
        return bool(BULLET.match(text)) or (number is not None and number[2] == "1")
    if BULLET.match(words(run[0].runs)):
        return bool(BULLET.match(text))
    return number is not None and int(number[2]) == len(run) + 1


def list_of(run: list[Paragraph]) -> Iterator[Text]:
    if len(run) < 2:
        yield from (Text(block) for block in run)
        return
    tag = "ul" if BULLET.match(words(run[0].runs)) else "ol"
    yield Text(Listing(tag, [[block] for block in run]), TYPED_LIST)


def with_header_row(element: Element) -> Element:
    """A table without header cells whose first row is all bold has its header there; likewise with the first column."""
    if not isinstance(element, Text) or not isinstance(element.block, Table) or len(element.block.rows) < 2:
        return element
    rows = element.block.rows
    if all(is_bold_cell(cell) for cell in rows[0]) and not any(cell.is_header for row in rows for cell in row):
        rows = [[as_header(cell) for cell in rows[0]], *rows[1:]]
    if all(len(row) > 1 and not row[0].is_header and is_bold_cell(row[0]) for row in rows[1:]):
        rows = [rows[0], *([as_header(row[0]), *row[1:]] for row in rows[1:])]
    return replace(element, block=replace(element.block, rows=rows))


def is_bold_cell(cell: Cell) -> bool:
    said = [run for block in cell.blocks for run in runs_of(block) if run.kind == "words" and run.text.strip()]
    return bool(said) and all("<strong>" in run.marks for run in said)


def as_header(cell: Cell) -> Cell:
    """A header is bold already."""
    blocks = [
        replace(block, runs=[replace(run, marks=tuple(m for m in run.marks if m != "<strong>")) for run in block.runs])
        if isinstance(block, Paragraph)
        else block
        for block in cell.blocks
    ]
    return replace(cell, blocks=blocks, is_header=True)


def mark_of(text: str) -> str:
    """The mark that a typed item begins with."""
    match = BULLET.match(text) or NUMBER.match(text)
    return match[0] if match else ""
