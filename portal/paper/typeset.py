"""Making files with Typst: data in, a PDF or a picture out. No network, no package, no file but those given.

A compiler sees one scratch directory with the pictures of the page and nothing else. Texts reach it as JSON.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

HERE = Path(__file__).parent
DRAWING = (
    "card.py", "card.typ", "leaflet.py", "leaflet.typ", "nodes.py", "parts.py", "qr.py", "tables.py", "typeset.py",
)  # fmt: skip
# PDF/UA-1: headings in order, alternative texts, a language, and a letter for every sign.
STANDARDS: list[typst.PDFStandard] = ["ua-1"]
UNREADABLE = (OSError, SyntaxError, UnidentifiedImageError, ValueError)


class CannotSet(Exception):
    """The typesetter refused; the sentence says why."""


def leaflet_pdf(data: Mapping[str, Any], made_at: int) -> bytes:
    """A tagged PDF of what `portal.paper.leaflet` gives; `made_at` in seconds since 1970. Raises CannotSet."""
    with _scratch() as folder:
        return _compile("leaflet.typ", _with_pictures(data, folder), folder, format="pdf", timestamp=made_at)


def card_png(data: Mapping[str, Any]) -> bytes:
    """The picture for links, 1200 by 630. Raises CannotSet."""
    with _scratch() as folder:
        return _compile("card.typ", data, folder, format="png", ppi=72)


def sources_of_drawing() -> Iterator[bytes]:
    """What decides how a copy looks and what it says beside its text: a copy that was drawn by others is stale."""
    yield from ((HERE / name).read_bytes() for name in DRAWING)
    for folder in settings.LOCALE_PATHS:
        yield from (path.read_bytes() for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.mo")))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        yield Path(folder)


def _compile(name: str, data: Mapping[str, Any], folder: Path, **options: Any) -> bytes:
    nowhere = folder / "no-packages"
    try:
        compiler = typst.Compiler(
            input=(HERE / name).read_bytes(),
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            package_path=nowhere,
            package_cache_path=nowhere,
        )
        made = compiler.compile(pdf_standards=STANDARDS if options["format"] == "pdf" else [], **options)
    except typst.TypstError as error:
        raise CannotSet(" ".join([str(error.message), *error.hints])) from error
    assert made is not None
    return made if isinstance(made, bytes) else made[0]


def _with_pictures(data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The data with the names that the pictures have in the scratch directory; empty for those that cannot be read."""
    parts = [
        part | {"file": _brought(part["file"], folder, number)} if part["is"] == "picture" else part
        for number, part in enumerate(data["parts"])
    ]
    return {**data, "parts": parts}


def _brought(name: str, folder: Path, number: int) -> str:
    try:
        with default_storage.open(name) as file:
            content = file.read()
        with Image.open(io.BytesIO(content)) as picture:
            kind = (picture.format or "").lower()
            picture.load()
    except UNREADABLE:
        return ""
    target = folder / f"picture-{number}.{kind}"
    target.write_bytes(content)
    return target.name
