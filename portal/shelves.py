"""The tree of topics, read whole in one query: it is small, and every page of it needs its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse

from editorial import registry
from editorial.models import Publication, Topic
from editorial.names import topic_names
from editorial.page import Link


@dataclass
class Shelf:
    """A topic with its place in the tree. `children` are those under which there is something to read."""

    pk: int
    title: str
    slug: str
    introduction: str
    address: str
    pages: int
    parent: Shelf | None = None
    children: list[Shelf] = field(default_factory=list)

    @property
    def pks(self) -> list[int]:
        """Its own key and those of everything under it."""
        return [self.pk, *(pk for child in self.children for pk in child.pks)]

    @property
    def way(self) -> list[Shelf]:
        """From the top down to the shelf above this one."""
        return [*self.parent.way, self.parent] if self.parent else []

    def without_empty(self) -> Shelf | None:
        self.children = [kept for child in self.children if (kept := child.without_empty())]
        return self if self.pages or self.children else None

    def breadcrumb(self, home: Link) -> tuple[Link, ...]:
        return (home, *(Link(above.title, above.address) for above in self.way), Link(self.title))


def all_shelves(language: str) -> dict[str, Shelf]:
    """Every topic by its slug, linked up and down. One query, and one for names in another language."""
    is_shown = Q(publications__state=Publication.State.LIVE, publications__language=language)
    is_shown &= ~Q(publications__kind__in=registry.unlisted())
    rows = Topic.objects.annotate(pages=Count("publications", filter=is_shown)).order_by("order", "title")
    names = topic_names(language)
    shelves: dict[int, Shelf] = {}
    parents: dict[int, int] = {}
    for topic in rows:
        address = reverse("topic", kwargs={"language": language, "slug": topic.slug})
        named = names.get(topic.pk)
        title, introduction = (named.title, named.introduction) if named else (topic.title, topic.introduction)
        shelves[topic.pk] = Shelf(topic.pk, title, topic.slug, introduction, address, topic.pages)
        if topic.parent_id:
            parents[topic.pk] = topic.parent_id
    for pk, parent_pk in parents.items():
        shelves[pk].parent = shelves[parent_pk]
        shelves[parent_pk].children.append(shelves[pk])
    return {shelf.slug: shelf for shelf in shelves.values()}


def top_shelves(language: str) -> list[Shelf]:
    """The topics at the top that have something to read, with what stands under them."""
    return list(_filled(shelf for shelf in all_shelves(language).values() if shelf.parent is None))


def _filled(shelves: Iterator[Shelf]) -> Iterator[Shelf]:
    for shelf in shelves:
        if kept := shelf.without_empty():
            yield kept
