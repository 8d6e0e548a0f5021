"""Lists of a Word file whose style makes them lists: the numbering is written into each paragraph, where the converter looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{WORD}val"
# Word calls its own styles so in every language; only their ids are translated. The number is the depth.
BY_NAME = re.compile(r"List (Bullet|Number)(?: ([2-5]))?", re.IGNORECASE)
DEEPEST = 8  # counted from 0
BULLETS, NUMBERS = "style-bullets", "style-numbers"


@dataclass
class Style:
    id: str
    name: str
    based_on: str
    number: str  # of the numbering; "0" says that there is none
    depth: str


class Lists:
    """What styles and numberings say, read once. `numbering` gets two lists of our own, which paragraphs can point to."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self.numbering = numbering if numbering is not None else Element(f"{WORD}numbering")
        self.styles: dict[str, Style] = {}
        for style in styles.iter(f"{WORD}style") if styles is not None else ():
            said = style_of(style)
            self.styles.setdefault(said.id, said)
        self.links = {num.get(f"{WORD}numId", ""): value(num, "abstractNumId") for num in self.all("num")}
        self.kinds = {each.get(f"{WORD}abstractNumId", ""): each for each in self.all("abstractNum")}

    def all(self, name: str) -> list[Element]:
        return self.numbering.findall(f"{WORD}{name}")

    def mark(self, root: Element) -> bool:
        """Write the numbering of the style into each paragraph; whether any was."""
        found = False
        for parent in root.iter():
            above = -1  # how deep the item just above is
            for paragraph in parent.findall(f"{WORD}p"):
                told = self.of(paragraph)
                if told is None:
                    own = paragraph.find(f"{WORD}pPr/{WORD}numPr")
                    above = -1 if own is None else depth_in(value(own, "ilvl"))
                    continue
                number, depth = told
                above = -1 if number == "0" else min(depth, above + 1)  # the converter would put empty items between
                write(paragraph, number, max(above, 0))
                found = True
        if found:
            self.add_ours()
        return found

    def of(self, paragraph: Element) -> tuple[str, int] | None:
        """The numbering that only the style of a paragraph gives it, and how deep; None if the paragraph says all itself."""
        own = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        own_number, own_depth = (value(own, "numId"), value(own, "ilvl")) if own is not None else ("", "")
        if own_number and own_depth:
            return None
        chain = list(self.chain(value(paragraph.find(f"{WORD}pPr"), "pStyle")))
        named = next((match for style in chain if (match := BY_NAME.fullmatch(style.name))), None)
        number = own_number or next((style.number for style in chain if style.number), "")
        if number == "0":
            return number, 0
        depth = own_depth or next((style.depth for style in chain if style.depth), "") or self.depth_of(number, chain)
        form = self.form_of(number, depth or "0")
        if not form and named:
            form = "bullet" if named[1].lower() == "bullet" else "decimal"
        if form in ("", "none"):
            return None
        at = depth_in(own_depth) if own_depth else max(depth_in(depth), int(named[2] or 1) - 1 if named else 0)
        return BULLETS if form == "bullet" else NUMBERS, min(at, DEEPEST)

    def chain(self, style_id: str) -> Iterator[Style]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            style_id = self.styles[style_id].based_on

    def levels_of(self, number: str) -> list[Element]:
        kind = self.kinds.get(self.links.get(number, ""))
        linked = self.styles.get(value(kind, "numStyleLink"))  # a list style, whose own numbering has the levels
        if linked is not None and linked.number != number:
            kind = self.kinds.get(self.links.get(linked.number, ""))
        return kind.findall(f"{WORD}lvl") if kind is not None else []

    def depth_of(self, number: str, chain: list[Style]) -> str:
        """The level of a numbering that names one of these styles."""
        ids = {style.id for style in chain}
        levels = self.levels_of(number)
        return next((level.get(f"{WORD}ilvl", "") for level in levels if value(level, "pStyle") in ids), "")

    def form_of(self, number: str, depth: str) -> str:
        """How a numbering writes its marks: bullet, decimal, …; "" if there is none."""
        level = next((each for each in self.levels_of(number) if each.get(f"{WORD}ilvl", "0") == depth), None)
        return value(level, "numFmt") if level is not None else ""

    def add_ours(self) -> None:
        for name, form in ((BULLETS, "bullet"), (NUMBERS, "decimal")):
            kind = SubElement(self.numbering, f"{WORD}abstractNum", {f"{WORD}abstractNumId": name})
            for depth in range(DEEPEST + 1):
                level = SubElement(kind, f"{WORD}lvl", {f"{WORD}ilvl": str(depth)})
                SubElement(level, f"{WORD}numFmt", {VALUE: form})
            number = SubElement(self.numbering, f"{WORD}num", {f"{WORD}numId": name})
            SubElement(number, f"{WORD}abstractNumId", {VALUE: name})

    def written(self) -> bytes:
        content: bytes = ElementTree.tostring(self.numbering, encoding="utf-8", xml_declaration=True)
        return content


def style_of(style: Element) -> Style:
    numbering = style.find(f"{WORD}pPr/{WORD}numPr")
    number, depth = value(numbering, "numId"), value(numbering, "ilvl")
    return Style(style.get(f"{WORD}styleId", ""), value(style, "name"), value(style, "basedOn"), number, depth)


def value(element: Element | None, name: str) -> str:
    """What a child of this name says."""
    found = element.find(f"{WORD}{name}") if element is not None else None
    return found.get(VALUE, "") if found is not None else ""


def depth_in(text: str) -> int:
    return min(int(text), DEEPEST) if text.isascii() and text.isdigit() else 0


def write(paragraph: Element, number: str, depth: int) -> None:
    properties = paragraph.find(f"{WORD}pPr")
    if properties is None:
        properties = Element(f"{WORD}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{WORD}numPr"):
        properties.remove(old)
    numbering = SubElement(properties, f"{WORD}numPr")
    SubElement(numbering, f"{WORD}ilvl", {VALUE: str(depth)})
    SubElement(numbering, f"{WORD}numId", {VALUE: number})
