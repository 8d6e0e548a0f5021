"""Brings all checks in. Imported once, when the app is ready."""

from editorial.checks import (  # noqa: F401  each module registers its checks
    accessibility,
    cards,
    characters,
    conflicts,
    context,
    cure,
    cut_off,
    emphasis,
    evidence,
    headings,
    links,
    medicines,
    people,
    questions,
    readability,
    repetition,
    safety,
    site,
    spacing,
    structure,
)
