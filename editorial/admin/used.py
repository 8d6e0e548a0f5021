"""“Where is this used”: one page for everything that pages share, and for pages that others link to or place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from editorial import registry
from editorial.admin.access import permitted
from editorial.choosers import may_see_drafts
from editorial.models import Item
from editorial.page import Link
from editorial.places import Thing
from editorial.used import Used, items_using, shared_named, told

PER_PAGE = 25


@dataclass(frozen=True)
class Subject:
    """What the page is about: its row, its title, where its form is, and what else rests on it."""

    thing: Thing
    options: Any
    title: str
    address: str
    beside: tuple[Link, ...] = ()


@require_safe
def where_used(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """Whoever may see the thing, and drafts, sees where it is used."""
    subject = _page(request, uid) if kind == "page" else _shared(request, kind, uid)
    items = items_using(subject.thing)
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    rows = told(items[max(page.start_index() - 1, 0) : page.end_index()], subject.thing)
    context = {
        **site.each_context(request),
        "title": "Where is this person named" if kind == "contributor" else "Where is this used",
        "subject": subject,
        "opts": subject.options,
        "page": page,
        "rows": [(row, address) for row, address in zip(rows, _addresses(rows), strict=True)],
        "is_person": kind == "contributor",
    }
    return TemplateResponse(request, "editorial/where_used.html", context)


def _page(request: HttpRequest, uid: UUID) -> Subject:
    item, draft = permitted(request, get_object_or_404(Item, uid=uid).pk)
    text = item.head.signed.text if item.head else ""
    signed = json.loads(text or "{}") if item.kind == "term" else {}
    return Subject(Thing("page", str(uid), signed), draft._meta, item.title, _form_of(draft))


def _shared(request: HttpRequest, kind: str, uid: UUID) -> Subject:
    try:
        shared = shared_named(kind)
    except KeyError as error:
        raise Http404(f"Nothing of the kind “{kind}” is shared by pages.") from error
    row: Any = get_object_or_404(shared.model, uid=uid)
    may_see = site.get_model_admin(shared.model).has_view_permission(request, row)
    if not (may_see and may_see_drafts(request.user)):
        raise PermissionDenied
    return Subject(Thing(kind, str(uid)), row._meta, str(row), _form_of(row), tuple(shared.beside(row)))


def _form_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _addresses(rows: Iterable[Used]) -> list[str]:
    """Where the forms of some pages are: one query for each kind of page."""
    wanted = [row.item for row in rows]
    found: dict[int, str] = {}
    for kind in registry.kinds():
        if items := [item.pk for item in wanted if item.kind == kind.name]:
            name = f"admin:{kind.model._meta.app_label}_{kind.model._meta.model_name}_change"
            drafts = kind.model._default_manager.filter(item__in=items).values_list("item_id", "pk")
            found |= {item: reverse(name, args=[pk]) for item, pk in drafts}
    return [found.get(item.pk, "") for item in wanted]


urls = [path("editorial/used/<slug:kind>/<uuid:uid>/", site.admin_view(where_used), name="where_used")]
