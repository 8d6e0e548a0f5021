"""What the XML of a Word file says that its converter does not tell: header rows and lists by style, text beside the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from articles.importing.rich.package import Package
from articles.importing.rich.word_lists import Lists

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWN_WORDS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}v",
)
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
BREAKS = frozenset(f"{WORD}{name}" for name in ("tab", "br", "cr"))
# Signs that are no letters of the text: what stands before and after them is looked for by itself.
SIGNS = frozenset(
    f"{WORD}{name}" for name in ("sym", "noBreakHyphen", "softHyphen", "footnoteReference", "endnoteReference")
)
OBJECT = "\ufffc"
# Text that stands in other parts of the file: how their names begin, and what the report calls it.
BESIDE = {
    "word/header": "header of each sheet",
    "word/footer": "footer of each sheet",
    "word/comments.xml": "comment in the margin",
}
# What a page of Word shows that its converter does not know: how the names of its parts begin.
NO_TEXT = {"word/charts/chart": "chart", "word/diagrams/data": "diagram"}
EMBEDDED = "word/embeddings/"
# Relationships to something outside that are no links for readers.
OUTSIDE = {
    "image": "a picture that is not in the file",
    "attachedTemplate": "a template on another machine",
    "oleObject": "an object on another machine",
    "frame": "a web page inside the page",
    "subDocument": "another document",
}


@dataclass
class Beside:
    """`left_out` are pairs of what it was and its words; `paragraphs` the words of each paragraph of the page itself."""

    title: str = ""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def look_at(package: Package) -> Beside:
    """Also marks header rows and items of lists in the package, where only a style says what they are."""
    beside = Beside(title=title_of(package), remarks=list(remarks_on_links(package)))
    if DOCUMENT not in package.parts:
        return beside
    root = parsed(package.parts[DOCUMENT])
    beside.left_out = [("deleted text (tracked change)", words) for words in deleted(root)]
    if beside.left_out:
        beside.remarks.append("The file has tracked changes: they were taken as accepted. Check that they should be.")
    for start, what in BESIDE.items():
        for name in sorted(name for name in package.parts if name.startswith(start) and name.endswith(".xml")):
            beside.left_out += [(what, words) for words in paragraphs(parsed(package.parts[name]))]
    beside.left_out += [("formula", words) for words in formulas(root)]
    beside.left_out += list(without_text(package))
    beside.paragraphs = list(paragraphs(root))
    lists = Lists(part(package, STYLES), part(package, NUMBERING))
    has_lists = lists.mark(root)
    if has_lists:
        package.parts[NUMBERING] = lists.written()
    if mark_header_rows(root, styles_with_header_rows(package)) or has_lists:
        package.parts[DOCUMENT] = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return beside


def part(package: Package, name: str) -> Element | None:
    content = package.parts.get(name)
    return parsed(content) if content else None


def parsed(content: bytes) -> Element:
    return ElementTree.fromstring(content)  # noqa: S314 - checked before


def title_of(package: Package) -> str:
    content = package.parts.get("docProps/core.xml")
    found = parsed(content).find(TITLE) if content else None
    return (found.text or "").strip() if found is not None else ""


def remarks_on_links(package: Package) -> Iterator[str]:
    """A sentence for each kind of thing outside the file that it names; none of them was fetched."""
    named: dict[str, None] = {}
    for name, content in package.parts.items():
        if name.lower().endswith(".rels"):
            for relationship in parsed(content):
                kind = relationship.get("Type", "").rsplit("/", 1)[-1]
                if relationship.get("TargetMode") == "External" and kind in OUTSIDE:
                    named[OUTSIDE[kind]] = None
    yield from (f"The file points to {what}: it was not fetched." for what in named)


def deleted(root: Element) -> Iterator[str]:
    """Words that somebody took out while changes were tracked, by paragraph."""
    for paragraph in root.iter(f"{WORD}p"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{WORD}delText")).strip()
        if words:
            yield words


def formulas(root: Element) -> Iterator[str]:
    for formula in root.iter(f"{MATH}oMath"):
        words = "".join(text.text or "" for text in formula.iter(f"{MATH}t")).strip()
        if words:
            yield f"Formula: {words}"


def without_text(package: Package) -> Iterator[tuple[str, str]]:
    """Charts and diagrams with the words and figures in them, and the names of other files inside this one."""
    for name in sorted(package.parts):
        if name.startswith(EMBEDDED):
            yield "file inside the file", f"Embedded file: {name.removeprefix(EMBEDDED)}"
        for start, what in NO_TEXT.items():
            if name.startswith(start) and name.endswith(".xml"):
                texts = [each.text or "" for each in parsed(package.parts[name]).iter() if each.tag in DRAWN_WORDS]
                yield what, f"{what.capitalize()}: {' '.join(filter(None, texts)) or 'without words'}"


def paragraphs(root: Element) -> Iterator[str]:
    """The words of each paragraph, without what was deleted, moved away, or is written a second time for old programs."""
    for paragraph in paragraphs_in(root):
        words = "".join(words_in(paragraph)).strip()
        if words:
            yield words


def paragraphs_in(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{WORD}p":
            yield child
        if child.tag != f"{MARKUP}Choice" or not has_fallback(element):
            yield from paragraphs_in(child)


def words_in(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield " "
        elif child.tag in SIGNS:
            yield OBJECT
        elif child.tag not in (f"{WORD}p", f"{WORD}moveFrom", f"{WORD}txbxContent") and (
            child.tag != f"{MARKUP}Choice" or not has_fallback(element)
        ):
            yield from words_in(child)


def has_fallback(alternatives: Element) -> bool:
    return alternatives.find(f"{MARKUP}Fallback") is not None


def styles_with_header_rows(package: Package) -> frozenset[str]:
    """Table styles that draw the first row in a way of its own."""
    styles = part(package, STYLES)
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{WORD}styleId", "")
        for style in styles.iter(f"{WORD}style")
        if any(drawn.get(f"{WORD}type") == "firstRow" for drawn in style.iter(f"{WORD}tblStylePr"))
    )


def mark_header_rows(root: Element, styles: frozenset[str]) -> bool:
    """Say of the first row that it is a header, where the table asks for its style to show that; whether any was."""
    marked = False
    for table in root.iter(f"{WORD}tbl"):
        rows = table.findall(f"{WORD}tr")
        style, look = table.find(f"{WORD}tblPr/{WORD}tblStyle"), table.find(f"{WORD}tblPr/{WORD}tblLook")
        if style is None or look is None or len(rows) < 2 or style.get(f"{WORD}val") not in styles:
            continue
        if shows_first_row(look) and rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is None:
            properties = rows[0].find(f"{WORD}trPr")
            if properties is None:
                properties = Element(f"{WORD}trPr")
                rows[0].insert(0, properties)
            properties.append(Element(f"{WORD}tblHeader"))
            marked = True
    return marked


def shows_first_row(look: Element) -> bool:
    """Newer files say it by name, older ones by a bit."""
    named = look.get(f"{WORD}firstRow")
    if named is not None:
        return named in ("1", "true", "on")
    value = look.get(f"{WORD}val", "0")
    return all(c in "0123456789abcdefABCDEF" for c in value) and bool(int(value or "0", 16) & 0x20)
