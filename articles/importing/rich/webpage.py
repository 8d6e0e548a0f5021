"""The main text of a saved web page, and what each thing around it is: nothing of it is lost, all is in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from editorial.markup import names

HEADINGS = names("h1 h2 h3 h4 h5 h6")
CONTAINERS = names("body div section article main table tbody tr td center form span x-noscript")
TAGS = {
    "nav": "navigation",
    "dialog": "pop-up",
    "button": "form",
    "label": "form",
    "legend": "form",
    "fieldset": "form",
    "aside": "beside the main text",
    "footer": "footer",
}
ROLES = {
    "navigation": "navigation",
    "banner": "header of the site",
    "contentinfo": "footer",
    "search": "form",
    "complementary": "beside the main text",
    "dialog": "pop-up",
    "alertdialog": "pop-up",
}
# Words in class and id. Those of the second list also name real text ("social care"), so there most must be links.
CERTAIN = {
    "cookie banner": names("cookie cookies consent gdpr ccpa onetrust"),
    "advert": names("ad ads advert adverts advertisement advertising adsbygoogle sponsored taboola outbrain"),
    "share bar": names("share sharing sharebar addthis"),
    "navigation": names("breadcrumb breadcrumbs navbar pagination pager skiplink"),
    "sign-up box": names("newsletter subscribe subscription signup paywall popup modal"),
    "comments": names("comments disqus"),
    "footer": names("footer colophon"),
}
IF_LINKS = {
    "read also": names("related recommended recommendations trending popular readalso seealso more also"),
    "share bar": names("social"),
    "navigation": names("menu nav navigation sidebar toolbar skip"),
    "advert": names("promo promotion sponsor partner"),
}
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
MOST = 0.4  # no region that holds so much of the text is beside it
DOMINANT = 0.65
NO_TEXT = names("x-script x-style x-title head")
SILENT = NO_TEXT | names("x-svg x-math x-template x-iframe x-select x-textarea x-noscript")


class Regions:
    """Which nodes are left out, and why; asked by `of`."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.found: dict[int, str] = {}
        self.counted: dict[int, int] = {}
        self.body = tree.body
        if self.body is None:
            return
        self.all = length_of(self.body) or 1
        self.title = tree.css_first("main h1, article h1, [role=main] h1") or tree.css_first("h1")
        self.mark(self.body)
        self.mark_around(self.main())

    def of(self, node: LexborNode) -> str:
        """Why this node is left out, or ""."""
        return self.found.get(node.mem_id, "")

    def mark(self, node: LexborNode) -> None:
        for child in elements_in(node):
            reason = "" if child.tag in NO_TEXT else self.reason(child)
            if reason:
                self.found[child.mem_id] = reason
            else:
                self.mark(child)

    def reason(self, node: LexborNode) -> str:
        tag, attributes = node.tag or "", node.attributes
        role = (attributes.get("role") or "").lower()
        if role == "main" or tag in ("main", "article", "body") or tag in HEADINGS:
            return ""
        found = ROLES.get(role) or TAGS.get(tag) or reason_in_names(node)
        if not found and ("hidden" in attributes or HIDDEN.search(attributes.get("style") or "")):
            found = "hidden"
        if not found and tag == "form" and share_of_links(node) + length_of(node) / self.all < MOST:
            found = "form"
        return found if found and length_of(node) < MOST * self.all else ""

    def main(self) -> LexborNode:
        """The element that a page calls its main one, else the smallest that holds most of its text."""
        assert self.body is not None
        root = self.body
        for selector in ("main, [role=main]", "article, [itemprop=articleBody]"):
            best = max(root.css(selector), key=self.prose, default=None)
            if best is not None and self.prose(best) > (0.3 if root is self.body else 0.8) * self.prose(root):
                root = best
        while True:
            inner = max((c for c in elements_in(root) if c.tag in CONTAINERS), key=self.prose, default=None)
            if inner is None or self.prose(inner) < DOMINANT * self.prose(root) or not self.prose(inner):
                return root
            root = inner

    def prose(self, node: LexborNode) -> int:
        """Characters outside links and outside what is left out."""
        if node.tag in SILENT or node.tag == "a" or node.mem_id in self.found:
            return 0
        if node.mem_id not in self.counted:
            self.counted[node.mem_id] = sum(
                len((child.text_content or "").strip()) if child.tag == "-text" else self.prose(child)
                for child in node.iter(include_text=True)
            )
        return self.counted[node.mem_id]

    def mark_around(self, root: LexborNode) -> None:
        """Everything beside the way from the body down to the main text."""
        node, body = root, self.body
        while body is not None and node.mem_id != body.mem_id and node.parent is not None:
            for sibling in node.parent.iter(include_text=True):
                if sibling.mem_id != node.mem_id and sibling.mem_id not in self.found and sibling.tag not in NO_TEXT:
                    self.found[sibling.mem_id] = (
                        "header of the site" if sibling.tag == "header" else "beside the main text"
                    )
            node = node.parent


def elements_in(node: LexborNode) -> Iterator[LexborNode]:
    yield from node.iter()


def length_of(node: LexborNode) -> int:
    """Visible characters."""
    return len("".join(node.text().split()))


def share_of_links(node: LexborNode) -> float:
    return sum(map(length_of, node.css("a"))) / (length_of(node) or 1)


def reason_in_names(node: LexborNode) -> str:
    """By the words that its class and id are made of."""
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    words = {word.lower() for word in WORDS.findall(named)}
    if not words:
        return ""
    for reason, certain in CERTAIN.items():
        if words & certain:
            return reason
    for reason, likely in IF_LINKS.items():
        if words & likely and share_of_links(node) > MOST:
            return reason
    return ""
