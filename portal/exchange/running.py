"""An import, row by row: each in a transaction of its own, each with its outcome. A trial writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from editorial.compare import FieldChange
from editorial.errors import Refused
from editorial.models import Contributor
from portal.exchange.differences import Standing, changes_between, standing_of, weight_of
from portal.exchange.drafts import CHANGED
from portal.exchange.soundness import as_shown, check_sound
from portal.exchange.tables import Table

# Characters whose old and new words one page tells: comparing them all takes a second or two.
MOST_TOLD = 300_000
Progress = Callable[[int, int], None]


class Trial(Exception):
    """Raised out of the transaction of a row, so that nothing of it stays."""


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of a row; `problem` says why nothing did."""

    number: int
    title: str
    result: str = ""
    problem: str = ""
    address: str = ""  # of the form of what it is about, where that is here
    changes: tuple[FieldChange, ...] = ()
    is_untold: bool = False  # it changes more than the page has room for

    @property
    def is_news(self) -> bool:
        return not self.problem and self.result != "the same"


@dataclass
class Report:
    is_trial: bool
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def problems(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.problem]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows came to which result."""
        return dict(Counter(outcome.result for outcome in self.outcomes if not outcome.problem))

    @property
    def untold(self) -> int:
        """How many rows change something without their words on the page."""
        return sum(outcome.is_untold for outcome in self.outcomes)


def run(
    table: Table,
    rows: list[dict[str, Any]],
    by: Contributor | None,
    *,
    is_trial: bool,
    is_table: bool,
    is_shown: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Bring rows in. `is_table` says that they come from a spreadsheet; `progress` gets (rows done, total).

    `is_shown` is for a page: outcomes lead to their forms, and those of a trial say what changes, as far as there is room.
    """
    report, room = Report(is_trial), MOST_TOLD
    # The first row of a spreadsheet holds the names of its columns.
    for number, row in enumerate(rows, start=2 if is_table else 1):
        shown = Beside(table, row) if is_shown else None
        outcome = _outcome(table, number, row, by, shown, is_trial=is_trial, is_table=is_table)
        weight = shown.weight if shown else 0
        if shown and weight <= room:
            outcome, room = shown.told(outcome), room - weight
        elif shown:
            outcome = replace(outcome, is_untold=True)
        report.outcomes.append(outcome)
        progress(len(report.outcomes), len(rows))
    return report


class Beside:
    """What a row is about as it stood before, and as it stood after where somebody looked again."""

    def __init__(self, table: Table, row: dict[str, Any]) -> None:
        self.table, self.uid = table, row.get("uid")
        self.before = self.standing()
        self.after: Standing | None = None

    def standing(self) -> Standing | None:
        return standing_of(self.table.model, self.uid, self.table.columns)

    @property
    def address(self) -> str:
        return self.before.address if self.before else ""

    def look_again(self) -> None:
        self.after = self.standing()

    @property
    def weight(self) -> int:
        return weight_of(self.before, self.after) if self.before and self.after else 0

    def told(self, outcome: Outcome) -> Outcome:
        """The outcome with the words that change. Slow: outside the transaction, so that nobody waits for it."""
        if self.before is None or self.after is None:
            return outcome
        return replace(outcome, changes=tuple(changes_between(self.before, self.after, self.table.model)))


def _outcome(
    table: Table,
    number: int,
    row: dict[str, Any],
    by: Contributor | None,
    beside: Beside | None,
    *,
    is_trial: bool,
    is_table: bool,
) -> Outcome:
    title, address = title_of(row), beside.address if beside else ""
    result = ""
    try:
        with transaction.atomic():
            read = table.from_cells(row) if is_table else row
            check_sound(read)
            result = table.bring_in(read, by)
            if is_trial:
                if beside and result == CHANGED:
                    beside.look_again()
                raise Trial
    except Trial:
        pass
    except Refused as refused:
        return Outcome(number, title, problem=str(refused), address=address)
    return Outcome(number, title, result, address=address)


def title_of(row: dict[str, Any]) -> str:
    """What a row is about, for a person who looks for it in the file."""
    signed = row.get("signed")
    said: Iterable[Any] = (row.get("title"), row.get("name"), signed.get("title") if isinstance(signed, dict) else "")
    return next((as_shown(title[:100]) for title in said if title and isinstance(title, str)), "without a title")
