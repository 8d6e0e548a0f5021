"""A Word file to HTML, by mammoth, with what mammoth does not tell."""

from __future__ import annotations

import base64
import re
import unicodedata
from typing import Any

import mammoth
from mammoth import html
from mammoth.docx.files import InvalidFileReferenceError

from articles.importing.errors import WordDamaged
from articles.importing.rich.package import opened
from articles.importing.rich.word_parts import OBJECT, Beside, look_at

MAX_PICTURE = 10 * 1024 * 1024
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Illustration'] => p.caption:fresh
p[style-name='Figure'] => p.caption:fresh
p[style-name='Drawing'] => p.caption:fresh
p[style-name='Table'] => p.caption:fresh
p[style-name='Table Heading'] => p:fresh > strong:fresh
p[style-name^='TOC '] => p.toc:fresh
p[style-name^='Contents '] => p.toc:fresh
p[style-name='Subtitle'] => p:fresh
r[style-name='Emphasis'] => em
r[style-name='Strong Emphasis'] => strong
"""
# The converter knows lists in lists five deep; Word knows nine.
STYLES += "\n".join(
    f"p:{kind}-list({depth}) => {'ul|ol > li > ' * (depth - 1)}{tag} > li:fresh"
    for depth in range(6, 10)
    for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
)
# What stands between the paragraphs of the page and those of the notes, and changes no word.
SPACE = re.compile(r"\s+")


def html_of_word(data: bytes) -> tuple[str, Beside]:
    """Raises WordDamaged, WordProtected or WordHostile."""
    package = opened(data)
    beside = look_at(package)
    options: dict[str, Any] = {"convert_image": image, "style_map": STYLES, "include_embedded_style_map": False}
    try:
        result = mammoth.convert_to_html(package.packed(), **options)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, OSError) as error:
        raise WordDamaged from error  # mammoth checks little: what a word processor never writes ends like this
    return result.value, beside


def image(picture: Any) -> list[Any]:
    """The picture with its words; one that is not in the file only with its words."""
    attributes = {"alt": picture.alt_text or "", "src": ""}
    try:
        with picture.open() as file:
            content = file.read(MAX_PICTURE + 1)
        attributes["src"] = f"data:{picture.content_type};base64,{base64.b64encode(content).decode('ascii')}"
    except (InvalidFileReferenceError, KeyError):
        pass
    return [html.element("img", attributes)]


def unread(paragraphs: list[str], text: str) -> list[str]:
    """The paragraphs of the file that the converter left out: drawings in new formats, and whatever else there may be."""
    found = squeezed(text)
    return [part.strip() for words in paragraphs for part in words.split(OBJECT) if squeezed(part) not in found]


def squeezed(text: str) -> str:
    return SPACE.sub("", unicodedata.normalize("NFC", text.replace("\u0338", "")))
