"""What stands on a copy on paper: everything the page says, as data for `leaflet.typ`. Pure but for the language.

The sentences are those of the page's templates, in the language of the page: call it with that language active.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from editorial.page import Organisation, Page, Provenance, Term
from editorial.showing import Shown
from library.templatetags.countries import country_name
from portal.paper.nodes import Node, printed_address, words_as_nodes
from portal.paper.parts import (
    Part,
    Parts,
    day,
    heading,
    isolated,
    listed,
    next_review,
    person,
    recorded,
    reopened,
    review_warnings,
    sources,
    warning,
)
from portal.paper.qr import qr_of

# Size of the paper and of the letters. Large print is one column and complete; the others are two columns and short.
PAPERS = {"a4": ("a4", 9), "letter": ("us-letter", 8.8), "large": ("a4", 18)}

NO_BREAK = "\u00a0"


def leaflet(shown: Shown, form: str, code: str, *, is_demo: bool = False) -> dict[str, Any]:
    """The data of a leaflet. `code` is the code of the text without hyphen; `form` is a4, letter or large."""
    page, url = shown.page, f"{settings.SITE_URL}{shown.path}"
    paper, size = PAPERS[form]
    is_large = form == "large"
    makes = Parts(settings.SITE_URL, url, is_whole=is_large)
    square = _check(code, shown.provenance)
    lead = [_head(shown, None if is_large else square), *_lead(shown, makes)]
    body = list(_body(shown, makes))
    if not is_large:
        lead, body = list(_together(lead)), list(_together(body))
    parts = [*lead, *body]
    if is_large and square is not None:  # the first page of large letters has no room for it
        parts.append(square)
    _without_skipped_levels(parts)
    return {
        "language": page.language.split("-")[0],
        "direction": page.dir,
        "title": page.title,
        "site": settings.SITE_NAME,
        "paper": paper,
        "size": size,
        "address": printed_address(url),
        "page_of": gettext("Page %(number)s of %(pages)s"),
        "code": _code(shown.provenance),
        "demo": gettext("Demo").upper() if is_demo else "",
        "demo_words": gettext("The people on this site are invented. Do not use these pages for your health."),
        "parts": parts,
        "lead": len(lead),
    }


def _code(provenance: Provenance | None) -> str:
    return f"{gettext('Code of this text')}: {provenance.code}" if provenance and provenance.code else ""


def _head(shown: Shown, square: Part | None) -> Part:
    """What stands over everything: title, who checked it, and the square to scan where there is room for it."""
    page, names = shown.page, listed(*shown.also_called)
    return {
        "is": "title",
        "heading": heading(page.title, 1),
        "also_called": gettext("Also called: %(names)s") % {"names": names} if names else "",
        "byline": list(_byline(page, shown.provenance)) if shown.provenance is not None else [],
        "check": square,
    }


def _lead(shown: Shown, parts: Parts) -> Iterator[Part]:
    """What everybody must see, in the full width of the first page."""
    page = shown.page
    if shown.provenance is not None:
        yield from review_warnings(shown.provenance)
    yield from _behind(shown)
    yield from (parts.notice(notice) for notice in shown.notices if notice.level != "info")
    message = words_as_nodes(page.summary or page.definition) + parts.nodes(page.introduction)
    if message:
        yield {"is": "message", "body": message}
    for block in page.lead:
        yield from parts.of_block(block)


def _body(shown: Shown, parts: Parts) -> Iterator[Part]:
    page = shown.page
    if page.aim:
        yield {
            "is": "callout",
            "heading": heading(gettext("The aim of treatment"), 2),
            "body": words_as_nodes(page.aim),
        }
    for block in page.body:
        yield from parts.of_block(block)
    yield from (parts.question(question, 2) for question in page.questions)
    yield from _after(page)
    # Only what is urgent may push the care cards down: they should stand on the first page.
    yield from (parts.notice(notice) for notice in shown.notices if notice.level == "info")
    if shown.provenance is not None:
        yield _provenance(page, shown.provenance)


def _together(parts: Iterable[Part]) -> Iterator[Part]:
    """Figures that are kept off the paper, one after the other, share the sentence that says where they are."""
    before: Part | None = None
    for part in parts:
        if before is not None and before["is"] == part["is"] == "elsewhere":
            before["headings"] += part["headings"]
            continue
        if before is not None:
            yield before
        before = part
    if before is not None:
        yield before


def _byline(page: Page, provenance: Provenance) -> Iterator[str]:
    """Who checked it, and for which country it was written, because telephone numbers differ."""
    if provenance.is_reviewed and provenance.reviewer is not None:
        who = provenance.reviewer
        facts = {"name": who.name, "role": who.role, "day": day(provenance.reviewed_on)}
        words = (
            gettext("Reviewed by %(name)s, %(role)s, on %(day)s")
            if who.role
            else gettext("Reviewed by %(name)s on %(day)s")
        )
        yield f"{words % facts}. {next_review(provenance)}".rstrip()
    if page.country:
        yield gettext("Written for: %(country)s") % {"country": country_name(page.country)}


def _behind(shown: Shown) -> Iterator[Part]:
    if shown.behind is not None:
        words = gettext("It was made from an older text. The page in %(language)s, %(title)s, was changed on %(day)s.")
        facts = {
            "title": shown.behind.title,
            "language": shown.behind.language_name,
            "day": day(shown.behind.changed_on),
        }
        yield warning(gettext("This translation is behind"), words % facts)


def _after(page: Page) -> Iterator[Part]:
    """What stands below the text of a page."""
    if page.uncertainty:
        title = heading(gettext("What is not known"), 2)
        yield {"is": "section", "heading": title, "body": words_as_nodes(page.uncertainty)}
    if page.support:
        items = [_organisation(entry) for entry in page.support]
        yield {"is": "helpers", "heading": heading(gettext("Who can help"), 2), "items": items}
    if page.terms:
        items = [_term(term) for term in page.terms]
        yield {"is": "words", "heading": heading(gettext("Words explained"), 2), "items": items}
    if page.sources:
        yield sources(page.sources, gettext("Sources"), 2)


def _organisation(entry: Organisation) -> list[str]:
    """Name, what it offers, telephone number, its hours, address, and the address as it is printed."""
    number = isolated(entry.phone.number.replace(" ", NO_BREAK)) if entry.phone else ""
    phone = f"{entry.phone.label} {number}".strip() if entry.phone else ""
    shown = printed_address(entry.url) if entry.url else ""
    return [entry.name, entry.offers, phone, entry.hours, entry.url, shown]


def _term(term: Term) -> list[str]:
    said = f"{term.title} ({term.pronunciation})" if term.pronunciation else term.title
    return [said, term.definition, "", "", "", ""]


def _provenance(page: Page, provenance: Provenance) -> Part:
    return {
        "is": "provenance",
        "heading": heading(gettext("About this page"), 2),
        "rows": [[label, value] for label, value in _facts(page, provenance) if value],
        "statement": gettext("This information does not replace advice from the team who look after you."),
    }


def _facts(page: Page, provenance: Provenance) -> Iterator[tuple[str, str]]:
    if provenance.is_reviewed and provenance.reviewer is not None:
        how = recorded(provenance.recorded_from)
        yield gettext("Reviewed by"), f"{person(provenance.reviewer)}{f'. {how}' if how else ''}"
        yield gettext("Page last reviewed"), day(provenance.reviewed_on)
        if provenance.reopened_until:
            yield gettext("Next review due"), reopened(provenance.reopened_until)
        elif provenance.next_review_on:
            yield gettext("Next review due"), day(provenance.next_review_on)
    elif provenance.reopened_until:
        yield (
            gettext("Being checked again"),
            gettext("To be done by %(day)s.") % {"day": day(provenance.reopened_until)},
        )
    yield gettext("Written by"), "; ".join(person(author) for author in provenance.written_by)
    if provenance.changed_on:
        yield gettext("Published in this form"), day(provenance.changed_on)
    yield gettext("Where the text comes from"), _origin(page)
    yield gettext("Money"), _funding(page)
    yield gettext("Patients who helped"), page.involvement


def _funding(page: Page) -> str:
    if page.funding == "none":
        return gettext("Nobody outside our organisation paid for this page.")
    if page.funding == "sponsored":
        return gettext("Sponsored by %(funder)s, who had no say in the text.") % {"funder": page.funder}
    return gettext("Paid for by %(funder)s.") % {"funder": page.funder} if page.funder else ""


def _origin(page: Page) -> str:
    named = {"holder": page.copyright_holder, "licence": page.licence}
    if page.is_from_others:
        return gettext("This text comes from %(holder)s and is used under %(licence)s.") % named
    if page.origin != "public_domain":
        return ""
    if page.copyright_holder:
        return gettext("This text comes from %(holder)s and is in the public domain.") % named
    return gettext("This text is in the public domain.")


def _check(code: str, provenance: Provenance | None) -> Part | None:
    square = qr_of(code)
    if square is None:
        return None
    published = provenance.changed_on if provenance else None
    words = gettext("Published on %(day)s. Has it changed since? Scan the square with a telephone, or type:")
    return {
        "is": "check",
        "heading": heading(gettext("Is this copy still current?"), 2),
        "text": words % {"day": day(published)} if published else "",
        "address": square.address,
        "shown": printed_address(square.address),
        "path": square.path,
        "size": square.size,
        "alt": gettext("A square to scan; it leads to %s") % printed_address(square.address),
    }


def _without_skipped_levels(parts: list[Part]) -> None:
    """Let each heading be at most one level below the one before it: screen readers find their way by that."""
    above = 0
    for node in _headings(parts):
        node["level"] = above = min(node["level"], above + 1)


def _headings(value: Any) -> Iterator[Node]:
    """All headings in reading order, which is the order in which parts hold them."""
    if isinstance(value, dict):
        if value.get("is") == "h":
            yield value
        else:
            for inner in value.values():
                yield from _headings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _headings(inner)
