"""The code of a text: printed on paper, typed or scanned to learn whether the copy in hand is still current."""

from __future__ import annotations

import hashlib
import re

# Crockford's base 32: no letter that is taken for another or for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_MISREAD = str.maketrans("ILOU", "110V")


def code_of(item_uid: object, digest: str) -> str:
    """Ten signs (50 bits) from the item and the digest of its text: the same for the same words, for ever."""
    number = int.from_bytes(hashlib.sha256(f"{item_uid} {digest}".encode()).digest()[:7], "big") >> 6
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(45, -1, -5))


def spelled(code: str) -> str:
    """The code as it is printed: two groups of five."""
    return f"{code[:5]}-{code[5:]}" if code else ""


def read_code(typed: str) -> str:
    """The code that somebody typed, in any letter case, with or without the hyphen; empty if it cannot be one."""
    plain = re.sub(r"[\s\-–—]", "", typed).upper().translate(_MISREAD)
    return plain if len(plain) == LENGTH and all(sign in ALPHABET for sign in plain) else ""
