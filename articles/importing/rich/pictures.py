"""The pictures that came with a file. Addresses elsewhere are never asked."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote, unquote_to_bytes

MAX_PICTURES = 60
# Found before the HTML is parsed: a page saved with its pictures is mostly these.
DATA = re.compile(
    r"data:([a-z0-9.+-]{0,40}/?[a-z0-9.+-]{0,40})((?:;[\w=.-]{1,60}){0,4}),([^\"'\s<>()]*)", re.IGNORECASE
)


class Pictures:
    """Knows them by what `src` says."""

    def __init__(self, companions: Mapping[str, bytes]) -> None:
        self.companions = companions
        self.inside: dict[str, str] = {}

    def taken_out(self, html: str) -> str:
        """The HTML with a short name in the place of each picture that stands in it."""

        def kept(found: re.Match[str]) -> str:
            name = f"data:{len(self.inside)}"
            is_picture = found[1].lower().startswith("image/") and len(self.inside) < MAX_PICTURES
            self.inside[name] = as_base64(found[3], is_encoded="base64" in found[2].lower()) if is_picture else ""
            return name

        return DATA.sub(kept, html)

    def data_of(self, src: str) -> str:
        """The picture in base64; "" if it did not come with the file. Saved pages name their files in a folder."""
        if src.startswith("data:"):
            return self.inside.get(src, "")
        name = unquote(src.partition("?")[0]).rsplit("/", 1)[-1]
        is_elsewhere = src.startswith("//") or "://" in src
        found = None if is_elsewhere else self.companions.get(name)
        return base64.b64encode(found).decode("ascii") if found else ""


def as_base64(data: str, *, is_encoded: bool) -> str:
    if not is_encoded:
        return base64.b64encode(unquote_to_bytes(data)).decode("ascii")
    try:
        return base64.b64encode(base64.b64decode(unquote(data), validate=True)).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
