"""Rich text in, clean HTML of the closed list in docs/documents.md out, always the same bytes for the same text.

The order matters: size and nesting are checked on the raw text first, because a parser needs time and memory without
measure for hostile input; then the text is read into blocks and written anew; nh3 has the last word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3
from selectolax.lexbor import LexborHTMLParser

from editorial.hostile import TooMuchMarkup, prepared, refuse_too_long
from editorial.markup import lines, names, write
from editorial.reading import INSIDE, UID, Place, read

__all__ = ["TooMuchMarkup", "cited", "clean", "lines_of_clean", "linked_pages", "plain_text"]

TAGS = names("p h3 ul ol li strong em sub sup br a table caption thead tbody tr th td")
_CITATION = re.compile(r"<sup data-cite=[^>]*>[^<]*</sup>")
_ENDS_LINE = re.compile(r"<br>|</(?:p|h3|li)>|<(?:ul|ol)>")
_TAG = re.compile(r"<[^>]*>")
SCHEMES = frozenset(["http", "https", "mailto", "tel"])

_LAST_WORD = nh3.Cleaner(
    tags=set(TAGS),
    attributes={
        "a": {"href", "data-page"},
        "sup": {"data-cite", "data-locator"},
        "th": {"scope", "colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def clean(html: str, *, short: bool = False) -> str:
    """Clean HTML for storage; `short` leaves no headings and tables. Raises TooMuchMarkup.

    Cleaning a clean text changes nothing.
    """
    return _clean(html, short) if len(html) < 50_000 else _clean.__wrapped__(html, short)


@lru_cache(maxsize=256)  # a form is cleaned when it is checked, compared and saved
def _clean(html: str, short: bool) -> str:
    written = write(read(prepared(html), INSIDE if short else Place()))
    refuse_too_long(written)  # "&" and links around many paragraphs grow, and nh3 is slow with very long text
    return _LAST_WORD.clean(written)


def plain_text(html: str) -> str:
    """The words, one line for each paragraph, list item and table row. Raises TooMuchMarkup."""
    return "\n".join(line for line in lines(read(prepared(html))) if line)


def lines_of_clean(html: str) -> list[str]:
    """The lines of `plain_text`, without the empty ones, for HTML that `clean` wrote: in a tenth of the time."""
    if "<table" in html:
        return plain_text(html).splitlines()
    without_marks = _TAG.sub("", _ENDS_LINE.sub("\n", _CITATION.sub("", html)))
    stripped = (line.strip() for line in unescape(without_marks).replace("\xa0", " ").splitlines())
    return [line for line in stripped if line]


def cited(html: str) -> list[str]:
    """The uids of the sources cited in clean HTML, in reading order, each once."""
    return _uids(html, "sup", "data-cite")


def linked_pages(html: str) -> list[str]:
    """The uids of the items that clean HTML links to, in reading order, each once."""
    return _uids(html, "a", "data-page")


def _uids(html: str, tag: str, attribute: str) -> list[str]:
    if attribute not in html:
        return []
    marks = LexborHTMLParser(html).css(f"{tag}[{attribute}]")
    found = (mark.attributes.get(attribute) or "" for mark in marks)
    return list(dict.fromkeys(uid for uid in found if UID.fullmatch(uid)))
