"""Brings all checks in. Imported once, when the app is ready."""

from editorial.checks import (  # noqa: F401  each module registers its checks
    characters,
    cut_off,
    headings,
    site,
    structure,
)
