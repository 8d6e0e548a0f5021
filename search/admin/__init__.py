"""The editors' side of search."""

from search.admin import kept

__all__ = ["kept"]
