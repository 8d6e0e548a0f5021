"""Bytes to text, or a refusal. A wrong guess would put wrong letters before patients, so only certain cases pass."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from articles.importing.errors import EncodingUnknown, FileEmpty, FileNotText, TextTooLong
from articles.importing.formats import LONGEST_TEXT, MIB, refuse_known_formats

# Code pages that a web page may name; no others, because Python knows some that are none.
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
CODE_PAGES = re.compile(
    r"utf-?8|utf-16(?:le|be)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|windows-(?:125\d|874)|cp125\d|macintosh|koi8-[ru]"
    r"|shift_jis|euc-jp|iso-2022-jp|gb2312|gbk|gb18030|big5|euc-kr",
    re.IGNORECASE,
)
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
    """Raises TextTooLong, FileEmpty, FileNotText or EncodingUnknown. The byte order mark is no part of the text."""
    if len(data) > LONGEST_TEXT:
        raise TextTooLong(limit=LONGEST_TEXT // MIB)
    if not data.strip():
        raise FileEmpty
    refuse_known_formats(data)
    return checked(decode_marked(data) or decode_unmarked(data))


def decode_web_page(data: bytes) -> Decoded:
    """By the code page that the page names, if its bytes are possible there; else as any text.

    Raises FileEmpty, FileNotText or EncodingUnknown.
    """
    if not data.strip():
        raise FileEmpty
    return checked(decode_marked(data) or decode_named(data) or decode_unmarked(data))


def decode_named(data: bytes) -> Decoded | None:
    found = CHARSET.search(data[:4096])
    name = found[1].decode("ascii") if found else ""
    if not CODE_PAGES.fullmatch(name):
        return None
    # Browsers read these two as Windows-1252, so pages that name them are written in it.
    codec = "cp1252" if re.fullmatch(r"iso-?8859-1|latin-?1|us-ascii|ascii", name, re.IGNORECASE) else name
    try:
        return Decoded(data.decode(codec), name.lower().replace("windows", "Windows").replace("utf", "UTF"))
    except (UnicodeDecodeError, LookupError):
        return None


def checked(decoded: Decoded) -> Decoded:
    """Raises FileEmpty or FileNotText."""
    if not decoded.text.strip("\ufeff \t\r\n\f\v"):
        raise FileEmpty
    if len(CONTROL.findall(decoded.text)) > MAX_CONTROL_SHARE * len(decoded.text) or "\x00" in decoded.text:
        raise FileNotText
    return decoded


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
