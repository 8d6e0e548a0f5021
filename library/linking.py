"""Which addresses on other sites our pages name, and who has to know when one does not answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from django.db.models import Q, QuerySet

from editorial.canonical import digest
from editorial.models import Publication
from editorial.page_facts import source_address
from library.models import Link, Organisation, Source

# Asked twice, a day apart: a server may be restarted, and so may ours.
FAILURES_BEFORE_ANYBODY_IS_TOLD = 2
MOST_SHOWN = 50
_HREF = re.compile(r'<a href="(https?://[^"]*)"')
_FIELDS = ("body", "action", "introduction", "without", "answer")


def addresses_in(document: Mapping[str, Any]) -> set[str]:
    """The web addresses that a frozen text leads its readers to: links, sources, organisations."""
    found = {address for html in _texts(document) for address in links_in(html)}
    found |= {source_address(source) for source in document.get("sources", [])}
    found |= {entry.get("url", "") for entry in document.get("support", [])}
    return {address for address in found if address.startswith(("http://", "https://"))}


def links_in(html: str) -> list[str]:
    """The web addresses in clean HTML, in order."""
    return [unescape(address) for address in _HREF.findall(html)]


def _texts(document: Mapping[str, Any]) -> Iterator[str]:
    for part in [document, *document.get("blocks", []), *document.get("questions", [])]:
        yield from (part.get(name, "") for name in _FIELDS)


def all_addresses() -> set[str]:
    """Every address that live pages and the library name. Those of demonstration content lead nobody anywhere."""
    found: set[str] = set()
    live = Publication.objects.live().filter(is_demo=False)
    for text in live.values_list("revision__signed__text", flat=True).iterator(chunk_size=100):
        found |= addresses_in(json.loads(text)) if text else set()
    sources = Source.objects.filter(is_demo=False).values("url", "doi", "pmid")
    found |= {source_address(source) for source in sources}
    found |= set(Organisation.objects.filter(is_demo=False).values_list("url", flat=True))
    return {address for address in found if address.startswith(("http://", "https://")) and len(address) <= 2000}


def broken() -> QuerySet[Link]:
    """The addresses of which people are told."""
    return Link.objects.filter(outcome=Link.Outcome.FAILS, failures__gte=FAILURES_BEFORE_ANYBODY_IS_TOLD)


def broken_in(document: Mapping[str, Any]) -> dict[str, Link]:
    """Those of the addresses of a text that do not answer. One query."""
    digests = [digest(address) for address in addresses_in(document)]
    return {link.url: link for link in broken().filter(digest__in=digests)} if digests else {}


def live_pages_naming(links: Iterable[Link], pages: QuerySet[Publication]) -> list[tuple[Publication, list[Link]]]:
    """The live pages among `pages` that name one of the addresses, with those that they name. One query."""
    by_url = {link.url: link for link in links}
    if not by_url:
        return []
    named = Q()
    for url in by_url:
        for part in _as_stored(url):
            named |= Q(revision__signed__text__contains=part)
    rows = pages.filter(named, state=Publication.State.LIVE).select_related("item", "revision__signed")
    found = []
    for publication in rows.order_by("title", "pk")[:MOST_SHOWN]:
        here = addresses_in(json.loads(publication.revision.signed.text or "{}"))
        if links_here := [by_url[url] for url in sorted(here & set(by_url))]:
            found.append((publication, links_here))
    return found


def _as_stored(url: str) -> Iterator[str]:
    """A part of an address as it stands in stored texts: up to the first sign that is written there in another way.

    A DOI and a PubMed number stand there without their site.
    """
    site, _, rest = url.removeprefix("https://").partition("/")
    name = {"doi.org": "doi", "pubmed.ncbi.nlm.nih.gov": "pmid"}.get(site)
    if name:
        yield f'"{name}":"{rest.partition("%")[0].rstrip("/")}'
    yield re.split(r"[&\"'<>\\%]", url, maxsplit=1)[0]
