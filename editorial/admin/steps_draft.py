"""Steps of the draft itself: going back to an older text, and giving the page to somebody else."""

from __future__ import annotations

from typing import Any

from editorial import actions, policy
from editorial.admin.mixin import is_key
from editorial.admin.steps_page import StepPage, words_about
from editorial.forms import HandOverForm, PutAwayForm, RestoreForm
from editorial.models import Contributor, Revision


class Restore(StepPage):
    """Reached from the history; `?revision=` names the text to go back to."""

    name = "restore"
    action = "save_draft"
    label = "Go back to an older text"
    intro = (
        "The draft will say again what this revision said, as a new revision. Nothing is lost: the text of today stays "
        "in the history. Patients see no change until it is signed and published."
    )
    button = "Restore this text"
    form_class = RestoreForm

    def revision(self) -> Revision | None:
        asked = self.request.GET.get("revision", "")
        older = Revision.objects.filter(item=self.item).select_related("by").newest_first()
        return (
            older.filter(pk=int(asked)).first() if is_key(asked) else older.exclude(pk=self.item.head_id or 0).first()
        )

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "based_on": self.item.head_id}

    def facts(self) -> list[tuple[str, str]]:
        revision, head = self.revision(), self.item.head
        return [
            *([("Text to restore", words_about(revision))] if revision else []),
            *([("Text of the draft now", words_about(head))] if head else []),
        ]

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        restored = actions.restore(revision=data["revision"], by=by, based_on=data["based_on"])
        return f"The draft says again what revision {data['revision'].number} said (as revision {restored.number})."


class PutAway(StepPage):
    name = action = "put_away"
    label = "Put away"
    intro = (
        "The draft leaves lists and counts, and nobody is asked to review it any more. Nothing is deleted: its texts and "
        "its history stay, the list of drafts finds it under the state “Put away”, and it can be taken back."
    )
    button = "Put it away"
    form_class = PutAwayForm

    def check(self, by: Contributor) -> None:
        policy.check_can_be_put_away(self.item)

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.put_away(item=self.item, by=by, note=data["note"])
        return f"“{self.item.title}” is put away. You can take it back here."


class TakeBack(StepPage):
    name = "take_back"
    action = "put_away"
    label = "Take it back"
    intro = "The draft stands in the lists again, as it was when it was put away."
    button = "Take it back"

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.take_back(item=self.item, by=by)
        return f"“{self.item.title}” is back."


class HandOver(StepPage):
    name = action = "hand_over"
    label = "Give it another owner"
    intro = "The owner answers for this page and is told when something happens to it."
    button = "Hand it over"
    form_class = HandOverForm

    def facts(self) -> list[tuple[str, str]]:
        return [("Owner now", self.item.owner.name if self.item.owner else "nobody")]

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.hand_over(item=self.item, to=data["to"], by=by, note=data["note"])
        return f"“{self.item.title}” now belongs to {data['to'].name}."
