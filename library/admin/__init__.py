"""The library in the admin."""

from library.admin import figures, links, pictures, sources, terms

__all__ = ["figures", "links", "pictures", "sources", "terms"]
