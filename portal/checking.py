"""Is the copy in my hand still current? Answers for every code that was ever printed. Public: it reads no draft."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from editorial import clock
from editorial.editions import LENGTH, read_code, spelled
from editorial.models import Edition, Publication
from editorial.page import Change, Link
from editorial.showing import provenance_of
from portal.navigation import Site

LONGEST_TYPED = 40
MOST_CHANGES = 50


@require_safe
def check(request: HttpRequest, typed: str = "") -> HttpResponse:
    """What has become of the text with a code: in the language of the page, because the address names none."""
    typed = (typed or request.GET.get("code", "")).strip()[:LONGEST_TYPED]
    code = read_code(typed)
    edition = Edition.objects.filter(code=code).order_by("-pk").first() if code else None
    publication = _publication_of(edition) if edition else None
    language = publication.language if publication else settings.LANGUAGE_CODE
    with translation.override(language):
        facts = _facts(code, publication) if publication else _nothing_found(typed, code)
        context = {**facts, "code": spelled(code), "typed": typed, "site": Site(f"/{language}/")}
        found = publication is not None or not typed
        response = render(request, "pages/check.html", context, status=200 if found else 404)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _publication_of(edition: Edition) -> Publication | None:
    found: Publication | None = Publication.objects.with_documents().filter(item=edition.item_id).first()
    return found


def _nothing_found(typed: str, code: str) -> dict[str, Any]:
    """No code yet, something that cannot be one, or one that was never printed here."""
    error = ""
    if typed and not code:
        words = gettext(
            "This is not a code of ours. A code has %d letters and digits and stands at the foot of each page."
        )
        error = words % LENGTH
    facts = {"title": "", "address": "", "provenance": None, "published_on": None, "changes": (), "reason": ""}
    return {**facts, "state": "unknown" if code else "ask", "replaced_by": None, "error": error}


def _facts(code: str, publication: Publication) -> dict[str, Any]:
    state = "withdrawn" if not publication.is_live else "current" if publication.code == code else "replaced"
    printed, later = _editions_since(code, publication)
    return {
        "state": state,
        "title": publication.title,
        "address": publication.path if publication.is_live else "",
        "provenance": _provenance(publication) if state == "current" else None,
        "published_on": timezone.localdate(printed.at),
        "changes": tuple(Change(timezone.localdate(each.at), each.kind, each.note) for each in later),
        "reason": publication.withdrawn_reason,
        "replaced_by": _instead_of(publication),
        "error": "",
    }


def _editions_since(code: str, publication: Publication) -> tuple[Edition, list[Edition]]:
    """The newest edition that published this text, and what readers were told since, the newest first."""
    editions = list(Edition.objects.filter(item=publication.item_id).order_by("-pk"))
    places = [place for place, edition in enumerate(editions) if edition.code == code]
    published = [place for place in places if editions[place].kind == Edition.Kind.PUBLISHED]
    place = published[0] if published else places[-1]
    return editions[place], editions[: min(place, MOST_CHANGES)]


def _provenance(publication: Publication) -> Any:
    return provenance_of(publication, json.loads(publication.revision.signed.text), clock.today())


def _instead_of(publication: Publication) -> Link | None:
    if publication.is_live or publication.replaced_by_id is None:
        return None
    page = Publication.objects.live().select_related("address").filter(item=publication.replaced_by_id).first()
    return Link(page.title, page.path) if page else None
