"""Marks glossary terms where a text first uses them: a button that opens the definition in place, without a script.

Works on a parsed body that was cleaned before. Links, headings, header cells and citations are left alone: a button has
no place in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from editorial.glossary import is_form_of, pattern_of

LEFT_ALONE = frozenset({"a", "h3", "h4", "th", "caption", "sup", "sub", "button"})


@dataclass(frozen=True)
class Marked:
    """A term that may be marked: its uid, the signed part of its live text, the address of its page."""

    uid: str
    signed: Mapping[str, Any]
    address: str


def mark_terms(
    root: LexborNode,
    terms: Sequence[Marked],
    name: Callable[[Marked], str],
    words: tuple[str, str],
) -> None:
    """Mark the first use of each term under `root`.

    `name` gives the id of the box of a term, `words` are "Close" and "More about this word".
    """
    if not terms:
        return
    pattern = pattern_of(term.signed for term in terms)
    left = list(terms)
    for node in list(_texts(root)):
        text, done = node.text_content or "", 0
        for match in pattern.finditer(text):
            term = next((term for term in left if is_form_of(match.group(), term.signed)), None)
            if term is None:
                continue
            left.remove(term)
            node.insert_before(text[done : match.start()])
            for element in _button_and_box(match.group(), term, name(term), words):
                piece = LexborHTMLParser(element, is_fragment=True).root
                assert piece is not None
                node.insert_before(piece)
            done = match.end()
        if done:
            node.insert_before(text[done:])
            node.decompose()


def _texts(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag == "-text":
            yield child
        elif child.tag not in LEFT_ALONE:
            yield from _texts(child)
        child = child.next


def _button_and_box(word: str, term: Marked, box: str, words: tuple[str, str]) -> tuple[str, str]:
    """Two elements: the word as a button, and the box that it opens."""
    said = term.signed.get("pronunciation", "")
    how = f' <span class="term-said">({escape(said)})</span>' if said else ""
    close, more = words
    return (
        f'<button type="button" class="term" popovertarget="{box}">{escape(word)}</button>',
        f'<span class="term-box" id="{box}" popover><strong>{escape(term.signed.get("title", ""))}</strong>{how} '
        f"{escape(term.signed.get('definition', ''))} "
        f'<span class="term-ways"><a href="{escape(term.address)}">{escape(more)}</a> '
        f'<button type="button" popovertarget="{box}" popovertargetaction="hide">{escape(close)}</button></span></span>',
    )
