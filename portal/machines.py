"""For machines that read the site: sitemap, feed of changes, robots."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from editorial.models import Publication

LATEST = 50
# What one sitemap file may hold by its specification, less our own few lists.
MOST_IN_SITEMAP = 49_900
LISTS = ("home", "topics", "tags", "a_to_z", "question_sets")


def sitemap(request: HttpRequest) -> HttpResponse:
    live = Publication.objects.live().order_by("-changed_at", "pk")
    rows = list(live.values_list("address__path", "changed_at", "language")[:MOST_IN_SITEMAP])
    languages = sorted({language for _, _, language in rows} or {settings.LANGUAGE_CODE})
    lists = [reverse(name, kwargs={"language": language}) for language in languages for name in LISTS]
    context = {"base": settings.SITE_URL, "lists": lists, "pages": [(path, changed) for path, changed, _ in rows]}
    return render(request, "pages/sitemap.xml", context, content_type="application/xml")


def feed(request: HttpRequest, language: str) -> HttpResponse:
    """What was published, changed or withdrawn last, the newest first."""
    changed: Any = (
        Publication.objects.in_language(language)
        .select_related("address", "item")
        .annotate(moved_at=Coalesce(F("withdrawn_at"), F("changed_at")))
        .order_by("-moved_at", "pk")[:LATEST]
    )
    atom = Atom1Feed(
        title=settings.SITE_NAME,
        link=settings.SITE_URL + reverse("home", kwargs={"language": language}),
        description=gettext("Pages published, changed and withdrawn"),
        language=language,
        feed_url=settings.SITE_URL + request.path,
        author_name=settings.SITE_NAME,
    )
    for publication in changed:
        title = publication.title if publication.is_live else gettext("Withdrawn: %s") % publication.title
        atom.add_item(
            title=title,
            link=settings.SITE_URL + publication.path,
            description=publication.summary if publication.is_live else publication.withdrawn_reason,
            unique_id=publication.item.uid.urn,
            updateddate=publication.moved_at,
            pubdate=publication.first_published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Search results stay out of other search engines; staff pages say so in their own headers, not here."""
    kept_out = [f"Disallow: /{code}/search/" for code, _ in settings.LANGUAGES]
    lines = ["User-agent: *", *kept_out, f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
