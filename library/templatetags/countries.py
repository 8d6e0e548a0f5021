"""The names of countries, for pages that carry their codes only."""

from __future__ import annotations

from django import template

from library.countries import Country

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    """ "GB" as "United Kingdom", in the language of the page; a code that nobody knows stays as it is."""
    return str(Country(code).label) if code in Country.values else code
