"""Pieces to clean HTML of the closed tag list (docs/documents.md), and back to the text that is in it.

A piece of a rich file brings its HTML along; the others are written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from itertools import groupby

from articles.importing.pieces import ITEM, NUMBERED_ITEM, SUBHEADING, Piece

LIST_TAGS = {ITEM: "ul", NUMBERED_ITEM: "ol"}
TAG = re.compile(r"<[^>]*>")


def html_of(pieces: Iterable[Piece], *, short: bool = False) -> str:
    """`short` is for fields that hold no headings: a heading inside a box becomes a line in bold."""
    parts: list[str] = []
    for (kind, is_written), group in groupby(pieces, key=lambda piece: (piece.kind, bool(piece.markup))):
        if is_written:
            parts.extend(piece.markup for piece in group)
            continue
        # The site stores no-break spaces by name; written the same way here, cleaning changes nothing.
        texts = [escape(piece.text, quote=False).replace("\u00a0", "&nbsp;") for piece in group]
        if kind in LIST_TAGS:
            items = "".join(f"<li>{text}</li>" for text in texts)
            parts.append(f"<{LIST_TAGS[kind]}>{items}</{LIST_TAGS[kind]}>")
        else:
            before, after = ("<p>", "</p>")
            if kind == SUBHEADING:
                before, after = ("<p><strong>", "</strong></p>") if short else ("<h3>", "</h3>")
            parts.extend(f"{before}{text}{after}" for text in texts)
    return "".join(parts)


def text_of(body: str) -> str:
    """Works on clean HTML, where every `<` of the text is escaped."""
    return unescape(TAG.sub(" ", body))
