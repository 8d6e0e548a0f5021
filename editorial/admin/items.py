"""Items, only so that a form can find a page by its title. They have no pages of their own in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial import registry
from editorial.choosers import may_see_drafts
from editorial.choosing import about, having_words
from editorial.models import Item


@admin.register(Item)
class ItemAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    search_fields = ("title", "slug")
    ordering = ("title",)

    def get_queryset(self, request: HttpRequest) -> Any:
        kinds = [kind.name for kind in registry.kinds()]
        return super().get_queryset(request).filter(kind__in=kinds).select_related("publication")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.filter(having_words(search_term), put_away_at=None), False

    def suggestion(self, item: Item) -> str:
        """How a page stands in the list of a chooser."""
        return f"{item.title} ({about(item)})"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see drafts of any kind may find pages by title."""
        return may_see_drafts(request.user)
