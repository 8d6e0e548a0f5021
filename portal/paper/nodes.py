"""Rendered HTML of a page as plain data for the typesetter.

No text ever becomes source code of the typesetter: it travels as JSON strings, which are set as they are. What a reader
of paper cannot use is left out: the boxes of glossary terms (they stand at the end) and what only screen readers say.

A block is {"is": "p" | "h" | "list" | "table", …}; a run is a string or {"is": "strong" | "a" | "cite" | …}.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal.paper.tables import table_node

Node = dict[str, Any]
Run = str | Node

MARKS = frozenset({"strong", "em", "sub", "sup"})
HEADINGS = {"h3": 3, "h4": 4}
BLOCKS = frozenset({"p", "ul", "ol", "table", "div", *HEADINGS})
LEFT_OUT = ("term-box", "visually-hidden")
SPACE = re.compile(r"[ \t\n\r\f]+")


def nodes_of(html: str, site_url: str) -> list[Node]:
    """The blocks of a rendered body; addresses of our own pages are completed with `site_url`."""
    root = LexborHTMLParser(html).body if html.strip() else None
    return list(_Reader(site_url).blocks(root)) if root is not None else []


def words_as_nodes(text: str) -> list[Node]:
    """Plain words as paragraphs, one for each line that says something."""
    return [{"is": "p", "runs": [line]} for line in map(str.strip, text.splitlines()) if line]


def printed_address(address: str) -> str:
    """An address as it stands on paper: what has to be typed, and no more."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        return unquote(address.partition(":")[2].partition("?")[0])
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}{unquote(parts.path).rstrip('/')}{query}"


class _Reader:
    def __init__(self, site_url: str) -> None:
        self.site_url = site_url
        self.inline: dict[str, Callable[[LexborNode], list[Run]]] = {
            "br": lambda node: [{"is": "br"}],
            "a": self.link,
            "sup": self.superscript,
        }

    def blocks(self, parent: LexborNode) -> Iterator[Node]:
        """The blocks under a node; loose words become a paragraph."""
        loose: list[Run] = []
        for child in parent.iter(include_text=True):
            if child.tag in BLOCKS:
                yield from _paragraph(loose)
                loose = []
                yield from self.block(child)
            else:
                loose += self.runs_of(child)
        yield from _paragraph(loose)

    def block(self, node: LexborNode) -> Iterator[Node]:
        tag = node.tag or ""
        if tag == "p":
            yield from _paragraph(self.runs(node))
        elif tag in HEADINGS:
            runs = _trimmed(self.runs(node))
            if runs:
                yield {"is": "h", "level": HEADINGS[tag], "runs": runs}
        elif tag in {"ul", "ol"}:
            items = [list(self.blocks(item)) for item in node.iter() if item.tag == "li"]
            yield {"is": "list", "numbered": tag == "ol", "items": [item for item in items if item]}
        elif tag == "table":
            caption = node.css_first("caption")
            runs = _trimmed(self.runs(caption)) if caption is not None else []
            yield from table_node(node, runs, lambda cell: list(self.blocks(cell)))
        else:
            yield from self.blocks(node)

    def runs(self, parent: LexborNode) -> list[Run]:
        return [run for child in parent.iter(include_text=True) for run in self.runs_of(child)]

    def runs_of(self, node: LexborNode) -> list[Run]:
        tag = node.tag or ""
        if tag == "-text":
            text = SPACE.sub(" ", node.text_content or "")
            return [text] if text else []
        if _classes(node) & set(LEFT_OUT):
            return []
        if read := self.inline.get(tag):
            return read(node)
        runs = self.runs(node)
        return [{"is": tag, "runs": runs}] if tag in MARKS and runs else runs

    def superscript(self, node: LexborNode) -> list[Run]:
        if "cite" in _classes(node):
            return [{"is": "cite", "number": node.text().strip().partition("[")[2].removesuffix("]")}]
        runs = self.runs(node)
        return [{"is": "sup", "runs": runs}] if runs else []

    def link(self, node: LexborNode) -> list[Run]:
        """The words and the address; the address is not printed where the words say it already."""
        runs, href = self.runs(node), node.attributes.get("href") or ""
        if not runs or href.startswith("#"):
            return runs
        address = f"{self.site_url}{href}" if href.startswith("/") else href
        if urlsplit(address).scheme not in {"http", "https", "mailto", "tel"}:
            return runs
        shown = printed_address(address)
        says_it = _plain(shown) in _plain(node.text())
        return [{"is": "a", "runs": runs, "address": address, "shown": "" if says_it else shown}]


def _plain(text: str) -> str:
    """What two ways to write an address or a number have in common."""
    return re.sub(r"[\s()\-–.]", "", text).casefold()


def _paragraph(runs: list[Run]) -> Iterator[Node]:
    runs = _trimmed(runs)
    if runs:
        yield {"is": "p", "runs": runs}


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without white space at both ends."""
    runs = list(runs)
    if runs and isinstance(runs[0], str):
        runs[0] = runs[0].lstrip(" ")
    if runs and isinstance(runs[-1], str):
        runs[-1] = runs[-1].rstrip(" ")
    return [run for run in runs if run]


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())
