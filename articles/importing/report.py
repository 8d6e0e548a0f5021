"""The report of an import: for people as aligned text, for programs as JSON. Both tell of every line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from articles.importing import words
from articles.importing.flags import sentence
from articles.importing.page import (
    Done,
    ImportedBlock,
    ImportedPage,
    ImportedPicture,
    ImportedSection,
    LineReport,
    Repair,
)

WIDTH = 100
DONE_WIDTH = max(len(words.short(done)) for done in Done)
# What a web page or a sheet of paper has beside its text. The report tells of it; the draft is not littered with it.
AROUND_THE_PAGE = (
    "navigation",
    "cookie banner",
    "pop-up",
    "form",
    "share bar",
    "sign-up box",
    "header of the site",
    "footer",
    "hidden",
    "table of contents",
    "header of each sheet",
    "footer of each sheet",
    "heading of the notes",
    "only without scripts",
)
# What `accounting` proved. What is no text (a film, a frame) has no characters, and a line of its own.
COMPLETE = (
    "Every character of its text is on the page, in a line left out or not placed, or in a repair; films and frames have "
    "a line each."
)
QUIET_REPAIRS = ("list mark", "list mark joined to the next line")  # so many that they would hide the others


def as_json(page: ImportedPage) -> dict[str, Any]:
    """Ready for json.dumps. Flags carry their sentence, so that nobody needs our source to read them."""
    data = asdict(page)
    data["counts"] = page.counts()
    for block in data["blocks"]:
        block.pop("data", None)  # a picture is no report
    for line, entry in zip(page.lines, data["lines"], strict=True):
        entry["flags"] = [{"code": flag.code, "sentence": sentence(flag)} for flag in line.flags]
    return data


def as_text(page: ImportedPage, name: str) -> str:
    return "\n".join([*heading(page, name), "", *lines(page), "", *outline(page), "", *summary(page)])


def heading(page: ImportedPage, name: str) -> Iterator[str]:
    yield f"{name} ({page.encoding})"
    yield "=" * len(f"{name} ({page.encoding})")
    yield from page.remarks


def lines(page: ImportedPage) -> Iterator[str]:
    number_width = len(str(len(page.lines)))
    for line in page.lines:
        start = f"{line.number:>{number_width}}  {words.short(line.done):<{DONE_WIDTH}}  "
        yield (start + excerpt(line.text, WIDTH - len(start))).rstrip()
        yield from (" " * len(start) + remark for remark in remarks(line))


def remarks(line: LineReport) -> Iterator[str]:
    if line.done is Done.DROPPED and line.place:
        yield f"- {line.place}"
    for repair in line.repairs:
        if repair.kind not in QUIET_REPAIRS:
            yield f"~ {repair.kind}: {change(repair, line.text)}"
    for flag in line.flags:
        yield f"! {sentence(flag)}"


def change(repair: Repair, line: str) -> str:
    if "\n" in repair.after:
        first, _, rest = repair.after.partition("\n")
        return f"{excerpt(first, 50)} | {excerpt(rest, 30)}"
    if not repair.after:
        return f"“{excerpt(readable(repair.before), 60)}”"
    if repair.before == line.strip():
        return f"now {excerpt(repair.after, 80)}"
    return f"{excerpt(readable(repair.before), 60)} → {excerpt(repair.after, 60)}"


def readable(text: str) -> str:
    """Invisible characters by their number: a repair that nobody can see is no report."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def outline(page: ImportedPage) -> Iterator[str]:
    """The page that would be made, a line for each block."""
    yield f"Title:         {page.title}"
    yield f"Main message:  {page.summary or 'none found: write it'}"
    for position, block in enumerate(page.blocks, start=1):
        what, title = in_outline(block)
        yield f"{position:>3}  {what:<24} {excerpt(title, 70)}"
    for source in page.sources:
        yield f"     {'source':<24} {excerpt(source.title, 70)}"
    if page.additions:
        yield ""
        yield "Added by the importer, not in the file:"
        yield from (f"  + {addition.kind}: “{addition.after}”" for addition in page.additions)


def in_outline(block: ImportedBlock) -> tuple[str, str]:
    """What a block is, and what it is called."""
    if isinstance(block, ImportedSection):
        what = block.kind.replace("_", " ") + (f" ({block.aspect.replace('_', ' ')})" if block.aspect else "")
        return what, block.heading + ("" if block.body else "  (no text)")
    if isinstance(block, ImportedPicture):
        return "picture", block.alt or block.caption or "(no alternative text)"
    count = len(block.questions)
    return f"{count} question{'' if count == 1 else 's'}", block.title


def summary(page: ImportedPage) -> Iterator[str]:
    yield "In all:"
    yield from (f"  {words.COUNTS.get(what, what):<24} {number:>5}" for what, number in page.counts().items())
    yield COMPLETE


def notes(page: ImportedPage, name: str) -> str:
    """What stays with the draft: what a person must look at, part by part, and the text that is not on the page."""
    parts = [" ".join([f"Imported from {name}.", *page.remarks])]
    flagged = [line for line in page.lines if line.flags and line.done is not Done.UNPLACED]
    if flagged:
        parts.append("TO LOOK AT")
    for place, group in groupby(flagged, key=lambda line: line.place):
        parts.append("\n".join(filter(None, [place[:1].upper() + place[1:], *map(to_look_at, group)])))
    for done, title in ((Done.UNPLACED, "NOT PLACED: the page says nothing of this"), (Done.DROPPED, "LEFT OUT")):
        kept = [kept_line(line) for line in page.lines_done(done) if line.kept and line.place not in AROUND_THE_PAGE]
        if kept:
            parts.append("\n".join([title, *kept]))
    return "\n\n".join(parts)


def to_look_at(line: LineReport) -> str:
    return f"- line {line.number} “{excerpt(line.text, 60)}”: {'; '.join(map(sentence, line.flags))}"


def kept_line(line: LineReport) -> str:
    why = "; ".join(map(sentence, line.flags))
    return f"- line {line.number}: {line.kept}" + (f" ({why})" if why else "")


def excerpt(text: str, length: int) -> str:
    text = " ".join(readable(text.strip().replace("\t", " ")).split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
