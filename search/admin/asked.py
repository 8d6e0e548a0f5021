"""What people look for: a work list with one button for each thing that an editor can do about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from editorial import clock, errors
from editorial.admin.acting import acting_contributor, acting_contributor_or_none
from editorial.models import Contributor
from search import actions
from search.forms import GapForm
from search.gaps import DAYS, OPEN, SHOWN, Gap, asked_since, with_nearest
from search.models import AskedCount

PER_PAGE = 25
ARTICLES = "articles.add_article"


@admin.register(AskedCount)
class AskedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Counts are made by readers and forgotten by themselves: nobody adds, changes or removes one."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> Any:
        act = self.admin_site.admin_view(require_POST(self.act))
        return [path("do/<slug:verb>/", act, name="search_askedcount_do"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        shown = _shown(request.GET.get("show", ""))
        page = Paginator(asked_since(clock.today(), shown), PER_PAGE).get_page(request.GET.get("page"))
        person = acting_contributor_or_none(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "What people look for",
            "opts": self.opts,
            "days": DAYS,
            "page": page,
            "rows": [(gap, _form_of_a_page(request, gap)) for gap in with_nearest(page.object_list)],
            "shown": shown,
            "choices": SHOWN.items(),
            "may_act": person is not None and person.may("relist"),
        }
        return TemplateResponse(request, "search/asked.html", context)

    def act(self, request: HttpRequest, verb: str) -> HttpResponse:
        """One button of a row: calls one action, and says in the list what came of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if verb not in VERBS:
            raise Http404("There is no such button.")
        form = GapForm(request.POST)
        if not form.is_valid():
            messages.error(request, "That could not be read, and nothing was changed. Try again from this list.")
        else:
            try:
                messages.success(request, VERBS[verb](form.cleaned_data, acting_contributor(request)))
            except errors.Refused as refused:
                messages.error(request, str(refused))
        back = urlencode({"show": _shown(request.POST.get("show", ""))})
        return HttpResponseRedirect(f"{reverse('admin:search_askedcount_changelist')}?{back}")


def _shown(asked: str) -> str:
    return asked if asked in SHOWN else OPEN


def _form_of_a_page(request: HttpRequest, gap: Gap) -> str:
    """Where a page on this can be begun, with a title; empty for whoever writes no pages, and for a sign of danger."""
    if gap.is_danger or not request.user.has_perm(ARTICLES):
        return ""
    return (
        f"{reverse('admin:articles_article_add')}?{urlencode({'title': capfirst(gap.words), 'language': gap.language})}"
    )


def _page_of(data: dict[str, Any]) -> Any:
    if data["page"] is None:
        raise errors.NotLive(action="lead readers to")
    return data["page"]


def _mean(data: dict[str, Any], by: Contributor) -> str:
    title = _page_of(data).publication.title
    actions.add_synonym(language=data["language"], asked=data["asked"], means=title, by=by)
    return f"Whoever asks “{data['asked']}” is shown pages that say “{title}” from now on."


def _recommend(data: dict[str, Any], by: Contributor) -> str:
    page = _page_of(data)
    actions.add_best_bet(language=data["language"], asked=data["asked"], item=page, by=by)
    return f"“{page.publication.title}” stands first from now on when “{data['asked']}” is asked."


def _dismiss(data: dict[str, Any], by: Contributor) -> str:
    actions.dismiss_gap(language=data["language"], asked=data["asked"], by=by)
    return f"“{data['asked']}” is off the list. It stands under “Not for us”."


def _return(data: dict[str, Any], by: Contributor) -> str:
    actions.return_gap(language=data["language"], asked=data["asked"], by=by)
    return f"“{data['asked']}” is on the list again."


VERBS = {"mean": _mean, "recommend": _recommend, "dismiss": _dismiss, "return": _return}
