"""Keeps text away from the parser that would cost it time or memory without measure.

One pass over the raw text that grows with its length only. It first takes out what makes a parser change its rules
(comments, scripts, styles, svg and the like), so that what is counted afterwards is what the parser will see.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from editorial.markup import names, without_unwanted

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 100
MAX_REBUILT = 4 * 1024 * 1024
"""How many characters of formatting tags a parser may have to repeat, see `_Shape`."""

# Under another name these are ordinary elements; svg and math, the usual way round a sanitiser, do not exist at all.
_CHANGES_RULES = re.compile(
    r"<(/?)(svg|math|noscript|select|textarea|title|xmp|iframe|noembed|noframes|plaintext|template|frameset|script|style)",
    re.IGNORECASE,
)
_SKIPPED = re.compile(r"<!--|<(script|style)(?=[\s/>])", re.IGNORECASE)
_SKIPPED_END = {
    "": re.compile("--!?>"),
    "script": re.compile(r"</script[^>]*>", re.IGNORECASE),
    "style": re.compile(r"</style[^>]*>", re.IGNORECASE),
}
_DECLARATION = re.compile("<[!?][^<>]*>")
_NOT_A_TAG = re.compile("<(?=[!?]|/[^a-zA-Z])")
_TAG_START = re.compile("</?[a-zA-Z]")
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\t\n\f\r />]*+)
        (?>[\t\n\f\r /]*+ (?:=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)
           (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?>"[^"]*+"|'[^']*+'|(?!["'])[^\t\n\f\r >]*+))?+ )*+
        [\t\n\f\r /]*+>""",
    re.VERBOSE,
)

# The rules of the HTML standard ("tree construction"), as far as they decide what is open.
_NEVER_OPEN = names("area base body br col embed frame head hr html img input link meta param source track wbr")
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
_TABLE_PARTS = names("caption table tbody td tfoot th thead tr")
_INSIDE_TABLES = _TABLE_PARTS - {"table"}
_MARKERS = names("applet caption marquee object td th")
_SPECIAL = _TABLE_PARTS | names(
    "address applet article aside blockquote button center colgroup dd details dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup li listing main marquee menu nav object ol p pre search section summary"
    " ul"
)
_SCOPE = frozenset(["applet", "caption", "marquee", "object", "table", "td", "th"])
_CLOSES = {
    "p": {"p"},
    "li": {"p", "li"},
    "dt": {"p", "dt", "dd"},
    "dd": {"p", "dt", "dd"},
    "td": {"p", "td", "th"},
    "th": {"p", "td", "th"},
    "tr": {"p", "td", "th", "tr"},
}


class TooMuchMarkup(ValidationError):
    """The text is too long or too deeply nested to be read safely."""

    def __init__(self, message: str = "", code: str = "too_much_markup") -> None:
        super().__init__(
            message
            or "This text has too many layers of formatting to be kept safely. Paste it again without formatting"
            " (Ctrl+Shift+V), then set its headings and lists here.",
            code=code,
        )


def prepared(html: str) -> str:
    """Text that a parser reads in time and memory that grow with its length. Raises TooMuchMarkup."""
    refuse_too_long(html)
    html = _DECLARATION.sub("", without_scripts(without_unwanted(html)))
    html = _CHANGES_RULES.sub(r"<\1x-\2", _NOT_A_TAG.sub("&lt;", html))
    _refuse_hostile_shape(html)
    return html


def refuse_too_long(html: str) -> None:
    """Raises TooMuchMarkup."""
    if len(html) > MAX_BYTES or len(html.encode(errors="replace")) > MAX_BYTES:
        raise TooMuchMarkup(
            "This text is longer than 2 MB. Divide it into several sections or pages, and add pictures as picture"
            " blocks instead of pasting them.",
            code="too_long",
        )


def without_scripts(html: str) -> str:
    """Without comments, scripts and styles that are closed; one pass, so that one cannot hide in another."""
    parts, position, never_closed = [], 0, set[str]()
    for found in _SKIPPED.finditer(html):
        kind = (found.group(1) or "").lower()
        if found.start() < position or kind in never_closed:
            continue
        end = _SKIPPED_END[kind].search(html, found.start() + 2)
        if end is None:
            never_closed.add(kind)
            continue
        parts.append(html[position : found.start()])
        position = end.end()
    return "".join([*parts, html[position:]])


def _refuse_hostile_shape(html: str) -> None:
    shape, position = _Shape(), 0
    while start := _TAG_START.search(html, position):
        found = _TAG.match(html, start.start())
        if found is None:
            return  # the text ends inside this tag, and a parser drops it
        position = found.end()
        shape.follow(found.group(2).lower(), len(found.group()), is_end=bool(found.group(1)))


class _Shape:
    """What is open, never less than a parser would say.

    Formatting is counted apart: a parser opens it again in every following block, so that one long tag before many
    blocks would become gigabytes. `rebuilt` adds that up.
    """

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.formatting: list[tuple[str, int, int]] = []  # name, length, table cells around it
        self.cells = self.carried = self.rebuilt = 0

    def follow(self, name: str, length: int, *, is_end: bool) -> None:
        """Open or close an element. Raises TooMuchMarkup."""
        if name in _NEVER_OPEN or (name in _INSIDE_TABLES and "table" not in self.blocks):
            return  # outside a table a parser passes over its parts, so that their end tags close nothing either
        if name in _FORMATTING:
            if is_end or name == "a":  # a link ends the link before it
                self._end_formatting(name)
            if not is_end:
                self.formatting.append((name, length, self.cells))
                self.carried += length
        elif name == "form":
            self._follow_form(is_end)
        elif is_end:
            self._end_block(name)
        else:
            while self.blocks and self.blocks[-1] in _CLOSES.get(name, ()):
                self._pop_block()
            self.blocks.append(name)
            self.cells += name in _MARKERS
        if name not in _FORMATTING:
            self.rebuilt += self.carried
        if len(self.blocks) + len(self.formatting) > MAX_DEPTH or self.rebuilt > MAX_REBUILT:
            raise TooMuchMarkup

    def _end_formatting(self, name: str) -> None:
        for index in reversed(range(len(self.formatting))):
            if self.formatting[index][::2] == (name, self.cells):
                self.carried -= self.formatting.pop(index)[1]
                return

    def _follow_form(self, is_end: bool) -> None:
        """No form opens in another, and the end of one closes nothing that is open inside it."""
        if is_end:
            if "form" in self.blocks:
                self.blocks.remove("form")
        elif "form" not in self.blocks:
            self.blocks.append("form")

    def _end_block(self, name: str) -> None:
        """A stray end tag closes nothing, and no end tag reaches out of a table cell."""
        for index in reversed(range(len(self.blocks))):
            if self.blocks[index] == name:
                while len(self.blocks) > index:
                    self._pop_block()
                return
            if self._stops(self.blocks[index], name):
                return

    def _pop_block(self) -> None:
        self.cells -= self.blocks.pop() in _MARKERS
        while self.formatting and self.formatting[-1][2] > self.cells:
            self.carried -= self.formatting.pop()[1]

    @staticmethod
    def _stops(inner: str, name: str) -> bool:
        if name in _TABLE_PARTS:
            return inner == "table"
        if name in _SPECIAL:
            return inner in _SCOPE or (name == "li" and inner in {"ul", "ol"}) or (name == "p" and inner == "button")
        return inner in _SPECIAL
