"""What is typed in the form of a draft, as the text it would become: read from the post, saved and locked nowhere.

The form is bound as the admin binds it, but nobody refuses it: what is only half filled in is taken as it is, and a
block whose figure, picture or urgency is not chosen yet is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from editorial import registry
from editorial.canonical import canonical
from editorial.markup import without_unwanted
from editorial.models import Draft, Item, Tag
from editorial.richtext import RichTextFormField
from editorial.snapshots import saved

# Far more than a page has; the browser may not send more fields than settings allow anyway.
MOST_ROWS = 1000


@dataclass(frozen=True)
class Typed:
    """The signed part and the listing part that saving would freeze now, and the forms they were read from.

    `forms` begins with the form of the page itself; the others are those of its blocks or questions.
    """

    signed: dict[str, Any]
    listing: dict[str, Any]
    forms: list[forms.BaseModelForm[Any]]


def typed_text(admin: Any, request: HttpRequest, draft: Draft | None) -> Typed:
    """The text that a post of the form holds; `draft` is None while the page is new. Raises TooMuchMarkup."""
    fields = flatten_fieldsets(admin.get_fieldsets(request, draft))
    form_class = admin.get_form(request, draft, change=draft is not None, fields=fields)
    form = form_class(request.POST, instance=draft)
    _take_as_typed(form)
    page = form.instance
    if draft is None:
        page.item = Item(kind=admin.kind_name, language=_language(request))
    of_rows = sorted(_row_forms(admin, request, page, draft), key=_place)
    rows = [row.instance for row in of_rows]
    snapshot = registry.kind_named(admin.kind_name).written(page, rows, _chosen(form))
    return Typed(json.loads(canonical(snapshot.signed)), json.loads(canonical(snapshot.listing)), [form, *of_rows])


def _language(request: HttpRequest) -> str:
    language = request.POST.get("language", "")
    return language if language in dict(settings.LANGUAGES) else "en"


def _row_forms(
    admin: Any, request: HttpRequest, page: Draft, draft: Draft | None
) -> Iterator[forms.BaseModelForm[Any]]:
    """The forms of the blocks or questions that are not marked for deletion, those of new ones too."""
    for formset, inline in admin.get_formsets_with_inlines(request, draft):
        prefix, parent = formset.get_default_prefix(), formset.fk.name
        rows = inline.get_queryset(request).filter(**{parent: draft}) if draft else ()
        saved_rows = {str(row.pk): row for row in rows}
        for index in range(_how_many(request, prefix)):
            name = f"{prefix}-{index}"
            if f"{name}-DELETE" in request.POST:
                continue
            row = saved_rows.get(request.POST.get(f"{name}-id", ""))
            form = formset.form(request.POST, prefix=name, instance=row or formset.model(**{parent: page}))
            form.fields.pop(parent, None)
            if row is None and not form.has_changed():
                continue
            _take_as_typed(form)
            if _is_readable(form.instance, parent):
                yield form


def _how_many(request: HttpRequest, prefix: str) -> int:
    number = request.POST.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(number), MOST_ROWS) if number.isascii() and number.isdecimal() and len(number) < 6 else 0


def _take_as_typed(form: forms.BaseModelForm[Any]) -> None:
    """Clean the form into its instance; words that it refuses, such as a heading that is too long, are read too."""
    columns = {field.name for field in form.instance._meta.concrete_fields}
    for name in form.errors:
        field = form.fields.get(name)
        if name not in columns or not isinstance(field, forms.CharField):
            continue
        words = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)) or ""
        setattr(form.instance, name, "" if isinstance(field, RichTextFormField) else without_unwanted(words))


def _is_readable(row: Model, parent: str) -> bool:
    """Is everything chosen without which there is nothing to read?"""
    needed = [f for f in row._meta.concrete_fields if not f.blank and (f.choices or f.is_relation) and f.name != parent]
    return all(getattr(row, f.attname) not in (None, "") for f in needed)


def _place(form: forms.BaseModelForm[Any]) -> tuple[int, str, int]:
    """The order of the page (articles/document.py): new blocks follow saved ones of their place and type."""
    row = form.instance
    return row.ordering or 0, row._meta.model_name or "", row.pk or 2**63


def _chosen(form: forms.BaseModelForm[Any]) -> registry.Chosen:
    """What is chosen in the form; where it has no such field, or cannot be read, what is saved."""

    def chosen(name: str) -> QuerySet[Any]:
        draft: Draft = form.instance
        value = form.cleaned_data.get(name)
        found: QuerySet[Any]
        if name == "tags" and value is not None:
            found = Tag.objects.filter(name__in=value)
        elif isinstance(value, QuerySet):
            found = value
        elif draft.pk:
            found = saved(draft)(name)
        else:
            related: Any = draft._meta.get_field(name).related_model
            found = related._default_manager.none()
        return found

    return chosen
