"""What was sent to the upload page, as pages with their pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from articles.importing.bringing import Brought, bring_in
from articles.importing.files import PICTURE_ENDINGS
from articles.importing.formats import ENDINGS, LARGEST, WEB
from editorial.models import Contributor

PASTED = "Pasted text"


@dataclass(frozen=True)
class Page:
    name: str
    data: bytes
    size: int  # as it came; of a file that is too large, `data` is only its beginning
    pictures: dict[str, bytes] = field(default_factory=dict)


def bring_all(*, uploads: list[Any], pasted: str, pasted_html: str, language: str, by: Contributor) -> list[Brought]:
    """Every page of an upload, one after the other. Raises NotAllowed or NoContributor."""
    return [
        bring_in(data=page.data, name=page.name, language=language, by=by, pictures=page.pictures, size=page.size)
        for page in pages_in(uploads, pasted, pasted_html)
    ]


def pages_in(files: list[Any], pasted: str, pasted_html: str) -> list[Page]:
    """Pictures belong to the web pages they came with; without one they are pages, and will be refused as such."""
    read = [(PurePath(str(file.name)).name, file.read(LARGEST + 1), file.size or 0) for file in files]
    has_web_page = any(ENDINGS.get(PurePath(name).suffix.lower()) == WEB for name, _, _ in read)
    pictures = {name: data for name, data, _ in read if has_web_page and name.lower().endswith(PICTURE_ENDINGS)}
    pages = [Page(name, data, size, pictures) for name, data, size in read if name not in pictures]
    if pasted.strip():
        text = (pasted_html or pasted).encode()
        pages.append(Page(PASTED, text, len(text)))
    return pages
