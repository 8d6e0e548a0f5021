"""Signatures that came on paper or by e-mail, and taking any signature back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from editorial import actions, errors, policy
from editorial.actions.records import keep_scan
from editorial.admin.acting import acting_contributor
from editorial.admin.mixin import is_key
from editorial.admin.steps_page import StepPage, words_about_sign_off
from editorial.admin.steps_review import PutForwardStep
from editorial.forms import ConfirmForm, RecordForm, RevokeForm
from editorial.models import Contributor, SignOff
from editorial.storage import scans


class RecordSignOff(PutForwardStep):
    name = action = "record_sign_off"
    label = "Record a sign-off given on paper or by e-mail"
    intro = (
        "For reviewers who signed outside this site. Attach the paper or the e-mail. The record counts when somebody "
        "other than you and the reviewer has compared it with the scan, and the page says that it was recorded."
    )
    button = "Record the sign-off"
    form_class = RecordForm

    @transaction.atomic
    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        policy.require(by, self.action)  # before anything of the file is kept
        scan = keep_scan(name=data["scan"].name, content_type=data["scan_kind"], data=data["scan"].read())
        actions.record_sign_off(
            revision=data["revision"],
            reviewer=data["reviewer"],
            how=data["how"],
            scan=scan,
            by=by,
            signed_on=data["signed_on"],
            evidence_searched_on=data["evidence_searched_on"],
        )
        return f"The sign-off of {data['reviewer'].name} is recorded. It counts when a second person has confirmed it."


class SignOffStep(StepPage):
    """A step about sign-offs that were given."""

    nothing = ""

    def sign_offs(self) -> QuerySet[SignOff]:
        return SignOff.objects.filter(revision__item=self.item, revocation__isnull=True)

    def check(self, by: Contributor) -> None:
        if not self.sign_offs().exists():
            raise errors.NothingToDo(what=self.nothing)

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("sign_off", "")
        return {"sign_off": int(asked)} if is_key(asked) else {}

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "sign_offs": self.sign_offs()}

    def facts(self) -> list[tuple[str, str]]:
        return [("Given by", words_about_sign_off(s)) for s in self.sign_offs().select_related("reviewer")]


class ConfirmSignOff(SignOffStep):
    name = "confirm_sign_off"
    action = "record_sign_off"
    label = "Confirm a recorded sign-off"
    intro = (
        "Open the scan and compare name, day and text with the record. When you confirm it, the text counts as signed."
    )
    button = "Confirm the record"
    form_class = ConfirmForm
    template_name = "editorial/steps/confirm.html"
    nothing = "No recorded sign-off waits for confirmation."

    def sign_offs(self) -> QuerySet[SignOff]:
        return super().sign_offs().exclude(how=SignOff.How.ACCOUNT).filter(confirmation__isnull=True)

    def more_context(self, form: Any) -> dict[str, Any]:
        return {"sign_offs": self.sign_offs().select_related("reviewer", "scan", "by")}

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.confirm_sign_off(sign_off=data["sign_off"], by=by)
        return f"You confirmed the sign-off of {data['sign_off'].reviewer.name}. A publisher can publish the text."


class RevokeSignOff(SignOffStep):
    name = action = "revoke_sign_off"
    label = "Take a sign-off back"
    intro = (
        "A live page that rests on this sign-off stops saying “reviewed by” at once and says that its review was taken "
        "back. The text stays until somebody changes or withdraws it."
    )
    button = "Take it back"
    is_grave = True
    form_class = RevokeForm
    nothing = "Nobody has signed a text of this page, so there is nothing to take back."

    def get(self, request: HttpRequest, pk: int) -> Any:
        if self.person and not self.person.may(self.action) and self.sign_offs().filter(reviewer=self.person).exists():
            self.action = "sign_off"  # type: ignore[misc]  # reviewers may take back their own
        return super().get(request, pk)

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.revoke_sign_off(sign_off=data["sign_off"], by=by, reason=data["reason"])
        return f"The sign-off of {data['sign_off'].reviewer.name} is taken back."


def show_scan(request: HttpRequest, pk: int) -> FileResponse:
    """The paper behind a recorded sign-off, for whoever may record or gave it; never opened inside our pages."""
    sign_off = get_object_or_404(SignOff.objects.filter(scan__isnull=False).select_related("scan"), pk=pk)
    try:
        person = acting_contributor(request)
    except errors.NoContributor as refusal:
        raise PermissionDenied from refusal
    if not (person.may("record_sign_off") or person.may("revoke_sign_off") or person.pk == sign_off.reviewer_id):
        raise PermissionDenied
    scan = sign_off.scan
    assert scan is not None
    response = FileResponse(
        scans.open(scan.digest), as_attachment=True, filename=scan.name, content_type=scan.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
