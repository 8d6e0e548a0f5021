"""The report of an import as the page in the admin shows it: made from the JSON that was kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from articles.importing import words
from articles.importing.page import Done
from articles.importing.report import COMPLETE

QUIET = frozenset({"list mark", "list mark joined to the next line"})  # so many that they would hide the others


@dataclass(frozen=True)
class Row:
    """One line: what became of it, and what there is to say about it."""

    number: int
    text: str
    done: str
    place: str
    repairs: list[tuple[str, str, str]]  # kind, before, after
    flags: list[str]

    @property
    def became(self) -> str:
        return words.became(self.done, self.place, self.text)

    @property
    def is_quiet(self) -> bool:
        return not self.repairs and not self.flags


@dataclass
class Shown:
    rows: list[Row] = field(default_factory=list)
    outline: list[tuple[str, str]] = field(default_factory=list)
    added: list[tuple[str, str]] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    summary: str = ""
    encoding: str = ""
    complete: str = COMPLETE

    @property
    def to_look_at(self) -> list[Row]:
        return [row for row in self.rows if row.flags and row.done != Done.UNPLACED]

    @property
    def unplaced(self) -> list[Row]:
        return self.having(Done.UNPLACED)

    @property
    def dropped(self) -> list[Row]:
        return self.having(Done.DROPPED)

    @property
    def repaired(self) -> list[Row]:
        return [row for row in self.rows if row.repairs]

    @property
    def lines(self) -> list[Row]:
        """Those that say something."""
        return [row for row in self.rows if row.done != Done.BLANK]

    def having(self, done: Done) -> list[Row]:
        return [row for row in self.rows if row.done == done]


def shown(report: str) -> Shown:
    """The report that `report.as_json` wrote; empty where there is none."""
    if not report:
        return Shown()
    data = json.loads(report)
    return Shown(
        rows=[row_of(line) for line in data["lines"]],
        outline=[outline_of(block) for block in data["blocks"]],
        added=[(addition["kind"], addition["after"]) for addition in data["additions"]],
        sources=data["sources"],
        remarks=data["remarks"],
        summary=data["summary"],
        encoding=data["encoding"],
    )


def row_of(line: dict[str, Any]) -> Row:
    repairs = [(r["kind"], r["before"], r["after"]) for r in line["repairs"] if r["kind"] not in QUIET]
    return Row(
        line["number"], line["text"], line["done"], line["place"], repairs, [flag["sentence"] for flag in line["flags"]]
    )


def outline_of(block: dict[str, Any]) -> tuple[str, str]:
    """What a block is, and what it is called."""
    if block["kind"] == "question_set":
        count = len(block["questions"])
        return f"question set, {count} question{'' if count == 1 else 's'}", block["title"]
    if block["kind"] == "picture":
        return "picture", block["alt"] or block["caption"] or "(no alternative text)"
    return block["kind"].replace("_", " "), block["heading"] + ("" if block["body"] else " (no text)")
