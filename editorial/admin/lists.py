"""The list of drafts: where each page stands and whose turn it is, in a number of queries that does not grow with rows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import date as spelled
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from editorial import state
from editorial.admin import list_filters as by
from editorial.admin.mixin import AdminMixin
from editorial.choosing import about
from editorial.models import Draft, Publication


class DraftList(ChangeList):
    """Brings along, for every row, what its state is told from."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        return state.with_state(super().get_queryset(request, exclude_parameters))


class DraftListMixin(AdminMixin):
    """For admins of drafts."""

    list_display = ("title", "state_badge", "owner", "reviewer", "next_review")
    list_filter = (
        by.StateFilter,
        by.DueFilter,
        by.FindingsFilter,
        by.OwnerFilter,
        by.TopicFilter,
        by.TagFilter,
        by.LanguageFilter,
    )
    list_per_page = 50
    ordering = ("title", "pk")
    search_fields = ("title", "item__head__signed__text", "tags__name")
    search_help_text = "Words of the title, the text or a tag."
    change_list_template = "editorial/draft_list.html"
    empty_value_display = "–"
    # Counting all rows as well would say little and costs a query.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(self.model._meta.verbose_name_plural)
        context = {"title": title, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DraftList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """A chooser of a form offers no draft that was put away; the list has a filter for that."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return found.filter(item__put_away_at=None) if "field_name" in request.GET else found, may_repeat

    @admin.display(description="State")
    def state_badge(self, draft: Any) -> SafeString:
        found = state.state_of_draft(draft)
        badge = format_html('<span class="badge badge--{}">{}</span>', found.code, found.label)
        publication = _publication(draft)
        if publication is None or not publication.is_live or not state.draft_waits(draft.item):
            return badge
        return format_html('{} <span class="badge badge--waiting">Draft waiting</span>', badge)

    @admin.display(description="Owner", ordering="item__owner__name")
    def owner(self, draft: Draft) -> str:
        return draft.item.owner.name if draft.item.owner else ""

    @admin.display(description="Reviewer", ordering="item__reviewer__name")
    def reviewer(self, draft: Draft) -> str:
        return draft.item.reviewer.name if draft.item.reviewer else ""

    @admin.display(description="Next review", ordering="item__publication__next_review_on")
    def next_review(self, draft: Draft) -> str:
        publication = _publication(draft)
        return spelled(publication.next_review_on, "j F Y") if publication and publication.is_live else ""

    def suggestion(self, draft: Draft) -> str:
        """How a draft stands in the list of a chooser."""
        return f"{draft.title} ({about(draft.item)})"


def _publication(draft: Draft) -> Publication | None:
    found: Publication | None = getattr(draft.item, "publication", None)
    return found
