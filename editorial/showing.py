"""What patients are shown of a publication: its page, who stands behind it, and the live pages it names."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from editorial import around, beside, clock
from editorial.browsing import TagLink, tag_address, tag_links, tag_slugs, with_tag_names
from editorial.cleaning import linked_pages
from editorial.editions import spelled
from editorial.models import Publication, SignOff, Use
from editorial.names import tag_names, title_of, topic_names
from editorial.page import Behind, Change, CopyLink, LanguageLink, Link, Notice, Page, Person, Placed, Provenance
from editorial.picture_files import files_for
from editorial.rendering import page_from_document
from editorial.source_standing import Standings, standings_in
from editorial.tagging import distinct_tags


@dataclass(frozen=True)
class Shown:
    """Everything the page templates ask for. A preview has no provenance: nobody vouches for a draft."""

    page: Page
    provenance: Provenance | None
    breadcrumb: tuple[Link, ...]
    also_called: tuple[str, ...]
    tags: tuple[TagLink, ...]
    related: tuple[Link, ...]
    path: str = ""
    languages: tuple[LanguageLink, ...] = ()
    behind: Behind | None = None
    previous: Link | None = None
    next: Link | None = None
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    copies: tuple[CopyLink, ...] = ()
    card_address: str = ""
    published_on: dt.date | None = None


def publication_at(path: str) -> Publication | None:
    """The publication that has, or once had, this path; live or withdrawn. One query."""
    found = Publication.objects.with_documents().filter(item__addresses__path=path)
    publication: Publication | None = with_tag_names(found).first()
    return publication


def instead_of(publication: Publication) -> Link | None:
    """The live page that replaces a withdrawn one, if there is one."""
    if publication.is_live or publication.replaced_by_id is None:
        return None
    page = Publication.objects.live().select_related("address").filter(item=publication.replaced_by_id).first()
    return Link(page.title, page.path) if page else None


def show(publication: Publication, today: dt.date) -> Shown:
    """Make a publication ready for its template. The same few queries, whatever the length of the page."""
    shown = show_on_paper(publication, today)
    previous, following = around.neighbours_of(publication)
    copies, card_address = around.copies_of(publication, fingerprint(shown))
    return replace(
        shown,
        breadcrumb=_breadcrumb(publication),
        tags=tag_links(publication, tag_names(publication.language)),
        related=around.related_to(publication, tag_slugs(publication), shown.related),
        previous=previous,
        next=following,
        changes=around.changes_of(publication),
        copies=copies,
        card_address=card_address,
    )


def show_on_paper(publication: Publication, today: dt.date) -> Shown:
    """What a copy says: all that the fingerprint is made of, without the ways on from a page, which cost most."""
    signed = json.loads(publication.revision.signed.text)
    listing = json.loads(publication.listing.text)
    page, chosen = _page_and_related(signed, listing, today, _standings([publication], [signed]))
    languages, behind = around.languages_of(publication)
    return Shown(
        page=page,
        provenance=provenance_of(publication, signed, today),
        breadcrumb=(),
        also_called=tuple(listing.get("synonyms", [])),
        tags=(),
        related=chosen,
        path=publication.path,
        languages=languages,
        behind=behind,
        notices=around.notices_on(publication.language, clock.now(), topics_of(publication), publication.item_id),
        published_on=timezone.localdate(publication.first_published_at),
    )


def fingerprint(shown: Shown) -> str:
    """A hash of everything that a copy on paper says: page, people, dates, site. Copies are not part of it."""
    said = (shown.page, shown.provenance, shown.also_called, shown.behind, shown.path, shown.notices)
    on_paper = (*said, beside.imprint())
    return hashlib.sha256(repr(on_paper).encode()).hexdigest()


def topics_of(publication: Publication) -> list[int]:
    """The keys of the topic of a page and of those above it, which came along in the same query."""
    found, topic = [], publication.topic
    while topic is not None:
        found.append(topic.pk)
        topic = topic.parent
    return found


def show_document(signed: Mapping[str, Any], listing: Mapping[str, Any], today: dt.date) -> Shown:
    """A document as its page would look, for previews: the same page, without anybody standing behind it."""
    language = signed.get("language", "en")
    named = sorted(distinct_tags(listing.get("tags", [])), key=lambda tag: tag.name.casefold())
    page, related = _page_and_related(signed, listing, today)
    return Shown(
        page=page,
        provenance=None,
        breadcrumb=(),
        also_called=tuple(listing.get("synonyms", [])),
        tags=tuple(TagLink(tag.name, tag_address(language, tag.slug)) for tag in named),
        related=related,
    )


def _page_and_related(
    signed: Mapping[str, Any], listing: Mapping[str, Any], today: dt.date, standings: Standings | None = None
) -> tuple[Page, tuple[Link, ...]]:
    related, terms = listing.get("related", []), listing.get("terms", [])
    placed = placements([*embedded_in(signed), *pages_linked_in(signed), *related, *terms], today)
    page = page_from_document(signed, placed, terms=terms, files=files_for([signed]), standings=standings)
    return page, tuple(Link(placed[uid].title, placed[uid].address) for uid in related if uid in placed)


def embedded_in(signed: Mapping[str, Any]) -> list[str]:
    """The item uids of the question sets that a signed part shows by reference."""
    return [block["item"] for block in signed.get("blocks", []) if block.get("type") == "question_set"]


def pages_linked_in(signed: Mapping[str, Any]) -> list[str]:
    """The item uids that the texts of a signed part link to."""
    return [uid for body in _bodies(signed) for uid in linked_pages(body)]


def _bodies(signed: Mapping[str, Any]) -> Iterator[str]:
    yield signed.get("introduction", "")
    for block in signed.get("blocks", []):
        yield from (block.get(name, "") for name in ("body", "action", "introduction", "without"))
    for question in signed.get("questions", []):
        yield question.get("answer", "")


def placements(uids: Iterable[str], today: dt.date) -> dict[str, Placed]:
    """The live pages among `uids` by uid, question sets with their own page and reviewer. One query.

    And one more where the review of a question set is open again, for what happened to its sources.
    """
    wanted = set(uids)
    if not wanted:
        return {}
    # The pages that placed question sets link to are fetched with the sets themselves.
    inner = Use.objects.filter(kind__in=["page", "term"], revision__in=_live_sets(wanted).values("revision"))
    found: list[Any] = list(
        Publication.objects.live()
        .filter(Q(item__uid__in=wanted) | Q(item__uid__in=inner.values("uid")))
        .select_related("address", "item", "sign_off__person", "sign_off__reviewer")
        .annotate(
            # Texts of linked articles are long and not needed.
            own_text=Case(
                When(kind__in=["question_set", "term"], then=F("revision__signed__text")),
                default=Value(""),
                output_field=TextField(),
            ),
            own_listing=Case(
                When(kind="question_set", then=F("listing__text")), default=Value(""), output_field=TextField()
            ),
        )
    )
    links = {str(publication.item.uid): _placed_link(publication, today) for publication in found}
    sets = [publication for publication in found if publication.kind == "question_set" and publication.own_text]
    texts = [json.loads(publication.own_text) for publication in sets]
    standings = _standings(sets, texts)
    own = {
        str(publication.item.uid): _placed_set(publication, signed, links, today, standings)
        for publication, signed in zip(sets, texts, strict=True)
    }
    return links | own


def _standings(publications: Iterable[Publication], texts: Iterable[Mapping[str, Any]]) -> Standings:
    """What happened to the sources of those pages whose review is open again; a closed one has looked at it."""
    pairs = zip(publications, texts, strict=True)
    return standings_in([signed for publication, signed in pairs if publication.reopened_at is not None])


def _live_sets(uids: set[str]) -> Any:
    return Publication.objects.live().filter(kind="question_set", item__uid__in=uids)


def _placed_link(publication: Any, today: dt.date) -> Placed:
    """A page to link to; a glossary term with what it says, because its definition opens in place.

    A definition that nobody vouches for, or that rests on a retracted source, stays on its own page, which says so: it
    has no line of its own elsewhere.
    """
    if publication.kind != "term" or not publication.own_text:
        return Placed(publication.path, publication.title)
    signed = json.loads(publication.own_text)
    provenance = provenance_of(publication, signed, today)
    may_open = provenance.is_reviewed and not provenance.retracted_source
    return Placed(publication.path, publication.title, signed=signed if may_open else None)


def _placed_set(
    publication: Any, signed: Mapping[str, Any], links: Mapping[str, Placed], today: dt.date, standings: Standings
) -> Placed:
    terms = json.loads(publication.own_listing).get("terms", []) if publication.own_listing else []
    prefix = f"set-{publication.item.uid.hex[:8]}-"
    return Placed(
        address=publication.path,
        title=publication.title,
        page=page_from_document(signed, links, prefix=prefix, level=3, terms=terms, standings=standings),
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
        code=spelled(publication.code),
        retracted_source=publication.retracted_source,
        reopened_until=_open_until(publication),
    )


def _open_until(publication: Publication) -> dt.date | None:
    """The day by which an open review is to be done: never later than the one that stood on the page before."""
    until, due = publication.reopened_until, publication.next_review_on
    return min(until, due or until) if until else None


def _reviewer(sign_off: SignOff) -> Person | None:
    """The reviewer as on the day of signing; without the name where consent to it was taken back since."""
    if not sign_off.person.text:  # the law had it emptied; the signature itself still stands
        return Person(name=gettext("a qualified reviewer"))
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
    return reverse("person", kwargs={"language": get_language() or "en", "slug": slug})


def _breadcrumb(publication: Publication) -> tuple[Link, ...]:
    language = publication.language
    way: list[Link] = []
    topic = publication.topic
    names = topic_names(language) if topic is not None else {}
    while topic is not None:
        way.insert(0, Link(title_of(topic, names), reverse("topic", kwargs={"language": language, "slug": topic.slug})))
        topic = topic.parent
    if publication.kind == "question_set" and not way:
        way = [Link(gettext("Questions and answers"), reverse("question_sets", kwargs={"language": language}))]
    if publication.kind == "term":
        way = [Link(gettext("Glossary"), reverse("glossary", kwargs={"language": language}))]
    home = Link(gettext("Home"), reverse("home", kwargs={"language": language}))
    return (home, *way, Link(publication.title))
