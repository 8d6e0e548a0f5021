"""Where in the form the words of a finding stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.sites import site
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest
from django.utils.text import capfirst

from editorial.models import Draft


@dataclass(frozen=True)
class FormPlace:
    """The HTML name and id of a field ("" where a finding is about the page as a whole), and words for a person."""

    name: str
    anchor: str
    words: str


class FormPlaces:
    """The fields of a page's form and of the forms of its blocks or questions. Whoever cannot open it gets words only."""

    def __init__(
        self, page: forms.BaseModelForm[Any], rows: Iterable[forms.BaseModelForm[Any]], *, can_open: bool = True
    ) -> None:
        self._page, self._can_open = page, can_open
        self._rows = {str(form.instance.uid): form for form in rows}

    def of(self, block: str, field: str) -> FormPlace:
        """The field of a place in the document; a block that lacks it is named by what is chosen or written there."""
        form = self._page if not block else self._rows.get(block)
        if form is None:
            return FormPlace("", "", "")
        name = field if field in form.fields else _first_field(form) if block else ""
        if not name:
            return FormPlace("", "", "The whole page")
        bound = form[name]
        words = capfirst(str(bound.label))
        words = f"{_name_of(form.instance)}: {words}" if block else words
        return FormPlace(bound.html_name, bound.id_for_label, words) if self._can_open else FormPlace("", "", words)


def saved_places(request: HttpRequest, draft: Draft) -> FormPlaces:
    """The places of the form as it opens for a draft, for a page that stands beside the form."""
    admin: Any = site.get_model_admin(type(draft))
    fields = flatten_fieldsets(admin.get_fieldsets(request, draft))
    rows: list[forms.BaseModelForm[Any]] = []
    for formset, inline in admin.get_formsets_with_inlines(request, draft):
        prefix = formset.get_default_prefix()
        rows += formset(instance=draft, prefix=prefix, queryset=inline.get_queryset(request)).initial_forms
    page = admin.get_form(request, draft, change=True, fields=fields)(instance=draft)
    return FormPlaces(page, rows, can_open=admin.has_change_permission(request, draft))


def _first_field(form: forms.BaseModelForm[Any]) -> str:
    """What a block shows (a figure, a picture), or the first thing that is written in it."""
    shown = [name for name, field in form.fields.items() if not form[name].is_hidden]
    chosen = [name for name in shown if isinstance(form.fields[name], forms.ModelChoiceField)]
    return next(iter([*chosen, *shown]), "")


def _name_of(row: Any) -> str:
    kind, name = capfirst(row._meta.verbose_name), str(row).strip()
    return f"{kind} “{name}”" if name and name.lower() != kind.lower() else kind
