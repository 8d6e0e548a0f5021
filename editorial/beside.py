"""What the layers above put beside a page: more for its template, and what else decides how a copy on paper looks.

`editorial` knows neither the code to scan nor the typesetter, so `portal` registers them, in `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from editorial.models import Publication

Facts = Callable[[Publication], Mapping[str, Any]]

_facts: list[Facts] = []
_imprints: list[Callable[[], str]] = []


def register_facts(facts: Facts) -> None:
    """`facts` gives names and values for the template of a live page; it asks the database nothing."""
    _facts.append(facts)


def register_imprint(imprint: Callable[[], str]) -> None:
    """`imprint` names what is the same on all copies: the site, and how they are drawn. Another one makes all stale."""
    _imprints.append(imprint)


def facts_beside(publication: Publication) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for facts in _facts:
        found |= facts(publication)
    return found


def imprint() -> tuple[str, ...]:
    return tuple(name() for name in _imprints)
