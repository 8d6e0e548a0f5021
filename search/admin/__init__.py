"""The editors' side of search."""

from search.admin import asked, kept

__all__ = ["asked", "kept"]
