"""What a page of each kind is begun with: empty parts under good headings, which are saved only once they are filled."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from articles.models import Article, CareCard, KeyPoints, Section
from articles.models.blocks import Block
from editorial.checks.lexicons import lexicon

WITHOUT_KEY_POINTS = frozenset({"support", "story", "organisation"})
HELP, KEY_POINTS = "when_to_get_help", "key_points"
# Between the saved blocks, whose places are ten apart.
STEP = 10


@dataclass(frozen=True)
class Part:
    """A block that is prepared: `key` names it in a form, as "language:kind:aspect"."""

    key: str
    model: type[Block]
    values: dict[str, Any]

    @property
    def aspect(self) -> str:
        return self.key.rpartition(":")[2]

    @property
    def initial(self) -> dict[str, Any]:
        """The values of its empty form."""
        return {"region": "main", "prepared": self.key, **self.values}


@cache
def words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def kinds() -> list[tuple[str, str, str]]:
    """Value, name and a sentence of each kind, for whoever begins a page."""
    return [(kind.value, kind.label.capitalize(), words()["kinds"][kind.value]) for kind in Article.Kind]


def aspects_of(kind: str) -> list[str]:
    """The aspects that a page of this kind needs, or is begun with, in reading order."""
    table = lexicon("aspects").get(kind, {})
    wanted = {*table.get("required", []), *table.get("also", []), *words()["offered"].get(kind, [])}
    return [aspect for aspect in Section.Aspect.values if aspect in wanted]


@cache
def parts_for(kind: str, language: str) -> tuple[Part, ...]:
    """Everything that a page of this kind is begun with, in reading order; nothing for a kind that is not known."""
    if kind not in Article.Kind:
        return ()
    keys = [*aspects_of(kind), *([] if kind in WITHOUT_KEY_POINTS else [KEY_POINTS])]
    return tuple(_part(kind, language, key) for key in keys)


def _part(kind: str, language: str, key: str) -> Part:
    headings = words()["headings"].get(language) or words()["headings"]["en"]
    heading = headings.get(f"{kind}.{key}") or headings[key]
    name = f"{language}:{kind}:{key}"
    if key == HELP:
        card = {"urgency": CareCard.Urgency.EMERGENCY, "heading": heading, "phones": headings["phones"]}
        return Part(name, CareCard, card)
    if key == KEY_POINTS:
        return Part(name, KeyPoints, {"heading": heading})
    return Part(name, Section, {"heading": heading, "aspect": key})


def part_named(key: str) -> Part | None:
    """The part with this key; None for what nobody prepared."""
    language, _, rest = key.partition(":")
    return next((part for part in parts_for(rest.partition(":")[0], language) if part.key == key), None)


def parts_not_begun(kind: str, language: str, blocks: Iterable[Block]) -> list[tuple[Part, int]]:
    """The parts that a page does not have yet, each with its place among the blocks that it has."""
    places = {_aspect_of(block): block.ordering for block in blocks}
    found, place = [], 0
    for part in parts_for(kind, language):
        if part.aspect in places:
            place = places[part.aspect]
        else:
            place += STEP if not places else 1
            found.append((part, place))
    return found


def _aspect_of(block: Block) -> str:
    if isinstance(block, Section):
        return block.aspect
    return HELP if isinstance(block, CareCard) else KEY_POINTS if isinstance(block, KeyPoints) else ""
