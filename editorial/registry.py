"""The kinds of publishable things. `editorial` knows none of them: each app registers its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from editorial.models import Draft

Chosen = Callable[[str], "QuerySet[Any]"]
"""What is chosen for a draft under the name of a field: authors, sources, tags ... as saved, or as only typed yet."""


@dataclass(frozen=True)
class Snapshot:
    """What a draft says now: the signed part, the listing part and what it uses (see docs/documents.md).

    `uses` are pairs (kind of thing, uid as text).
    """

    signed: dict[str, Any]
    listing: dict[str, Any]
    uses: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Fact:
    """A fact that a document lacks: the sentence that asks for it, and the block ("" is the page) and field it belongs to.

    `thing` is what has to be filled in where the page itself lacks nothing: kind and uid, as in `Use`.
    """

    sentence: str
    block: str = ""
    field: str = ""
    thing: tuple[str, str] | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of publishable thing.

    `path` is a format with {language} and {slug}. `snapshot` says what the rows of a draft say; `written` says the same
    of a draft in memory, with these blocks or questions and these choices, and asks the database only for what they
    name. `write_back` makes a draft say what a document says. `rows` gives a draft's blocks or questions in order, each
    with a `uid`. `embeds` gives the item uids that a signed part shows by reference; `missing` gives each fact without
    which no page may go to review or go live. What does not stand in lists of pages has a list of its own. `not_copied`
    are the fields that a copy of a draft begins without; `words` names the fields that hold words, by model, each with what
    they are (see `editorial/replacing/pages.py`).
    """

    name: str
    label: str
    model: type[Draft]
    path: str
    snapshot: Callable[[Any], Snapshot]
    written: Callable[[Any, Iterable[Any], Chosen], Snapshot]
    write_back: Callable[[Any, dict[str, Any], dict[str, Any]], None]
    rows: Callable[[Any], Iterable[Any]]
    missing: Callable[[dict[str, Any]], list[Fact]]
    embeds: Callable[[dict[str, Any]], list[str]]
    stands_in_lists: bool = True
    not_copied: frozenset[str] = frozenset()
    words: Mapping[type[Any], Mapping[str, str]] = field(default_factory=dict)

    def path_for(self, language: str, slug: str) -> str:
        return self.path.format(language=language, slug=slug)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; called once from the `ready` of its app."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """The kind called `name`; raises KeyError."""
    return _kinds[name]


def kinds() -> Iterator[Kind]:
    """All kinds, in the order they were registered."""
    yield from _kinds.values()


def unlisted() -> list[str]:
    """The names of the kinds that stand in no list of pages."""
    return [kind.name for kind in _kinds.values() if not kind.stands_in_lists]


def draft_of(item_id: int, kind: str) -> Draft:
    """The draft row of an item."""
    return kind_named(kind).model._default_manager.get(item_id=item_id)
