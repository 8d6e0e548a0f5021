"""Answering for an address that belongs to an item: live, moved or withdrawn, never silent."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from editorial import beside, clock
from editorial.feedback import feedback_on
from editorial.models import Publication
from editorial.showing import instead_of, publication_at, show
from editorial.structured import structured

LARGE = "large-print/"


def public_page(request: HttpRequest, path: str, template: str, *, is_large: bool = False) -> HttpResponse:
    """The page at `path`. An old address leads to the new one; a withdrawn page says so with status 410.

    With `is_large` the same page in large print, of which `path` stays the address to keep.
    """
    publication = publication_at(path)
    if publication is None:
        raise Http404
    if not publication.is_live:
        return withdrawn(request, publication)
    if publication.path != path:
        return HttpResponsePermanentRedirect(f"{publication.path}{LARGE if is_large else ''}")
    shown = show(publication, clock.today())
    context = {
        **vars(shown),
        **beside.facts_beside(publication),
        "feedback": feedback_on(shown),
        # Not for search engines, so nothing is said to them.
        "structured": None if is_large else structured(shown),
        "is_large": is_large,
        "large_address": f"{path}{LARGE}",
    }
    response = render(request, template, context)
    if is_large:
        response.headers["Link"] = f'<{settings.SITE_URL}{path}>; rel="canonical"'
    return response


def withdrawn(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Why a page is no longer there, and what to read instead."""
    context = {
        "title": publication.title,
        "withdrawn_on": publication.withdrawn_at,
        "reason": publication.withdrawn_reason,
        "replaced_by": instead_of(publication),
    }
    return render(request, "pages/withdrawn.html", context, status=410)
