"""Lists of pages: entries, filters by tag that combine, and pages of a list. The same few queries for any length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Aggregate, Count, OuterRef, Subquery, TextField, Value, Window
from django.db.models.functions import Coalesce, Concat
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from editorial import registry
from editorial.models import Publication, PublicationTag, Tag
from editorial.tagging import tags_named, tags_on

PER_PAGE = 20
MOST_TAGS = 8
MOST_CHOICES = 30
ENTRY_COLUMNS = (
    "title", "summary", "kind", "article_kind", "reviewed_on", "review_revoked_at", "basis", "retracted_source", "reopened_at",
)  # fmt: skip
# Signs that no slug and no name of a tag can hold, to bring back all tags of a page in one column.
_BETWEEN_TAGS, _IN_TAG = "\x1e", "\x1f"


@dataclass(frozen=True)
class TagLink:
    name: str
    address: str


class Fact(NamedTuple):
    """What is said of the review of a page in a list, and whether it is good to know or needs attention."""

    text: str
    is_good: bool = False


@dataclass(frozen=True)
class Entry:
    """A page in a list. `is_reopened`: its review was opened again, so the day of the last one says less than it seems."""

    title: str
    path: str
    summary: str
    kind_label: str
    reviewed_on: dt.date | None
    is_unreviewed: bool
    tag_list: tuple[TagLink, ...]
    has_retracted_source: bool = False
    is_reopened: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(self._facts())

    def _facts(self) -> Iterator[Fact]:
        if self.reviewed_on:
            yield Fact(gettext("Reviewed on %(day)s") % {"day": date_format(self.reviewed_on)}, is_good=True)
        elif self.is_unreviewed:
            yield Fact(gettext("Not yet reviewed"))
        if self.has_retracted_source:
            yield Fact(gettext("A source of this page was taken back"))
        elif self.is_reopened:
            yield Fact(gettext("Being checked again"))


@dataclass(frozen=True)
class Choice:
    title: str
    count: int
    address: str
    is_chosen: bool = False

    @property
    def pages(self) -> str:
        """The count in words; a template would take three times as long for it, thirty times on a page."""
        return pages_counted(self.count)


@dataclass(frozen=True)
class Group:
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Pagination:
    number: int
    pages: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class Browse:
    """A list as its template wants it. `chosen` are the names of the tags it is narrowed by."""

    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    clear_address: str
    pagination: Pagination
    summary_line: str
    chosen: tuple[str, ...]

    def context(self) -> dict[str, Any]:
        return vars(self).copy()


class _Joined(Aggregate):
    function = "STRING_AGG"
    output_field = TextField()

    def as_sqlite(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, function="GROUP_CONCAT", **kwargs)


def with_tag_names(publications: Any) -> Any:
    """Bring the tags of each page along in the same query, for `tag_links`."""
    both = Concat("tag__slug", Value(_IN_TAG), "tag__name", output_field=TextField())
    joined = (
        PublicationTag.objects.filter(content_object=OuterRef("pk"))
        .order_by()
        .values("content_object")
        .annotate(names=_Joined(both, Value(_BETWEEN_TAGS, output_field=TextField())))
        .values("names")
    )
    return publications.annotate(tag_names=Coalesce(Subquery(joined), Value(""), output_field=TextField()))


def tag_links(publication: Any, names: Mapping[str, str] = MappingProxyType({})) -> tuple[TagLink, ...]:
    """The tags of a page that came from `with_tag_names`, in the order of the alphabet.

    `names` are those of the language of the page, by slug (`editorial/names.py`).
    """
    return links_of(publication.language, ((slug, names.get(slug, name)) for slug, name in _pairs(publication)))


def links_of(language: str, tags: Iterable[tuple[str, str]]) -> tuple[TagLink, ...]:
    """Links to tags, given as slug and name, in the order of the alphabet."""
    links = [TagLink(name, tag_address(language, slug)) for slug, name in tags]
    return tuple(sorted(links, key=lambda link: link.name.casefold()))


def tag_slugs(publication: Any) -> list[str]:
    """The slugs of the tags of a page that came from `with_tag_names`."""
    return [slug for slug, _ in _pairs(publication)]


def _pairs(publication: Any) -> list[list[str]]:
    return [pair.split(_IN_TAG) for pair in publication.tag_names.split(_BETWEEN_TAGS) if pair]


@lru_cache(4096)  # a list of pages has many, and each takes the resolver a while
def tag_address(language: str, slug: str) -> str:
    return reverse("tag", kwargs={"language": language, "slug": slug})


def entry_of(publication: Any, names: Mapping[str, str] = MappingProxyType({})) -> Entry:
    """A page in a list; it must come from a query with `address` and `with_tag_names`."""
    return entry_with(publication, tag_links(publication, names))


def entry_with(publication: Any, tags: tuple[TagLink, ...]) -> Entry:
    """A page in a list with tags that are known; it may be a row of `ENTRY_COLUMNS` and `path`."""
    is_revoked = publication.review_revoked_at is not None
    return Entry(
        title=publication.title,
        path=publication.path,
        summary=publication.summary,
        kind_label=kind_label(publication.kind, publication.article_kind),
        reviewed_on=None if is_revoked else publication.reviewed_on,
        is_unreviewed=is_revoked or publication.basis == Publication.Basis.UNREVIEWED,
        tag_list=tags,
        has_retracted_source=bool(publication.retracted_source),
        is_reopened=publication.reopened_at is not None,
    )


def kind_label(kind: str, article_kind: str) -> str:
    """What kind of page it is, in words for patients."""
    if article_kind:
        return gettext(article_kind.replace("_", " ").capitalize())
    return gettext(registry.kind_named(kind).label)


def entries_of(publications: Any, names: Mapping[str, str] = MappingProxyType({})) -> tuple[Entry, ...]:
    """Entries of a (sliced) set of publications. One query."""
    return tuple(entry_of(publication, names) for publication in with_tag_names(publications.select_related("address")))


def chosen_tags(query: QueryDict) -> list[str]:
    """The slugs in `?tag=bone&tag=pain`, each once; what is more than a person chooses is not looked at."""
    return list(dict.fromkeys(slug for slug in query.getlist("tag") if slug))[:MOST_TAGS]


def page_number(query: QueryDict) -> int:
    """The number in `?page=2`; raises Http404 for what is no page number."""
    text = query.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text)):
        raise Http404(gettext("There is no such page of this list."))
    return int(text)


def browse(
    publications: Any,
    query: QueryDict,
    *,
    path: str,
    within: Sequence[str] = (),
    order: Sequence[str] = ("title", "pk"),
    names: Mapping[str, str] = MappingProxyType({}),
) -> Browse:
    """A page of `publications` at `path`, narrowed by the tags in the query, with counts for each further tag.

    `within` are tags that the list is about and that cannot be taken out; `names` are those of tags in the language of
    the list. Two queries, and one or two about
    chosen tags. Raises Http404 for a page that is not there and for tags that nobody made.
    """
    chosen, known = _chosen_of_today(query, within)
    number = page_number(query)
    found = publications.with_all_tags(chosen)
    rows = found.order_by(*order).annotate(total=Window(Count("pk")))
    shown = list(with_tag_names(rows.select_related("address"))[(number - 1) * PER_PAGE : number * PER_PAGE])
    if not shown and number > 1:
        raise Http404(gettext("This list has fewer pages."))
    counted = _tags_of(found, within) if shown else [(slug, known[slug].name, 0) for slug in chosen]
    tags = [(slug, names.get(slug, name), pages) for slug, name, pages in counted]
    total = shown[0].total if shown else 0
    return Browse(
        entries=tuple(entry_of(publication, names) for publication in shown),
        groups=_groups(tags, chosen, path, total),
        clear_address=path if chosen else "",
        pagination=_pagination(number, total, path, chosen),
        summary_line=_summary_line(total, bool(chosen)),
        chosen=tuple(name for slug, name, _ in tags if slug in chosen),
    )


def _chosen_of_today(query: QueryDict, within: Sequence[str]) -> tuple[list[str], dict[str, Tag]]:
    """The slugs that the chosen tags have today, and their tags by slug; raises Http404 if nobody made one of them."""
    asked = chosen_tags(query)
    found = tags_named(asked)
    if len(found) < len(asked):
        raise Http404(gettext("There is no such tag."))
    known = {tag.slug: tag for tag in found.values()}
    return [slug for slug in known if slug not in within], known


def _tags_of(publications: Any, within: Sequence[str]) -> list[tuple[str, str, int]]:
    """Slug, name and number of pages for each tag of these pages, the most frequent first."""
    counted = tags_on(publications).exclude(slug__in=within).order_by("-pages", "name")
    return list(counted.values_list("slug", "name", "pages"))


def _groups(tags: list[tuple[str, str, int]], chosen: list[str], path: str, total: int) -> tuple[Group, ...]:
    """Chosen tags first, each a link that takes it out; then those that would still leave something out."""
    taken = [
        Choice(name, pages, _address(path, [other for other in chosen if other != slug]), is_chosen=True)
        for slug, name, pages in tags
        if slug in chosen
    ]
    further = [
        Choice(name, pages, _address(path, [*chosen, slug]))
        for slug, name, pages in tags
        if slug not in chosen and pages < total
    ]
    choices = (*taken, *further[:MOST_CHOICES])
    return (Group(gettext("Tags"), choices),) if choices else ()


def _pagination(number: int, total: int, path: str, chosen: list[str]) -> Pagination:
    pages = max(1, -(-total // PER_PAGE))
    return Pagination(
        number=number,
        pages=pages,
        previous=_address(path, chosen, number - 1) if number > 1 else "",
        next=_address(path, chosen, number + 1) if number < pages else "",
    )


def _address(path: str, tags: list[str], number: int = 1) -> str:
    query = [("tag", slug) for slug in tags] + ([("page", str(number))] if number > 1 else [])
    return f"{path}?{urlencode(query)}" if query else path


def pages_counted(count: int) -> str:
    return ngettext("%(count)d page", "%(count)d pages", count) % {"count": count}


def _summary_line(total: int, is_narrowed: bool) -> str:
    if total:
        return pages_counted(total)
    return gettext("No page carries all of these tags.") if is_narrowed else gettext("There are no pages here yet.")
