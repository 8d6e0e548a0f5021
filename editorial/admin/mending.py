"""What keeps a form from being saved, or a text from going further, as lines that lead to their place in the form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse

from editorial import errors, registry
from editorial.actions.locks import document_of
from editorial.admin.form_places import FormPlace, FormPlaces
from editorial.models import Item
from editorial.registry import Fact
from editorial.used import shared_named


@dataclass(frozen=True)
class ToMend:
    """`thing` and `address`: name and change page of what has to be filled in first, where that is another thing."""

    sentence: str
    place: FormPlace
    thing: str = ""
    address: str = ""


def refused_by_form(page: forms.BaseModelForm[Any], rows: Iterable[forms.BaseModelForm[Any]]) -> list[ToMend]:
    """Everything that a form and those of its blocks or questions refuse, in their order."""
    rows = list(rows)
    places = FormPlaces(page, rows)
    found = []
    for form in [page, *rows]:
        block = "" if form is page else str(form.instance.uid)
        for name, sentences in form.errors.items():
            is_of_field = name != NON_FIELD_ERRORS
            place = places.of(block, name) if block or is_of_field else FormPlace("", "", "")
            found += [ToMend(str(sentence), place) for sentence in sentences]
    return found


def facts_to_add(item: Item, places: FormPlaces) -> list[ToMend]:
    """The facts that the newest text lacks and without which it goes neither to review nor to patients."""
    if item.head is None or not item.head.signed.text:
        return []
    return [_lacking(fact, places) for fact in registry.kind_named(item.kind).missing(document_of(item.head))]


def _lacking(fact: Fact, places: FormPlaces) -> ToMend:
    line = ToMend(fact.sentence, places.of(fact.block, fact.field))
    if fact.thing is None:
        return line
    kind, uid = fact.thing
    thing: Any = shared_named(kind).model._default_manager.filter(uid=uid).first()
    if thing is None:
        return line
    address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    return replace(line, thing=f"{thing._meta.verbose_name} “{thing}”", address=address)


def held_back_by(refusal: errors.Refused, places: FormPlaces) -> list[ToMend]:
    """The missing facts and the findings for which a step is refused; nothing for other refusals."""
    if not isinstance(refusal, errors.FactsMissing | errors.FindingsBlock):
        return []
    missing = refusal.missing if isinstance(refusal, errors.FactsMissing) else ()
    return [_lacking(fact, places) for fact in missing] + [
        ToMend(f"{finding.message} {finding.remedy}".strip(), places.of(finding.place.block, finding.place.field))
        for finding in refusal.findings
    ]
