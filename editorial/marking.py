"""Two versions of a clean text as one, with what went in <del> and what came in <ins>, word by word. Pure.

Words are never cut: a word is everything between two spaces, also where bold or a raised figure begins inside it, so
that a changed dose always shows as two whole numbers. Marks stand inside paragraphs, list items and cells, never
around them, so that lists and tables stay whole. What comes out is cleaned again in `editorial/rendering.py` before
it is called safe.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape
from itertools import accumulate, groupby, takewhile
from typing import ClassVar, TypeAlias

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from editorial.cleaning import SCHEMES, TAGS
from editorial.pairing import paired

BLOCKS = frozenset("p h3 ul ol li table caption thead tbody tr th td".split())
# A space before a group of three digits belongs to the number: 10 000.
RUN = re.compile(r"\S+(?:(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))\S+)*")
OPENING = re.compile(r"[(\[{\"“‘«]+")
CLOSING = re.compile(r"[.,;:!?)\]}\"”’»…]+$")
_WITH_MARKS = nh3.Cleaner(
    tags=set(TAGS) | {"ins", "del", "span"},
    attributes={
        "a": {"href", "data-page"},
        "sup": {"data-cite", "data-locator"},
        "th": {"scope", "colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    allowed_classes={"span": {"change-note"}},
    url_schemes=set(SCHEMES),
    link_rel=None,
)
# Above this, words are not matched one by one: what a hostile text would cost has no bound.
MOST_COMPARISONS = 4_000_000
# Below this share of common words two texts are easier to read one after the other.
LEAST_IN_COMMON = 0.3

# Opening tags around a piece of text, outermost first.
Style: TypeAlias = tuple[str, ...]
# HTML without marks, and its style.
Piece: TypeAlias = tuple[str, Style]
Names: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Word:
    """`gap` is the white space before it: the same word may follow on another gap."""

    pieces: tuple[Piece, ...]
    gap: str = ""

    @property
    def html(self) -> str:
        return "".join(html for html, _ in self.pieces)


@dataclass(frozen=True)
class Run:
    """Words in a row, with no block among them."""

    tag: ClassVar[str] = ""
    words: tuple[Word, ...]

    @property
    def key(self) -> str:
        return "".join(f"{word.gap}{_html(word.pieces)}" for word in self.words)

    def texts(self) -> list[str]:
        return [word.html for word in self.words]


@dataclass(frozen=True)
class Block:
    """An element that holds runs and other blocks."""

    tag: str
    opening: str
    children: tuple[Node, ...]

    @property
    def key(self) -> str:
        return f"{self.opening}{''.join(child.key for child in self.children)}</{self.tag}>"

    def texts(self) -> list[str]:
        return [text for child in self.children for text in child.texts()]


Node: TypeAlias = Run | Block


def marked(before: str, after: str, names: Names | None = None) -> str:
    """Two clean bodies as one. `names` has the titles of pages by uid, for links whose target changed."""
    if before == after:
        return after
    return "".join(_merged(b, a, names or {}) for b, a in paired(_read(before), _read(after)))


def marked_text(before: str, after: str) -> str:
    """Two plain texts as one piece of HTML."""
    return _inline(_words([(before, ())]), _words([(after, ())]), {})


def marked_lines(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Two lists of plain lines as one list of pieces of HTML."""
    old, new = ([Run(_words([(line, ())])) for line in side] for side in (before, after))
    return [_merged(b, a, {}) for b, a in paired(old, new)]


def clean_marked(html: str) -> str:
    """Only the closed list of clean HTML, the marks and the notes of this module stay."""
    return _WITH_MARKS.clean(html)


# --- reading --------------------------------------------------------------------------------------------------


def _read(html: str) -> list[Node]:
    root = LexborHTMLParser(html).body if html else None
    return _children(root) if root is not None else []


def _children(element: LexborNode) -> list[Node]:
    """The blocks of an element and, between them, runs of words."""
    found: list[Node] = []
    for is_block, nodes in groupby(element.iter(include_text=True), key=lambda node: node.tag in BLOCKS):
        if is_block:
            found += [Block(str(node.tag), _opening(node), tuple(_children(node))) for node in nodes]
        elif words := _words([part for node in nodes for part in _flat(node, ())]):
            found.append(Run(words))
    return found


def _opening(node: LexborNode) -> str:
    given = [f' {name}="{escape(value or "")}"' for name, value in sorted(node.attributes.items())]
    return f"<{node.tag}{''.join(given)}>"


def _flat(node: LexborNode, style: Style) -> Iterator[Piece | Word]:
    """Pieces of plain text in their style; a citation and a line break are words of their own."""
    if node.tag == "-text":
        yield node.text_content or "", style
    elif node.tag == "br":
        yield Word((("<br>", style),))
    elif "data-cite" in node.attributes:
        yield Word(((f"{_opening(node)}</{node.tag}>", style),))
    elif not str(node.tag).startswith(("-", "!")):
        for child in node.iter(include_text=True):
            yield from _flat(child, (*style, _opening(node)))


def _words(parts: Sequence[Piece | Word]) -> tuple[Word, ...]:
    words: list[Word] = []
    gap = ""
    for is_ready, group in groupby(parts, key=lambda part: isinstance(part, Word)):
        if is_ready:
            for atom in group:
                assert isinstance(atom, Word)
                words.append(Word(atom.pieces, gap))
                gap = ""
        else:
            found, gap = _split([part for part in group if not isinstance(part, Word)])
            words += found
    return tuple(words)


def _split(pieces: Sequence[Piece]) -> tuple[list[Word], str]:
    """Words of adjoining pieces, and the white space after the last. Punctuation around a word stands for itself."""
    text = "".join(part for part, _ in pieces)
    starts = [0, *accumulate(len(part) for part, _ in pieces)]
    words, end = [], 0
    for run in RUN.finditer(text):
        gap, end = text[end : run.start()], run.end()
        for start, stop in _cores(run.group()):
            words.append(Word(tuple(_cut(pieces, starts, run.start() + start, run.start() + stop)), gap))
            gap = ""
    return words, text[end:]


def _cores(run: str) -> Iterator[tuple[int, int]]:
    opening, closing = OPENING.match(run), CLOSING.search(run)
    start, stop = opening.end() if opening else 0, closing.start() if closing else len(run)
    if start >= stop:
        yield 0, len(run)
        return
    yield from ((a, b) for a, b in ((0, start), (start, stop), (stop, len(run))) if a < b)


def _cut(pieces: Sequence[Piece], starts: Sequence[int], start: int, stop: int) -> Iterator[Piece]:
    """What stands between two places of the joined text, piece by piece."""
    for place in range(bisect_right(starts, start) - 1, len(pieces)):
        text, style = pieces[place]
        begin = starts[place]
        if begin >= stop:
            return
        if part := text[max(start - begin, 0) : stop - begin]:
            yield escape(part, quote=False), style


# --- writing --------------------------------------------------------------------------------------------------


def _merged(before: Node | None, after: Node | None, names: Names) -> str:
    """A node of each side, or of one side only, as HTML with marks."""
    if before is None or after is None:
        one_side = before or after
        assert one_side is not None
        return _whole(one_side, "del" if after is None else "ins", names)
    if isinstance(before, Run) or isinstance(after, Run):
        assert isinstance(before, Run)
        assert isinstance(after, Run)
        return _inline(before.words, after.words, names)
    if before.opening == after.opening:
        inside = "".join(_merged(b, a, names) for b, a in paired(before.children, after.children))
    else:  # a header cell that was a plain one, or a cell over more columns: the same words mean something else
        sides = [(child, mark) for block, mark in ((before, "del"), (after, "ins")) for child in block.children]
        inside = "".join(_whole(child, mark, names) for child, mark in sides) + _note(
            "kind or size of the cell changed"
        )
    return f"{after.opening}{inside}</{after.tag}>"


def _whole(node: Node, mark: str, names: Names) -> str:
    if isinstance(node, Run):
        return _inline(node.words, (), names) if mark == "del" else _inline((), node.words, names)
    return f"{node.opening}{''.join(_whole(child, mark, names) for child in node.children)}</{node.tag}>"


def _inline(before: Sequence[Word], after: Sequence[Word], names: Names) -> str:
    """Words of both sides in one row."""
    moved_links = _links(before) ^ _links(after)
    out: list[str] = []
    for same, old, new in _spans(before, after):
        if same:
            out.append(_kept(old, new))
            continue
        looks_alike = bool(old) and [w.html for w in old] == [w.html for w in new]
        links = _links(old) | _links(new) if looks_alike else moved_links
        shared = old[0].gap if old and new and old[0].gap == new[0].gap else ""
        out.append(escape(shared))
        for mark, words in (("del", old), ("ins", new)):
            if words:
                gaps = [words[0].gap.removeprefix(shared), *(word.gap for word in words[1:])]
                html = _html(
                    _with_gaps(words, gaps), {link: _note(f"link to {_target(link, names)}") for link in links}
                )
                out.append(f"<{mark}>{html}</{mark}>")
        if looks_alike and not links:
            out.append(_note("only how it looks changed"))
    return "".join(out)


def _spans(before: Sequence[Word], after: Sequence[Word]) -> list[tuple[bool, Sequence[Word], Sequence[Word]]]:
    """Stretches of both sides: whether they are the same, the old words, the new words."""
    old, new = ([word.pieces for word in side] for side in (before, after))
    first = _shared(old, new)
    last = _shared(old[first:][::-1], new[first:][::-1])
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    spans = [(True, before[:first], after[:first])] if first else []
    spans += _differing(old, new, before[first : first + len(old)], after[first : first + len(new)])
    return spans + ([(True, before[-last:], after[-last:])] if last else [])


def _shared(old: Sequence[object], new: Sequence[object]) -> int:
    """How many are the same from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (was, now) in pairs if was != now), min(len(old), len(new)))


def _differing(
    old: list[tuple[Piece, ...]], new: list[tuple[Piece, ...]], before: Sequence[Word], after: Sequence[Word]
) -> list[tuple[bool, Sequence[Word], Sequence[Word]]]:
    work = len(old) * len(new)
    if not work or work > MOST_COMPARISONS:
        return [(False, before, after)] if old or new else []
    matcher = SequenceMatcher(None, old, new, autojunk=work > MOST_COMPARISONS // 10)
    if matcher.ratio() < LEAST_IN_COMMON:
        return [(False, before, after)]
    return [(kind == "equal", before[b1:b2], after[a1:a2]) for kind, b1, b2, a1, a2 in matcher.get_opcodes()]


def _kept(old: Sequence[Word], new: Sequence[Word]) -> str:
    """Words that stayed. White space that changed is marked too, or the old text could not be read from the marks."""
    out: list[str] = []
    start = 0
    for place, (was, now) in enumerate(zip(old, new, strict=True)):
        if was.gap != now.gap:
            out += (
                [_html(_with_gaps(new[start:place], [word.gap for word in new[start:place]]))] if start < place else []
            )
            out += [f"<{mark}>{escape(gap)}</{mark}>" for mark, gap in (("del", was.gap), ("ins", now.gap)) if gap]
            new = [*new[:place], Word(now.pieces), *new[place + 1 :]]
            start = place
    out.append(_html(_with_gaps(new[start:], [word.gap for word in new[start:]])))
    return "".join(out)


def _with_gaps(words: Sequence[Word], gaps: Sequence[str]) -> list[Piece]:
    """Pieces of words with the white space between them, which is as bold or linked as both its neighbours are."""
    pieces: list[Piece] = []
    for word, gap in zip(words, gaps, strict=True):
        if gap:
            last = pieces[-1][1] if pieces else ()
            pieces.append((escape(gap, quote=False), _common(last, word.pieces[0][1])))
        pieces += word.pieces
    return pieces


def _common(first: Style, second: Style) -> Style:
    return tuple(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _html(pieces: Sequence[Piece], notes: Mapping[str, str] | None = None) -> str:
    """Pieces as HTML; `notes` are put behind the links that they belong to."""
    out = []
    for style, group in groupby(pieces, key=lambda piece: piece[1][:1]):
        if style:
            inner = _html([(html, rest[1:]) for html, rest in group], notes)
            tag = style[0][1:-1].split(" ")[0]
            out.append(f"{style[0]}{inner}</{tag}>{(notes or {}).get(style[0], '')}")
        else:
            out += [html for html, _ in group]
    return "".join(out)


def _links(words: Sequence[Word]) -> set[str]:
    return {tag for word in words for _, style in word.pieces for tag in style if tag.startswith("<a ")}


def _target(link: str, names: Names) -> str:
    """Where a link leads, in words."""
    found = re.search(r'(?:href|data-page)="([^"]*)"', link)
    target = unescape(found[1]) if found else "nothing"
    return names.get(target, target)


def _note(words: str) -> str:
    return f'<span class="change-note"> ({escape(words)})</span>'
