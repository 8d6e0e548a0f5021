"""Reads HTML of any origin into the blocks of `editorial.markup`; what has no place there becomes plain paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from editorial.markup import (
    Block,
    Cell,
    Listing,
    Marks,
    Paragraph,
    Run,
    Table,
    names,
    says_something,
    tidy,
    with_mark,
    without_unwanted,
)

UID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# `hostile.prepared` has given these their x-; what is in them was never words for a reader.
_DROPPED = names("x-script x-style x-svg x-math x-template x-title x-iframe x-select x-textarea x-noscript")
LONGEST_ADDRESS = 2000
LONGEST_LOCATOR = 80

_RENAMED = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BREAKS_PARAGRAPH = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form header hgroup hr legend li main menu nav p pre search section summary table tbody td tfoot th thead"
    " tr"
)
_SCOPES = frozenset(["col", "row", "colgroup", "rowgroup"])
_SPAN = re.compile("[2-9]|[1-9][0-9]")
_NOT_BOLD = re.compile(r"font-weight:\s*(normal|[1-4]00)")
_TRACKING = re.compile(r"(utm_[^=]*|fbclid|gclid)(=|$)", re.IGNORECASE)
_WEB = re.compile(r"(https?)://([^/?#\s@\\]+)([/?#]\S*)?", re.IGNORECASE)
_UNSAFE_IN_ADDRESS = re.compile('[\x00-\x20"<>\\\\^`{|}\x7f-\xa0\u2028\u2029]')


@dataclass(frozen=True)
class Place:
    """What may stand here: headings, tables, and how many more levels of lists."""

    headings: bool = True
    tables: bool = True
    lists: int = 8

    def inside(self) -> Place:
        """The place within a list item, cell or heading."""
        return Place(headings=False, tables=False, lists=self.lists - 1)


INSIDE = Place(headings=False, tables=False)


@dataclass
class _Flow:
    """Blocks so far, and the runs of the paragraph that is being read."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    tag: str = "p"

    def end_paragraph(self) -> None:
        runs, self.runs = self.runs, []
        for part in _at_double_breaks(runs) if self.tag == "p" else [_in_one_line(runs)]:
            if says_something(tidied := tidy(part)):
                self.blocks.append(Paragraph(self.tag, tidied))


def read(html: str, place: Place = Place()) -> list[Block]:
    """The blocks of `html`, which must have passed `hostile.prepared` (depth, size, scripts)."""
    body = LexborHTMLParser(html).body
    return [] if body is None else _blocks_of(body, (), place)


def _blocks_of(node: LexborNode, marks: Marks, place: Place) -> list[Block]:
    flow = _Flow()
    _read_children(node, flow, marks, place)
    flow.end_paragraph()
    return flow.blocks


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _read_children(node: LexborNode, flow: _Flow, marks: Marks, place: Place) -> None:
    for child in _children(node):
        _read_node(child, flow, marks, place)


def _read_node(node: LexborNode, flow: _Flow, marks: Marks, place: Place) -> None:
    tag = node.tag or ""
    if tag == "-text":
        flow.runs.append(Run(node.text_content or "", marks))
    elif tag == "br":
        flow.runs.append(Run(kind="break", marks=marks))
    elif tag == "sup" and UID.fullmatch(_attribute(node, "data-cite")):
        locator = clean_locator(_attribute(node, "data-locator"))
        flow.runs.append(Run(_attribute(node, "data-cite"), kind="cite", locator=locator))
    elif tag in _DROPPED:
        return
    elif tag in _HEADINGS and place.headings:
        _read_heading(node, flow, marks)
    elif tag in {"ul", "ol"} and flow.tag == "p" and place.lists:
        flow.end_paragraph()
        if items := _items_of(node, marks, place.inside()):
            flow.blocks.append(Listing(tag, items))
    elif tag == "table" and place.tables and flow.tag == "p":
        flow.end_paragraph()
        flow.blocks += _table_of(node, marks, place.inside())
    elif tag in _BREAKS_PARAGRAPH or tag in _HEADINGS or tag in {"ul", "ol"}:
        flow.end_paragraph()
        _read_children(node, flow, marks, place)
        flow.end_paragraph()
    else:
        _read_children(node, flow, _marks_inside(node, tag, marks), place)


def _read_heading(node: LexborNode, flow: _Flow, marks: Marks) -> None:
    flow.end_paragraph()
    flow.tag = "h3"
    _read_children(node, flow, marks, INSIDE)
    flow.end_paragraph()
    flow.tag = "p"


def _marks_inside(node: LexborNode, tag: str, marks: Marks) -> Marks:
    if tag == "a":
        opening = _link(node)
        return with_mark(marks, opening) if opening else marks
    name = _RENAMED.get(tag)
    # Google Docs wraps whatever is copied in a <b> that is not bold.
    if name is None or (tag == "b" and _NOT_BOLD.search(_attribute(node, "style"))):
        return marks
    return with_mark(marks, f"<{name}>")


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def clean_locator(text: str) -> str:
    """Where in a source something stands, in one line: "Table 4"."""
    line = " ".join(unicodedata.normalize("NFC", without_unwanted(text)).split())
    return line[:LONGEST_LOCATOR].rstrip()


# Paragraphs


def _at_double_breaks(runs: list[Run]) -> Iterator[list[Run]]:
    """Two line breaks in a row are how web pages and old documents write a new paragraph."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.kind == "break":
            breaks += 1
        elif run.kind == "cite" or run.text.strip():
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(run)
    yield part


def _in_one_line(runs: list[Run]) -> list[Run]:
    """A heading is bold already and has no line breaks."""
    plain = [Run(" ", run.marks) if run.kind == "break" else run for run in runs]
    return [replace(run, marks=tuple(mark for mark in run.marks if mark != "<strong>")) for run in plain]


# Lists and tables


def _items_of(node: LexborNode, marks: Marks, place: Place) -> list[list[Block]]:
    items: list[list[Block]] = []
    for child in _children(node):
        if child.tag in {"ul", "ol"} and place.lists:
            # Word and old editors put the inner list beside its item instead of inside.
            inner = _items_of(child, marks, place.inside())
            if inner:
                items = items or [[]]
                items[-1].append(Listing(child.tag, inner))
            continue
        if child.tag == "li":
            blocks = _blocks_of(child, marks, place)
        else:
            flow = _Flow()
            _read_node(child, flow, marks, place)
            flow.end_paragraph()
            blocks = flow.blocks
        if blocks:
            items.append(blocks)
    return items


def _table_of(node: LexborNode, marks: Marks, place: Place) -> list[Block]:
    caption: list[Run] = []
    rows: list[list[Cell]] = []
    for child in _children(node):
        if child.tag == "caption":
            caption = _caption_of(child, marks, place)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            is_header = child.tag == "thead"
            found = [_cells_of(row, marks, place, is_header=is_header) for row in _children(child) if row.tag == "tr"]
            rows += filter(None, found)
    above: list[Block] = []
    if any(run.kind == "cite" or run.marks for run in caption):  # the editor keeps only words in a caption
        above, caption = [Paragraph("p", caption)], []
    if not any(cell.blocks for row in rows for cell in row):
        return [*above, Paragraph("p", caption)] if caption else above
    return [*above, Table(caption, rows)]


def _caption_of(node: LexborNode, marks: Marks, place: Place) -> list[Run]:
    runs: list[Run] = []
    for block in _blocks_of(node, marks, place):
        runs += [Run(" "), *_runs_in(block)]
    runs = tidy(_in_one_line(runs))
    return runs if says_something(runs) else []


def _runs_in(block: Block) -> Iterator[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
    elif isinstance(block, Listing):
        for item in block.items:
            for inner in item:
                yield Run(" ")
                yield from _runs_in(inner)


def _cells_of(row: LexborNode, marks: Marks, place: Place, *, is_header: bool) -> list[Cell]:
    cells = []
    for node in _children(row):
        if node.tag not in {"td", "th"}:
            continue
        scope = _attribute(node, "scope").lower()
        spans = {name: _attribute(node, name) for name in ("colspan", "rowspan")}
        cells.append(
            Cell(
                blocks=_blocks_of(node, marks, place),
                is_header=is_header or node.tag == "th",
                scope=scope if scope in _SCOPES else "",
                spans={name: int(value) for name, value in spans.items() if _SPAN.fullmatch(value)},
            )
        )
    return cells


# Links


def _link(node: LexborNode) -> str:
    page = _attribute(node, "data-page")
    if UID.fullmatch(page):
        return f'<a data-page="{page}">'
    address = clean_address(_attribute(node, "href"))
    return f'<a href="{escape(address)}">' if address else ""


def clean_address(href: str) -> str:
    """The address if patients may follow it (http, https, mailto, tel), without tracking parameters; else nothing."""
    # Browsers skip tabs and line ends inside an address, so a check that sees them sees another address.
    href = re.sub("[\t\n\r]", "", without_unwanted(href)).strip()
    scheme, _, rest = href.partition(":")
    if len(href) > LONGEST_ADDRESS:
        return ""
    if scheme.lower() == "mailto" and "@" in rest:
        return "mailto:" + _quoted(rest.strip())
    if scheme.lower() == "tel" and re.search(r"\d", rest):
        return "tel:" + _quoted(re.sub(r"\s", "", rest))
    return _web_address("https://" + href if href.lower().startswith("www.") else href)


def _web_address(href: str) -> str:
    found = _WEB.fullmatch(href.replace(" ", "%20"))
    if found is None:
        return ""
    scheme, host, rest = found.groups(default="")
    before, hash_mark, fragment = rest.partition("#")
    path, question, query = before.partition("?")
    kept = "&".join(pair for pair in query.split("&") if not _TRACKING.match(unquote(pair)))
    address = f"{scheme.lower()}://{host}{path}{question if kept else ''}{kept}{hash_mark}{fragment}"
    try:
        urlsplit(address).port  # noqa: B018 - raises for a host or port that cannot be
    except ValueError:
        return ""
    return _quoted(address)


def _quoted(address: str) -> str:
    """Spaces, quotes and the like as %XX."""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: quote(found.group()), address)
