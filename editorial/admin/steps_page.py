"""The page of one step: what will happen in plain words, a form, and one action."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.sites import site
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date as spelled
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from editorial import clock, errors, policy, registry
from editorial.admin.acting import acting_contributor
from editorial.admin.form_places import saved_places
from editorial.admin.mending import held_back_by
from editorial.forms import StepForm
from editorial.models import Contributor, Draft, Item, Revision, SignOff

RELATED = (
    "head__signed",
    "head__listing",
    "head__by",
    "put_forward__signed",
    "put_forward__by",
    "owner",
    "reviewer",
    "publication__revision__signed",
    "publication__listing",
    "publication__address",
)


def change_address_of(draft: Draft) -> str:
    """Where the change page of a draft is."""
    opts = draft._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[draft.pk])


class StepPage(View):
    """GET shows, POST calls one action. A refusal is shown in place, with what was typed."""

    name: ClassVar[str]
    action: ClassVar[str]
    label: ClassVar[str]
    intro: ClassVar[str]
    button: ClassVar[str]
    is_grave: ClassVar[bool] = False
    form_class: ClassVar[type[StepForm]] = StepForm
    template_name: ClassVar[str] = "editorial/steps/step.html"
    http_method_names = ["get", "head", "post"]

    item: Item
    draft: Draft
    person: Contributor | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.item = get_object_or_404(Item.objects.select_related(*RELATED), pk=kwargs["pk"])
        try:
            self.draft = registry.draft_of(self.item.pk, self.item.kind)
        except (KeyError, ObjectDoesNotExist) as error:
            raise Http404("This item has no draft.") from error
        if not site.get_model_admin(type(self.draft)).has_view_permission(request, self.draft):
            raise PermissionDenied
        try:
            self.person = acting_contributor(request)
        except errors.NoContributor:
            self.person = None
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return response

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.check(policy.require(self.person, self.action))
        except errors.Refused as refusal:
            return self.show(None, refusal)
        return self.show(self.form_class(initial=self.initial(), **self.form_arguments()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form_class(request.POST, request.FILES, initial=self.initial(), **self.form_arguments())
        refused = None
        if form.is_valid():
            try:
                done = self.perform(acting_contributor(request), form.cleaned_data)
            except errors.Refused as refusal:
                refused = refusal
                form.add_error(None, ValidationError(str(refusal), code=refusal.code))
            else:
                messages.success(request, done)
                return HttpResponseRedirect(change_address_of(self.draft))
        return self.show(form, refused)

    def show(self, form: StepForm | None, refusal: errors.Refused | None = None) -> HttpResponse:
        context = {
            "to_mend": held_back_by(refusal, saved_places(self.request, self.draft)) if refusal else [],
            **site.each_context(self.request),
            "title": self.label,
            "step": self,
            "item": self.item,
            "form": form,
            "opts": self.draft._meta,
            "refusal": refusal,
            "back": change_address_of(self.draft),
            "facts": self.facts(),
            **self.more_context(form),
        }
        return TemplateResponse(self.request, self.template_name, context)

    # What each step says for itself.

    def check(self, by: Contributor) -> None:
        """Raise what would be refused whatever is typed, so that nobody fills in a form for nothing."""

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        """Call the action; returns the sentence that says what was done."""
        raise NotImplementedError

    def revision(self) -> Revision | None:
        """The text that this step is about."""
        return self.item.head

    def initial(self) -> dict[str, Any]:
        revision = self.revision()
        return {"revision": revision.pk if revision else None}

    def form_arguments(self) -> dict[str, Any]:
        return {"item": self.item, "person": self.person}

    def facts(self) -> list[tuple[str, str]]:
        """Pairs of name and value that are shown above the form."""
        revision = self.revision()
        return [("Text", words_about(revision))] if revision else []

    def more_context(self, form: StepForm | None) -> dict[str, Any]:
        return {}


def words_about(revision: Revision) -> str:
    return f"Revision {revision.number}, saved by {revision.by.name} on {spelled(clock.day_of(revision.at), 'j F Y')}"


def words_about_sign_off(sign_off: SignOff) -> str:
    how = "" if sign_off.how == SignOff.How.ACCOUNT else f", {sign_off.get_how_display()}"
    signed_on, next_on = spelled(sign_off.signed_on, "j F Y"), spelled(sign_off.next_review_on, "j F Y")
    return f"{sign_off.reviewer.name} on {signed_on}{how}; next review due on {next_on}"
