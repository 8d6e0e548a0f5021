"""What patients are shown of a publication: its page, who stands behind it, and the live pages it names."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from editorial.browsing import TagLink, tag_address, tag_links, with_tag_names
from editorial.cleaning import linked_pages
from editorial.models import Publication, SignOff, Tag, Use
from editorial.page import Link, Page, Person, Placed, Provenance
from editorial.rendering import page_from_document


@dataclass(frozen=True)
class Shown:
    """Everything the page templates ask for. A preview has no provenance: nobody vouches for a draft."""

    page: Page
    provenance: Provenance | None
    breadcrumb: tuple[Link, ...]
    also_called: tuple[str, ...]
    tags: tuple[TagLink, ...]
    related: tuple[Link, ...]


def publication_at(path: str) -> Publication | None:
    """The publication that has, or once had, this path; live or withdrawn. One query."""
    found = Publication.objects.with_documents().filter(item__addresses__path=path)
    publication: Publication | None = with_tag_names(found).first()
    return publication


def show(publication: Publication, today: dt.date) -> Shown:
    """Make a publication ready for its template. One query, whatever the length of the page."""
    signed = json.loads(publication.revision.signed.text)
    listing = json.loads(publication.listing.text)
    return _shown(
        signed,
        listing,
        today,
        provenance=provenance_of(publication, signed, today),
        breadcrumb=_breadcrumb(publication),
        tags=tag_links(publication),
    )


def show_document(signed: Mapping[str, Any], listing: Mapping[str, Any], today: dt.date) -> Shown:
    """A document as its page would look, for previews: the same page, without anybody standing behind it."""
    language = signed.get("language", "en")
    named = Tag.objects.filter(slug__in=listing.get("tags", [])).order_by("name")
    tags = tuple(TagLink(tag.name, tag_address(language, tag.slug)) for tag in named)
    return _shown(signed, listing, today, provenance=None, breadcrumb=(), tags=tags)


def _shown(signed: Mapping[str, Any], listing: Mapping[str, Any], today: dt.date, **rest: Any) -> Shown:
    related = listing.get("related", [])
    placed = placements([*embedded_in(signed), *pages_linked_in(signed), *related], today)
    return Shown(
        page=page_from_document(signed, placed),
        also_called=tuple(listing.get("synonyms", [])),
        related=tuple(Link(placed[uid].title, placed[uid].address) for uid in related if uid in placed),
        **rest,
    )


def embedded_in(signed: Mapping[str, Any]) -> list[str]:
    """The item uids of the question sets that a signed part shows by reference."""
    return [block["item"] for block in signed.get("blocks", []) if block.get("type") == "question_set"]


def pages_linked_in(signed: Mapping[str, Any]) -> list[str]:
    """The item uids that the texts of a signed part link to."""
    return [uid for body in _bodies(signed) for uid in linked_pages(body)]


def _bodies(signed: Mapping[str, Any]) -> Iterator[str]:
    yield signed.get("introduction", "")
    for block in signed.get("blocks", []):
        yield block.get("body", "")
        yield block.get("action", "")
    for question in signed.get("questions", []):
        yield question.get("answer", "")


def placements(uids: Iterable[str], today: dt.date) -> dict[str, Placed]:
    """The live pages among `uids` by uid, question sets with their own page and reviewer. One query."""
    wanted = set(uids)
    if not wanted:
        return {}
    # The pages that placed question sets link to are fetched with the sets themselves.
    inner = Use.objects.filter(kind="page", revision__in=_live_sets(wanted).values("revision"))
    found: list[Any] = list(
        Publication.objects.live()
        .filter(Q(item__uid__in=wanted) | Q(item__uid__in=inner.values("uid")))
        .select_related("address", "item", "sign_off__person", "sign_off__reviewer")
        .annotate(
            # Texts of linked articles are long and not needed.
            set_text=Case(
                When(kind="question_set", then=F("revision__signed__text")),
                default=Value(""),
                output_field=TextField(),
            )
        )
    )
    links = {str(publication.item.uid): Placed(publication.path, publication.title) for publication in found}
    placed = dict(links)
    for publication in found:
        if publication.set_text:
            placed[str(publication.item.uid)] = _placed_set(publication, links, today)
    return placed


def _live_sets(uids: set[str]) -> Any:
    return Publication.objects.live().filter(kind="question_set", item__uid__in=uids)


def _placed_set(publication: Any, links: Mapping[str, Placed], today: dt.date) -> Placed:
    signed = json.loads(publication.set_text)
    prefix = f"set-{publication.item.uid.hex[:8]}-"
    return Placed(
        address=publication.path,
        title=publication.title,
        page=page_from_document(signed, links, prefix=prefix, level=3),
        provenance=provenance_of(publication, signed, today),
    )


def provenance_of(publication: Publication, signed: Mapping[str, Any], today: dt.date) -> Provenance:
    """Who wrote the live text and who vouches for it."""
    sign_off, revoked_at = publication.sign_off, publication.review_revoked_at
    return Provenance(
        basis=publication.basis,
        reviewer=_reviewer(sign_off) if sign_off else None,
        reviewed_on=publication.reviewed_on,
        next_review_on=publication.next_review_on,
        is_overdue=publication.is_overdue(today),
        recorded_from=sign_off.how if sign_off and sign_off.how != SignOff.How.ACCOUNT else "",
        written_by=tuple(_author(author) for author in signed.get("authors", [])),
        changed_on=timezone.localdate(publication.changed_at),
        review_revoked_on=timezone.localdate(revoked_at) if revoked_at else None,
    )


def _reviewer(sign_off: SignOff) -> Person | None:
    """The reviewer as on the day of signing; without the name where consent to it was taken back since."""
    if not sign_off.person.text:
        return None
    person = json.loads(sign_off.person.text)
    if not sign_off.reviewer.consents_to_be_named:
        return Person(name=gettext("a qualified reviewer who does not wish to be named"), role=person.get("role", ""))
    held = [", ".join(filter(None, [c.get("title"), c.get("body")])) for c in person.get("credentials", [])]
    return Person(
        name=person.get("name", ""),
        role=person.get("role", ""),
        credentials="; ".join(held),
        address=person_address(sign_off.reviewer.slug),
    )


def _author(author: Mapping[str, Any]) -> Person:
    slug = author.get("slug", "")
    return Person(
        name=author.get("name", ""), role=author.get("role", ""), address=person_address(slug) if slug else ""
    )


def person_address(slug: str) -> str:
    return reverse("person", kwargs={"language": "en", "slug": slug})


def _breadcrumb(publication: Publication) -> tuple[Link, ...]:
    language = publication.language
    way: list[Link] = []
    topic = publication.topic
    while topic is not None:
        way.insert(0, Link(topic.title, reverse("topic", kwargs={"language": language, "slug": topic.slug})))
        topic = topic.parent
    if publication.kind == "question_set" and not way:
        way = [Link(gettext("Questions and answers"), reverse("question_sets", kwargs={"language": language}))]
    home = Link(gettext("Home"), reverse("home", kwargs={"language": language}))
    return (home, *way, Link(publication.title))
