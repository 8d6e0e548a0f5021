"""A Word file is a zip file of XML parts: opened within limits, and nothing that it points to outside is ever fetched."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from xml.parsers import expat

from articles.importing.errors import WordDamaged, WordHostile, WordProtected

MAX_ENTRIES = 2000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_XML = 12 * 1024 * 1024
MAX_RATIO = 100
MAX_DEPTH = 120  # of elements in a part; a table in a table in a table has 30
XML_ENDINGS = (".xml", ".rels")


@dataclass
class Package:
    """The parts of a Word file by their names, all of them checked."""

    parts: dict[str, bytes]

    def packed(self) -> io.BytesIO:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as packed:
            for name, content in self.parts.items():
                packed.writestr(name, content)
        buffer.seek(0)
        return buffer


def opened(data: bytes) -> Package:
    """Raises WordDamaged, WordProtected or WordHostile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            refuse_hostile_sizes(entries)
            parts = {entry.filename: packed.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise WordDamaged from error
    for name, content in parts.items():
        if name.lower().endswith(XML_ENDINGS):
            refuse_hostile_xml(content)
    return Package(parts)


def refuse_hostile_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Looks at what the file says of itself; unpacking stops at these sizes."""
    if len(entries) > MAX_ENTRIES:
        raise WordHostile(why=f"has more than {MAX_ENTRIES} parts")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WordProtected
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    largest = max((e.file_size for e in entries if e.filename.lower().endswith(XML_ENDINGS)), default=0)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 10_000) or largest > MAX_XML:
        raise WordHostile(why="unpacks to far more than it is")


def refuse_hostile_xml(content: bytes) -> None:
    """No definitions (they can blow up a parser, or read files), no endless nesting."""
    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise WordHostile(why="is nested too deeply")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise WordHostile(why="holds definitions for programs")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise WordDamaged from error
