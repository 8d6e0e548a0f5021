"""What happened to the sources of a live text: the library registers who knows it.

The signed text names its sources as they were on the day; a correction or a retraction is a fact beside it. It is said
while the review is open again, for whatever reason: so no word of it may claim that it happened since a signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Standings = Mapping[str, str]
"""By the uid of a source: corrected, superseded or retracted. Those that hold are not named."""

_finders: list[Callable[[list[str]], Standings]] = []


def register_standings(find: Callable[[list[str]], Standings]) -> None:
    """`find` gives the standing of some sources by their uids; called once from `ready`."""
    _finders.append(find)


def standings_in(documents: Iterable[Mapping[str, Any]]) -> Standings:
    """The standings of all sources that signed parts name. One query, and none where there is no source."""
    uids = [str(source["uid"]) for signed in documents for source in signed.get("sources", [])]
    found: dict[str, str] = {}
    for find in _finders if uids else []:
        found |= find(uids)
    return found
