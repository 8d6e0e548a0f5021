"""Pictures are never kept as they were sent: each is decoded and drawn anew, without what else was in the file."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from library.models import Picture

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 24_000_000
FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
# What would make a second kind of file out of the bytes behind a picture.
FOREIGN = (b"PK\x03\x04", b"%PDF-", b"<script", b"<svg", b"<html", b"<?php", b"<?xml", b"<!doctype")


class PictureRefused(Exception):
    """`str()` is the sentence to show; nothing was kept."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Redrawn(NamedTuple):
    """A picture encoded anew; `ending` is that of its file."""

    content: bytes
    ending: str
    width: int
    height: int


def add_picture(data: bytes, **words: Any) -> Picture:
    """Keep a picture that was sent; `words` are name, credit, licence, alt, is_demo. Raises PictureRefused."""
    return keep(redrawn(data), **words)


def keep(picture: Redrawn, *, name: str, credit: str, licence: str, alt: str = "", is_demo: bool = False) -> Picture:
    """Keep a picture under the hash of its new bytes; the same picture twice is one file, never overwritten."""
    return Picture.objects.create(
        name=name,
        file=stored(picture),
        width=picture.width,
        height=picture.height,
        alt=alt,
        credit=credit,
        licence=licence,
        is_demo=is_demo,
    )


def path_of(picture: Redrawn) -> str:
    """Where the file of a picture stands in the storage: named by the hash of its bytes."""
    return f"pictures/{hashlib.sha256(picture.content).hexdigest()}.{picture.ending}"


def stored(picture: Redrawn) -> str:
    """Write the file of a picture, if it is not there, and return its name."""
    path = path_of(picture)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(picture.content))
    return path


def redrawn(data: bytes) -> Redrawn:
    """Decode and draw anew what was sent. Raises PictureRefused."""
    _check_bytes(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(FORMATS)) as opened:
                kind = opened.format or ""
                _check_size(opened)
                opened.load()
                picture = _plain(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureRefused(
            "broken", "This picture cannot be read; it may be damaged. Save it again and retry."
        ) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels() from error
    return Redrawn(encoded(picture, kind), FORMATS[kind], *picture.size)


def _check_bytes(data: bytes) -> None:
    """What needs no decoder to be refused."""
    if len(data) > MAX_BYTES:
        raise PictureRefused("too_large", "This file is larger than 10 MB. Save the picture smaller.")
    beginning = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<svg", b"<?xml", b"<!doctype")):
        raise PictureRefused("svg", "SVG files can hold programs, so they are not taken. Export the drawing as PNG.")
    if not data.startswith(BEGINNINGS) or (data.startswith(b"RIFF") and data[8:12] != b"WEBP"):
        raise PictureRefused("wrong_kind", "Only PNG, JPEG and WebP pictures are taken. Save it as one of these.")
    behind = data[_end_of_picture(data) :].lower()
    if any(mark.lower() in behind for mark in FOREIGN):
        raise PictureRefused(
            "polyglot", "There is something else behind the picture in this file. Save it anew in a picture editor."
        )


def _end_of_picture(data: bytes) -> int:
    """Where the picture ends and other bytes may begin."""
    if data.startswith(b"RIFF"):
        return 8 + int.from_bytes(data[4:8], "little")
    if data.startswith(b"\x89PNG"):
        end = data.find(b"IEND")
        return end + 8 if end >= 0 else len(data)
    end = data.rfind(b"\xff\xd9")
    return end + 2 if end >= 0 else len(data)


def _check_size(opened: Image.Image) -> None:
    if opened.width * opened.height > MAX_PIXELS:
        raise _too_many_pixels()
    if opened.width < 16 or opened.height < 16:
        raise PictureRefused("too_small", "This picture is smaller than 16 pixels. Take a larger one.")
    if getattr(opened, "n_frames", 1) > 1:
        raise PictureRefused("moving", "Moving pictures are not taken. Save one frame of it.")


def _too_many_pixels() -> PictureRefused:
    limit = MAX_PIXELS // 1_000_000
    return PictureRefused("too_many_pixels", f"This picture has more than {limit} million pixels. Save it smaller.")


def _plain(opened: Image.Image) -> Image.Image:
    """Upright, in sRGB, with nothing but pixels."""
    upright = ImageOps.exif_transpose(opened)
    has_alpha = upright.has_transparency_data
    profile = opened.info.get("icc_profile")
    if profile and upright.mode in {"RGB", "CMYK"}:
        upright = _in_srgb(upright, profile)
    picture = upright.convert("RGBA" if has_alpha else "RGB")
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    return plain


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """In the colours of the web; a profile that cannot be read is left out."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return changed or picture


def encoded(picture: Image.Image, kind: str) -> bytes:
    """The bytes of a file of this kind ("PNG", "JPEG", "WEBP"); the same for the same pixels."""
    options = {
        "PNG": {},
        "JPEG": {"quality": 88, "optimize": True, "progressive": True},
        "WEBP": {"quality": 88, "method": 4},
    }[kind]
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
