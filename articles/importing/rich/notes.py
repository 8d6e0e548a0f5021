"""Footnotes, endnotes and lists of references: which element is a note, and where the text refers to it.

Word processors, Markdown, encyclopaedias and journals all write them the same way: a short link in the text to the id of
a list item near the end, and a link back.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})\s*[\])]?\.?", re.IGNORECASE)
BACK = re.compile(
    r"[\s↑↩⤴^\ufe0e\ufe0f]*(?:(?:back|return|jump up|volver)(?: to (?:text|top|content|reference))?)?", re.IGNORECASE
)
HOLDERS = ("li", "p", "div", "dd", "td", "tr")
REFERENCES = re.compile(
    r"(?:list of )?(?:references|sources|bibliography|further reading|foot ?notes|end ?notes|notes|citations|works cited"
    r"|references and (?:sources|notes|further reading)|referencias|bibliografía|fuentes|notas|المراجع|المصادر)\s*:?",
    re.IGNORECASE,
)


@dataclass
class Note:
    uid: str  # what a citation of it would carry
    label: str  # as it stood in the text: [1]
    node: int  # mem_id of its element


class Notes:
    """Reads the marks in the text off the tree and puts a citation in the place of each."""

    def __init__(self, tree: LexborHTMLParser, seed: str) -> None:
        self.by_uid: dict[str, Note] = {}
        self.by_node: dict[int, Note] = {}
        self.seed = seed
        targets = {node.attributes.get("id") or "": node for node in tree.css("[id]")}
        for link in tree.css("a[href*='#']"):
            target = targets.get((link.attributes.get("href") or "").rpartition("#")[2])
            words = link.text().strip()
            if target is None or not MARK.fullmatch(words) or inside(link, target):
                continue
            holder = holder_of(target)
            if holder is not None and not inside(link, holder) and not MARK.fullmatch(holder.text().strip()):
                self.refer(tree, link, holder, words)
        for node in tree.css(", ".join(HOLDERS)) if self.by_node else []:
            if node.mem_id in self.by_node:
                take_out_links_back(node)

    def refer(self, tree: LexborHTMLParser, link: LexborNode, holder: LexborNode, words: str) -> None:
        note = self.by_node.get(holder.mem_id)
        if note is None:
            uid = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.seed}/{len(self.by_node)}"))
            note = self.by_node[holder.mem_id] = self.by_uid[uid] = Note(uid, words, holder.mem_id)
        outer = link
        while outer.parent is not None and outer.parent.tag == "sup" and outer.parent.text().strip() == words:
            outer = outer.parent
        mark = tree.create_node("sup")
        mark.attrs["data-cite"] = note.uid
        outer.replace_with(mark)


def holder_of(target: LexborNode) -> LexborNode | None:
    """The list item or paragraph that is the note; its id may stand on a link inside it."""
    node: LexborNode | None = target
    while node is not None and node.tag not in HOLDERS:
        node = node.parent if node.tag in ("a", "span", "sup", "b", "strong", "cite") else None
    return node


def inside(node: LexborNode, outer: LexborNode) -> bool:
    at: LexborNode | None = node
    while at is not None:
        if at.mem_id == outer.mem_id:
            return True
        at = at.parent
    return False


def take_out_links_back(note: LexborNode) -> None:
    """The arrows that lead from a note to its place in the text say nothing without their links."""
    for link in note.css("a[href*='#']"):
        if BACK.fullmatch(link.text()) or MARK.fullmatch(link.text().strip()):
            link.decompose()
