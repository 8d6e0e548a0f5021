"""The bytes of a copy, if they are still those that were made."""

from __future__ import annotations

import hashlib

from django.core.files.storage import default_storage

from editorial.models import Copy


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept_bytes(copy: Copy) -> bytes | None:
    """None for a file that is gone, or that somebody changed: a leaflet is trusted more than the folder it lies in."""
    try:
        with default_storage.open(copy.file) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content if digest_of(content) == copy.digest else None
