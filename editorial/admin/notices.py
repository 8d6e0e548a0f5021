"""Notices in the admin: who wrote what, whether readers see it, and the steps that decide it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial import actions, clock
from editorial.actions.notices import fingerprint
from editorial.admin.acting import acting_contributor, acting_contributor_or_none
from editorial.admin.list_filters import Choices
from editorial.admin.notice_steps import steps_for
from editorial.admin.notice_words import BADGES, acts_of, words_about
from editorial.admin.refusals import RefusalsMixin
from editorial.admin.suggesting import ChoosersMixin
from editorial.admin_media import NonceMedia
from editorial.forms_notices import NoticeForm
from editorial.models import Notice
from editorial.rendering import notice_shown

USUAL_TIME = dt.timedelta(days=7)


class StandingFilter(Choices):
    title, parameter_name = "state", "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("waiting", "Waiting for approval"), ("showing", "Showing"), ("ended", "Ended")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = clock.now()
        if self.value() == "waiting":
            return queryset.waiting_for_approval(now)
        if self.value() == "showing":
            return queryset.showing(now)
        return queryset.filter(ends_at__lte=now) if self.value() == "ended" else queryset


@admin.register(Notice)
class NoticeAdmin(RefusalsMixin, ChoosersMixin, NonceMedia, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is deleted: what readers were told stays, and ends."""

    form = NoticeForm
    change_form_template = "editorial/notice_change_form.html"
    list_display = ("title", "state_badge", "level", "shown_on", "language", "starts_at", "ends_at")
    list_filter = (StandingFilter, "level", "scope", "language")
    list_select_related = ("topic", "page")
    search_fields = ("title", "text")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    autocomplete_fields = ("topic", "page")
    fieldsets = (
        (None, {"fields": ("level", "title", "text", "language")}),
        ("Where", {"fields": ("scope", "topic", "page")}),
        ("When", {"fields": ("starts_at", "ends_at", "is_ready")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("item", "written_by", "approved_by", "topic", "page")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        now = clock.now().replace(second=0, microsecond=0)
        return {"starts_at": now, "ends_at": now + USUAL_TIME, **super().get_changeform_initial_data(request)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and "seen" in form.base_fields:
            form.base_fields["seen"].initial = fingerprint(obj)
        return form

    def save_model(self, request: HttpRequest, obj: Notice, form: Any, change: bool) -> None:
        was_approved = obj.approved_by_id is not None
        saved = actions.save_notice(notice=obj, by=acting_contributor(request), seen=form.cleaned_data["seen"])
        if was_approved and saved.approved_by_id is None:
            messages.warning(request, "It was changed, so readers see it only after somebody else approved it again.")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        notice = kwargs.get("obj")
        if notice is not None:
            kept = self.get_queryset(request).get(pk=notice.pk)  # not what was typed just now
            standing = kept.standing(clock.now())
            context |= {
                "standing": standing,
                "badge": BADGES[standing],
                "sentence": words_about(kept, standing),
                "shown": notice_shown(kept),
                "notice": kept,
                "steps": steps_for(kept, acting_contributor_or_none(request)),
                "acts": acts_of(kept),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="state")
    def state_badge(self, notice: Notice) -> SafeString:
        standing = notice.standing(clock.now())
        return format_html('<span class="badge badge--{}">{}</span>', BADGES[standing], standing.label.capitalize())

    @admin.display(description="shown on")
    def shown_on(self, notice: Notice) -> str:
        return str(notice.topic or notice.page or notice.get_scope_display())
