"""The search page. What is asked is not logged, and nothing says who asked; see `search/counting.py` for what is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.browsing import Pagination
from editorial.tagging import tags_named
from search import counting, facets
from search.analysis import read_query
from search.headings import heading_of, mended_and_typed
from search.limits import is_this_machine, limited, reader_of
from search.results import PAGE_SIZE, Choice, Results, danger, search, shown

SLUG = re.compile(r"[\w-]{1,80}", re.ASCII)
MOST_TAGS = 5


@require_safe
@limited
def search_page(request: HttpRequest, language: str) -> HttpResponse:
    query = read_query(request.GET.get("q", ""), language)
    results = search(query, language, _choice(request))
    if request.method == "GET" and "page" not in request.GET:
        place = reader_of(request)
        counting.note(results, "" if is_this_machine(place) else place)
    response = render(request, "pages/search.html", _context(results, _page_number(request, results)))
    response.headers["X-Robots-Tag"] = "noindex"
    # Not on the disk of a shared computer either.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _choice(request: HttpRequest) -> Choice:
    """The filters asked for; what cannot be one is left out."""
    asked = [tag for tag in request.GET.getlist("tag") if SLUG.fullmatch(tag)][:MOST_TAGS]
    found = tags_named(asked)
    tags = dict.fromkeys(found[tag].slug if tag in found else tag for tag in asked)
    return Choice(
        kind=_slug(request, "kind"),
        topic=_slug(request, "topic"),
        tags=tuple(tags),
        is_as_typed=bool(request.GET.get("typed")),
    )


def _slug(request: HttpRequest, name: str) -> str:
    value = request.GET.get(name, "")
    return value if SLUG.fullmatch(value) else ""


def _pages(results: Results) -> int:
    return max(1, -(-results.total // PAGE_SIZE))


def _page_number(request: HttpRequest, results: Results) -> int:
    """The page asked for; the last one if there are not so many."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return min(max(number, 1), _pages(results))


def _context(results: Results, page: int) -> dict[str, Any]:
    """For templates/pages/search.html."""
    if results.is_despair:
        return {
            "query": results.query.text,
            "heading": heading_of(results),
            "danger": danger(results),
            "is_despair": True,
            "results": [],
        }
    pages, languages = _pages(results), facets.languages(results)
    return {
        "query": results.query.text,
        "heading": heading_of(results),
        "total": results.total,
        "danger": danger(results),
        "is_answer": results.is_answer or bool(results.found.signs),
        "mended": results.mended_text,
        "mended_and_typed": mended_and_typed(results),
        "as_typed_address": facets.address(results, replace(results.choice, is_as_typed=True)),
        "results": shown(results, page),
        "groups": facets.groups(results, languages),
        "languages": languages,
        "clear_address": facets.clear_address(results),
        "pagination": Pagination(
            number=page,
            pages=pages,
            previous=facets.address(results, results.choice, page=page - 1) if page > 1 else "",
            next=facets.address(results, results.choice, page=page + 1) if page < pages else "",
        ),
    }
