"""Is the copy in my hand still current? Answers for every code that was ever printed. Public: it reads no draft."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from editorial import clock
from editorial.around import MOST_CHANGES, changes_in, languages_of, newest_editions, notices_on
from editorial.editions import LENGTH, read_code, spelled
from editorial.models import Edition, Publication
from editorial.showing import embedded_in, instead_of, provenance_of, topics_of
from portal.navigation import Site

LONGEST_TYPED = 40


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
            "This is not a code of ours. A code has %d letters and digits and stands on each copy, beside the words "
            "“Code” or “type”."
        )
        error = words % LENGTH
    facts = {"title": "", "address": "", "provenance": None, "published_on": None, "changes": (), "reason": ""}
    return {**facts, "state": "unknown" if code else "ask", "replaced_by": None, "error": error}


def _facts(code: str, publication: Publication) -> dict[str, Any]:
    state = "withdrawn" if not publication.is_live else "current" if publication.code == code else "replaced"
    printed, later = _editions_since(code, publication)
    is_current = state == "current"
    return {
        "state": state,
        "title": publication.title,
        "address": publication.path if publication.is_live else "",
        # The day that the page itself gives, where it is the text of the page.
        "published_on": timezone.localdate(publication.changed_at) if is_current else printed,
        "changes": changes_in(later[:MOST_CHANGES]),
        "reason": publication.withdrawn_reason,
        "replaced_by": instead_of(publication),
        "error": "",
        **(_around(publication) if is_current else {"provenance": None}),
    }


def _around(publication: Publication) -> dict[str, Any]:
    """What else a copy of the live text may hold or lack: its review, notices, its questions, a source that moved on."""
    signed = json.loads(publication.revision.signed.text)
    return {
        "provenance": provenance_of(publication, signed, clock.today()),
        "notices": notices_on(publication.language, clock.now(), topics_of(publication), publication.item_id),
        "behind": languages_of(publication)[1],
        "questions": tuple(_questions(embedded_in(signed))),
    }


def _questions(uids: list[str]) -> Iterator[dict[str, Any]]:
    """The question sets that the text places: when each was changed last; those that are gone say so."""
    sets = Publication.objects.filter(item__uid__in=uids).select_related("address").order_by("title", "pk")
    for found in sets:
        changed_at = found.changed_at if found.is_live else found.withdrawn_at
        yield {
            "title": found.title,
            "address": found.path if found.is_live else "",
            "changed_on": timezone.localdate(changed_at) if changed_at else None,
            "is_gone": not found.is_live,
        }


def _editions_since(code: str, publication: Publication) -> tuple[dt.date | None, list[Edition]]:
    """The day on which this text was published last, and what readers were told since, the newest first."""
    editions = list(newest_editions(publication.item_id))
    own = [place for place, edition in enumerate(editions) if edition.code == code]
    published = [place for place in own if editions[place].kind == Edition.Kind.PUBLISHED]
    place = published[0] if published else own[-1]
    day = timezone.localdate(editions[place].at) if published else None
    return day, editions[:place]
