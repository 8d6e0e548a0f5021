"""Where in a document a thing stands: in which part, and with which words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from editorial.checks.manuscript import Manuscript, Mark, Passage
from editorial.glossary import used_in

Document = Mapping[str, Any]
LONGEST = 160
SAYS_LITTLE = 40


@dataclass(frozen=True)
class Spot:
    """`where` is the part of the page, `words` what it says there, `locator` where in a source that rests on."""

    where: str
    words: str = ""
    locator: str = ""


@dataclass
class Thing:
    """What is looked for: `kind` is a kind of use, "page" for anything that has a page of its own, or "contributor".

    `signed` is the text of a glossary term, whose forms are looked for.
    """

    kind: str
    uid: str
    signed: Document = field(default_factory=dict)


def spots_of(thing: Thing, document: Document, listing: Document) -> tuple[Spot, ...]:
    """Every place of a document where the thing stands, in reading order."""
    find = _FINDERS.get(thing.kind, _block)
    found = list(find(thing, document))
    if thing.kind == "page":
        found += [*_question_set(thing, document), *_in_listing(thing, document, listing)]
    return tuple(dict.fromkeys(found))


def _source(thing: Thing, document: Document) -> Iterator[Spot]:
    named = _Parts(document)
    cited = False
    for passage in named.passages:
        for mark in passage.marks:
            if mark.kind == "cite" and mark.target == thing.uid:
                cited = True
                yield Spot(named.of(passage.block), _around(passage, mark), mark.locator)
    for block in document.get("blocks", []):
        if block.get("type") == "statistic" and block.get("source") == thing.uid:
            cited = True
            yield Spot(named.of(block["uid"]), _short(block.get("sentence", "")), block.get("locator", ""))
    if not cited and any(source["uid"] == thing.uid for source in document.get("sources", [])):
        yield Spot("Other sources", "Named for the page as a whole")


def _page(thing: Thing, document: Document) -> Iterator[Spot]:
    named = _Parts(document)
    for passage in named.passages:
        for mark in passage.links:
            if mark.target == f"page:{thing.uid}":
                yield Spot(named.of(passage.block), passage.text[mark.start : mark.end].strip() or _short(passage.text))


def _question_set(thing: Thing, document: Document) -> Iterator[Spot]:
    named = _Parts(document)
    for block in document.get("blocks", []):
        if block.get("item") == thing.uid:
            yield Spot(named.of(block["uid"]), "All its questions stand here")


def _in_listing(thing: Thing, document: Document, listing: Document) -> Iterator[Spot]:
    """A related page; or a term, at the first passage of each part that holds a form of it: there pages mark it."""
    if thing.uid in listing.get("related", []):
        yield Spot("Related pages")
    if thing.uid not in listing.get("terms", []):
        return
    named = _Parts(document)
    seen: set[str] = set()
    for passage in named.manuscript.prose:
        if passage.block not in seen and used_in(passage.text, {thing.uid: thing.signed}):
            seen.add(passage.block)
            yield Spot(named.of(passage.block), _short(passage.text))


def _organisation(thing: Thing, document: Document) -> Iterator[Spot]:
    for entry in document.get("support", []):
        if entry["uid"] == thing.uid:
            said = (entry.get(name, "") for name in ("offers", "phone", "hours"))
            yield Spot("Who can help", _short(" · ".join(filter(None, said))))


def _block(thing: Thing, document: Document) -> Iterator[Spot]:
    """A figure or picture, which is a block of the page."""
    named = _Parts(document)
    for block in document.get("blocks", []):
        if block.get("type") == thing.kind and block.get(thing.kind) == thing.uid:
            words = block.get("sentence") or block.get("caption") or block.get("alt") or ""
            yield Spot(named.of(block["uid"]), _short(words), block.get("locator", ""))


def _contributor(thing: Thing, document: Document) -> Iterator[Spot]:
    if any(author["uid"] == thing.uid for author in document.get("authors", [])):
        yield Spot("Author")


_FINDERS: dict[str, Callable[[Thing, Document], Any]] = {
    "source": _source,
    "page": _page,
    "organisation": _organisation,
    "contributor": _contributor,
}


class _Parts:
    """The parts of a document by uid, in words: its own heading, or the one that it stands under."""

    def __init__(self, document: Document) -> None:
        self.manuscript = Manuscript(document)
        self.passages = self.manuscript.passages
        self.names: dict[str, str] = {}
        above = ""
        for block in document.get("blocks", []):
            above = block.get("heading") or above
            self.names[block["uid"]] = above
        for question in document.get("questions", []):
            self.names[question["uid"]] = question.get("question", "")

    def of(self, uid: str) -> str:
        return self.names.get(uid) or "Beginning of the page"


def _around(passage: Passage, mark: Mark) -> str:
    """The sentence before a mark, which is the one that it vouches for; with the one before it where that says little."""
    ends = max(mark.start, 1)
    words = ""
    for sentence in reversed([one for one in passage.sentences if one.start < ends]):
        words = f"{sentence.text} {words}".strip()
        if len(words) >= SAYS_LITTLE:
            break
    return _short(words or passage.text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
