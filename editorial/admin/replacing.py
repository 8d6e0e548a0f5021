"""Find and replace: the question, every place that would change, and what became of the pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from editorial import errors, policy, registry
from editorial.admin.acting import acting_contributor, acting_contributor_or_none
from editorial.admin.mixin import is_key
from editorial.admin.steps_page import change_address_of
from editorial.choosers import may_see_drafts
from editorial.forms_replacing import ReplaceForm
from editorial.models import Contributor, Item
from editorial.replacing.pages import MOST_AT_ONCE, find, items_with, replace_on


@dataclass(frozen=True)
class Result:
    """What became of one page; `problem` says why nothing did."""

    item: Item
    address: str
    count: int = 0
    problem: str = ""

    @property
    def is_live(self) -> bool:
        publication: Any = getattr(self.item, "publication", None)
        return publication is not None and publication.is_live


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def replace_words(request: HttpRequest) -> HttpResponse:
    """GET asks and shows; POST replaces what is ticked, each page by itself."""
    if not may_see_drafts(request.user):
        raise PermissionDenied
    try:
        policy.require(acting_contributor_or_none(request), "save_draft")
    except errors.Refused as refusal:
        return _show(request, refusal=str(refusal))
    asked = request.POST if request.method == "POST" else request.GET
    form = ReplaceForm(asked if "find" in asked else None)
    if not form.is_valid():
        return _show(request, form=form)
    if request.method == "POST":
        return _show(
            request, form=form, results=_replace(request, form), again=_again(form, request.POST.get("next", ""))
        )
    pages, following = find(form.wanted(), form.scope(), form.cleaned_data["after"] or 0)
    return _show(
        request,
        form=form,
        pages=[(page, change_address_of(page.draft)) for page in pages],
        is_searched=True,
        places=sum(len(page.changes) for page in pages),
        possible=sum(len(page.possible) for page in pages),
        following=following,
        next_address=_again(form, str(following)) if following else "",
        most=MOST_AT_ONCE,
        candidates=items_with(form.wanted(), form.scope()).count() if following else 0,
        token=uuid4(),
    )


def _again(form: ReplaceForm, after: str) -> str:
    """The address of the same question for the pages after this item; empty where there are no more."""
    if not after.isdecimal() or after == "0":
        return ""
    asked: Any = form.data  # a QueryDict: the form is always bound here
    query = [(name, value) for name in form.fields if name != "after" for value in asked.getlist(name) if value]
    return f"?{urlencode([*query, ('after', after)])}"


def _replace(request: HttpRequest, form: ReplaceForm) -> list[Result]:
    """Each page that something is ticked on, in the order of the items."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for ticked in request.POST.getlist("change"):
        item, _, key = ticked.partition(":")
        if is_key(key.rpartition(":")[2]):
            chosen[item].append(key)
    heads = dict(pair.split(":", 1) for pair in request.POST.getlist("page") if ":" in pair)
    wanted_items = [int(item) for item in chosen if is_key(item) and is_key(heads.get(item, "")) and item[0] != "0"]
    items = Item.objects.filter(pk__in=wanted_items, kind__in=[kind.name for kind in registry.kinds()])
    by = acting_contributor(request)
    return [
        _replace_on(item, int(heads[str(item.pk)]), chosen[str(item.pk)], form, by, request.POST.get("token", ""))
        for item in items.select_related("publication").order_by("pk")
    ]


def _replace_on(item: Item, head: int, keys: list[str], form: ReplaceForm, by: Contributor, token: str) -> Result:
    address = change_address_of(registry.draft_of(item.pk, item.kind))
    try:
        own = uuid5(UUID(token), str(item.pk))
        count = replace_on(
            item=item, head=head, keys=keys, wanted=form.wanted(), scope=form.scope(), by=by, token=str(own)
        )
    except ValueError:
        return Result(item, address, problem="The form was not whole. Look for the words again.")
    except errors.Refused as refused:
        return Result(item, address, problem=str(refused))
    return Result(item, address, count)


def _show(request: HttpRequest, **context: Any) -> HttpResponse:
    everything = {**site.each_context(request), "title": "Find and replace", **context}
    return TemplateResponse(request, "editorial/replacing/page.html", everything)


urls = [path("editorial/replace/", site.admin_view(replace_words), name="replace_words")]
