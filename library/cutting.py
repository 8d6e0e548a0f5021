"""Showing a part of a picture. The part is a file of its own, named by its bytes; the whole picture stays beside it."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import NamedTuple

from django.core.files.storage import default_storage
from PIL import Image

from library.models import Picture
from library.pictures import FORMATS, PictureRefused, Redrawn, encoded, stored

SMALLEST = 16  # pixels, as for a picture that is taken in
KINDS = {ending: kind for kind, ending in FORMATS.items()}
GONE = "The file of this picture is gone, so it cannot be cut. Restore it from a backup first."


class Cut(NamedTuple):
    """Where the edges of the part are, in percent of the whole picture, from its left and from its top."""

    left: int = 0
    top: int = 0
    right: int = 100
    bottom: int = 100

    @property
    def is_whole(self) -> bool:
        return self == Cut()

    def written(self) -> str:
        """As a picture keeps it; empty for the whole."""
        return "" if self.is_whole else ",".join(map(str, self))


def cut_of(picture: Picture) -> Cut:
    return Cut(*map(int, picture.cut.split(","))) if picture.cut else Cut()


def whole_of(picture: Picture) -> str:
    """The name of the file that nothing was cut from."""
    return picture.uncut or str(picture.file.name)


def part_of(picture: Picture, cut: Cut) -> Redrawn | None:
    """The part, drawn anew; None for the whole picture, which is there already. Raises PictureRefused."""
    if cut.is_whole:
        return None
    name = whole_of(picture)
    ending = PurePosixPath(name).suffix.lstrip(".")
    try:
        with default_storage.open(name) as kept, Image.open(io.BytesIO(kept.read()), formats=list(FORMATS)) as opened:
            x, y = opened.width / 100, opened.height / 100
            box = (round(cut.left * x), round(cut.top * y), round(cut.right * x), round(cut.bottom * y))
            part = opened.crop(box)
    except (OSError, SyntaxError, ValueError) as error:
        raise PictureRefused("gone", GONE) from error
    if min(part.size) < SMALLEST:
        raise PictureRefused("too_small", f"This part is smaller than {SMALLEST} pixels. Cut less away.")
    return Redrawn(encoded(part, KINDS[ending]), ending, *part.size)


def show_part(picture: Picture, cut: Cut, part: Redrawn | None) -> None:
    """Make the picture show a part of its whole; the caller saves it. The point of interest stays where it was."""
    whole, before = whole_of(picture), cut_of(picture)
    picture.file = stored(part) if part else whole
    picture.cut, picture.uncut = cut.written(), whole if part else ""
    picture.focus_x = _moved(picture.focus_x, before.left, before.right, cut.left, cut.right)
    picture.focus_y = _moved(picture.focus_y, before.top, before.bottom, cut.top, cut.bottom)


def _moved(percent: int, start: int, end: int, new_start: int, new_end: int) -> int:
    """A place in the old part as a place in the new one, or at its nearest edge."""
    place = start + (end - start) * percent / 100
    return round(min(max((place - new_start) / (new_end - new_start) * 100, 0), 100))
