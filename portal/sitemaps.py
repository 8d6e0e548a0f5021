"""For search engines: the sitemap, with each page's other languages, and robots.

A few queries for any number of pages. A sitemap holds 50,000 addresses at most by its specification; a larger site gets
an index, whose part 0 are the lists and whose other parts are the pages.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from editorial.models import Publication

MOST_IN_SITEMAP = 50_000
LISTS = ("home", "recent", "topics", "question_sets", "a_to_z", "glossary", "tags")
ABOVE = ("topic__slug", "topic__parent__slug", "topic__parent__parent__slug")


@dataclass(frozen=True)
class Place:
    """An address in the sitemap. `languages`: code and path of the same page in each language, itself included."""

    path: str
    changed_at: dt.datetime | None = None
    languages: tuple[tuple[str, str], ...] = ()


def sitemap(request: HttpRequest) -> HttpResponse:
    lists, pages = _lists(), Publication.objects.live().count()
    if len(lists) + pages <= MOST_IN_SITEMAP:
        return _answer(request, [*lists, *_pages()])
    parts = range(1 + -(-pages // MOST_IN_SITEMAP))
    paths = [reverse("sitemap_part", kwargs={"number": number}) for number in parts]
    return _render(request, "pages/sitemap_index.xml", {"base": settings.SITE_URL, "paths": paths})


def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    if number == 0:
        return _answer(request, _lists()[:MOST_IN_SITEMAP])
    last = number * MOST_IN_SITEMAP
    places = _pages(last - MOST_IN_SITEMAP, last) if number < 10_000 else []
    if not places:
        raise Http404(gettext("The sitemap has fewer parts."))
    return _answer(request, places)


def robots(request: HttpRequest) -> HttpResponse:
    """Search results stay out of other search engines; staff pages say so in their own headers, not here."""
    kept_out = [f"Disallow: /{code}/search/" for code, _ in settings.LANGUAGES]
    lines = ["User-agent: *", *kept_out, f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _answer(request: HttpRequest, places: Sequence[Place]) -> HttpResponse:
    return _render(request, "pages/sitemap.xml", {"base": settings.SITE_URL, "places": places})


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml")


def _lists() -> list[Place]:
    """Home, the lists and the topics under which there is something to read, in each language that has pages."""
    rows = Publication.objects.live().in_lists().order_by().values_list("language", *ABOVE).distinct()
    codes: set[str] = {settings.LANGUAGE_CODE}
    topics: set[tuple[str, str]] = set()
    for language, *slugs in rows:
        codes.add(language)
        topics.update((slug, language) for slug in slugs if slug)
    groups = [{code: reverse(name, kwargs={"language": code}) for code in sorted(codes)} for name in LISTS]
    by_slug: dict[str, dict[str, str]] = defaultdict(dict)
    for slug, code in sorted(topics):
        by_slug[slug][code] = reverse("topic", kwargs={"language": code, "slug": slug})
    return [
        Place(path, None, _links(group, code, path))
        for group in [*groups, *by_slug.values()]
        for code, path in group.items()
    ]


def _pages(first: int = 0, last: int | None = None) -> list[Place]:
    """Live pages from number `first` up to but without `last`; those that say the same stand side by side."""
    live: Any = Publication.objects.live().annotate(source=Coalesce("translation_of", "item"))
    columns = live.values_list("source", "language", "address__path", "changed_at")
    rows = list(columns.order_by("source", "language", "pk")[first:last])
    # The first and the last group may go on in the part before or after.
    cut = {rows[0][0], rows[-1][0]} if rows and (first or last) else set()
    beyond = columns.filter(source__in=cut).order_by("source", "language", "pk") if cut else []
    groups = _grouped([*beyond, *rows])
    return [Place(path, changed, _links(groups[source], code, path)) for source, code, path, changed in rows]


def _grouped(rows: Iterable[tuple[int, str, str, dt.datetime]]) -> dict[int, dict[str, str]]:
    groups: dict[int, dict[str, str]] = defaultdict(dict)
    for source, code, path, _ in rows:
        groups[source][code] = path
    return groups


def _links(group: dict[str, str], code: str, path: str) -> tuple[tuple[str, str], ...]:
    """Nothing for a page in one language, nor for a second page in a language: links must be mutual."""
    return tuple(group.items()) if len(group) > 1 and group[code] == path else ()
