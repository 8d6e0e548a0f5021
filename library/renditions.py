"""Which files a picture has for which browsers. They are made after the upload (`library/drawing.py`)."""

from __future__ import annotations

from collections import defaultdict

from editorial.page import PictureFile
from library.models import Rendition

# Best first: a browser takes the first type it knows.
MEDIA_TYPES = ("image/avif", "image/webp", "image/jpeg", "image/png")


def renditions_of(originals: list[str]) -> dict[str, tuple[PictureFile, ...]]:
    """The renditions of some picture files, by the name of the original. One query."""
    found: dict[str, dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for rendition in Rendition.objects.filter(original__in=originals).order_by("width"):
        found[rendition.original][rendition.media_type].append((rendition.file, rendition.width))
    return {
        original: tuple(PictureFile(kind, tuple(kinds[kind])) for kind in MEDIA_TYPES if kind in kinds)
        for original, kinds in found.items()
    }
