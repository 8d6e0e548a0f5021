"""Where renditions of pictures come from: the library registers who knows them, because `editorial` knows no library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from editorial.page import PictureFile

Files = Mapping[str, tuple[PictureFile, ...]]

_finders: list[Callable[[list[str]], Files]] = []


def register_finder(find: Callable[[list[str]], Files]) -> None:
    """`find` gives the renditions of some picture files, by the name of the original; called once from `ready`."""
    _finders.append(find)


def files_for(documents: Iterable[Mapping[str, Any]]) -> Files:
    """The renditions of all pictures that signed parts show. One query, and none where there is no picture."""
    blocks = (block for signed in documents for block in signed.get("blocks", []))
    names = [block["file"] for block in blocks if block.get("type") == "picture" and block.get("file")]
    found: dict[str, tuple[PictureFile, ...]] = {}
    for find in _finders if names else []:
        found |= find(names)
    return found
