"""The page as patients would see it, drawn by the code that draws it for them. For staff only, and kept nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from editorial import clock
from editorial.browsing import TagLink, tag_address
from editorial.cleaning import clean
from editorial.models import Item, Topic
from editorial.page import Link, Page, Placed, Provenance
from editorial.picture_files import files_for
from editorial.registry import kind_named
from editorial.rendering import page_from_document
from editorial.showing import embedded_in, pages_linked_in, placements
from editorial.tagging import distinct_tags

# Styles and scripts of the previewed page come from this site, as everywhere.
TEMPLATES = {"article": "pages/article.html", "question_set": "pages/question_set.html", "term": "pages/term.html"}


def render_preview(
    request: HttpRequest, signed: Mapping[str, Any], listing: Mapping[str, Any], *, banner: str
) -> HttpResponse:
    """What is typed, at the width of a phone or a desktop. The page travels inside the answer: nothing is stored."""
    inside = render_page(request, signed, listing, banner=banner)
    return render_frame(request, title=signed.get("title", ""), banner=banner, document=inside.content.decode())


def render_frame(request: HttpRequest, **context: Any) -> HttpResponse:
    """A page with a frame in it: `address` of the framed page, or `document`, its HTML. `back` and `banner` are shown."""
    everything = {**site.each_context(request), "is_nav_sidebar_enabled": False, **context}
    return _private(render(request, "editorial/preview.html", everything))


def render_page(
    request: HttpRequest,
    signed: Mapping[str, Any],
    listing: Mapping[str, Any],
    *,
    banner: str,
    provenance: Provenance | None = None,
    template: str = "",
    clean_body: Callable[[str], str] = clean,
) -> HttpResponse:
    """The page itself, to be shown in a frame of ours. Raises PermissionDenied for anybody but staff."""
    if not (request.user.is_active and request.user.is_staff):
        raise PermissionDenied
    terms = listing.get("terms", [])
    placed = placements_for_preview(signed, [*listing.get("related", []), *terms])
    context = {
        "page": page_from_document(signed, placed, clean_body=clean_body, terms=terms, files=files_for([signed])),
        "provenance": provenance,
        "also_called": listing.get("synonyms", []),
        "breadcrumb": _breadcrumb(signed, listing),
        "tags": _tags(signed.get("language", "en"), listing),
        "related": [
            Link(placed[uid].title, placed[uid].address) for uid in listing.get("related", []) if uid in placed
        ],
        "preview": {"text": banner},
        "page_template": TEMPLATES[signed["kind"]],
    }
    response = _private(render(request, template or TEMPLATES[signed["kind"]], context))
    # The middleware lets a page with this header, and only such a page, stand in a frame of ours.
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


def placements_for_preview(signed: Mapping[str, Any], related: Iterable[str] = ()) -> dict[str, Placed]:
    """The pages a document names: those that are live, and drafts of question sets, which must go live before it."""
    sets = embedded_in(signed)
    placed = placements([*sets, *pages_linked_in(signed), *related], clock.today())
    missing = [uid for uid in sets if uid not in placed]
    if missing:
        for item in Item.objects.filter(uid__in=missing).select_related("head__signed"):
            if item.head and item.head.signed.text:
                placed[str(item.uid)] = _draft_set(item, json.loads(item.head.signed.text))
    return placed


def _draft_set(item: Item, signed: Mapping[str, Any]) -> Placed:
    page: Page = page_from_document(signed, {}, prefix=f"set-{item.uid.hex[:8]}-", level=3)
    address = kind_named(item.kind).path_for(item.language, item.slug)
    return Placed(address, page.title, page, Provenance("unreviewed"))


def _tags(language: str, listing: Mapping[str, Any]) -> list[TagLink]:
    found = distinct_tags(listing.get("tags", []))
    return [TagLink(tag.name, tag_address(language, tag.slug)) for tag in found]


def _breadcrumb(signed: Mapping[str, Any], listing: Mapping[str, Any]) -> list[Link]:
    language = signed.get("language", "en")
    topic = Topic.objects.select_related("parent__parent").filter(slug=listing.get("topic", "")).first()
    way: list[Link] = []
    while topic is not None:
        way.insert(0, Link(topic.title, reverse("topic", kwargs={"language": language, "slug": topic.slug})))
        topic = topic.parent
    return [Link("Home", reverse("home", kwargs={"language": language})), *way, Link(signed.get("title", ""))]
