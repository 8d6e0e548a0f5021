"""Links that name only a part of their address: completed by what a saved page says about its own."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from editorial.reading import clean_address

# Begins what no page says the address of; a name that will never exist (RFC 2606).
NOWHERE = "https://nowhere.invalid/"
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]{4,500})")


def complete_links(tree: LexborHTMLParser, html: str) -> None:
    """Links inside the page are left as they are: the site makes plain words of them."""
    base = base_of(tree, html)
    for link in tree.css("a[href]"):
        address = (link.attributes.get("href") or "").strip()
        if is_inside(address, base):
            link.attrs["href"] = "#" + address.partition("#")[2]
            continue
        if not address or address.startswith("#") or clean_address(address):
            continue
        whole = joined(base, address)
        link.attrs["href"] = whole if clean_address(whole) else NOWHERE + quote(address[:200], safe="/:?&=#.%-_~")


def base_of(tree: LexborHTMLParser, html: str) -> str:
    """The address of the page, as browsers and the page itself note it; "" if nothing does."""
    for selector, attribute in (
        ("base[href]", "href"),
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
    ):
        node = tree.css_first(selector)
        if node is not None and clean_address(node.attributes.get(attribute) or ""):
            return node.attributes.get(attribute) or ""
    found = SAVED_FROM.search(html[:4000])
    return found[1] if found else ""


def joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # an address that is none
        return ""


def is_inside(address: str, base: str) -> bool:
    """A saved page writes places in itself with its whole address."""
    try:
        return bool(base) and bool(urlsplit(address).fragment) and address.partition("#")[0] == base.partition("#")[0]
    except ValueError:
        return False
