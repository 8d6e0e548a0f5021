"""Atom feeds of what was published, changed or withdrawn: of the site, of a topic, of a tag.

An entry is named by the uid of its page, so that a reader who follows several feeds sees it once.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from editorial.models import Edition, Publication
from editorial.names import tag_names
from editorial.tagging import tags_named
from portal.shelves import all_shelves

LATEST = 50
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed(request: HttpRequest, language: str) -> HttpResponse:
    return _answer(request, _pages(language), language, "", reverse("home", kwargs={"language": language}))


def topic_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The pages of a topic and of the topics under it."""
    shelf = all_shelves(language).get(slug)
    if shelf is None:
        raise Http404(gettext("There is no such topic."))
    return _answer(request, _pages(language).filter(topic__in=shelf.pks), language, shelf.title, shelf.address)


def tag_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    tag = tags_named([slug]).get(slug)
    if tag is None:
        raise Http404(gettext("There is no such tag."))
    if tag.slug != slug:
        return HttpResponsePermanentRedirect(reverse("tag_feed", kwargs={"language": language, "slug": tag.slug}))
    name = tag_names(language).get(slug, str(tag.name))
    path = reverse("tag", kwargs={"language": language, "slug": slug})
    return _answer(request, _pages(language).with_all_tags([slug]), language, name, path)


def _pages(language: str) -> Any:
    """Pages that are live or were: a reader of the feed must learn that a page was withdrawn."""
    return Publication.objects.in_lists().in_language(language)


def _answer(request: HttpRequest, pages: Any, language: str, about: str, path: str) -> HttpResponse:
    """The newest act first. `about` is the topic or tag, `path` the page that the feed belongs to. One query."""
    atom = Atom1Feed(
        title=_legible(f"{settings.SITE_NAME}: {about}") if about else settings.SITE_NAME,
        link=settings.SITE_URL + path,
        description=gettext("Pages published, changed and withdrawn"),
        language=language,
        feed_url=settings.SITE_URL + request.path,
        author_name=settings.SITE_NAME,
    )
    # What readers were last told; a page that was taken away and came back with the same text has no new changed_at.
    told_at = Edition.objects.filter(item=OuterRef("item")).order_by("-at").values("at")[:1]
    moved_at = Coalesce(Subquery(told_at), F("withdrawn_at"), F("changed_at"))
    changed = pages.select_related("address", "item").annotate(moved_at=moved_at)
    for publication in changed.order_by("-moved_at", "pk")[:LATEST]:
        title = publication.title if publication.is_live else gettext("Withdrawn: %s") % publication.title
        atom.add_item(
            title=_legible(title),
            link=settings.SITE_URL + publication.path,
            description=_legible(publication.summary if publication.is_live else publication.withdrawn_reason),
            unique_id=publication.item.uid.urn,
            updateddate=publication.moved_at,
            pubdate=publication.first_published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _legible(text: str) -> str:
    """Without control characters: one of them in a title would make the whole feed an error."""
    return NOT_IN_XML.sub("", text)
