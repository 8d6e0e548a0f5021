"""What a check found: what is wrong, where, how to mend it, and the repair if there is one.

`Found` is what a check yields; `Finding` is what the registry makes of it, with the check's id and severity.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from editorial.checks.manuscript import Passage


class Severity(StrEnum):
    """How much it matters. Only `BLOCKING` keeps a page from review and from patients."""

    BLOCKING = "blocking"
    WARNING = "warning"
    ADVICE = "advice"


ORDER = (Severity.BLOCKING, Severity.WARNING, Severity.ADVICE)


@dataclass(frozen=True)
class Place:
    """Where the words stand: a field of a block ("" is the page itself), and characters in one of its passages.

    `line` counts the passages of the field from 0; `start` and `end` are characters of that passage's text; `words`
    are the characters between them, and `around` names the whole passage (the start of its SHA-256). `occurrence` says
    the how-manieth time (from 0) the words stand in the whole field, for whoever has only the field's text. With no
    words, the field as a whole is meant.
    """

    block: str = ""
    field: str = ""
    line: int = 0
    start: int = 0
    end: int = 0
    words: str = ""
    occurrence: int = 0
    around: str = ""


@dataclass(frozen=True)
class Found:
    """What a check yields. `repair` replaces the words of the place; `severity` differs from the check's own if given."""

    place: Place
    message: str
    remedy: str = ""
    repair: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True)
class Finding:
    """One thing for a person to look at."""

    check: str
    severity: Severity
    place: Place
    message: str
    remedy: str
    repair: str | None = None
    is_waivable: bool = True

    @property
    def is_blocking(self) -> bool:
        return self.severity is Severity.BLOCKING

    @property
    def fingerprint(self) -> str:
        """Names the check, the block, the very words and the passage around them (SHA-256).

        A waiver holds while these stay what they are, and never for the same words in another sentence.
        """
        place = self.place
        said = "\n".join([self.check, place.block, place.field, place.words, place.around, self.message])
        return hashlib.sha256(said.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "fingerprint": self.fingerprint}


def from_json(data: dict[str, Any]) -> Finding:
    """The finding that `as_json` wrote."""
    facts = {name: value for name, value in data.items() if name != "fingerprint"}
    return Finding(**{**facts, "severity": Severity(data["severity"]), "place": Place(**data["place"])})


def found(
    passage: Passage,
    message: str,
    remedy: str = "",
    *,
    start: int = 0,
    end: int | None = None,
    repair: str | None = None,
    severity: Severity | None = None,
) -> Found:
    """A finding in a passage, from character `start` to before `end` (without them the whole passage)."""
    return Found(passage.place(start, end), message, remedy, repair, severity)
