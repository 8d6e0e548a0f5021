"""The synonyms and recommendations that editors keep: added and removed, never changed, each by an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import date as spelled
from django.utils.text import Truncator

from editorial import clock, errors
from editorial.admin.acting import acting_contributor
from editorial.admin.refusals import RefusalsMixin
from editorial.admin.suggesting import ChoosersMixin
from editorial.models import Contributor
from search.actions import add_best_bet, add_synonym, remove_best_bet, remove_synonym
from search.forms import BestBetForm, SynonymForm
from search.models import BestBet, Synonym
from search.said import is_said

LONGEST_IN_LIST = 40


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST_IN_LIST)


class KeptAdmin(RefusalsMixin, ChoosersMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    list_filter = ("language",)
    list_per_page = 50
    list_select_related: ClassVar[Any] = ("by",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ("asked_key", "pk")

    class Media:
        css: ClassVar[Any] = {"all": ["search/kept.css"]}

    def add(self, row: Any, by: Contributor) -> Any:
        raise NotImplementedError

    def remove(self, row: Any, by: Contributor) -> None:
        raise NotImplementedError

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        kept = self.add(obj, acting_contributor(request))
        obj.pk, obj.by, obj.at = kept.pk, kept.by, kept.at

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._remove_all(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._remove_all(request, queryset.order_by("pk"))

    @transaction.atomic
    def _remove_all(self, request: HttpRequest, rows: Iterable[Any]) -> None:
        """All or none. A refusal gets a page of its own, because Django would say that they were deleted."""
        try:
            for row in rows:
                self.remove(row, acting_contributor(request))
        except errors.Refused as refused:
            raise PermissionDenied(str(refused)) from refused

    @admin.display(description="kept by", ordering="by__name")
    def kept_by(self, row: Any) -> str:
        return f"{row.by.name}, {spelled(clock.day_of(row.at), 'j F Y')}"


@admin.register(Synonym)
class SynonymAdmin(KeptAdmin):
    form = SynonymForm
    list_display = ("says", "pages_say", "language", "kept_by")
    search_fields = ("asked", "asked_key", "means", "means_key")
    search_help_text = "Words that readers or pages say."
    fields = ("language", "asked", "means")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Before it is kept: then the site has another generation, which no index may hold until the transaction has ended.
        finds_more = is_said(obj.means, obj.language)
        super().save_model(request, obj, form, change)
        if not finds_more:
            messages.warning(request, f"No page says “{obj.means}” yet, so nothing more is found.")

    @admin.display(description="readers say", ordering="asked_key")
    def says(self, row: Synonym) -> str:
        return _short(row.asked)

    @admin.display(description="pages say", ordering="means_key")
    def pages_say(self, row: Synonym) -> str:
        return _short(row.means)

    def add(self, row: Synonym, by: Contributor) -> Synonym:
        return add_synonym(language=row.language, asked=row.asked, means=row.means, by=by)

    def remove(self, row: Synonym, by: Contributor) -> None:
        remove_synonym(synonym=row, by=by)


@admin.register(BestBet)
class BestBetAdmin(KeptAdmin):
    form = BestBetForm
    list_display = ("asks", "page", "is_shown", "ordering", "language", "kept_by")
    list_select_related = ("by", "item__publication")
    search_fields = ("asked", "asked_key", "item__title")
    search_help_text = "Words that readers ask, or of the title of the page."
    autocomplete_fields = ("item",)
    fields = ("language", "asked", "item", "ordering")

    def add(self, row: BestBet, by: Contributor) -> BestBet:
        return add_best_bet(language=row.language, asked=row.asked, item=row.item, ordering=row.ordering, by=by)

    def remove(self, row: BestBet, by: Contributor) -> None:
        remove_best_bet(best_bet=row, by=by)

    @admin.display(description="readers ask", ordering="asked_key")
    def asks(self, row: BestBet) -> str:
        return _short(row.asked)

    @admin.display(description="page", ordering="item__title")
    def page(self, row: BestBet) -> str:
        return _short(row.item.title)

    @admin.display(description="shown to readers", boolean=True)
    def is_shown(self, row: BestBet) -> bool:
        publication = getattr(row.item, "publication", None)
        return publication is not None and publication.is_live and publication.language == row.language
