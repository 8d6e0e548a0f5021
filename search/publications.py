"""What the index is made from: live publications, the generation of the site, and its history."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists

from editorial.errors import Refused
from editorial.models import Event, Publication, SiteState, Topic
from editorial.models.publications import PublicationQuerySet
from search.builds import State
from search.documents import PageDocument, Shelf, page_document

CHUNK = 200


@dataclass(frozen=True)
class Site:
    """The generation the database is at, and whether it is the one (of that history) that a build was made from."""

    generation: int
    is_same_history: bool
    stamp: str = ""

    def is_shown_by(self, state: State) -> bool:
        return self.is_same_history and self.generation == state.generation

    def continues(self, state: State) -> bool:
        return self.is_same_history and self.generation >= state.generation


def site_now(state: State | None) -> Site:
    """One query. Nothing is as old as a site without history, and an index made of it is empty."""
    event = state.event if state else None
    knows = Exists(Event.objects.filter(pk=event[0], hash=event[1])) if event else ~Exists(Event.objects.all())
    row = SiteState.objects.filter(pk=1).annotate(knows=knows).values_list("generation", "stamp", "knows").first()
    generation, stamp, is_known = row or (0, "", False)
    return Site(generation, bool(is_known) or generation == 0, stamp)


def newest_event() -> tuple[int, str] | None:
    return Event.objects.order_by("-pk").values_list("pk", "hash").first()


def live_counts() -> dict[str, int]:
    """How many pages of each language patients may see."""
    rows = Publication.objects.live().order_by().values("language").annotate(pages=Count("pk"))
    return {row["language"]: row["pages"] for row in rows}


def documents_of(publications: PublicationQuerySet) -> Iterator[PageDocument]:
    """The documents of the live ones among `publications`, read in parts."""
    rows = (
        publications.live()
        .select_related("revision__signed", "topic__parent__parent")
        .prefetch_related("names", "tagged__tag")
    )
    for publication in rows.order_by("pk").iterator(chunk_size=CHUNK):
        yield document_of(publication)


def document_of(publication: Publication) -> PageDocument:
    tags = [link.tag for link in publication.tagged.all()]
    topics = list(_topics_of(publication))
    shelf = Shelf(
        publication.article_kind or publication.kind,
        tuple(topic.slug for topic in topics),
        tuple(tag.slug for tag in tags),
    )
    names = [publication.title, *(name.name for name in publication.names.all())]
    # The law may have had a text emptied; its page stays findable by name until somebody withdraws it.
    signed = json.loads(publication.revision.signed.text or "{}")
    try:
        shelf_words = [*(topic.title for topic in topics[:1]), *(tag.name for tag in tags)]
        return page_document(number=publication.pk, signed=signed, names=names, shelf=shelf, shelf_words=shelf_words)
    except Refused:  # too much markup: one page must not keep all others from being found
        return PageDocument(publication.pk, tuple(dict.fromkeys(names)), shelf=shelf)


def _topics_of(publication: Publication) -> Iterator[Topic]:
    """The page's topic and those above it."""
    topic = publication.topic
    while topic is not None:
        yield topic
        topic = topic.parent


def tree_of_topics() -> str:
    """A checksum: pages are indexed with the topics above them, so another tree needs another index."""
    rows = Topic.objects.order_by("slug").values_list("slug", "title", "parent__slug")
    return f"{zlib.crc32(repr(list(rows)).encode()):08x}"


def is_same_but_for_pages(state: State) -> bool:
    """Can a build go on with the pages that changed? Not with another tree of topics, and not after a text was emptied
    for ever: words of it would stay among those that spelling is mended with."""
    newest = state.event[0] if state.event else 0
    is_redacted = Event.objects.filter(pk__gt=newest, verb="redact").exists()
    return state.topics == tree_of_topics() and not is_redacted
