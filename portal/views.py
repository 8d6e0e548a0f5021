"""The pages through which patients find pages. Public: they read publications, topics and tags only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from editorial import clock
from editorial.around import notices_on, promoted_on
from editorial.browsing import PER_PAGE, Browse, browse, entries_of, tag_address
from editorial.models import Contributor, Publication
from editorial.models.publications import PublicationQuerySet
from editorial.names import tag_names
from editorial.page import Link
from editorial.structured import collection, printed, this_publisher, website
from editorial.tagging import synonyms_in_own_language, tags_named, tags_on, with_all_names
from portal.languages import best_for
from portal.names import letters_and_names
from portal.navigation import site_of
from portal.shelves import Shelf, all_shelves, top_shelves

RECENT = 5


def start(request: HttpRequest) -> HttpResponse:
    """To the home page in the language that the browser asks for. The one address whose answer depends on a reader."""
    language = best_for(request.headers.get("Accept-Language", ""))
    answer = HttpResponseRedirect(reverse("home", kwargs={"language": language}))
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def home(request: HttpRequest, language: str) -> HttpResponse:
    asked = _live(language).filter(kind="question_set").select_related("address").order_by("-changed_at", "title")
    recent_ones = _reviewed(language).exclude(kind="question_set")
    here = site_of(request)
    principles = here.how_we_work.address if here.how_we_work else ""
    context = {
        "feed_address": reverse("feed", kwargs={"language": language}),
        "structured": printed(website(this_publisher(), language=language, principles=principles)),
        "topics": top_shelves(language),
        "recent": entries_of(recent_ones.order_by("-reviewed_on", "title")[:RECENT], tag_names(language)),
        "question_sets": [Link(page.title, page.path) for page in asked[:RECENT]],
    }
    return render(request, "pages/home.html", context)


def recent(request: HttpRequest, language: str) -> HttpResponse:
    """What was reviewed last, the newest first."""
    order = ("-reviewed_on", "title", "pk")
    listed = browse(_reviewed(language), request.GET, path=request.path, order=order, names=tag_names(language))
    breadcrumb = (_home(language), Link(gettext("Recently reviewed")))
    return render(request, "pages/recent.html", {**listed.context(), "breadcrumb": breadcrumb})


def _live(language: str) -> PublicationQuerySet:
    return Publication.objects.live().in_language(language).in_lists()


def _reviewed(language: str) -> PublicationQuerySet:
    return _live(language).filter(reviewed_on__isnull=False, review_revoked_at=None)


def topics(request: HttpRequest, language: str) -> HttpResponse:
    breadcrumb = (_home(language), Link(gettext("Topics")))
    return render(request, "pages/topics.html", {"topics": top_shelves(language), "breadcrumb": breadcrumb})


def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The hub of a topic: what its editor puts first, the shelves under it, and all pages on them."""
    shelf = all_shelves(language).get(slug)
    if shelf is None:
        raise Http404(gettext("There is no such topic."))
    names = tag_names(language)
    breadcrumb = shelf.breadcrumb(_home(language))
    pks = shelf.pks
    shelf.without_empty()
    is_first_page = not request.GET
    promoted = promoted_on(shelf.pk, language) if is_first_page else None
    listed = browse(_live(language).filter(topic__in=pks), request.GET, path=request.path, names=names)
    context = {
        "topic": shelf,
        "notices": notices_on(language, clock.now(), [shelf.pk, *(above.pk for above in shelf.way)]),
        "children": shelf.children,
        "breadcrumb": breadcrumb,
        "promoted": entries_of(promoted, names) if promoted is not None else (),
        "feed_address": reverse("topic_feed", kwargs={"language": language, "slug": slug}),
        **listed.context(),
    }
    if is_first_page:  # a page of the list, or the list narrowed by tags, is another view of the same topic
        context["structured"] = _as_collection(request, shelf, breadcrumb, listed)
    return render(request, "pages/topic.html", context)


def _as_collection(request: HttpRequest, shelf: Shelf, breadcrumb: tuple[Link, ...], listed: Browse) -> SafeString:
    nodes = collection(
        this_publisher(),
        path=request.path,
        language=site_of(request).language,
        title=shelf.title,
        introduction=shelf.introduction,
        breadcrumb=breadcrumb,
        entries=[Link(entry.title, entry.path) for entry in listed.entries],
    )
    return printed(nodes)


def tags(request: HttpRequest, language: str) -> HttpResponse:
    """All tags that bring pages together, also under the other names that lead to them."""
    names = tag_names(language)
    rows = []
    for used in with_all_names(tags_on(Publication.objects.live().in_language(language))):
        name, address = names.get(used.slug, used.name), tag_address(language, used.slug)
        rows.append({"name": name, "address": address, "count": used.pages})
        others = synonyms_in_own_language(used) if language == settings.LANGUAGE_CODE else []
        rows += [{"name": other, "address": address, "count": used.pages, "meant": name} for other in others]
    rows.sort(key=lambda row: str(row["name"]).casefold())
    breadcrumb = (_home(language), Link(gettext("Tags")))
    return render(request, "pages/tags.html", {"tags": rows, "breadcrumb": breadcrumb})


def tag(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Articles and question sets that carry a tag or one under it, and perhaps others. An old address leads here."""
    own = tags_named([slug]).get(slug)
    if own is None:
        raise Http404(gettext("There is no such tag."))
    if own.slug != slug:
        return HttpResponsePermanentRedirect(tag_address(language, own.slug))
    names = tag_names(language)
    pages = _live(language).with_all_tags([slug])
    listed = browse(pages, request.GET, path=request.path, within=[slug], names=names)
    above = [Link(gettext("Tags"), reverse("tags", kwargs={"language": language}))]
    if own.parent is not None:
        parent = own.parent
        above.append(Link(names.get(parent.slug, parent.name), tag_address(language, parent.slug)))
    title = " + ".join([names.get(slug, str(own.name)), *listed.chosen])
    context = {
        "title": title,
        "breadcrumb": (_home(language), *above, Link(title)),
        "feed_address": reverse("tag_feed", kwargs={"language": language, "slug": slug}),
        **listed.context(),
    }
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
    vouched_for = _live(language).filter(
        sign_off__reviewer=named, basis=Publication.Basis.SIGNED, review_revoked_at=None
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
        "reviewed": entries_of(vouched_for.order_by("-reviewed_on", "title")[: PER_PAGE * 5], tag_names(language)),
        "breadcrumb": (_home(language), Link(named.name)),
    }
    return render(request, "pages/person.html", context)


def _home(language: str) -> Link:
    return Link(gettext("Home"), reverse("home", kwargs={"language": language}))
