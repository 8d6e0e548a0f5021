"""Bulk actions of draft lists. Each page goes through the same action as in its own form, and each refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from editorial import actions
from editorial.actions.locks import lock
from editorial.admin.acting import acting_contributor
from editorial.admin.between import asked_between
from editorial.admin.mixin import AdminMixin
from editorial.admin.steps_page import change_address_of
from editorial.empty_fields import NamesEmptyFields
from editorial.errors import Refused
from editorial.models import Contributor
from editorial.page import Link
from editorial.tag_field import TagsField

MOST = 200


class TagsForm(NamesEmptyFields, forms.Form):
    tag = TagsField(
        label="Tags to add",
        help_text="Parted by commas. For a tag that is not there yet write + before it: +new tag",
        error_messages={"required": "Write the tag that these drafts should carry."},
    )


class BulkMixin(AdminMixin):
    """Bulk actions for admins of drafts. No `list_editable`: a list would overwrite texts it never showed."""

    actions = ["publish_selected", "take_over_selected", "add_tag_to_selected"]

    @admin.action(description="Publish the newest signed text")
    def publish_selected(self, request: HttpRequest, queryset: Any) -> None:
        def publish(draft: Any, by: Contributor) -> None:
            actions.publish(revision=draft.item.head, by=by)

        self._each(request, queryset, publish, "published")

    @admin.action(description="Make me the owner")
    def take_over_selected(self, request: HttpRequest, queryset: Any) -> None:
        def take_over(draft: Any, by: Contributor) -> None:
            actions.hand_over(item=draft.item, to=by, by=by, note="Taken over from the list.")

        self._each(request, queryset, take_over, "taken over")

    @admin.action(description="Add a tag to the drafts")
    def add_tag_to_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Asks for the tags on a page of its own, which keeps the selection."""
        form = TagsForm(request.POST if "tag" in request.POST else None)
        if not form.is_valid():
            return self._ask_for_tags(request, queryset, form)
        tags = form.cleaned_data["tag"]

        def add_tag(draft: Any, by: Contributor) -> None:
            # Whoever has the form open meanwhile is asked when they save: a new revision is a new revision.
            item = lock(draft.item_id)
            draft.tags.add(*tags)
            actions.save_draft(draft=draft, by=by, based_on=item.head_id)

        self._each(request, queryset, add_tag, "tagged")
        return None

    def _ask_for_tags(self, request: HttpRequest, queryset: Any, form: TagsForm) -> HttpResponse:
        return asked_between(
            request,
            title="Add a tag to the drafts",
            intro="Each of these drafts gets a new revision with the tag. Live pages show it once a publisher lets them.",
            things=[Link(draft.title, change_address_of(draft)) for draft in queryset.order_by("title")[:MOST]],
            button="Add the tag",
            form=form,
            opts=self.model._meta,
            back=request.get_full_path(),
        )

    def _each(self, request: HttpRequest, queryset: Any, act: Callable[[Any, Contributor], None], done: str) -> None:
        """Act on each page in a transaction of its own, in the order of their items; tell what was refused and why."""
        count = 0
        for draft in queryset.select_related("item__head__signed").order_by("item_id")[:MOST]:
            try:
                by = acting_contributor(request)
                with transaction.atomic():
                    act(draft, by)
            except Refused as refused:
                messages.error(request, f"{draft.title}: {refused}")
            else:
                count += 1
        if count:
            messages.success(request, f"{count} {'page was' if count == 1 else 'pages were'} {done}.")
