"""The pages through which patients find pages. Public: they read publications, topics and tags only."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from editorial import clock
from editorial.around import notices_on
from editorial.browsing import PER_PAGE, browse, entries_of, tag_address
from editorial.models import Contributor, Publication, Tag
from editorial.page import Link
from portal.names import letters_and_names
from portal.shelves import all_shelves, top_shelves

RECENT = 5


def start(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("home", kwargs={"language": settings.LANGUAGE_CODE}))


def home(request: HttpRequest, language: str) -> HttpResponse:
    live = Publication.objects.live().in_language(language)
    reviewed = live.filter(reviewed_on__isnull=False, review_revoked_at=None).exclude(kind="question_set")
    asked = live.filter(kind="question_set").select_related("address").order_by("-changed_at", "title")
    context = {
        "topics": top_shelves(language),
        "recent": entries_of(reviewed.order_by("-reviewed_on", "title")[:RECENT]),
        "question_sets": [Link(page.title, page.path) for page in asked[:RECENT]],
    }
    return render(request, "pages/home.html", context)


def topics(request: HttpRequest, language: str) -> HttpResponse:
    breadcrumb = (_home(language), Link(gettext("Topics")))
    return render(request, "pages/topics.html", {"topics": top_shelves(language), "breadcrumb": breadcrumb})


def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A shelf with the pages on it and on the shelves under it."""
    shelf = all_shelves(language).get(slug)
    if shelf is None:
        raise Http404(gettext("There is no such topic."))
    pages = Publication.objects.live().in_language(language).filter(topic__in=shelf.pks)
    breadcrumb = shelf.breadcrumb(_home(language))
    shelf.without_empty()
    listed = browse(pages, request.GET, path=request.path)
    notices = notices_on(language, clock.now(), [shelf.pk, *(above.pk for above in shelf.way)])
    context = {"topic": shelf, "children": shelf.children, "breadcrumb": breadcrumb, "notices": notices}
    return render(request, "pages/topic.html", {**context, **listed.context()})


def tags(request: HttpRequest, language: str) -> HttpResponse:
    is_shown = Q(
        publication_links__content_object__state=Publication.State.LIVE,
        publication_links__content_object__language=language,
    )
    used = Tag.objects.annotate(pages=Count("publication_links", filter=is_shown)).filter(pages__gt=0).order_by("name")
    rows = [{"name": tag.name, "address": tag_address(language, tag.slug), "count": tag.pages} for tag in used]
    breadcrumb = (_home(language), Link(gettext("Tags")))
    return render(request, "pages/tags.html", {"tags": rows, "breadcrumb": breadcrumb})


def tag(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Articles and question sets that carry a tag, and perhaps others."""
    own = Tag.objects.filter(slug=slug).first()
    if own is None:
        raise Http404(gettext("There is no such tag."))
    pages = Publication.objects.live().in_language(language).with_all_tags([slug])
    listed = browse(pages, request.GET, path=request.path, within=[slug])
    above = Link(gettext("Tags"), reverse("tags", kwargs={"language": language}))
    title = " + ".join([own.name, *listed.chosen])
    context = {"title": title, "breadcrumb": (_home(language), above, Link(title)), **listed.context()}
    return render(request, "pages/tag.html", context)


def a_to_z(request: HttpRequest, language: str) -> HttpResponse:
    letters, shelves = letters_and_names(language, request.GET.get("letter", ""), request.path)
    breadcrumb = (_home(language), Link(gettext("A to Z")))
    return render(request, "pages/a_to_z.html", {"letters": letters, "shelves": shelves, "breadcrumb": breadcrumb})


def person(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Somebody who agreed to be named, with what he or she vouches for today."""
    named = Contributor.objects.filter(slug=slug, consents_to_be_named=True).prefetch_related("credentials").first()
    if named is None:
        raise Http404(gettext("There is nobody of this name here."))
    vouched_for = (
        Publication.objects.live()
        .in_language(language)
        .filter(sign_off__reviewer=named, basis=Publication.Basis.SIGNED, review_revoked_at=None)
    )
    today = clock.today()
    credentials = [str(held) for held in named.credentials.all() if held.is_verified and not held.has_expired(today)]
    context = {
        "person": {
            "name": named.name,
            "role": named.role_title,
            "affiliation": named.affiliation,
            "biography": named.biography,
            "credentials": credentials,
            "interests": named.interests,
            "interests_declared_on": named.interests_declared_on,
        },
        "reviewed": entries_of(vouched_for.order_by("-reviewed_on", "title")[: PER_PAGE * 5]),
        "breadcrumb": (_home(language), Link(named.name)),
    }
    return render(request, "pages/person.html", context)


def _home(language: str) -> Link:
    return Link(gettext("Home"), reverse("home", kwargs={"language": language}))
