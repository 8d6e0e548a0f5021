"""What is the same on every page, kept in memory of this process for as long as the site does not change."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from editorial.models import SiteState

T = TypeVar("T")

# By what it is: the stamp of the site it was made at, and what was made.
_kept: dict[Hashable, tuple[str, Any]] = {}


def site_stamp() -> str:
    """The stamp of the site as it is now; empty where nothing ever changed. One query."""
    return SiteState.objects.filter(pk=1).values_list("stamp", flat=True).first() or ""


def while_unchanged(stamp: str, what: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave when it was last called at this stamp of the site.

    Read the stamp first: what is made after that is as new as the stamp, or newer, and then the next stamp asks again.
    So nothing may be read through this inside a transaction that raised the generation and goes on changing.
    Nothing is kept without a stamp. `what` names few things: they are never forgotten, only made anew.
    """
    held = _kept.get(what)
    if stamp and held is not None and held[0] == stamp:
        kept: T = held[1]
        return kept
    made = make()
    if stamp:
        _kept[what] = (stamp, made)
    return made
