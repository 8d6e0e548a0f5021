"""Tables of a text as a grid in which every cell has its place, also where the HTML leaves cells out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from selectolax.lexbor import LexborNode

MOST_COLUMNS = 12

Cells = Callable[[LexborNode], list[dict[str, Any]]]


def table_node(table: LexborNode, caption: list[Any], blocks_of: Cells) -> Iterator[dict[str, Any]]:
    """The table as data: how many columns, how many rows of headers, and cells with x, y and spans."""
    rows = [[cell for cell in row.iter() if cell.tag in {"th", "td"}] for row in table.css("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return
    head = 0
    while head < len(rows) - 1 and all(cell.tag == "th" for cell in rows[head]):
        head += 1
    cells, columns = _placed(rows, head, blocks_of)
    yield {"is": "table", "caption": caption, "columns": columns, "head": head, "cells": cells}


def _placed(rows: list[list[LexborNode]], head: int, blocks_of: Cells) -> tuple[list[dict[str, Any]], int]:
    taken: set[tuple[int, int]] = set()
    cells = []
    for y, row in enumerate(rows):
        last = head if y < head else len(rows)  # headers do not reach into the rows below them
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            if x >= MOST_COLUMNS:
                break
            width = _free_width(x, y, _span(cell, "colspan"), taken)
            height = min(_span(cell, "rowspan"), last - y)
            taken |= {(x + dx, y + dy) for dx in range(width) for dy in range(height)}
            spot = {"x": x, "y": y, "width": width, "height": height}
            cells.append({**spot, "header": cell.tag == "th", "blocks": blocks_of(cell)})
            x += width
    return cells, max(x for x, _ in taken) + 1


def _free_width(x: int, y: int, wanted: int, taken: set[tuple[int, int]]) -> int:
    width = 1
    while width < wanted and x + width < MOST_COLUMNS and (x + width, y) not in taken:
        width += 1
    return width


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return int(value) if value.isdecimal() and 0 < int(value) < 100 else 1
