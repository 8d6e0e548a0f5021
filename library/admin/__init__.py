"""The library in the admin."""

from library.admin import shared, terms

__all__ = ["shared", "terms"]
