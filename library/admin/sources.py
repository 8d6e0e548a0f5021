"""Sources in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial import clock
from editorial.admin.acting import acting_contributor
from editorial.admin.between import asked_between
from editorial.admin.list_filters import Choices
from editorial.models import Publication
from editorial.page import Link
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
            "Status",
            {
                "fields": ("status", "status_note", "superseded_by"),
                "description": "Any other status than “current” opens the review of every page that uses it again. Of a "
                "retracted source these pages also tell their readers, at once.",
            },
        ),
    )

    @admin.display(description="status", ordering="status")
    def standing(self, obj: Source) -> SafeString:
        return format_html('<span class="badge badge--{}">{}</span>', BADGES[obj.status], obj.get_status_display())

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Readers are told of a retraction at once, so somebody has to say once more that it is meant."""
        asked = self._asks_about_retraction(request, object_id) if object_id and request.method == "POST" else None
        return asked or super().changeform_view(request, object_id, form_url, extra_context)

    def _asks_about_retraction(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """The page with what readers would see where; None where nothing is to be asked, or something to be mended first."""
        source: Source | None = self.get_object(request, unquote(object_id))
        if (
            source is None
            or source.status == Source.Status.RETRACTED
            or not self.has_change_permission(request, source)
        ):
            return None
        if request.POST.get("status") != Source.Status.RETRACTED or "confirmed" in request.POST:
            return None
        live = Publication.objects.filter(item__in=actions.live_pages_using("source", source)).order_by("title")
        pages, title = list(live.select_related("address")), source.title
        form = self.get_form(request, source, change=True)(request.POST, instance=source)
        if not pages or not form.is_valid():  # binding the form writes what was typed into the source
            return None
        return asked_between(
            request,
            title="Retract a source",
            intro=f"As soon as “{title}” is marked as retracted, these live pages tell their readers that a source was "
            "taken back, on the page, on paper and by their code. Their reviews are opened again, to be done within "
            f"{actions.DAYS_RETRACTED} days.",
            things=[Link(page.title, page.path) for page in pages],
            button="Retract it, and tell readers",
            is_grave=True,
            opts=Source._meta,
            back=request.path,
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        tell_reopened(request, actions.save_source(source=obj, by=acting_contributor(request)))
