"""What can be looked at of an item's revisions: any of them as patients would see it, and any two side by side.

`urls` go before the admin's own, whose catch-all would swallow them:

    path(settings.ADMIN_PATH, include(editorial.admin.revisions.urls)),
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.sites import site
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from editorial import clock
from editorial.admin.access import permitted, ways_back
from editorial.admin.preview import render_frame, render_page
from editorial.admin.sides import Side, names_for, publication_of, revision_named, side_of, sign_offs_by_digest
from editorial.compare import compared_document, field_changes
from editorial.marking import clean_marked
from editorial.models import Item
from editorial.showing import provenance_of

MOST_TO_CHOOSE_FROM = 200


def _side(item: Item, number: int) -> Side:
    revision = revision_named(item, str(number))
    if revision is None:
        raise Http404("There is no such revision.")
    return side_of(item, revision, sign_offs_by_digest(item, [revision.signed_id]))


def words_about(side: Side) -> str:
    """What is shown, and who stands behind it."""
    if side.is_removed:
        return f"The text of revision {side.revision.number} was removed for legal reasons."
    signed = ", ".join(s.reviewer.name for s in side.sign_offs)
    state = "Patients see it now." if side.is_live else f"Signed by {signed}." if signed else "Nobody has signed it."
    return f"Revision {side.revision.number}, saved by {side.revision.by}. {state}"


@require_safe
def revision_frame(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A revision in a frame, at the width of a phone or a desktop."""
    item, draft = permitted(request, pk)
    side = _side(item, number)
    address = "" if side.is_removed else reverse("item_revision", args=[pk, number])
    return render_frame(
        request, title=item.title, banner=words_about(side), address=address, back=ways_back(item, draft)
    )


@require_safe
def revision_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A revision as patients would see it."""
    item, _ = permitted(request, pk)
    side, publication = _side(item, number), publication_of(item)
    if side.is_removed:
        raise Http404("This text was removed for legal reasons.")
    stands_behind = provenance_of(publication, side.signed, clock.today()) if publication and side.is_live else None
    return render_page(request, side.signed, side.listing, banner=words_about(side), provenance=stands_behind)


def _chosen(request: HttpRequest, item: Item) -> tuple[Side | None, Side]:
    """The two texts that the address names; without one, the newest and what it is to be held against."""
    names = {key: request.GET.get(key, "") for key in ("before", "after")}
    after = revision_named(item, names["after"] or "head")
    if after is None:
        raise Http404("There is no such revision.")
    wanted = [names["before"]] if names["before"] else ["live", "reviewed", "previous"]
    before = next((found for name in wanted if (found := revision_named(item, name, other=after))), None)
    if before is not None and before.number > after.number:
        # Whatever was asked for, the older text stands first: what is struck through is what went out.
        before, after, names = after, before, {"before": names["after"], "after": names["before"]}
    given = sign_offs_by_digest(item, [side.signed_id for side in (before, after) if side])
    older = side_of(item, before, given, as_live=names["before"] in {"live", ""}) if before else None
    return older, side_of(item, after, given, as_live=names["after"] == "live")


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two revisions side by side: ?before= and ?after= are numbers, or live, reviewed, head, previous."""
    item, draft = permitted(request, pk)
    before, after = _chosen(request, item)
    asked = {key: request.GET[key] for key in ("before", "after") if key in request.GET}
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Compare",
        "is_nav_sidebar_enabled": False,
        "item": item,
        "opts": draft._meta,
        "draft": draft,
        "before": before,
        "after": after,
        "query": urlencode(asked),
        "wanted": asked.get("before", ""),
        "as_page": request.GET.get("view") == "page",
        "back": ways_back(item, draft),
        "revisions": item.revisions.select_related("by").newest_first()[:MOST_TO_CHOOSE_FROM],
    }
    if before is not None and not before.is_removed and not after.is_removed:
        names = names_for(before, after)
        changes = field_changes(before.signed, after.signed, names)
        moved = field_changes(before.listing, after.listing, names)
        context |= {"changes": changes, "listing_changes": moved, "is_same": not changes and not moved}
    return render(request, "editorial/compare.html", context)


@require_safe
def compared_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of two revisions at once, with the changes marked word by word."""
    item, _ = permitted(request, pk)
    before, after = _chosen(request, item)
    if before is None or before.is_removed or after.is_removed:
        raise Http404("There are no two texts to compare.")
    both = compared_document(before.signed, after.signed, names_for(before, after))
    return render_page(
        request,
        both,
        after.listing,
        template="editorial/compared_page.html",
        clean_body=clean_marked,
        banner=f"Revision {before.revision.number} and revision {after.revision.number} as one page, with the changes marked.",
    )


urls = [
    path("editorial/item/<int:pk>/revision/<int:number>/", site.admin_view(revision_page), name="item_revision"),
    path(
        "editorial/item/<int:pk>/revision/<int:number>/preview/", site.admin_view(revision_frame), name="item_preview"
    ),
    path("editorial/item/<int:pk>/compare/", site.admin_view(compare), name="item_compare"),
    path("editorial/item/<int:pk>/compare/page/", site.admin_view(compared_page), name="item_compared_page"),
]
