"""Markdown to HTML: CommonMark with tables, footnotes and definition lists; HTML inside it is text."""

from __future__ import annotations

from html import escape

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from articles.importing.errors import TooDeep

MAX_NESTING = 60  # deeper, the parser would leave text out without a word


def html_of_markdown(text: str) -> str:
    """Raises TooDeep."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(front_matter_plugin).use(deflist_plugin)
    notes: dict[str, object] = {}
    tokens = parser.parse(text, notes)
    if max((token.level for token in tokens), default=0) >= MAX_NESTING - 2:
        raise TooDeep
    html = str(parser.renderer.render(tokens, parser.options, notes))
    # A title in the block of facts before the text; the rest of it is for programs.
    facts = [line for token in tokens if token.type == "front_matter" for line in token.content.splitlines()]
    title = next((line.partition(":")[2].strip(" \"'") for line in facts if line.lower().startswith("title:")), "")
    return (f"<title>{escape(title)}</title>" if title else "") + html
