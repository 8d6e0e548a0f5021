"""The tags of a draft in its form: names parted by commas, with suggestions where scripts run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from js_asset import Script

from editorial.choosers import Choice
from editorial.models import Tag
from editorial.tagging import folded, names_of, tags_called, tags_in_use, tags_like, with_all_names

LONGEST = 100
NEW = "+"


def names_in(text: str) -> list[str]:
    """The names in a text that parts them by commas."""
    names = (" ".join(part.replace('"', " ").replace("\x00", "").split()) for part in text.split(","))
    return list(dict.fromkeys(name for name in names if name.strip(NEW)))


def meant_by(names: Iterable[str]) -> list[str]:
    """The names of the tags that are meant. A new tag needs a + before it, so that nobody makes one by a slip.

    Raises ValidationError with a sentence for each name that is neither a tag nor marked as new.
    """
    asked = {name: name.lstrip(NEW).strip() for name in names}
    known = tags_called(list(asked.values()))
    unknown = [name for name, bare in asked.items() if bare not in known and not name.startswith(NEW)]
    too_long = [bare for bare in asked.values() if len(bare) > LONGEST]
    if unknown or too_long:
        sentences = [ValidationError(about_unknown(name), code="unknown_tag") for name in unknown]
        sentences += [ValidationError(f"“{bare[:40]}…” is too long for a tag.", code="too_long") for bare in too_long]
        raise ValidationError(sentences)
    return list(dict.fromkeys(known[bare].name if bare in known else bare for bare in asked.values()))


def about_unknown(name: str) -> str:
    """Why a name is refused, and what to write instead."""
    alike = " or ".join(f"“{tag.name}”" for tag in tags_like(name))
    there = f"There is {alike} already: write that, if it is meant." if alike else ""
    return f"“{name}” is no tag yet. {there} To make it a new tag, write {NEW}{name}.".replace("  ", " ")


class TagsWidget(forms.TextInput):
    """A text field; `editorial/tags.js` shows what fits under it."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[Script("editorial/tags.js", type="module")])

    def format_value(self, value: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return ", ".join(sorted((str(tag) for tag in value), key=str.casefold))

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        own = {
            "data-choose-tag": reverse("choosers:choose", args=["tag"]),
            "class": "vTextField",
            "autocomplete": "off",
        }
        return super().build_attrs(own | base_attrs, extra_attrs)


class TagsField(forms.CharField):
    """Gives the names of the tags that are meant, in the spelling that they have."""

    widget = TagsWidget

    def clean(self, value: Any) -> Any:
        return meant_by(names_in(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            meant = self.clean(data)
        except ValidationError:
            return True
        return {tag.name for tag in initial or []} != set(meant)


def choices_like(words: str) -> Iterable[Choice]:
    """Tags whose name, synonym or name in another language holds every word; the chooser takes the name as uid."""
    wanted = folded(words).split()
    for tag in with_all_names(tags_in_use()):
        others = names_of(tag)
        if all(any(word in folded(name) for name in (tag.name, *others)) for word in wanted):
            yield Choice(tag.name, tag.name, f"also: {', '.join(others)}" if others else "")


def choices_named(names: Iterable[str]) -> Iterable[Choice]:
    """The tags with these names."""
    return (Choice(tag.name, tag.name) for tag in Tag.objects.filter(name__in=list(names)))
