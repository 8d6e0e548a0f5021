"""A document laid out as passages, in reading order: each paragraph, list item, cell, heading, sign ... is one.

Made once per document; all checks read it. Pure.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from html import unescape
from typing import Any

from editorial.checks.findings import Place
from editorial.checks.sentences import Sentence, sentences_of
from editorial.hostile import prepared
from editorial.markup import Block, Listing, Paragraph, Run, Table
from editorial.reading import read


class Role(StrEnum):
    """What a passage is on the page."""

    TITLE = "title"
    SUMMARY = "summary"
    HEADING = "heading"  # of a block
    SUBHEADING = "subheading"  # h3 inside a text
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADER_CELL = "header cell"
    CELL = "cell"
    CAPTION = "caption"  # of a table or picture
    SIGN = "sign"  # of a care card
    PHONE = "phone"
    OPTION = "option"  # a choice, its benefits and harms
    QUESTION = "question"
    SHORT_ANSWER = "short answer"
    ALT = "alt"
    FIGURE = "figure"  # the sentence of a statistic: written in the library, not here


# Characters of one paragraph that are read: ten times a long one. What is longer is no text for readers, and some rules
# would take minutes for it.
LONGEST_PASSAGE = 4000
HEADINGS = (Role.TITLE, Role.HEADING, Role.SUBHEADING)
# Running text, as opposed to names of things.
PROSE = (Role.SUMMARY, Role.PARAGRAPH, Role.ITEM, Role.CELL, Role.SIGN, Role.SHORT_ANSWER)


@dataclass(frozen=True)
class Mark:
    """Characters `start` to before `end` of a passage that are a link (`target`: address, or "page:<item uid>"), bold
    ("strong"), or a citation (`target`: the uid of the source, `locator`: where in it; empty range, where its number
    stands)."""

    kind: str  # "link", "strong", "cite"
    start: int
    end: int
    target: str = ""
    locator: str = ""


class FieldText:
    """All passages of a field as one text, for counting how often words stood there before. Words are looked up once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\n".join(lines)
        self._starts: dict[str, list[int]] = {}

    def before(self, words: str, at: int) -> int:
        """How often `words` begin before a character, overlaps included."""
        if words not in self._starts:
            self._starts[words] = list(_starts_of(self.text, words))
        return bisect_left(self._starts[words], at)


def _starts_of(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@dataclass(frozen=True, eq=False)
class Passage:
    """`line` is its place among the passages of its field; `group` numbers the list or table it stands in within the
    field (-1: none) and `depth` how deep its list is nested (0: outermost); `row` and `column` are those of a cell."""

    block: str
    block_type: str
    field: str
    role: Role
    text: str
    line: int = 0
    marks: tuple[Mark, ...] = ()
    group: int = -1
    depth: int = 0
    row: int = 0
    column: int = 0
    is_ordered: bool = False
    whole: FieldText | None = None  # the field; this passage begins at its character `offset`
    offset: int = 0
    is_cut: bool = False  # it goes on, but no check reads further

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences_of(self.text)

    @cached_property
    def _name(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def links(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "link"]

    @property
    def has_citation(self) -> bool:
        return any(mark.kind == "cite" for mark in self.marks)

    @property
    def is_all_bold(self) -> bool:
        bold = sum(mark.end - mark.start for mark in self.marks if mark.kind == "strong")
        return bool(self.text.strip()) and bold >= len(self.text.strip())

    def place(self, start: int = 0, end: int | None = None) -> Place:
        end = len(self.text) if end is None else end
        words = self.text[start:end]
        return Place(
            self.block,
            self.field,
            self.line,
            start,
            end,
            words,
            occurrence=self.whole.before(words, self.offset + start) if words and self.whole else 0,
            around=self._name,
        )


@dataclass
class Manuscript:
    """A whole document as passages. `listing` is its listing part, where it is known."""

    document: Mapping[str, Any]
    listing: Mapping[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return str(self.document.get("language", "en"))

    @property
    def kind(self) -> str:
        return str(self.document.get("kind", "article"))

    @property
    def article_kind(self) -> str:
        return str(self.document.get("article_kind", ""))

    @property
    def is_clinical(self) -> bool:
        return self.article_kind != "organisation"

    @property
    def blocks(self) -> Sequence[Mapping[str, Any]]:
        blocks: Sequence[Mapping[str, Any]] = self.document.get("blocks", [])
        return blocks

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(_passages(self.document))

    @cached_property
    def _following(self) -> dict[int, Passage]:
        pairs = zip(self.passages, self.passages[1:], strict=False)
        return {id(a): b for a, b in pairs if (a.block, a.field) == (b.block, b.field)}

    def of(self, *roles: Role) -> Iterator[Passage]:
        """The passages with one of these roles, in reading order."""
        return (passage for passage in self.passages if passage.role in roles)

    @property
    def prose(self) -> Iterator[Passage]:
        """Running text."""
        return self.of(*PROSE)

    def after(self, passage: Passage) -> Passage | None:
        """The next passage of the same field."""
        return self._following.get(id(passage))

    def in_block(self, uid: str) -> list[Passage]:
        return [passage for passage in self.passages if passage.block == uid]


# What a block says: field of the document, role, how it is written ("line", "lines" or "rich").
_BLOCK_FIELDS: dict[str, tuple[tuple[str, Role, str], ...]] = {
    "section": (("heading", Role.HEADING, "line"), ("body", Role.PARAGRAPH, "rich")),
    "care_card": (
        ("heading", Role.HEADING, "line"),
        ("signs", Role.SIGN, "lines"),
        ("action", Role.PARAGRAPH, "rich"),
        ("phones", Role.PHONE, "lines"),
    ),
    "callout": (("heading", Role.HEADING, "line"), ("body", Role.PARAGRAPH, "rich")),
    "key_points": (("heading", Role.HEADING, "line"), ("body", Role.PARAGRAPH, "rich")),
    "statistic": (
        ("heading", Role.HEADING, "line"),
        ("sentence", Role.FIGURE, "line"),
        ("caveat", Role.FIGURE, "line"),
    ),
    "choices": (
        ("heading", Role.HEADING, "line"),
        ("introduction", Role.PARAGRAPH, "rich"),
        ("options", Role.OPTION, "lines"),
        ("without", Role.PARAGRAPH, "rich"),
        ("questions", Role.OPTION, "lines"),
    ),
    "picture": (("alt", Role.ALT, "line"), ("caption", Role.CAPTION, "line")),
}
_QUESTION_FIELDS = (
    ("question", Role.QUESTION, "line"),
    ("short_answer", Role.SHORT_ANSWER, "line"),
    ("answer", Role.PARAGRAPH, "rich"),
)
_PAGE_FIELDS = (
    ("title", Role.TITLE, "line"),
    ("summary", Role.SUMMARY, "line"),
    ("definition", Role.SUMMARY, "line"),
    ("aim_statement", Role.PARAGRAPH, "line"),
    ("introduction", Role.PARAGRAPH, "rich"),
    ("body", Role.PARAGRAPH, "rich"),
)


def _passages(document: Mapping[str, Any]) -> Iterator[Passage]:
    page = {**document, "aim_statement": document.get("aim", {}).get("statement", "")}
    for name, role, how in _PAGE_FIELDS:
        yield from _field(page, "", "page", name, role, how)
    for block in document.get("blocks", []):
        for name, role, how in _BLOCK_FIELDS.get(block.get("type", ""), ()):
            yield from _field(block, str(block.get("uid", "")), block["type"], name, role, how)
    for question in document.get("questions", []):
        for name, role, how in _QUESTION_FIELDS:
            yield from _field(question, str(question.get("uid", "")), "question", name, role, how)
    yield from _field(document, "", "page", "uncertainty", Role.PARAGRAPH, "line")
    yield from _field(document, "", "page", "involvement", Role.PARAGRAPH, "line")


def _field(data: Mapping[str, Any], block: str, block_type: str, name: str, role: Role, how: str) -> Iterator[Passage]:
    value = data.get(name)
    if not value:
        return
    if how == "rich":
        drafts = list(_rich(value))
    elif how == "lines":
        drafts = [_Draft(role, line) for line in _said_in(value)]
    else:
        drafts = [_Draft(role, str(value).replace("\u00a0", " "))]
    whole, offset = FieldText([draft.text for draft in drafts]), 0
    for line, draft in enumerate(drafts):
        yield Passage(
            block=block,
            block_type=block_type,
            field=name,
            role=draft.role,
            text=draft.text[:LONGEST_PASSAGE],
            line=line,
            marks=draft.marks,
            group=draft.group,
            depth=draft.depth,
            row=draft.row,
            column=draft.column,
            is_ordered=draft.is_ordered,
            whole=whole,
            offset=offset,
            is_cut=len(draft.text) > LONGEST_PASSAGE,
        )
        offset += len(draft.text) + 1


def _said_in(value: Any) -> Iterator[str]:
    """The lines of a list: of texts, of telephones, or of choices with what they may bring and cost."""
    for entry in value:
        if isinstance(entry, str):
            yield entry
        elif "number" in entry:
            yield f"{entry.get('label', '')}: {entry['number']}".removeprefix(": ")
        else:
            yield from [entry.get("name", ""), *entry.get("benefits", []), *entry.get("harms", [])]


@dataclass
class _Draft:
    role: Role
    text: str
    marks: tuple[Mark, ...] = ()
    group: int = -1
    depth: int = 0
    row: int = 0
    column: int = 0
    is_ordered: bool = False


# Apostrophes and dashes in the encoding of old Windows. Reading would drop them, and no check would see that one is lost,
# so they are read as letters of private use.
_CONTROLS = {sign: 0xF700 + sign for sign in range(0x80, 0xA0)}
_AS_WRITTEN = {0xF700 + sign: sign for sign in range(0x80, 0xA0)} | {0xA0: " "}


def _rich(html: str) -> Iterator[_Draft]:
    group = 0
    for block in read(prepared(html.translate(_CONTROLS))):
        yield from _of_block(block, group)
        group += not isinstance(block, Paragraph)


def _of_block(block: Block, group: int, depth: int = 0) -> Iterator[_Draft]:
    if isinstance(block, Paragraph):
        role = Role.SUBHEADING if block.tag == "h3" else Role.PARAGRAPH
        yield _Draft(role, *_said(block.runs))
    elif isinstance(block, Listing):
        for item in block.items:
            for inner in item:
                if isinstance(inner, Paragraph):
                    text, marks = _said(inner.runs)
                    yield _Draft(Role.ITEM, text, marks, group, depth, is_ordered=block.tag == "ol")
                else:
                    yield from _of_block(inner, group, depth + 1)
    else:
        yield from _of_table(block, group)


def _of_table(table: Table, group: int) -> Iterator[_Draft]:
    if table.caption:
        yield _Draft(Role.CAPTION, *_said(table.caption), group)
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            role = Role.HEADER_CELL if cell.is_header else Role.CELL
            for inner in cell.blocks:
                for draft in _of_block(inner, group):
                    yield _Draft(role, draft.text, draft.marks, group, row=row, column=column)


def _said(runs: Sequence[Run]) -> tuple[str, tuple[Mark, ...]]:
    """The words of a paragraph, and the marks in them. Neighbouring runs of one link or of bold text are one mark."""
    text, marks = "", []
    for run in runs:
        if run.kind == "cite":
            marks.append(Mark("cite", len(text), len(text), run.text, run.locator))
            continue
        start = len(text)
        text += "\n" if run.kind == "break" else run.text.translate(_AS_WRITTEN)
        for opening in run.marks:
            kind, target = _mark(opening)
            if kind:
                marks.append(Mark(kind, start, len(text), target))
    return text, tuple(_joined(marks))


def _mark(opening: str) -> tuple[str, str]:
    if opening == "<strong>":
        return "strong", ""
    if opening.startswith('<a href="'):
        return "link", unescape(opening[9:-2])
    if opening.startswith('<a data-page="'):
        return "link", f"page:{opening[14:-2]}"
    return "", ""


def _joined(marks: list[Mark]) -> Iterator[Mark]:
    held: dict[tuple[str, str], Mark] = {}
    out: list[Mark] = []
    for mark in marks:
        key = (mark.kind, mark.target)
        last = held.get(key)
        if mark.kind != "cite" and last is not None and last.end == mark.start:
            joined = Mark(mark.kind, last.start, mark.end, mark.target)
            out[out.index(last)] = held[key] = joined
        else:
            out.append(mark)
            held[key] = mark
    return iter(out)
