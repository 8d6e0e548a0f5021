"""What stands around a page: its other languages, its neighbours, related pages, changes, files and notices.

Public: it reads publications, editions, copies and notices only. Each function costs one query at most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, FirstValue, Lag, Lead
from django.utils import timezone
from django.utils.translation import get_language_info, gettext, gettext_noop

from editorial.models import Copy, Edition, Notice, Promotion, Publication, Topic
from editorial.models.publications import PublicationQuerySet
from editorial.page import Behind, Change, CopyLink, LanguageLink, Link
from editorial.page import Notice as NoticeShown
from editorial.rendering import notice_shown

MOST_RELATED = 6
MOST_CHANGES = 50
LAST_PLACE = 10_000
# As they stand inside a sentence; what Django calls them begins with a capital letter.
LANGUAGES_IN_WORDS = (gettext_noop("English"), gettext_noop("Spanish"), gettext_noop("Arabic"))


def languages_of(publication: Publication) -> tuple[tuple[LanguageLink, ...], Behind | None]:
    """The live pages that say the same in other languages, and whether this one is behind its source."""
    source = publication.translation_of_id or publication.item_id
    group = (
        Publication.objects.live()
        .filter(Q(item=source) | Q(translation_of=source))
        .select_related("address", "revision")
        .order_by("language", "pk")
    )
    found = {page.language: page for page in group}
    pages = {code: found[code] for code, _ in settings.LANGUAGES if code in found}
    links = tuple(_language_link(page, publication, source) for page in pages.values()) if len(pages) > 1 else ()
    original = next((page for page in pages.values() if page.item_id == source), None)
    return links, _behind(publication, original)


def elsewhere(path: str) -> tuple[LanguageLink, ...]:
    """The live page that stands under the same name in another language, with what it was translated from or into.

    For an address that is not there. Two queries at most, and none for an address without a language.
    """
    codes = [code for code, _ in settings.LANGUAGES]
    first, _, rest = path.removeprefix("/").partition("/")
    if first not in codes or not rest:
        return ()
    others = [f"/{code}/{rest}" for code in codes if code != first]
    found = Publication.objects.live().select_related("address").filter(address__path__in=others).first()
    if found is None:
        return ()
    links, _ = languages_of(found)
    return links or (_language_link(found, found, found.item_id),)


def _language_link(page: Publication, here: Publication, source: int) -> LanguageLink:
    info = get_language_info(page.language)
    is_rtl = bool(info["bidi"])
    name = dict(settings.LANGUAGES).get(page.language, info["name_local"])
    return LanguageLink(
        page.language, name, "rtl" if is_rtl else "ltr", page.path, page.pk == here.pk, source == page.item_id
    )


def _behind(publication: Publication, original: Publication | None) -> Behind | None:
    if original is None or original.pk == publication.pk:
        return None
    # Without a digest nobody knows what it was made from, and nothing is said.
    if publication.translated_digest in {"", original.revision.signed_id}:
        return None
    return Behind(
        title=original.title,
        address=original.path,
        language_name=gettext(get_language_info(original.language)["name"]),
        changed_on=timezone.localdate(original.changed_at),
    )


def in_hub_order(publications: object, topic: Topic | int) -> object:
    """Publications in the order of a topic's hub: promoted ones first, in the editor's order, then by title."""
    topic_id = topic if isinstance(topic, int) else topic.pk
    place = Promotion.objects.filter(topic=topic_id, item=OuterRef("item")).values("order")[:1]
    return publications.annotate(  # type: ignore[attr-defined]
        place=Coalesce(Subquery(place, output_field=IntegerField()), Value(LAST_PLACE))
    ).order_by("place", "title", "pk")


def promoted_on(topic: int, language: str) -> PublicationQuerySet:
    """The live pages that an editor puts first on the hub of a topic, in that order."""
    live = Publication.objects.live().in_language(language)
    return live.filter(item__promotions__topic=topic).order_by("item__promotions__order", "title")


def neighbours_of(publication: Publication) -> tuple[Link | None, Link | None]:
    """The page before and the page after in the topic, in the order of its hub."""
    if publication.topic_id is None or publication.kind == "term":
        return None, None
    pages = Publication.objects.live().in_lists().filter(topic=publication.topic_id, language=publication.language)
    order = [F("place").asc(), F("title").asc(), F("pk").asc()]
    beside = {
        f"{name}_{column}": Window(function(path), order_by=order)
        for name, function in (("before", Lag), ("after", Lead))
        for column, path in (("title", "title"), ("path", "address__path"))
    }
    # A filter on a window is applied after the windows were computed; one on the key itself would leave one row to them.
    own = Window(FirstValue("pk"), partition_by=F("pk"))
    rows = in_hub_order(pages, publication.topic_id).annotate(**beside, own=own)  # type: ignore[attr-defined]
    row = rows.filter(own=publication.pk).first()
    if row is None:
        return None, None
    previous = Link(row.before_title, row.before_path) if row.before_path else None
    return previous, Link(row.after_title, row.after_path) if row.after_path else None


def related_to(publication: Publication, tags: Sequence[str], chosen: Sequence[Link]) -> tuple[Link, ...]:
    """The editor's choice first; then live pages that share tags or the topic, those with most in common first."""
    left = MOST_RELATED - len(chosen)
    if left <= 0 or publication.kind == "term":
        return tuple(chosen)
    has_tag = Q(tagged__tag__slug__in=list(tags))
    shares, common = has_tag, Count("tagged", filter=has_tag)
    if publication.topic_id is not None:
        in_topic = Q(topic=publication.topic_id)
        shares = has_tag | in_topic
        common += Case(When(in_topic, then=1), default=0, output_field=IntegerField())  # type: ignore[assignment]
    found = (
        Publication.objects.live()
        .in_lists()
        .filter(shares, language=publication.language)
        .exclude(pk=publication.pk)
        .exclude(address__path__in=[link.address for link in chosen])
        .exclude(article_kind="organisation")
        .annotate(common=common)
        .order_by("-common", "title", "pk")
        .values_list("title", "address__path")[:left]
    )
    return (*chosen, *(Link(title, path) for title, path in found))


def newest_editions(item_id: int) -> QuerySet[Edition]:
    """What readers were told of a page, the newest first."""
    return Edition.objects.filter(item=item_id).select_related("note").order_by("-at", "-pk")


def changes_in(editions: Iterable[Edition]) -> tuple[Change, ...]:
    return tuple(Change(timezone.localdate(edition.at), edition.kind, edition.words) for edition in editions)


def changes_of(publication: Publication) -> tuple[Change, ...]:
    """The public change list of a page."""
    return changes_in(newest_editions(publication.item_id)[:MOST_CHANGES])


def copies_of(publication: Publication, fingerprint: str) -> tuple[tuple[CopyLink, ...], str]:
    """The files that say exactly what the page says now, and the address of the picture for links or nothing.

    Those of an older text are not offered.
    """
    found = Copy.objects.filter(item=publication.item_id, fingerprint=fingerprint)
    order = {form: place for place, form in enumerate(Copy.Form.values)}
    copies = sorted(found, key=lambda copy: order[copy.form])
    links = tuple(
        CopyLink(copy.form, f"{publication.path}{copy.form}.pdf", copy.size)
        for copy in copies
        if copy.form != Copy.Form.CARD
    )
    has_card = len(links) < len(copies)
    return links, card_address(publication, fingerprint) if has_card else ""


def card_address(publication: Publication, fingerprint: str) -> str:
    """The whole address of the picture for links: other sites want no less.

    They keep the picture by its address, so that changes with what it says.
    """
    return f"{settings.SITE_URL}{publication.path}card.png?v={fingerprint[:8]}"


def notices_on(
    language: str, now: dt.datetime, topics: Iterable[int] = (), item: int | None = None
) -> tuple[NoticeShown, ...]:
    """What must be read before a page: notices of the site, of its topics and of the page, the most urgent first."""
    here = (
        Q(scope=Notice.Scope.SITE)
        | Q(scope=Notice.Scope.TOPIC, topic__in=list(topics))
        | Q(page=item, page__isnull=False)
    )
    return tuple(notice_shown(notice) for notice in Notice.objects.showing(now).filter(here, language=language))


def notices_of_the_site(language: str, now: dt.datetime) -> tuple[tuple[dt.datetime, dt.datetime, NoticeShown], ...]:
    """From when until when, and what: notices of the whole site that are shown now or later, the most urgent first."""
    coming = Notice.objects.coming(now).filter(scope=Notice.Scope.SITE, language=language)
    return tuple((notice.starts_at, notice.ends_at, notice_shown(notice)) for notice in coming)
