"""The ids of the parts of a page, made from their headings: the same for the same document, wherever they are needed."""

from __future__ import annotations

import re

from django.utils.text import slugify
from selectolax.lexbor import LexborHTMLParser

# Ids that the page itself uses.
TAKEN = frozenset(
    "main contents sources about-this-page search top q support words changes feedback related what-is-not-known".split()
)
LIKE_OURS = re.compile(r"(source|cite|term|notice)(-\d+)+")


class Anchors:
    """Gives each heading of a page an id of its own. Headings have to come in the order of the page."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, title: str) -> str:
        # An id must not look like one of ours (source-3, cite-3-1), and must not start with a digit for style sheets.
        base = slugify(title, allow_unicode=True)[:60].strip("-") or "part"
        if base[0].isdigit() or LIKE_OURS.fullmatch(base):
            base = f"part-{base}"
        name, count = base, 1
        while name in self._given or name in TAKEN:
            count += 1
            name = f"{base}-{count}"
        self._given.add(name)
        return name


def give_inside(html: str, anchors: Anchors) -> None:
    """Give the headings inside a clean body their ids, for the sake of those that come after them."""
    if "<h3" in html:
        for title in LexborHTMLParser(html).css("h3"):
            anchors.give(title.text())
