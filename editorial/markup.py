"""What a piece of HTML says, as blocks and runs, and how we write it down again.

A paragraph is a list of runs: words, a line break or a citation, each with its marks. Marks are written in one fixed
order, so the same text always becomes the same bytes, whatever the nesting it was pasted with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import takewhile

Marks = tuple[str, ...]
"""Opening tags, outermost first: ('<a href="…">', "<strong>")."""

MARK_ORDER = ("a", "strong", "em", "sub", "sup")

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SPACE = re.compile("[ \t\n\r\f\u2028\u2029]+")


@dataclass(frozen=True)
class Run:
    """Words with marks; or, with `kind` "break" or "cite", a line break or a citation of the source uid in `text`.

    `locator` says where in the source a citation means: "Table 4".
    """

    text: str = ""
    marks: Marks = ()
    kind: str = "words"
    locator: str = ""


@dataclass
class Paragraph:
    tag: str
    runs: list[Run]


@dataclass
class Listing:
    tag: str
    items: list[list[Block]]


@dataclass
class Cell:
    blocks: list[Block]
    is_header: bool = False
    scope: str = ""
    spans: dict[str, int] = field(default_factory=dict)


@dataclass
class Table:
    caption: list[Run]
    rows: list[list[Cell]]


Block = Paragraph | Listing | Table


def without_unwanted(text: str) -> str:
    """Drop control characters, half characters (lone surrogates) and byte order marks."""
    return _UNWANTED.sub("", text)


def with_mark(marks: Marks, opening: str) -> Marks:
    """Add a mark; a link replaces a link, and text is either above or below the line."""
    slot = _slot(opening)
    kept = [mark for mark in marks if _slot(mark) != slot]
    return tuple(sorted([*kept, opening], key=lambda mark: MARK_ORDER.index(tag_of(mark))))


def tag_of(opening: str) -> str:
    return opening[1:].partition(" ")[0].rstrip(">")


def _slot(opening: str) -> str:
    name = tag_of(opening)
    return "script" if name in {"sub", "sup"} else name


def names(listed: str) -> frozenset[str]:
    """The names in a text that parts them by spaces; long lists of tags read best that way."""
    return frozenset(listed.split())


# Runs


def tidy(runs: Sequence[Run]) -> list[Run]:
    """Collapse white space, merge equal neighbours, trim both ends; the same again changes nothing."""
    before, after = None, list(runs)
    while after != before:
        before, after = after, _tidy_once(after)
    return after


def _tidy_once(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    at_space = True
    for run in runs:
        if run.kind == "words":
            text = _SPACE.sub(" ", without_unwanted(run.text))
            # Composing a leading U+0338 with the ">" of the tag before it would break that tag open.
            text = unicodedata.normalize("NFC", text.lstrip("\u0338"))
            text = text[1:] if at_space and text.startswith(" ") else text
            if not text:
                continue
            at_space = text.endswith(" ")
            if merged and merged[-1].kind == "words" and merged[-1].marks == run.marks:
                merged[-1] = replace(run, text=merged[-1].text + text)
            else:
                merged.append(replace(run, text=text))
        else:
            at_space = run.kind == "break"
            merged.append(run)
    return _trimmed([_settled(merged, index) for index in range(len(merged))])


def _settled(runs: list[Run], index: int) -> Run:
    """A break carries the marks that both neighbours share and swallows the space before it; citations carry none."""
    run, after = runs[index], runs[index + 1] if index + 1 < len(runs) else Run()
    if run.kind == "cite":
        return replace(run, marks=())
    if run.kind == "break":
        return replace(run, marks=shared(runs[index - 1].marks if index else (), after.marks))
    return replace(run, text=run.text.rstrip(" ")) if after.kind == "break" else run


def _trimmed(runs: list[Run]) -> list[Run]:
    while runs and runs[0].kind == "break":
        runs = runs[1:]
    while runs and runs[-1].kind == "break":
        runs = runs[:-1]
    if runs and runs[0].kind == "words":
        runs[0] = replace(runs[0], text=runs[0].text.lstrip(" \xa0"))
    if runs and runs[-1].kind == "words":
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" \xa0"))
    return runs


def shared(first: Marks, second: Marks) -> Marks:
    """The outer marks that both have."""
    return tuple(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def says_something(runs: Sequence[Run]) -> bool:
    return any(run.kind == "cite" or (run.kind == "words" and run.text.strip(" \xa0\u200b")) for run in runs)


# Writing


def write(blocks: Sequence[Block]) -> str:
    """The HTML of `blocks`."""
    return "".join(_write_block(block) for block in blocks)


def _write_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<{block.tag}>{write_runs(block.runs)}</{block.tag}>"
    if isinstance(block, Listing):
        return f"<{block.tag}>{''.join(f'<li>{_write_inside(item)}</li>' for item in block.items)}</{block.tag}>"
    return _write_table(block)


def _write_inside(blocks: Sequence[Block]) -> str:
    """List items and cells hold plain words while they are one paragraph (and lists under it)."""
    first, rest = blocks[:1], blocks[1:]
    if first and isinstance(first[0], Paragraph) and not any(isinstance(block, Paragraph) for block in rest):
        return write_runs(first[0].runs) + write(rest)
    return write(blocks)


def write_runs(runs: Sequence[Run]) -> str:
    parts: list[str] = []
    is_open: Marks = ()
    for run in [*runs, Run()]:
        common = len(shared(is_open, run.marks))
        parts += [f"</{tag_of(mark)}>" for mark in reversed(is_open[common:])]
        parts += run.marks[common:]
        is_open = run.marks
        parts.append(_write_run(run))
    return "".join(parts)


def _write_run(run: Run) -> str:
    if run.kind == "break":
        return "<br>"
    if run.kind == "cite":
        locator = f' data-locator="{escape(run.locator)}"' if run.locator else ""
        return f'<sup data-cite="{escape(run.text)}"{locator}></sup>'
    return escape(run.text, quote=False)


def _write_table(table: Table) -> str:
    head = header_rows(table.rows)
    caption = f"<caption>{write_runs(table.caption)}</caption>" if table.caption else ""
    top = "".join(_write_row(row, "col") for row in table.rows[:head])
    body = "".join(_write_row(row, "row") for row in table.rows[head:])
    parts = [f"<thead>{top}</thead>" if top else "", f"<tbody>{body}</tbody>" if body else ""]
    return f"<table>{caption}{''.join(parts)}</table>"


def header_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are all header cells; of a table that is nothing else, only the first counts."""
    count = len(list(takewhile(lambda row: all(cell.is_header for cell in row), rows)))
    return count if count < len(rows) else min(count, 1)


def _write_row(row: Sequence[Cell], scope: str) -> str:
    return f"<tr>{''.join(_write_cell(cell, scope) for cell in row)}</tr>"


def _write_cell(cell: Cell, scope: str) -> str:
    tag = "th" if cell.is_header else "td"
    spans = "".join(f' {name}="{value}"' for name, value in sorted(cell.spans.items()))
    scoped = f' scope="{cell.scope or scope}"' if cell.is_header else ""
    return f"<{tag}{spans}{scoped}>{_write_inside(cell.blocks)}</{tag}>"


# Plain words


def lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The words of each paragraph, list item, caption and table row; citations say nothing, cells part by a tab."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield words(block.runs)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from lines(item)
        else:
            if block.caption:
                yield words(block.caption)
            for row in block.rows:
                yield "\t".join(" ".join(lines(cell.blocks)) for cell in row)


def words(runs: Sequence[Run]) -> str:
    said = ("\n" if run.kind == "break" else run.text for run in runs if run.kind != "cite")
    return "".join(said).replace("\xa0", " ").strip()
