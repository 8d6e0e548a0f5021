"""The field for formatted text: an editor in the form, clean HTML of the closed list in the database.

Migrations see a plain TextField, so neither the editor nor its configuration is ever frozen into one.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from editorial.cleaning import clean

# Modules of ours under editorial/static/editorial/editor/; each exports extensions under the names used below. Later
# ones replace extensions of the package that have the same name (Link, Table, TableHeader).
_EXTENSIONS = ("citation", "page-link", "link", "table", "paste", "naming")
_SHARED = ("chooser",)

_importmap = ImportMap(
    {f"editorial/{name}": f"editorial/editor/{name}.js" for name in (*_EXTENSIONS, *_SHARED)},
)
_media = Media(importmap=_importmap)


def editor_configuration(*, short: bool) -> dict[str, Any]:
    """What the editor offers: all that `clean` lets through, or it would drop text on loading."""
    extensions: dict[str, Any] = {
        "Bold": True,
        "Italic": True,
        "Subscript": True,
        "Superscript": True,
        "BulletList": True,
        "OrderedList": {"enableListAttributes": False},
        "ListItem": True,
        "HardBreak": True,
        "Link": {"enableTarget": False, "defaultProtocol": "https"},
        "PageLink": True,
        "Citation": True,
        "CleanPaste": True,
        "Naming": True,
        "NoSpellCheck": False,
        "Menu": {"groups": [{"group": name} for name in ("headings", "lists", "marks", "link", "table", "history")]},
    }
    if not short:
        extensions |= {
            "Heading": {"levels": [3]},
            "Table": True,
            "TableRow": True,
            "TableHeader": True,
            "TableCell": True,
        }
    return {"extensions": extensions}


class RichTextWidget(AdminProseEditorWidget):
    """The editor, with the addresses of its choosers (see `editorial.choosers`)."""

    @property
    def media(self) -> Media:
        media: Media = super().media + _media
        return media

    def get_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().get_config()
        return config | {"js_modules": [f"editorial/{name}" for name in _EXTENSIONS]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for kind in ("source", "page"):
            context["widget"]["attrs"][f"data-choose-{kind}"] = reverse("choosers:choose", args=[kind])
        return context


class RichTextFormField(ProseEditorFormField):
    """Cleans before it validates and compares: what only looks empty is missing, what is equal is unchanged."""

    def __init__(self, *, short: bool = False, **kwargs: Any) -> None:
        self.short = short
        super().__init__(**kwargs | {"config": editor_configuration(short=short), "widget": RichTextWidget})

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value), short=self.short)


class RichTextField(ProseEditorField):
    """Formatted text, cleaned wherever it is saved: forms, `save`, `bulk_create`, `update`. Raises TooMuchMarkup.

    `short` is for a few sentences: paragraphs, lists, marks, links and citations, no headings and tables.
    """

    def __init__(self, *args: Any, short: bool = False, **kwargs: Any) -> None:
        self.short = short
        super().__init__(
            *args, **kwargs, config=editor_configuration(short=short), sanitize=partial(clean, short=short)
        )

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        return str(super().clean(self._cleaned(value), model_instance))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self._cleaned(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return super().get_db_prep_save(self._cleaned(value), connection)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**kwargs | {"form_class": RichTextFormField, "short": self.short})

    def _cleaned(self, value: Any) -> Any:
        return clean(value, short=self.short) if isinstance(value, str) else value
