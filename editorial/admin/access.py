"""Who may look at an item from beside its form: whoever may see its draft."""

from __future__ import annotations

from django.contrib.admin.sites import site
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from editorial import registry
from editorial.models import Draft, Item
from editorial.page import Link


def permitted(request: HttpRequest, pk: int) -> tuple[Item, Draft]:
    """The item and its draft, if this person may see the draft. Raises Http404 or PermissionDenied."""
    item = get_object_or_404(Item.objects.select_related("publication__listing"), pk=pk)
    try:
        draft = registry.draft_of(item.pk, item.kind)
    except (KeyError, ObjectDoesNotExist) as error:
        raise Http404("This item has no draft.") from error
    if not site.get_model_admin(type(draft)).has_view_permission(request, draft):
        raise PermissionDenied
    return item, draft


def ways_back(item: Item, draft: Draft) -> list[Link]:
    names = [("History", "history"), ("Back to the form", "change")]
    base = f"admin:{draft._meta.app_label}_{draft._meta.model_name}"
    return [Link(title, reverse(f"{base}_{name}", args=[draft.pk])) for title, name in names]
