"""Lines to units: a unit is what was one line on the author's page (an item, a paragraph, a heading).

Here lines that belong together are joined, list marks are taken off, and lines that are no content are set aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importing import patterns
from articles.importing.ledger import Ledger
from articles.importing.mending import mended
from articles.importing.page import Done
from articles.importing.wrapping import is_broken, wrap_width

PARAGRAPH, BULLET, NUMBERED, HASHED = "paragraph", "bullet", "numbered", "hashed"


@dataclass
class Unit:
    text: str
    numbers: list[int]
    mark: str = PARAGRAPH
    order: int = 0  # of a numbered item; of a marked heading its level
    continuations: list[str] = field(default_factory=list)  # joined once, at the end: a long text grows line by line

    @property
    def number(self) -> int:
        return self.numbers[0]


def units_of(lines: list[str], ledger: Ledger) -> list[Unit]:
    width = wrap_width(lines)
    units: list[Unit] = []
    bare: int | None = None  # a list mark alone on its line, waiting for the text of its item
    for number, line in enumerate(lines, start=1):
        unit = None if is_set_aside(line, number, ledger) else read_unit(line, number, ledger)
        if unit is None:
            continue
        if unit.mark == PARAGRAPH and patterns.BARE_BULLET.fullmatch(unit.text):
            leave_bare(bare, lines, ledger)
            bare = number
        elif bare is not None and unit.mark == PARAGRAPH:
            join_bare(bare, unit, lines, ledger)
            units.append(unit)
            bare = None
        elif units and goes_on(units[-1], unit, lines, width):
            units[-1].continuations.append(unit.text)
            units[-1].numbers.append(number)
        else:
            units.append(unit)
    leave_bare(bare, lines, ledger)
    for unit in units:
        unit.text = " ".join([unit.text, *unit.continuations])
    restore_lone_numbers(units, ledger)
    return units


def is_set_aside(line: str, number: int, ledger: Ledger) -> bool:
    """Blank lines, and ruled lines such as "-----", which are decoration."""
    if not line.strip():
        return True
    if patterns.RULER.fullmatch(line):
        ledger.keep(number, Done.DROPPED, line.strip())
        return True
    return False


def read_unit(line: str, number: int, ledger: Ledger) -> Unit | None:
    """One line, mended and without its mark; None if it is a dropped line."""
    tab_bullet = patterns.BULLET.match(line)
    text, repairs = mended(line)
    for kind, before, after in repairs:
        ledger.repair(number, kind, before, after)
    if not text:
        ledger.mark([number], Done.REPAIRED)
        return None
    bullet = patterns.BULLET.match(text) or (tab_bullet if tab_bullet and tab_bullet[2] else None)
    content = text[len(bullet[0].strip()) :].strip() if bullet else text
    if patterns.DROPPED.match(content):
        ledger.keep(number, Done.DROPPED, text)
        return None
    if bullet:
        ledger.repair(number, "list mark", bullet[0].strip(), "")
        return Unit(content, [number], BULLET)
    if hashes := patterns.HASH.match(text):
        ledger.repair(number, "heading mark", hashes[1], "")
        return Unit(text[hashes.end() :], [number], HASHED, len(hashes[1]))
    if numbered := patterns.NUMBER.match(text):
        return Unit(text, [number], NUMBERED, int(numbered[2]))
    return Unit(text, [number])


def join_bare(bare: int, unit: Unit, lines: list[str], ledger: Ledger) -> None:
    ledger.repair(bare, "list mark joined to the next line", mended(lines[bare - 1])[0], "")
    ledger.mark([bare], Done.REPAIRED)
    unit.mark = BULLET


def leave_bare(bare: int | None, lines: list[str], ledger: Ledger) -> None:
    if bare is not None:
        ledger.keep(bare, Done.UNPLACED, mended(lines[bare - 1])[0])
        ledger.flag(bare, "empty_item")


def goes_on(last: Unit, unit: Unit, lines: list[str], width: int) -> bool:
    """Whether the unit's line is the rest of the last one, in a file that was broken at a fixed width."""
    adjacent = last.numbers[-1] == unit.number - 1
    return adjacent and unit.mark == PARAGRAPH and is_broken(lines[unit.number - 2], lines[unit.number - 1], width)


def restore_lone_numbers(units: list[Unit], ledger: Ledger) -> None:
    """Numbers are a list only as a run 1, 2, 3: else the number is part of the text and stays there."""
    for run in numbered_runs(units):
        for unit in run:
            match = patterns.NUMBER.match(unit.text)
            if len(run) < 2 or match is None:
                unit.mark = PARAGRAPH
            else:
                ledger.repair(unit.number, "list mark", match[1], "")
                unit.text = unit.text[match.end() :]


def numbered_runs(units: list[Unit]) -> Iterator[list[Unit]]:
    run: list[Unit] = []
    for unit in units:
        expected = run[-1].order + 1 if run else 1
        if unit.mark == NUMBERED and unit.order == expected:
            run.append(unit)
            continue
        yield run
        run = []
        if unit.mark == NUMBERED:
            run = [unit]
            if unit.order != 1:
                yield run
                run = []
    yield run
