"""Steps before a signature: asking for it, asking for changes, doing without it for a while."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import date as spelled

from editorial import actions, errors, policy
from editorial.actions.locks import document_of
from editorial.admin.steps_page import StepPage
from editorial.forms import RequestChangesForm, SubmitForm, WaiveForm
from editorial.models import Contributor, Revision


class Submit(StepPage):
    name = action = "submit"
    label = "Send for review"
    intro = (
        "The reviewer is told by e-mail, reads exactly this text, and signs it or asks for changes. You can go on "
        "writing: what you change after this has to be sent again. Patients see nothing of it yet."
    )
    button = "Send for review"
    form_class = SubmitForm

    def check(self, by: Contributor) -> None:
        head = self.item.head
        if head is None:
            raise errors.NothingToDo(what="There is no text yet. Save the draft first.")
        if not policy.is_clinical(document_of(head)):
            raise errors.NothingToDo(what="This page needs no clinical review. A publisher can publish it as it is.")
        policy.check_text(head, is_put_forward=True)

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "reviewer": self.item.reviewer_id}

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.submit(revision=data["revision"], by=by, reviewer=data["reviewer"], note=data["note"])
        return f"“{self.item.title}” waits for {data['reviewer'].name if data['reviewer'] else 'a reviewer'}."


class PutForwardStep(StepPage):
    """A step about the text that waits for its reviewer."""

    def revision(self) -> Revision | None:
        return self.item.put_forward

    def check(self, by: Contributor) -> None:
        if self.item.put_forward is None:
            raise errors.NotPutForward

    def facts(self) -> list[tuple[str, str]]:
        asked = self.item.put_forward_by
        return [*super().facts(), *([("Review asked for by", asked.name)] if asked else [])]


class RequestChanges(PutForwardStep):
    name = action = "request_changes"
    label = "Ask for changes"
    intro = "The text goes back to its owner with your request. It can be sent for review again after that."
    button = "Send back with this request"
    form_class = RequestChangesForm

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.request_changes(revision=data["revision"], by=by, note=data["note"])
        return f"“{self.item.title}” went back to {self.item.owner.name if self.item.owner else 'its owner'}."


class Waive(StepPage):
    name = action = "waive"
    label = "Allow it to go live unreviewed"
    intro = (
        "A publisher may then put exactly this text before patients. The page says “not yet reviewed” and does not name "
        "a reviewer. Every later change needs a signature or a new decision of yours."
    )
    button = "Allow it"
    is_grave = True
    form_class = WaiveForm

    def check(self, by: Contributor) -> None:
        if self.item.head is None:
            raise errors.NothingToDo(what="There is no text yet. Save the draft first.")
        policy.check_facts(self.item.kind, document_of(self.item.head), is_put_forward=True)

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        waiver = actions.waive(revision=data["revision"], by=by, reason=data["reason"], until=data["until"])
        return f"“{self.item.title}” may be live unreviewed until {spelled(waiver.until, 'j F Y')}."
