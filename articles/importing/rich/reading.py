"""The way in for files with structure: bytes to an `ImportedPage`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser

from articles.importing.accounting import account_for
from articles.importing.assembly import Assembly, shortened
from articles.importing.decoding import decode, decode_web_page
from articles.importing.errors import FileEmpty, TextTooLong, TextUnaccounted, TooDeep
from articles.importing.formats import LONGEST_TEXT, MARKDOWN, MIB, WEB, WORD
from articles.importing.ledger import Ledger
from articles.importing.page import Done, ImportedPage
from articles.importing.pieces import flag_pieces
from articles.importing.rich.arranging import arranged
from articles.importing.rich.elements import Walk, said
from articles.importing.rich.embedded import with_old_frames
from articles.importing.rich.gathering import Gathering, visible
from articles.importing.rich.links import complete_links
from articles.importing.rich.markdown import html_of_markdown
from articles.importing.rich.notes import Notes
from articles.importing.rich.pictures import Pictures
from articles.importing.rich.settling import settled
from articles.importing.rich.webpage import Regions
from articles.importing.rich.word import html_of_word, unread
from editorial.hostile import TooMuchMarkup, prepared, without_scripts

LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\slang\s*=\s*[\"']?([a-z]{2,3})", re.IGNORECASE)
SITE_IN_TITLE = re.compile(r"\s+[|–—·•-]\s+.*$")


@dataclass
class Source:
    """A file as HTML. `left_out` are pairs of what stands beside its text and its words; `paragraphs` are for proof."""

    html: str
    encoding: str = "UTF-8"
    title: str = ""
    language: str = ""
    remarks: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def read_rich(data: bytes, name: str, form: str, companions: Mapping[str, bytes] | None = None) -> ImportedPage:
    """Raises an ImportRefused. `companions` are the picture files of a saved web page by name."""
    digest = hashlib.sha256(data).hexdigest()
    source = source_of(data, form)
    pictures = Pictures(companions or {})
    tree = LexborHTMLParser(safe(pictures.taken_out(source.html)))
    source.title = source.title or title_in(tree)
    complete_links(tree, source.html)
    gathering = gathered(tree, digest, pictures, is_web=form == WEB)
    ledger = gathering.ledger
    set_aside(source, tree, ledger)
    pieces = arranged(gathering.pieces, source.title)
    if not pieces:
        raise FileEmpty
    flag_pieces(pieces, ledger)
    assembly = Assembly(pieces, ledger)
    title = assembly.title(source.title or PurePath(name).stem)
    summary = assembly.summary()
    page = ImportedPage(
        title=title,
        summary=summary,
        blocks=tuple(assembly.blocks(title)),
        lines=ledger.reports(),
        additions=tuple(ledger.additions),
        encoding=source.encoding,
        digest=digest,
        format=form,
        sources=tuple(gathering.sources),
        language=source.language,
        remarks=tuple(source.remarks),
    )
    account_for(page)
    return page


def source_of(data: bytes, form: str) -> Source:
    if form == WORD:
        html, beside = html_of_word(data)
        return Source(html, "Word", beside.title, "", beside.remarks, beside.left_out, beside.paragraphs)
    if form == MARKDOWN:
        decoded = decode(data)
        return Source(html_of_markdown(decoded.text), decoded.encoding)
    decoded = decode_web_page(data)
    language = LANGUAGE.search(decoded.text[:4000])
    return Source(decoded.text, decoded.encoding, language=language[1].lower() if language else "")


def safe(html: str) -> str:
    """HTML that can be parsed in bearable time, composed as the site stores text. Raises TooDeep or TextTooLong."""
    try:
        # Composing a long solidus with the ">" of a tag before it would break that tag open; the site keeps none.
        return prepared(with_old_frames(unicodedata.normalize("NFC", without_scripts(html).replace("\u0338", ""))))
    except TooMuchMarkup as error:
        raise (TextTooLong(limit=LONGEST_TEXT // MIB) if error.code == "too_long" else TooDeep()) from error


def title_in(tree: LexborHTMLParser) -> str:
    """What the page is called in the browser, without the name of its site."""
    node = tree.css_first("x-title")
    words = " ".join(node.text().split()) if node is not None else ""
    return shortened(SITE_IN_TITLE.sub("", words) or words)


def gathered(tree: LexborHTMLParser, digest: str, pictures: Pictures, *, is_web: bool) -> Gathering:
    """Raises TextUnaccounted if the lines do not hold exactly the characters of the tree."""
    notes = Notes(tree, digest)
    held = visible(said(tree.body)) if tree.body is not None else visible("")
    regions = Regions(tree) if is_web else None
    elements = settled(Walk(tree, notes, regions).elements, digest)
    gathering = Gathering(elements, Ledger(), pictures)
    gathering.gather()
    if any((gathering.counted - held).values()) or any((held - gathering.counted).values()):
        raise TextUnaccounted
    return gathering


def set_aside(source: Source, tree: LexborHTMLParser, ledger: Ledger) -> None:
    """Enter what stands beside the text of a Word file, and what its converter did not read."""
    for why, words in source.left_out:
        ledger.keep(ledger.append(words), Done.DROPPED, words, why)
    if not source.paragraphs or tree.body is None:
        return
    for words in unread(source.paragraphs, tree.body.text()):
        number = ledger.append(words)
        ledger.keep(number, Done.UNPLACED, words)
        ledger.flag(number, "not_read")
