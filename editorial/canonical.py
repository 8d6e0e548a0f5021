"""Canonical text: one spelling for one document, so that a digest means the same bytes for ever.

Only dict (ASCII keys), list, str, bool, None and int up to 2**53-1 are allowed; floats, dates and decimals are refused
because databases and languages spell them differently. The text is what is stored and hashed; it is never rebuilt from
models to verify it.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

MAX_INTEGER = 2**53 - 1


class NotCanonical(TypeError):
    """A value that has no single spelling; the message names its place."""


def canonical(document: Any) -> str:
    """Return the canonical JSON text of `document`; raises NotCanonical."""
    return json.dumps(_clean(document, "$"), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of `text`, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out None, empty text, empty lists and False, so that a field added later does not change old digests."""
    return {key: value for key, value in values.items() if value not in (None, "", False) and value != []}


def _clean(value: Any, place: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonical(f"{place}: this integer is too big, write it as text")
        return value
    if isinstance(value, str):
        return _clean_text(value, place)
    if isinstance(value, list | tuple):
        return [_clean(entry, f"{place}[{index}]") for index, entry in enumerate(value)]
    if isinstance(value, dict):
        for key in value:
            if not (isinstance(key, str) and key.isascii()):
                raise NotCanonical(f"{place}: the key {key!r} is not plain ASCII text")
        return {key: _clean(entry, f"{place}.{key}") for key, entry in value.items()}
    raise NotCanonical(f"{place}: {type(value).__name__} has no single spelling, write it as text")


def _clean_text(value: str, place: str) -> str:
    # str() drops subclasses such as SafeString; databases disagree about NUL and lone surrogates, so both are refused.
    text = unicodedata.normalize("NFC", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    if "\x00" in text:
        raise NotCanonical(f"{place}: contains a NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical(f"{place}: contains half a character (a lone surrogate)") from None
    return text
