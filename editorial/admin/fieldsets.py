"""How the form of a draft is grouped: what every page needs stays open, the rest is closed and named by what is in it."""

from __future__ import annotations

from typing import Any

from editorial.models import Draft

Fieldset = tuple[str | None, dict[str, Any]]


def closed(*names: str) -> dict[str, Any]:
    """The options of a group that is closed until somebody opens it, or an error stands in it."""
    return {"fields": list(names), "classes": ["collapse"]}


ORIGIN: Fieldset = (
    "Origin and licence of the text",
    closed("text_origin", "copyright_holder", "licence", "permission"),
)


def main_fields(draft: Draft | None, *names: str) -> Fieldset:
    """What a page is, with its language while it is new."""
    first, *others = names
    return None, {"fields": ["title", first, *(["language"] if draft is None else []), *others]}


def where_it_stands(draft: Draft | None, *names: str, has_address: bool) -> Fieldset:
    """Where readers find a page; its address while it was never public."""
    fields = ["topic", "tags", "synonyms", "related", *names, *(["slug"] if has_address else [])]
    return "Topic, tags and address" if has_address else "Topic and tags", closed(*fields)
