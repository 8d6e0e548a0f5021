"""The step of a clinical lead who lets a finding of the checks pass for a while."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template.defaultfilters import date as spelled

from editorial import actions, errors
from editorial.admin.checking import shown_of_saved
from editorial.admin.findings_shown import Shown
from editorial.admin.form_places import saved_places
from editorial.admin.steps_page import StepPage
from editorial.forms import WaiveFindingForm
from editorial.models import Contributor


class WaiveFinding(StepPage):
    """`?finding=` names the finding that is chosen already, by its fingerprint."""

    name = "waive_finding"
    action = "waive"
    label = "Let a finding pass"
    intro = (
        "The checks then no longer hold this text back for the finding that you choose, until the day that you give. It "
        "holds for these very words in this place; when they change, the checks look again. Your name, the reason and the "
        "day stand in the history and beside the text."
    )
    button = "Let it pass"
    is_grave = True
    form_class = WaiveFindingForm

    @cached_property
    def found(self) -> Shown:
        return shown_of_saved(self.item, saved_places(self.request, self.draft))

    def check(self, by: Contributor) -> None:
        if not any(line.can_be_waived for line in self.found.lines):
            raise errors.NothingToDo(what="The newest text has no finding that a clinical lead could let pass.")

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "finding": self.request.GET.get("finding", "")}

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "lines": [line for line in self.found.lines if line.can_be_waived]}

    def facts(self) -> list[tuple[str, str]]:
        waived = [line for line in self.found.lines if line.waiver is not None]
        in_force = [
            (f"{line.finding.check}, let pass", f"{line.finding.message} {line.waiver_words}") for line in waived
        ]
        return [*super().facts(), *in_force]

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        waiver = actions.waive_finding(
            revision=data["revision"], fingerprint=data["finding"], reason=data["reason"], until=data["until"], by=by
        )
        return f"The finding {waiver.check_id} may pass until {spelled(waiver.until, 'j F Y')}."
