"""What a file is, by its content and its name. Where the two disagree the content is right, and the report says so."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePath

from articles.importing.errors import FileNotText, FileTooLarge, WordDamaged
from editorial import hostile

TEXT, MARKDOWN, WEB, WORD = "txt", "md", "html", "docx"
NAMES = {TEXT: "plain text", MARKDOWN: "Markdown", WEB: "a web page", WORD: "a Word file"}
ENDINGS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": WEB,
    ".htm": WEB,
    ".xhtml": WEB,
    ".docx": WORD,
}
MIB = 1024 * 1024
# Of a file, whatever its kind; and of the text in it, which is smaller by far: pictures are what makes files large.
LARGEST = 10 * MIB
LONGEST_TEXT = hostile.MAX_BYTES

SAVE_AS = "open it in the program it was made with, save it as Word (.docx), web page or plain text, and import that."
# First bytes of files that people mistake for text.
KNOWN_FORMATS = {
    b"%PDF-": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc)",
    b"{\\rtf": "a rich-text (RTF) file",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"From: <Saved by": "a web archive (.mht)",
}
# Names of parts by which the files that are zip files inside tell themselves apart.
ZIPPED = {
    b"mimetypeapplication/vnd.oasis": "an OpenDocument file",
    b"mimetypeapplication/epub": "an e-book (EPUB)",
    b"xl/workbook": "a spreadsheet",
    b"ppt/presentation": "a set of slides",
}
ZIP = b"PK\x03\x04"
WEB_PAGE = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,1500}?-->\s*)*<(?:!doctype\s+html|html)\b")
BLOCK_END = re.compile(rb"</(?:p|div|h[1-6]|li|td|table|article|main)\s*>", re.IGNORECASE)
MIN_BLOCKS = 2


@dataclass(frozen=True)
class Recognised:
    format: str
    remark: str = ""  # a sentence, where name and content disagree


def recognise(data: bytes, name: str) -> Recognised:
    """Raises FileNotText for what is no page, and WordDamaged for a Word file that is none."""
    named = ENDINGS.get(PurePath(name).suffix.lower(), "")
    if data.startswith(ZIP):
        refuse_other_zips(data)
        found = WORD
    else:
        refuse_known_formats(data)
        found = written_in(data, named)
    if not named or named == found:
        return Recognised(found)
    return Recognised(found, f"The name says {NAMES[named]}, but the file is {NAMES[found]}, and was read as that.")


def refuse_too_large(data: bytes, name: str) -> None:
    """Before anybody looks into it. Raises FileTooLarge."""
    if len(data) > LARGEST:
        raise too_large(name)


def too_large(name: str) -> FileTooLarge:
    """The refusal, with advice for what the name says it is."""
    may_hold_pictures = ENDINGS.get(PurePath(name).suffix.lower()) in (WEB, WORD)
    advice = "make its pictures smaller, or divide it into several" if may_hold_pictures else "divide it into several"
    return FileTooLarge(limit=LARGEST // MIB, advice=advice)


def written_in(data: bytes, named: str) -> str:
    """Of text: a web page if it is written like one, else what its name says. Raises WordDamaged."""
    blocks = len(BLOCK_END.findall(data[:200_000]))
    if WEB_PAGE.match(data[:4000].removeprefix(codecs.BOM_UTF8)) or (blocks >= MIN_BLOCKS and named != MARKDOWN):
        return WEB
    if named == WORD and b"\x00" in data:
        raise WordDamaged
    return WEB if named == WEB and b"<" in data else MARKDOWN if named == MARKDOWN else TEXT


def refuse_known_formats(data: bytes) -> None:
    """Raises FileNotText."""
    for start, name in KNOWN_FORMATS.items():
        if data.startswith(start):
            raise FileNotText(f"This is {name}: {SAVE_AS}")


def refuse_other_zips(data: bytes) -> None:
    """A zip file that is clearly another thing than a Word file. Raises FileNotText."""
    for mark, name in ZIPPED.items():
        if mark in (data[:200] if mark.startswith(b"mimetype") else data):
            raise FileNotText(f"This is {name}: {SAVE_AS}")
    if b"word/" not in data:
        raise FileNotText("This is a zip file without a Word document in it: unpack it and import its files.")
