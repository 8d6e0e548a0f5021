"""Findings as a person meets them: in groups, with their place in the form and what can be done about them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as spelled
from django.urls import reverse

from editorial import roles
from editorial.admin.form_places import FormPlace, FormPlaces
from editorial.checks import keeping
from editorial.checks.findings import Finding, Severity
from editorial.checks.registry import Check, check_named
from editorial.models import Contributor, FindingWaiver, Item

MOST_WORDS = 90

HEADINGS = {
    Severity.BLOCKING: "To mend before review",
    Severity.WARNING: "Warnings",
    Severity.ADVICE: "Advice",
}
WAIVED = "waived"


@dataclass(frozen=True)
class Line:
    """One finding. `number` is its place in the list that scripts get; `waiver` lets it pass."""

    number: int
    finding: Finding
    place: FormPlace
    waiver: FindingWaiver | None

    @property
    def check(self) -> Check:
        return check_named(self.finding.check)

    @property
    def words(self) -> str:
        """The words it is about, short enough for a list; nothing where the message says them."""
        words = " ".join(self.finding.place.words.split())
        if words in self.finding.message:
            return ""
        return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"

    @property
    def waiver_words(self) -> str:
        """Who lets it pass until when, and why."""
        if self.waiver is None:
            return ""
        reason = json.loads(self.waiver.reason.text or "{}").get("reason", "")  # it may have been removed by law
        said = f"{self.waiver.by.name} let it pass until {spelled(self.waiver.until, 'j F Y')}."
        return f"{said} {reason}".strip()

    @property
    def can_be_waived(self) -> bool:
        return self.finding.is_blocking and self.finding.is_waivable and self.waiver is None

    def as_json(self) -> dict[str, Any]:
        finding, place = self.finding, self.finding.place
        return {
            "check": finding.check,
            "severity": finding.severity if self.waiver is None else WAIVED,
            "message": finding.message,
            "remedy": finding.remedy,
            "repair": finding.repair,
            "fingerprint": finding.fingerprint,
            "name": self.place.name,
            "where": self.place.words,
            "words": place.words,
            "occurrence": place.occurrence,
            "waived_until": self.waiver.until.isoformat() if self.waiver else None,
        }


@dataclass(frozen=True)
class Group:
    name: str
    heading: str
    lines: list[Line]


@dataclass(frozen=True)
class Shown:
    """All findings of a text, in the groups in which they are listed."""

    lines: list[Line]

    @property
    def groups(self) -> list[Group]:
        found = [
            Group(severity, heading, [line for line in self._open if line.finding.severity is severity])
            for severity, heading in HEADINGS.items()
        ]
        found.append(Group(WAIVED, "Let pass", [line for line in self.lines if line.waiver is not None]))
        return [group for group in found if group.lines]

    @property
    def _open(self) -> list[Line]:
        return [line for line in self.lines if line.waiver is None]

    @property
    def counts(self) -> str:
        """How much there is, as words that are read out when they change."""
        count = Counter(line.finding.severity for line in self._open)
        named = {Severity.BLOCKING: "to mend", Severity.ADVICE: "advice"}
        named[Severity.WARNING] = "warning" if count[Severity.WARNING] == 1 else "warnings"
        return ", ".join(f"{count[one]} {named[one]}" for one in Severity if count[one]) or "Nothing found"

    @property
    def number_blocking(self) -> int:
        return sum(line.finding.is_blocking for line in self._open)

    def as_json(self) -> list[dict[str, Any]]:
        return [line.as_json() for line in self.lines]


def shown(findings: Iterable[Finding], places: FormPlaces, item: Item | None) -> Shown:
    """The findings of a page's text, each with its place in a form."""
    waivers = keeping.waivers_in_force(item) if item is not None else {}
    return Shown(
        [
            Line(
                number,
                finding,
                places.of(finding.place.block, finding.place.field),
                waivers.get(finding.fingerprint) if finding.is_blocking and finding.is_waivable else None,
            )
            for number, finding in enumerate(findings)
        ]
    )


def panel(found: Shown, item: Item | None, person: Contributor | None) -> dict[str, Any]:
    """The context of `editorial/findings.html` and `editorial/findings_list.html`."""
    may_waive = person is not None and item is not None and person.may("waive")
    return {
        "found": found,
        "waive_address": reverse("step_waive_finding", args=[item.pk]) if may_waive and item else "",
        "who_waives": roles.who_can("waive"),
        "checks_address": reverse("checks_explained"),
    }
