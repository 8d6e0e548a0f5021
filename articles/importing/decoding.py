"""Bytes to text, or a refusal. A wrong guess would put wrong letters before patients, so only certain cases pass."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from articles.importing.errors import EncodingUnknown, FileEmpty, FileNotText, FileTooLarge

MAX_BYTES = 5 * 1024 * 1024

# First bytes of files that people mistake for text; docx, odt and epub are zip files.
KNOWN_FORMATS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a Word, OpenDocument or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "a rich-text (RTF) file",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
}
WEB_PAGE = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAX_CONTROL_SHARE = 0.005

# What may stand between two letters in Windows-1252 text. Anything else there (a superscript, a low quote, a capital
# after a small letter) means that the bytes were written in another code page: Polish, Mac, DOS, Cyrillic.
BETWEEN_LETTERS = frozenset("‘’–—…•·\u00a0\u00ad“”")
LONG_RUN = re.compile(r"[À-ÿŠŒŽšœžŸ]{3,}")
MAX_FOREIGN_SHARE = 0.2


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Raises FileTooLarge, FileEmpty, FileNotText or EncodingUnknown. The byte order mark is no part of the text."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge
    if not data.strip():
        raise FileEmpty
    refuse_known_formats(data)
    decoded = decode_marked(data) or decode_unmarked(data)
    if not decoded.text.strip("\ufeff \t\r\n\f\v"):
        raise FileEmpty
    if len(CONTROL.findall(decoded.text)) > MAX_CONTROL_SHARE * len(decoded.text) or "\x00" in decoded.text:
        raise FileNotText
    return decoded


def refuse_known_formats(data: bytes) -> None:
    for start, name in KNOWN_FORMATS.items():
        if data.startswith(start):
            raise FileNotText(f"This is {name}: save the page as plain text (.txt, UTF-8) and import that.")
    if WEB_PAGE.match(data[:2000].removeprefix(codecs.BOM_UTF8)):
        raise FileNotText("This is a web page: save it as plain text (.txt, UTF-8) and import that.")


def decode_marked(data: bytes) -> Decoded | None:
    """Text that begins with a byte order mark, which leaves no doubt."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # before UTF-16: its mark begins the same way
        raise EncodingUnknown
    try:
        if data.startswith(codecs.BOM_UTF8):
            return Decoded(data.decode("utf-8-sig"), "UTF-8")
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Decoded(data.decode("utf-16"), "UTF-16")
    except UnicodeDecodeError as error:
        raise EncodingUnknown from error
    return None


def decode_unmarked(data: bytes) -> Decoded:
    if b"\x00" in data:
        raise FileNotText
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        refuse_broken_utf8(data, error)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise EncodingUnknown from error
    if text.encode("cp1252") != data or not is_plausible_cp1252(text):
        raise EncodingUnknown
    return Decoded(text, "Windows-1252")


def refuse_broken_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Two bytes that make one character in UTF-8 do so by chance in nothing else: the file is UTF-8, and damaged."""
    text = data.decode("utf-8", errors="replace")
    sound = sum(not character.isascii() and character != "\ufffd" for character in text)
    if sound and sound >= text.count("\ufffd"):
        line = len(data[: error.start].splitlines()) or 1
        raise EncodingUnknown(
            f"The file is UTF-8, but some characters in it are broken, the first in line {line}: mend them and import that."
        ) from error


def is_plausible_cp1252(text: str) -> bool:
    """Nearly every byte has a meaning in Windows-1252, so that it decodes proves little: look at where they stand."""
    letters = sum(character.isalpha() for character in text)
    foreign = sum(not character.isascii() and character.isalpha() for character in text)
    if LONG_RUN.search(text) or foreign > MAX_FOREIGN_SHARE * letters:
        return False
    for before, character, after in zip(text, text[1:], text[2:], strict=False):
        if character.isascii() or not (before.isalpha() and after.isalpha()) or character in BETWEEN_LETTERS:
            continue
        if not character.isalpha() or character in "ƒªºÐðÞþ" or (character.isupper() and before.islower()):
            return False
    return True
