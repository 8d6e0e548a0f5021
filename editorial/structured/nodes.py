"""Nodes that many pages share: the organisation, people, breadcrumbs, references. Pure but for `this_publisher`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from django.conf import settings
from django.templatetags.static import static
from selectolax.lexbor import LexborHTMLParser

from editorial.page import Link, Person
from editorial.structured.subjects import Node

LOGO = "portal/icons/icon.svg"
# Words of two blocks do not touch, also where nothing stands between them in the source.
_EDGE = re.compile(r"</?(?:p|h\d|ul|ol|li|table|caption|thead|tbody|tr|th|td|div|br)\b[^>]*>")
_NOT_READ_ALOUD = "sup.cite, .term-box"


@dataclass(frozen=True)
class Publisher:
    """The organisation that answers for the site. `logo` is a path or an address."""

    name: str
    url: str
    logo: str

    @property
    def id(self) -> str:
        return f"{self.url}/#org"

    def absolute(self, path: str) -> str:
        return urljoin(f"{self.url}/", quote(path, safe="/:?#[]@!$&'()*+,;=%~-._"))

    def node(self, **more: Any) -> Node:
        logo = self.absolute(self.logo)
        return {"@type": "Organization", "@id": self.id, "name": self.name, "url": f"{self.url}/", "logo": logo} | more


def this_publisher() -> Publisher:
    return Publisher(settings.SITE_NAME, settings.SITE_URL, static(LOGO))


def reference(identifier: str) -> Node:
    return {"@id": identifier}


def without_empty(node: Mapping[str, Any]) -> Node:
    """Leave out what a page does not say."""
    return {name: value for name, value in node.items() if value not in ("", None, [], ())}


def crumbs(identifier: str, links: Sequence[Link], publisher: Publisher) -> Node:
    """The way from the home page; the last step is the page itself and has no address."""
    steps = [
        without_empty(
            {
                "@type": "ListItem",
                "position": position,
                "name": link.title,
                "item": reference(publisher.absolute(link.address)) if link.address else None,
            }
        )
        for position, link in enumerate(links, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": identifier, "itemListElement": steps}


def person(named: Person, publisher: Publisher, fallback: str) -> Node:
    """Somebody with a profile of ours, or with what the page says. `fallback` is the id of somebody without one."""
    url = publisher.absolute(named.address) if named.address else ""
    held = [
        {"@type": "EducationalOccupationalCredential", "name": name} for name in named.credentials.split("; ") if name
    ]
    return without_empty(
        {
            "@type": "Person",
            "@id": f"{url}#person" if url else fallback,
            "name": named.name,
            "jobTitle": named.role,
            "hasCredential": held,
            "url": url,
        }
    )


def words_of(html: str) -> str:
    """What a reader reads of clean HTML: without the numbers of sources and without boxes that are closed."""
    root = LexborHTMLParser(_EDGE.sub(r" \g<0>", html)).body
    if root is None:
        return ""
    for node in root.css(_NOT_READ_ALOUD):
        node.decompose()
    return " ".join(root.text().split())
