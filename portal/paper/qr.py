"""The code of a text as a square to be scanned: it leads to the page that tells whether a copy is still current."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from editorial.editions import spelled

QUIET = 4  # modules of white around it that readers need


@dataclass(frozen=True)
class Qr:
    """`path` is the `d` of an SVG path in a view box of `size` × `size`, white margin included.

    `address` is what it says; `code` is the code as it is printed.
    """

    path: str
    size: int
    address: str
    code: str


def check_address(code: str) -> str:
    """Where somebody with a copy in hand learns whether it is current; short, because it may be typed."""
    return f"{settings.SITE_URL}/check/{spelled(code)}"


def qr_of(code: str) -> Qr | None:
    """The square for a code of a text (`editorial/editions.py`); None for a page that has none yet."""
    if not code:
        return None
    address = check_address(code)
    drawing: QRCode[object] = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    drawing.add_data(address)
    rows = drawing.get_matrix()
    path = "".join(_row(y, row) for y, row in enumerate(rows))
    return Qr(path, len(rows), address, spelled(code))


def _row(y: int, row: list[bool]) -> str:
    """The dark modules of a row, neighbours drawn as one: rectangles with a hair of white between would print badly."""
    path, x = "", 0
    for is_dark, run in groupby(row):
        width = len(list(run))
        path += f"M{x} {y}h{width}v1h-{width}z" if is_dark else ""
        x += width
    return path
