"""The pages on which a notice is approved, and on which it is ended: what will happen, a button, one action."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date as spelled
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import View

from editorial import actions, clock, errors, policy
from editorial.actions.notices import fingerprint, has_written
from editorial.admin.acting import acting_contributor
from editorial.forms_notices import ApproveNoticeForm, NoticeStepForm
from editorial.models import Contributor, Notice
from editorial.page import Link
from editorial.rendering import notice_shown

WAITING, PLANNED, SHOWING = Notice.Standing.WAITING, Notice.Standing.PLANNED, Notice.Standing.SHOWING


class NoticeStep(View):
    """GET shows, POST calls one action. A refusal is shown in place."""

    name: ClassVar[str]
    action: ClassVar[str] = "approve_notice"
    label: ClassVar[str]
    intro: ClassVar[str]
    button: ClassVar[str]
    is_grave: ClassVar[bool] = True
    form_class: ClassVar[type[NoticeStepForm]] = NoticeStepForm
    http_method_names = ["get", "head", "post"]

    notice: Notice

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        related = Notice.objects.select_related("item", "topic", "page", "written_by")
        self.notice = get_object_or_404(related, pk=kwargs["pk"])
        if not site.get_model_admin(Notice).has_view_permission(request, self.notice):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return response

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.check(policy.require(acting_contributor(request), self.action))
        except errors.Refused as refusal:
            return self.show(None, str(refusal))
        return self.show(self.form_class(initial={"seen": fingerprint(self.notice)}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                done = self.perform(acting_contributor(request), form.cleaned_data["seen"])
            except errors.Refused as refusal:
                form.add_error(None, ValidationError(str(refusal), code=refusal.code))
            else:
                messages.success(request, done)
                return HttpResponseRedirect(change_page(self.notice))
        return self.show(form)

    def show(self, form: NoticeStepForm | None, refusal: str = "") -> HttpResponse:
        notice = self.notice
        context = {
            **site.each_context(self.request),
            "title": self.label,
            "step": self,
            "item": notice.title,
            "form": form,
            "opts": Notice._meta,
            "refusal": refusal,
            "back": change_page(notice),
            "facts": [
                ("Level", notice.get_level_display()),
                ("Shown on", str(notice.topic or notice.page or notice.get_scope_display())),
                ("Language", notice.get_language_display()),
                ("From", spelled(timezone.localtime(notice.starts_at), "j F Y, H:i")),
                ("Until", spelled(timezone.localtime(notice.ends_at), "j F Y, H:i")),
                ("Written by", notice.written_by.name),
            ],
            "shown": notice_shown(notice),
        }
        return TemplateResponse(self.request, "editorial/steps/notice.html", context)

    def check(self, by: Contributor) -> None:
        """Raise what would be refused whatever is typed."""

    def perform(self, by: Contributor, seen: str) -> str:
        raise NotImplementedError


class ApproveNotice(NoticeStep):
    name = "approve_notice"
    label = "Approve this notice"
    intro = "Readers see exactly this, from its start to its end, above everything else on the page."
    button = "Approve it"
    form_class = ApproveNoticeForm

    def check(self, by: Contributor) -> None:
        if self.notice.level == Notice.Level.EMERGENCY:
            policy.require(by, "approve_emergency")
        if has_written(by, self.notice):
            raise errors.OwnNotice

    def perform(self, by: Contributor, seen: str) -> str:
        approved = actions.approve_notice(notice=self.notice, by=by, seen=seen)
        now = approved.standing(clock.now()) == SHOWING
        return "Approved: readers see it now." if now else "Approved: readers see it from its start."


class EndNotice(NoticeStep):
    name = "end_notice"
    label = "End this notice now"
    intro = "Readers stop seeing it at once. One that has not begun goes back to its writer."
    button = "End it now"

    def perform(self, by: Contributor, seen: str) -> str:
        actions.end_notice(notice=self.notice, by=by)
        return "Readers no longer see this notice."


def change_page(notice: Notice) -> str:
    return reverse("admin:editorial_notice_change", args=[notice.pk])


def steps_for(notice: Notice, person: Contributor | None) -> list[Link]:
    """The buttons of a notice for this person, as it stands now."""
    if person is None or not person.may("approve_notice"):
        return []
    standing = notice.standing(clock.now())
    possible: list[type[NoticeStep]] = []
    if standing == WAITING and not has_written(person, notice):
        possible = [ApproveNotice]
    elif standing in {PLANNED, SHOWING}:
        possible = [EndNotice]
    return [Link(step.label, reverse(step.name, args=[notice.pk])) for step in possible]


urls = [
    path(f"editorial/notice/<int:pk>/{step.name}/", site.admin_view(step.as_view()), name=step.name)
    for step in (ApproveNotice, EndNotice)
]
