"""Brings all checks in. Imported once, when the app is ready."""

from editorial.checks import site

__all__ = ["site"]
