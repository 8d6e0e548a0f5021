"""What may stand in a row of any list: looked at before anything else reads it."""

from __future__ import annotations

from typing import Any

from portal.exchange.refusals import RowRefused

# An exported page nests six levels deep; Python itself gives up at some hundreds.
DEEPEST = 20


def check_sound(row: dict[str, Any]) -> None:
    """Raises RowRefused for what no database keeps and no page shows: a sentence that holds nothing of the row."""
    level: list[Any] = [row]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _inside(value)]
    if level:
        raise RowRefused(f"This row nests more than {DEEPEST} levels deep, which no page does. Export one and compare.")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, str):
        _check_text(value)
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise RowRefused("A text in this row contains a NUL character. Take it out.")
    if as_shown(text) != text:
        raise RowRefused("A text in this row contains half a character (a lone surrogate). Write that word anew.")


def as_shown(text: str) -> str:
    """A text that can be shown, whatever is in it: half a character becomes a question mark."""
    return text.encode(errors="replace").decode()
