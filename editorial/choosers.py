"""Finding a source or a page from inside the text editor.

`editorial` knows neither sources nor pages, so the apps register how to look for them, in `AppConfig.ready`:

    register_chooser("source", search, named)

`search(words)` yields the best `Choice`s first (20 are shown; all of them for empty words if there are few).
`named(uids)` yields the choices with these uids, so that a citation in the text can show a title; without it, it shows
a plain mark. Kinds in use: "source" (uid of a source), "page" (uid of an item)
and "tag" (its name).

The addresses are wired above the admin's own, because its catch-all would swallow them:

    path(settings.ADMIN_PATH + "editorial/", include("editorial.choosers")),
    path(settings.ADMIN_PATH, admin.site.urls),

GET …/choose-source/?q=words and …/choose-source/?uid=a&uid=b answer [{"uid": …, "title": …, "detail": …}, …] to whoever
may see drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from editorial import registry

SHOWN = 20
LONGEST_QUERY = 200
MOST_UIDS = 200


class Choice(NamedTuple):
    """One line of the result list; `detail` tells apart equal titles (publisher and year, kind and state)."""

    uid: str
    title: str
    detail: str = ""


Search = Callable[[str], Iterable[Choice]]
Named = Callable[[Sequence[str]], Iterable[Choice]]

_choosers: dict[str, tuple[Search, Named]] = {}


def register_chooser(kind: str, search: Search, named: Named | None = None) -> None:
    """Make `kind` choosable; registering again replaces."""
    _choosers[kind] = (search, named or _nobody)


def _nobody(uids: Sequence[str]) -> Iterable[Choice]:
    return ()


def usable_uids(uids: Sequence[str]) -> list[str]:
    """Those that are uids at all: what a browser sends may be anything."""
    usable = []
    for uid in uids:
        try:
            usable.append(str(UUID(uid)))
        except ValueError:
            continue
    return usable


def may_see_drafts(user: Any) -> bool:
    """May this account see drafts of any kind?"""
    options = [kind.model._meta for kind in registry.kinds()]
    return any(user.has_perm(f"{opts.app_label}.view_{opts.model_name}") for opts in options)


@require_GET
@never_cache
def choose(request: HttpRequest, kind: str) -> JsonResponse:
    """Choices for the words in `q`, or those with the given `uid`s."""
    if not (request.user.is_active and request.user.is_staff and may_see_drafts(request.user)):
        raise PermissionDenied
    if kind not in _choosers:
        raise Http404(f"nothing is registered under “{kind}”")
    search, named = _choosers[kind]
    uids = request.GET.getlist("uid")[:MOST_UIDS]
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    found = named(uids) if uids else islice(search(words), SHOWN)
    return JsonResponse([choice._asdict() for choice in found], safe=False)


app_name = "choosers"
urlpatterns = [path("choose-<slug:kind>/", choose, name="choose")]
