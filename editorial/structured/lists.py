"""Nodes of pages that lead to pages: the home page and topics. They carry no review: nobody reviewed a list."""

from __future__ import annotations

from collections.abc import Sequence

from editorial.page import Link
from editorial.structured.nodes import Publisher, crumbs, reference, without_empty
from editorial.structured.subjects import Node


def collection(
    publisher: Publisher,
    *,
    path: str,
    language: str,
    title: str,
    introduction: str,
    breadcrumb: Sequence[Link],
    entries: Sequence[Link],
) -> list[Node]:
    """A topic with the pages that stand on it, in their order on the page."""
    url = publisher.absolute(path)
    items = [
        {"@type": "ListItem", "position": place, "name": link.title, "url": publisher.absolute(link.address)}
        for place, link in enumerate(entries, start=1)
    ]
    page = without_empty(
        {
            "@type": "CollectionPage",
            "@id": f"{url}#page",
            "url": url,
            "name": title,
            "description": introduction,
            "inLanguage": language,
            "about": {"@type": "Thing", "name": title},
            "publisher": reference(publisher.id),
            "breadcrumb": reference(f"{url}#crumbs"),
            "mainEntity": reference(f"{url}#list") if items else None,
        }
    )
    listed = [{"@type": "ItemList", "@id": f"{url}#list", "itemListElement": items}] if items else []
    return [page, *listed, crumbs(f"{url}#crumbs", breadcrumb, publisher), publisher.node()]


def website(publisher: Publisher, *, language: str, principles: str) -> list[Node]:
    """The site and who publishes it. No SearchAction: what people search for goes to nobody, not even by our markup.

    `principles` is the path of the page that tells how pages are made, or empty.
    """
    site: Node = {
        "@type": "WebSite",
        "@id": f"{publisher.url}/#site",
        "url": f"{publisher.url}/",
        "name": publisher.name,
        "inLanguage": language,
        "publisher": reference(publisher.id),
    }
    more = {"publishingPrinciples": publisher.absolute(principles)} if principles else {}
    return [site, publisher.node(**more)]
