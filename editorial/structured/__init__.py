"""What a page says of itself to machines: schema.org in JSON-LD, made from the same objects as the HTML.

Only what a reader sees on the page stands in it. Drafts, previews, withdrawn pages and lists of search results have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from editorial.rendering import json_in_script
from editorial.showing import Shown
from editorial.structured.lists import collection, website
from editorial.structured.nodes import Publisher, this_publisher
from editorial.structured.pages import graph_of
from editorial.structured.subjects import Node

__all__ = ["Publisher", "collection", "printed", "structured", "structured_data", "this_publisher", "website"]


def structured_data(shown: Shown, publisher: Publisher) -> Node:
    """The document of a live page."""
    return document(graph_of(shown, publisher))


def structured(shown: Shown) -> SafeString:
    """The same, ready to stand in a `<script type="application/ld+json">`."""
    return json_in_script(structured_data(shown, this_publisher()))


def printed(nodes: Sequence[Node]) -> SafeString:
    """The document of any nodes, ready to be printed."""
    return json_in_script(document(nodes))


def document(nodes: Sequence[Node]) -> Node:
    """One graph; of nodes with the same `@id` the first stays."""
    by_id: dict[str, Mapping[str, Any]] = {}
    for place, node in enumerate(nodes):
        by_id.setdefault(node.get("@id", f"#{place}"), node)
    return {"@context": "https://schema.org", "@graph": list(by_id.values())}
