"""The account of the lines while they are being read: every step writes here what it did to which line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.importing.page import Done, Flag, LineReport, Repair


@dataclass
class Entry:
    text: str
    done: Done = Done.BLANK
    place: str = ""
    kept: str = ""
    repairs: list[Repair] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)


class Ledger:
    """Lines are numbered from 1, as editors and text programs do."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self.entries = [Entry(line) for line in lines]
        self.additions: list[Repair] = []

    def append(self, text: str) -> int:
        """A line more, of a file whose lines come to light while it is read; returns its number."""
        self.entries.append(Entry(text))
        return len(self.entries)

    def first_number(self) -> int:
        """Of the first line that is not blank; a file without one is refused before."""
        return next((n for n, entry in enumerate(self.entries, start=1) if entry.text.strip()), 1)

    def mark(self, numbers: Sequence[int], done: Done, place: str = "") -> None:
        """Say what became of these lines. The first word on a line stands, if it holds two things."""
        for number in numbers:
            entry = self.entries[number - 1]
            if entry.done is Done.BLANK:
                entry.done, entry.place = done, place

    def keep(self, number: int, done: Done, text: str, why: str = "") -> None:
        """A line that does not go into the page: its text is kept in the report."""
        entry = self.entries[number - 1]
        entry.done, entry.kept, entry.place = done, text, why or entry.place

    def repair(self, number: int, kind: str, before: str, after: str) -> None:
        if before != after:
            self.entries[number - 1].repairs.append(Repair(kind, before, after))

    def flag(self, number: int, code: str, detail: str = "") -> None:
        flag = Flag(code, detail)
        if flag not in self.entries[number - 1].flags:
            self.entries[number - 1].flags.append(flag)

    def add(self, kind: str, text: str) -> None:
        """Words that are in the page but not in the file."""
        self.additions.append(Repair(kind, "", text))

    def reports(self) -> tuple[LineReport, ...]:
        return tuple(
            LineReport(number, e.text, e.done, e.place, e.kept, tuple(e.repairs), tuple(e.flags))
            for number, e in enumerate(self.entries, start=1)
        )
