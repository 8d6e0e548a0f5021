"""The way in: the bytes of a plain-text page to an `ImportedPage` with its report; pure, as the package says."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from articles.importing.accounting import account_for
from articles.importing.assembly import Assembly
from articles.importing.decoding import decode
from articles.importing.ledger import Ledger
from articles.importing.page import ImportedPage
from articles.importing.pieces import pieces_of
from articles.importing.units import units_of

LINE_END = re.compile(r"\r\n|\n|\r")


def read_page(data: bytes, file_name: str = "") -> ImportedPage:
    """Raises an ImportRefused. `file_name` is the title of last resort."""
    decoded = decode(data)
    lines = LINE_END.split(decoded.text)
    if not lines[-1]:
        lines.pop()
    ledger = Ledger(lines)
    assembly = Assembly(pieces_of(units_of(lines, ledger), ledger), ledger)
    title = assembly.title(PurePath(file_name).stem)
    summary = assembly.summary()
    blocks = assembly.blocks(title)
    page = ImportedPage(
        title=title,
        summary=summary,
        blocks=tuple(blocks),
        lines=ledger.reports(),
        additions=tuple(ledger.additions),
        encoding=decoded.encoding,
        digest=hashlib.sha256(data).hexdigest(),
    )
    account_for(page)
    return page
