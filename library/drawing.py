"""Smaller and better packed files of the pictures, made after the upload: see `portal/chores.py`.

Late and twice is the same as once. A file counts only with its row, which is written after it: what a stopped run left
half written has no row and is written anew.
"""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from library.models import Picture, Rendition

logger = logging.getLogger(__name__)

WIDTHS = (480, 800, 1200)
FOLDER = "pictures"
UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError)


@dataclass(frozen=True)
class Packing:
    """A format to write pictures in; `options` are Pillow's."""

    ending: str
    media_type: str
    kind: str
    options: dict[str, Any]


AVIF = Packing("avif", "image/avif", "AVIF", {"quality": 62, "speed": 6, "max_threads": 1})
WEBP = Packing("webp", "image/webp", "WEBP", {"quality": 80, "method": 5})
JPEG = Packing("jpg", "image/jpeg", "JPEG", {"quality": 82, "optimize": True, "progressive": True})
PNG = Packing("png", "image/png", "PNG", {"optimize": True})


@dataclass
class Drawn:
    """What a run did: files made, and the names of pictures that could not be read."""

    files: int = 0
    broken: list[str] = field(default_factory=list)


def mark_missing() -> tuple[int, int]:
    """Note on each picture whether its file is in the storage; how many went missing, and how many are back."""
    kept = _kept_files()
    rows = list(Picture.objects.values_list("pk", "file", "is_missing"))
    gone = [pk for pk, file, is_missing in rows if not is_missing and file not in kept]
    back = [pk for pk, file, is_missing in rows if is_missing and file in kept]
    Picture.objects.filter(pk__in=gone).update(is_missing=True)
    Picture.objects.filter(pk__in=back).update(is_missing=False)
    return len(gone), len(back)


def draw_renditions() -> Drawn:
    """Make the files that are not there yet. A picture that cannot be read is named, and the others go on."""
    drawn = Drawn()
    kept = _kept_files()
    there = kept & set(Rendition.objects.values_list("file", flat=True))
    for file, (name, width) in _pictures().items():
        if file not in kept or _is_complete(file, width, there):
            continue
        try:
            drawn.files += _draw(file, there)
        except UNREADABLE as error:
            logger.warning("The picture “%s” (%s) cannot be read: %s", name, file, error)
            drawn.broken.append(name)
    return drawn


def widths_for(width: int) -> tuple[int, ...]:
    """How wide the files of a picture are: never wider than itself."""
    return tuple(wanted for wanted in WIDTHS if wanted <= width) or (width,)


def _pictures() -> dict[str, tuple[str, int]]:
    """Name and width of each picture, by its file. Not as objects: those would look into their files."""
    rows = Picture.objects.order_by("pk").values_list("file", "name", "width")
    return {file: (name, width) for file, name, width in rows}


def _is_complete(file: str, width: int, there: set[str]) -> bool:
    """Whether all files are there, with transparency or without; answered from names, without opening the picture."""
    return any(
        all(_name(file, each, packing) in there for each in widths_for(width) for packing in packings)
        for packings in (_packings(False), _packings(True))
    )


def _packings(has_transparency: bool) -> tuple[Packing, ...]:
    return AVIF, WEBP, PNG if has_transparency else JPEG


def _name(original: str, width: int, packing: Packing) -> str:
    return f"{FOLDER}/{PurePosixPath(original).stem}-{width}.{packing.ending}"


def _draw(file: str, there: set[str]) -> int:
    picture = _opened(file)
    made = 0
    for width in widths_for(picture.width):
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture.resize((width, height), Image.Resampling.LANCZOS)
        for packing in _packings(picture.mode == "RGBA"):
            name = _name(file, width, packing)
            if name not in there:
                _keep(file, name, packing, smaller)
                made += 1
    return made


def _opened(file: str) -> Image.Image:
    """The pixels of a picture; RGBA only where something can be seen through."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the upload has a limit of its own
        with default_storage.open(file) as kept, Image.open(io.BytesIO(kept.read())) as opened:
            opened.load()
            if not opened.has_transparency_data:
                return opened.convert("RGB")
            picture = opened.convert("RGBA")
    lowest = picture.getchannel("A").getextrema()[0]
    return picture.convert("RGB") if lowest == 255 else picture


def _keep(original: str, name: str, packing: Packing, picture: Image.Image) -> None:
    buffer = io.BytesIO()
    picture.save(buffer, packing.kind, **packing.options)
    content = buffer.getvalue()
    default_storage.delete(name)  # a file without a row is what a stopped run left half written
    default_storage.save(name, ContentFile(content))
    facts = {"original": original, "media_type": packing.media_type, "width": picture.width, "size": len(content)}
    Rendition.objects.update_or_create(file=name, defaults=facts)


def _kept_files() -> set[str]:
    """The names of all picture files. One listing, whatever their number."""
    try:
        return {f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]}
    except FileNotFoundError:
        return set()
