"""The editors' side of the gate: people, shelves, the steps of a page, its history, its readers, and notices."""

from editorial.admin import feedback, items, notices, people, shelves

__all__ = ["feedback", "items", "notices", "people", "shelves"]
