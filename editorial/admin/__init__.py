"""The editors' side of the gate: people, shelves, the steps of a page, its history and its readers."""

from editorial.admin import feedback, items, people, shelves

__all__ = ["feedback", "items", "people", "shelves"]
