"""What two editors both changed, part by part: shown word by word, and settled by whoever saves second.

The form of a stale save holds the second editor's text. Each clash has a choice beside it, named `_part-` and the name of
its field in the form; "theirs" puts the saved value into the post before it is bound.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from editorial.cleaning import TooMuchMarkup, clean
from editorial.compare import CITATION
from editorial.marking import marked, marked_lines, marked_text
from editorial.rendering import marked_html
from editorial.richtext import RichTextFormField

CHOICE = "_part-"
THEIRS = "theirs"


@dataclass(frozen=True)
class Clash:
    """`field` is the name of the value in the form; both texts are marked against the one that both began with."""

    field: str
    label: str
    theirs: SafeString
    mine: SafeString
    is_theirs: bool

    @property
    def choice(self) -> str:
        return f"{CHOICE}{self.field}"


def is_theirs(posted: QueryDict, field: str) -> bool:
    """Did the second editor choose the first one's value of this field?"""
    return posted.get(f"{CHOICE}{field}") == THEIRS


def has_choices(posted: QueryDict) -> bool:
    return any(name.startswith(CHOICE) for name in posted)


def marked_against(field: forms.Field, before: Any, value: Any) -> SafeString:
    """A value of a form field with what differs from the one before marked, word by word."""
    if isinstance(field, RichTextFormField):
        try:
            old, new = (clean(str(each or ""), short=field.short) for each in (before, value))
        except TooMuchMarkup:
            return marked_html("<p>A text that is too long or too deeply nested to be shown here.</p>")
        return marked_html(CITATION.sub("<sup>[source]</sup>", marked(old, new)))
    old, new = in_words(field, before), in_words(field, value)
    if "\n" in old or "\n" in new:
        lines = marked_lines(old.splitlines(), new.splitlines())
        return marked_html("".join(["<ul>", *(f"<li>{line}</li>" for line in lines if line), "</ul>"]))
    return marked_html(f"<p>{marked_text(old, new)}</p>")


def in_words(field: forms.Field, value: Any) -> str:
    """A value as people say it; empty for nothing."""
    if isinstance(field, forms.ModelMultipleChoiceField | forms.ModelChoiceField):
        keys = [str(getattr(part, "pk", part)) for part in (value if isinstance(value, list) else [value]) if part]
        usable = [key for key in keys if key.isascii() and key.isdigit() and len(key) < 16]
        rows = field.queryset.filter(pk__in=usable) if usable and field.queryset is not None else []
        return ", ".join(str(row) for row in rows)
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast(Any, field.choices)).get(value, value or ""))
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool) or value is None:
        return "yes" if value else ""
    return as_compared(str(value))


def as_compared(text: str) -> str:
    """A text without what nobody typed: browsers write the ends of lines anew, and forms cut blanks."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
