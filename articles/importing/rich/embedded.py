"""What a web page shows that is no text: frames, films, recordings, drawings. The draft cannot hold it; the report names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from editorial.markup import names

# How the report calls them. Names with x- are those that `editorial.hostile` gave.
KINDS = {
    "x-iframe": "Frame with another page",
    "video": "Film",
    "audio": "Recording",
    "embed": "Embedded file",
    "object": "Embedded file",
    "applet": "Embedded program",
    "canvas": "Drawing by a script",
    "x-svg": "Drawing",
    "x-math": "Formula",
    "x-select": "List to choose from",
    "x-textarea": "Field to write in",
    "x-template": "Template of a script",
    "x-noscript": "Shown only without scripts",
}
# Nobody who looked at the page saw these as part of its text.
BESIDE_THE_TEXT = {
    "x-select": "form",
    "x-textarea": "form",
    "x-template": "hidden",
    "x-noscript": "only without scripts",
}
# They say nothing unless there are words or an address in them.
OFTEN_EMPTY = frozenset(["x-math", *BESIDE_THE_TEXT])
# Around text of its own, which stays on the page, they are only a frame.
MAY_WRAP = names("object applet canvas video audio")
MOST_INSIDE = 200
SELECTOR = ", ".join(KINDS)
ADDRESSES = ("src", "data-src", "poster", "data", "xlink:href", "href", "code")
TAG = re.compile(r"<[^<>]*>")
SPACE = re.compile(r"\s+")
OLD_FRAME = re.compile(r"<frame(?=[\s/>])", re.IGNORECASE)
SMALL = 64  # pixels: an icon
MOST_ADDRESSES, LONGEST_ADDRESS = 10, 300


def with_old_frames(html: str) -> str:
    """Parsers throw away the frames of a set; this keeps what they pointed to."""
    return OLD_FRAME.sub("<embed", html)


def is_frame_around_text(node: LexborNode) -> bool:
    return node.tag in MAY_WRAP and len(node.text()) > MOST_INSIDE


def is_icon(node: LexborNode) -> bool:
    """A drawing without words that only decorates."""
    attributes = node.attributes
    size = [attributes.get("width"), attributes.get("height"), *(attributes.get("viewbox") or "").split()[2:]]
    numbers = [float(found[0]) for each in size if (found := re.match(r"\d{1,6}", each or ""))]
    is_in_control = node.parent is not None and node.parent.tag in ("a", "button", "span")
    return attributes.get("aria-hidden") == "true" or is_in_control or (bool(numbers) and min(numbers) <= SMALL)


def described(node: LexborNode, words: str) -> str:
    """A line for the report: what it is, its name, where it lies; "" for what shows nothing. `words` are those inside."""
    tag = node.tag or ""
    name = " ".join(filter(None, dict.fromkeys(names_of(node))))
    addresses = list(dict.fromkeys(addresses_in(node)))[:MOST_ADDRESSES]
    is_empty = not (words or name or addresses)
    if is_empty and (tag in OFTEN_EMPTY or (tag == "x-svg" and is_icon(node))):
        return ""
    told = KINDS[tag] + (f" “{name}”" if name else "") + (f" ({', '.join(addresses)})" if addresses else "")
    return told + (f": {words}" if words else "")


def names_of(node: LexborNode) -> Iterator[str]:
    for attribute in ("title", "aria-label", "alt", "placeholder"):
        yield SPACE.sub(" ", node.attributes.get(attribute) or "").strip()
    yield SPACE.sub(" ", TAG.sub(" ", node.attributes.get("srcdoc") or "")).strip()


def addresses_in(node: LexborNode) -> Iterator[str]:
    """As they are written; nothing is asked."""
    for each in (node, *node.css("source, track, embed, img, image, param, x-iframe, object")):
        values = [each.attributes.get(attribute) for attribute in ADDRESSES]
        if each.tag == "param" and (each.attributes.get("name") or "").lower() in ("movie", "src", "url"):
            values.append(each.attributes.get("value"))
        for value in values:
            address = SPACE.sub("", value or "")
            if address and not address.startswith(("data:", "#", "about:", "javascript:")):
                yield address[:LONGEST_ADDRESS]
