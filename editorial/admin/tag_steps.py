"""Renaming and merging tags: what is touched stands above the form, and one action does it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.generic import View

from editorial import actions, errors, policy
from editorial.admin.acting import acting_contributor
from editorial.empty_fields import NamesEmptyFields
from editorial.models import Contributor, Publication, Tag
from editorial.tagging import tags_in_use, through_tables


class RenameForm(NamesEmptyFields, forms.Form):
    name = forms.CharField(label="New name", max_length=100)

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", tag.name)


class MergeForm(NamesEmptyFields, forms.Form):
    into = forms.ModelChoiceField(
        Tag.objects.none(),
        label="Tag that stands for both",
        help_text="Its name and its address stay; the other name becomes one of its other names.",
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["into"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = tags_in_use().exclude(pk=tag.pk)


class TagStep(View):
    """GET shows what would be touched, POST calls one action. A refusal is shown in place, with what was typed."""

    name: ClassVar[str]
    label: ClassVar[str]
    intro: ClassVar[str]
    button: ClassVar[str]
    is_grave: ClassVar[bool] = False
    form_class: ClassVar[type[RenameForm | MergeForm]]
    http_method_names = ["get", "head", "post"]

    tag: Tag

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not site.get_model_admin(Tag).has_view_permission(request):
            raise PermissionDenied
        self.tag = get_object_or_404(tags_in_use(), pk=kwargs["pk"])
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return response

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            policy.require(acting_contributor(request), "relist")
        except errors.Refused as refusal:
            return self.show(None, str(refusal))
        return self.show(self.form_class(tag=self.tag))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form_class(request.POST, tag=self.tag)
        if form.is_valid():
            try:
                tag, done = self.perform(acting_contributor(request), form.cleaned_data)
            except errors.Refused as refusal:
                form.add_error(None, ValidationError(str(refusal), code=refusal.code))
            else:
                LogEntry.objects.log_actions(int(request.user.pk or 0), [tag], CHANGE, done, single_object=True)
                messages.success(request, done)
                return HttpResponseRedirect(reverse("admin:editorial_tag_change", args=[tag.pk]))
        return self.show(form)

    def show(self, form: forms.Form | None, refusal: str = "") -> HttpResponse:
        context = {
            **site.each_context(self.request),
            "title": self.label,
            "step": self,
            "item": self.tag,
            "form": form,
            "opts": Tag._meta,
            "refusal": refusal,
            "back": reverse("admin:editorial_tag_change", args=[self.tag.pk]),
            "facts": self.facts(),
        }
        return TemplateResponse(self.request, "editorial/steps/step.html", context)

    def facts(self) -> list[tuple[str, Any]]:
        """What carries the tag now."""
        publications = Publication.objects.filter(tagged__tag=self.tag)
        drafts = sum(
            table._default_manager.filter(tag=self.tag, content_object__item__put_away_at=None).count()
            for table in through_tables()
        )
        below = ", ".join(tag.name for tag in self.tag.children.all())
        return [
            ("Live pages that carry it", publications.live().count()),
            ("Drafts that carry it", drafts),
            ("Also called", ", ".join(self.tag.synonym_list) or "nothing else"),
            *([("Tags under it", below)] if below else []),
        ]

    def perform(self, by: Contributor, data: dict[str, Any]) -> tuple[Tag, str]:
        """Call the action; returns the tag to go on with, and the sentence that says what was done."""
        raise NotImplementedError


class Rename(TagStep):
    name, label, button, form_class = "rename", "Rename the tag", "Rename", RenameForm
    intro = (
        "The tag gets this name and a new address. Its old address leads to the new one, and its old name becomes one of "
        "its other names. The texts and reviews of pages stay as they are."
    )

    def perform(self, by: Contributor, data: dict[str, Any]) -> tuple[Tag, str]:
        tag = actions.rename_tag(tag=self.tag, name=data["name"], by=by)
        return tag, f"The tag “{self.tag.name}” is now called “{tag.name}”."


class Merge(TagStep):
    name, label, button, form_class, is_grave = "merge", "Merge the tag into another", "Merge", MergeForm, True
    intro = (
        "All pages and drafts that carry this tag carry the other one from now on, and its address leads there. Two tags "
        "that were merged cannot be parted again: that would have to be done by hand, page by page. The texts and "
        "reviews of pages stay as they are."
    )

    def perform(self, by: Contributor, data: dict[str, Any]) -> tuple[Tag, str]:
        into = actions.merge_tags(tag=self.tag, into=data["into"], by=by)
        return into, f"“{self.tag.name}” was merged into “{into.name}”."


urls = [
    path(f"editorial/tag/<int:pk>/{step.name}/", site.admin_view(step.as_view()), name=f"tag_{step.name}")
    for step in (Rename, Merge)
]
