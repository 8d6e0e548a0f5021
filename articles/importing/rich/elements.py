"""The tree of a page as a flat list of what stands on it, in reading order.

Text is read by `editorial.reading`, as the site reads whatever is typed or pasted; this module only keeps what that has no
place for: levels of headings, pictures, notes, and regions that are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.importing.rich.embedded import BESIDE_THE_TEXT, KINDS, SELECTOR, described, is_frame_around_text
from articles.importing.rich.notes import Notes
from articles.importing.rich.webpage import NO_TEXT, Regions
from editorial.hostile import prepared
from editorial.markup import Block, Paragraph, Run, names
from editorial.reading import INSIDE, read

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = names("ul ol")
BLOCKS = names(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form header"
    " hgroup hr legend li main menu nav p pre search section summary table tbody td tfoot th thead tr ul ol caption"
)
APART = BLOCKS | names("br option text desc x-title")  # what stands apart from the words before it
PARTS_ALONE = f"h1, h2, h3, h4, h5, h6, img, figure, table, details, dl, p.toc, p.caption, {SELECTOR}"
ALONE = names("img figure") | frozenset(KINDS)
SPACE = re.compile(r"\s+")
# Text that its style or its tag tells more about: a caption, paragraphs that begin with a mark typed by hand, and what a
# definition list defines.
CAPTION, TYPED_LIST, TERM = "caption", "typed list", "term"


@dataclass
class Heading:
    level: int
    runs: list[Run]
    is_title: bool = False


@dataclass
class Text:
    block: Block
    kind: str = ""  # CAPTION, TYPED_LIST or TERM


@dataclass
class Illustration:
    src: str
    alt: str
    caption: str = ""


@dataclass
class LeftOut:
    why: str
    words: str


@dataclass
class Embedded:
    """What is no text. `told` is its line in the report, `words` those in it; `why` says that it stood beside the text."""

    told: str
    words: str
    why: str = ""


@dataclass
class NoteText:
    uid: str
    label: str
    words: str
    emphasised: str  # the part in italics, which in a reference is often the title
    addresses: tuple[str, ...] = ()


Element = Heading | Text | Illustration | LeftOut | Embedded | NoteText


class Walk:
    """Call it with the body; `elements` has the result."""

    def __init__(self, tree: LexborHTMLParser, notes: Notes, regions: Regions | None) -> None:
        self.notes, self.regions = notes, regions
        self.elements: list[Element] = []
        self.buffer: list[str] = []
        self.level = 1
        title = regions.title if regions else None
        self.title = title.mem_id if title is not None else 0
        if tree.body is not None:
            self.children(tree.body)
        self.flush()

    def children(self, node: LexborNode) -> None:
        for child in list(node.iter(include_text=True)):
            self.node(child)

    def node(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in NO_TEXT or tag == "-comment":
            return
        why = self.regions.of(node) if self.regions else ""
        if why:
            self.leave_out(node, why)
        elif tag == "-text":
            self.buffer.append(escape(node.text_content or "", quote=False))
        elif node.mem_id in self.notes.by_node:
            self.note(node)
        elif tag in HEADINGS or tag == "summary":
            self.heading(node, HEADINGS.get(tag, min(self.level + 1, 6)))
        elif tag in ALONE:
            self.flush()
            self.alone(node)
        elif tag == "p" and (node.attributes.get("class") or "") in ("toc", "caption"):
            self.styled(node)
        elif tag == "dt":
            self.flush()
            self.elements += self.lift(node)
            self.elements += [
                Text(block, TERM) for block in read(f"<p><strong>{node.inner_html or ''}</strong></p>", INSIDE)
            ]
        else:
            self.container(node, tag)

    def container(self, node: LexborNode, tag: str) -> None:
        """Whole, if it is text or a list or a table; else part by part."""
        if is_contents(node, tag):
            self.leave_out(node, "table of contents")
        elif tag == "p" or (tag in LISTS and not self.holds_parts(node)) or (tag == "table" and is_data(node)):
            lifted = self.lift(node)
            self.buffer.append(node.html or "")
            if tag == "table" or lifted:
                self.flush()
            for each in lifted:
                self.elements.append(each)
        elif node.css_first(PARTS_ALONE) is None and not self.holds_special(node):
            self.buffer.append(node.html or "")
        else:
            if tag in BLOCKS:
                self.flush()
            self.children(node)
            if tag in BLOCKS:
                self.flush()

    def holds_parts(self, node: LexborNode) -> bool:
        return node.css_first("h1, h2, h3, h4, h5, h6, table, details") is not None or any(
            item.mem_id in self.notes.by_node for item in node.iter()
        )

    def holds_special(self, node: LexborNode) -> bool:
        """A note, a list of contents or a region that is left out, somewhere inside."""
        return any(
            each.mem_id in self.notes.by_node or is_contents(each, each.tag or "") or self.is_left_out(each)
            for each in node.traverse(include_text=False)
        )

    def is_left_out(self, node: LexborNode) -> bool:
        return bool(self.regions and self.regions.of(node))

    def lift(self, node: LexborNode) -> list[Element]:
        """Take pictures and regions that are left out from inside a paragraph, list or table: they stand after it."""
        lifted: list[Element] = []
        for child in list(node.iter()):
            if child.tag == "img":
                lifted.append(illustration(child))
            elif child.tag in KINDS and not self.is_left_out(child):
                lifted += embedded(child)
                if is_frame_around_text(child):
                    lifted += self.lift(child)
                    continue
            elif self.is_left_out(child):
                lifted += left_out(child, self.regions.of(child) if self.regions else "")
            else:
                lifted += self.lift(child)
                continue
            child.remove()
        return [each for each in lifted if not isinstance(each, LeftOut) or each.words]

    def heading(self, node: LexborNode, level: int) -> None:
        self.flush()
        lifted = self.lift(node)
        runs: list[Run] = []
        for block in read(f"<h3>{node.inner_html or ''}</h3>"):
            if isinstance(block, Paragraph):
                runs += [Run(" "), *block.runs] if runs else block.runs
        if runs:
            is_title = node.mem_id == self.title or "title" in (node.attributes.get("class") or "").split()
            self.elements.append(Heading(level, runs, is_title))
            if node.tag in HEADINGS:
                self.level = level
        self.elements += lifted

    def leave_out(self, node: LexborNode, why: str) -> None:
        self.flush()
        title = next((h for h in node.css("h1") if h.mem_id == self.title), None) if node.tag != "-text" else None
        if title is not None:
            self.heading(title, 1)
            title.remove()
        self.elements += left_out(node, why)

    def note(self, node: LexborNode) -> None:
        self.flush()
        note = self.notes.by_node[node.mem_id]
        emphasised = node.css_first("em, i, cite")
        addresses = tuple(link.attributes.get("href") or "" for link in node.css("a[href^=http]"))
        self.elements.append(
            NoteText(note.uid, note.label, said(node), said(emphasised) if emphasised else "", addresses)
        )

    def alone(self, node: LexborNode) -> None:
        """A picture, or what is no text."""
        if node.tag == "img":
            self.elements.append(illustration(node))
        elif node.tag == "figure":
            self.figure(node)
        else:
            self.elements += embedded(node)
            if is_frame_around_text(node):
                self.children(node)
                self.flush()

    def figure(self, node: LexborNode) -> None:
        caption, images = node.css_first("figcaption"), node.css("img")
        if not images or node.css_first("table") is not None:
            self.children(node)
            return
        words = said(caption) if caption is not None else ""
        if caption is not None:
            caption.remove()
        found = [illustration(image) for image in images]
        found[0].caption = words
        self.elements += found
        for image in images:
            image.remove()
        self.children(node)

    def styled(self, node: LexborNode) -> None:
        """Paragraphs whose style in the word processor says what they are."""
        self.flush()
        if node.attributes.get("class") == "toc":
            self.leave_out(node, "table of contents")
            return
        self.elements += self.lift(node)
        blocks = read(f"<p>{node.inner_html or ''}</p>", INSIDE)
        self.elements += [Text(block, CAPTION) for block in blocks]

    def flush(self) -> None:
        html, self.buffer = "".join(self.buffer), []
        if html.strip():
            self.elements += [Text(block) for block in read(prepared(html))]


def illustration(node: LexborNode) -> Illustration:
    return Illustration(node.attributes.get("src") or "", SPACE.sub(" ", node.attributes.get("alt") or "").strip())


def left_out(node: LexborNode, why: str) -> list[Element]:
    """A region with its words, and with what is no text in it."""
    if node.tag == "-text":
        words = SPACE.sub(" ", node.text_content or "").strip()
        return [LeftOut(why, words)] if words else []
    if node.tag in KINDS:
        return embedded(node, why)
    words = said(node)
    inside = [Embedded(told, "", why) for each in node.css(SELECTOR) if (told := described(each, "")) and "(" in told]
    return [*([LeftOut(why, words)] if words else []), *inside]


def embedded(node: LexborNode, why: str = "") -> list[Element]:
    words = "" if is_frame_around_text(node) and not why else said(node)
    told = described(node, words)
    return [Embedded(told, words, why or BESIDE_THE_TEXT.get(node.tag or "", ""))] if told else []


def said(node: LexborNode) -> str:
    """The words of a region, in one line."""
    parts = []
    for each in node.traverse(include_text=True):
        if each.tag in APART:
            parts.append(" ")
        elif each.tag == "-text" and not is_silent(each, node):
            parts.append(each.text_content or "")
    return SPACE.sub(" ", "".join(parts)).strip()


def is_silent(text: LexborNode, region: LexborNode) -> bool:
    """Whether it is part of a script, a style or the head. The titles in a drawing are words."""
    outermost = ""
    at = text.parent
    while at is not None and at.mem_id != region.mem_id:
        if at.tag in NO_TEXT or at.tag == "x-svg":
            outermost = at.tag or ""
        at = at.parent
    return region.tag != "x-svg" and outermost in NO_TEXT


def is_data(table: LexborNode) -> bool:
    """Old pages are laid out in tables; those hold headings, other tables, or a single cell."""
    return table.css_first("table table, h1, h2, h3, h4, h5, h6") is None and len(table.css("td, th")) > 1


def is_contents(node: LexborNode, tag: str) -> bool:
    """A list of nothing but links to places in the page itself."""
    if tag not in LISTS:
        return False
    links = node.css("a")
    inner = [link for link in links if "#" in (link.attributes.get("href") or "")]
    if len(inner) < 2 or len(inner) < len(links):
        return False
    words = "".join("".join(link.text().split()) for link in links)
    return len(words) >= 0.9 * len("".join(node.text().split()))
