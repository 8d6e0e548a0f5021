"""Sources in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial import clock
from editorial.admin.acting import acting_contributor
from editorial.admin.list_filters import Choices
from library import actions
from library.admin.shared import LibraryAdmin, tell_reopened
from library.models import Source

# After that time a page may have moved, and a guideline have a newer edition.
CHECK_AGAIN_MONTHS = 24
BADGES = {"current": "live", "corrected": "waiting", "superseded": "overdue", "retracted": "revoked"}


class CheckedFilter(Choices):
    title, parameter_name = "last checked", "checked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("long_ago", "Not for two years"), ("never", "Never")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "never":
            return queryset.filter(checked_on=None)
        long_ago = clock.add_months(clock.today(), -CHECK_AGAIN_MONTHS)
        return queryset.filter(Q(checked_on=None) | Q(checked_on__lt=long_ago)) if self.value() else queryset


@admin.register(Source)
class SourceAdmin(LibraryAdmin):
    kind_of_use = "source"
    list_display = ("title", "publisher", "published", "kind", "standing", "checked_on", "pages")
    list_filter = ("status", "kind", CheckedFilter, "is_demo")
    search_fields = ("title", "publisher", "authors", "url", "doi", "pmid", "isbn")
    search_help_text = "Words of the title, publisher or authors, a web address, a DOI, a PubMed number or an ISBN."
    autocomplete_fields = ("superseded_by",)
    fieldsets = (
        (None, {"fields": ("title", "authors", "publisher", "published", "kind", "url", "checked_on", "pages")}),
        ("Edition and numbers", {"fields": ("edition", "doi", "pmid", "isbn"), "classes": ["collapse"]}),
        (
            "What became of it",
            {
                "fields": ("status", "status_note", "superseded_by"),
                "description": "Any other status than “current” opens the review of every page that uses it again. Of a "
                "retracted source these pages also tell their readers, at once.",
                "classes": ["collapse"],
            },
        ),
    )

    @admin.display(description="status", ordering="status")
    def standing(self, obj: Source) -> SafeString:
        return format_html('<span class="badge badge--{}">{}</span>', BADGES[obj.status], obj.get_status_display())

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What became of it is not folded away where something did."""
        main, numbers, (title, options) = super().get_fieldsets(request, obj)
        is_open = obj is not None and obj.status != Source.Status.CURRENT
        return [main, numbers, (title, {**options, "classes": [] if is_open else ["collapse"]})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        tell_reopened(request, actions.save_source(source=obj, by=acting_contributor(request)))
