"""Bulk actions of draft lists. Each page goes through the same action as in its own form, and each refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from editorial import actions
from editorial.actions.locks import lock
from editorial.admin.acting import acting_contributor
from editorial.admin.mixin import AdminMixin
from editorial.errors import Refused
from editorial.models import Contributor
from editorial.tag_field import TagsWidget, meant_by, names_in

MOST = 200


class DraftActionForm(ActionForm):
    """The bulk action and what some of them need."""

    tag = forms.CharField(
        required=False, max_length=100, label="Tag", help_text="for “Add a tag”", widget=TagsWidget(attrs={"class": ""})
    )


class BulkMixin(AdminMixin):
    """Bulk actions for admins of drafts. No `list_editable`: a list would overwrite texts it never showed."""

    action_form = DraftActionForm
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
    def add_tag_to_selected(self, request: HttpRequest, queryset: Any) -> None:
        names = names_in(request.POST.get("tag", ""))
        if not names:
            messages.error(request, "Write the tag in the box beside the action, then press Go again.")
            return
        try:
            tags = meant_by(names)
        except ValidationError as unknown:
            messages.error(request, " ".join(unknown.messages))
            return

        def add_tag(draft: Any, by: Contributor) -> None:
            # Whoever has the form open meanwhile is asked when they save: a new revision is a new revision.
            item = lock(draft.item_id)
            draft.tags.add(*tags)
            actions.save_draft(draft=draft, by=by, based_on=item.head_id)

        self._each(request, queryset, add_tag, "tagged")

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
