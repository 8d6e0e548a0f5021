"""The addresses on other sites that our pages name, and whether they answer. Only to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import date as spelled
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from editorial import clock, registry
from editorial.choosers import may_see_drafts
from editorial.models import Publication
from library.linking import FAILURES_BEFORE_ANYBODY_IS_TOLD, live_pages_naming
from library.models import Link, Organisation, Source

BADGES = {"answers": "live", "fails": "overdue", "not_asked": "waiting", "": "draft"}


@admin.register(Link)
class LinkAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("address", "standing", "detail", "last_asked")
    list_filter = ("outcome",)
    search_fields = ("url",)
    ordering = ("-failures", "url")
    list_per_page = 50
    fields = ("url", "standing", "detail", "failing_since", "failures", "asked_at", "named_on", "named_by")
    readonly_fields = fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_see_drafts(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_see_drafts(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Addresses on other sites", **(extra_context or {})})

    @admin.display(description="address", ordering="url")
    def address(self, link: Link) -> str:
        return link.url

    @admin.display(description="last asked", ordering="asked_at")
    def last_asked(self, link: Link) -> str:
        return spelled(clock.day_of(link.asked_at), "j F Y") if link.asked_at else ""

    @admin.display(description="does it answer", ordering="outcome")
    def standing(self, link: Link) -> SafeString:
        once = link.outcome == Link.Outcome.FAILS and link.failures < FAILURES_BEFORE_ANYBODY_IS_TOLD
        words = "failed once, is asked again" if once else link.get_outcome_display()
        code = "waiting" if once else BADGES[link.outcome]
        return format_html('<span class="badge badge--{}">{}</span>', code, words)

    @admin.display(description="live pages that name it")
    def named_on(self, link: Link) -> SafeString | str:
        found = live_pages_naming([link], Publication.objects.all())
        return _listed([(_form_of(page), page.title) for page, _ in found])

    @admin.display(description="in the library")
    def named_by(self, link: Link) -> SafeString | str:
        rows = [*Source.objects.filter(url=link.url), *Organisation.objects.filter(url=link.url)]
        return _listed([(reverse(f"admin:library_{row._meta.model_name}_change", args=[row.pk]), row) for row in rows])


def _listed(links: list[tuple[str, Any]]) -> SafeString | str:
    lines = format_html_join("", '<li><a href="{}">{}</a></li>', links)
    return format_html("<ul>{}</ul>", lines) if links else "none"


def _form_of(page: Publication) -> str:
    draft = registry.draft_of(page.item_id, page.kind)
    return reverse(f"admin:{draft._meta.app_label}_{draft._meta.model_name}_change", args=[draft.pk])
