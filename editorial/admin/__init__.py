"""The editors' side of the gate: people, shelves, the steps of a page and its history."""

from editorial.admin import items, people, shelves

__all__ = ["items", "people", "shelves"]
