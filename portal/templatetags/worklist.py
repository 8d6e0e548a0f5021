"""The two lists of the editors' home page."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from editorial.admin.acting import acting_contributor
from editorial.errors import NoContributor
from portal.own_drafts import drafts_of
from portal.worklist import recently_done, waiting_for

register = template.Library()


@register.inclusion_tag("editorial/waiting.html")
def waiting_for_you(request: HttpRequest) -> dict[str, Any]:
    try:
        person = acting_contributor(request)
    except NoContributor as refusal:
        return {"refusal": str(refusal), "sections": []}
    return {
        "sections": waiting_for(person),
        "person": person,
        "own": drafts_of(person) if person.may("save_draft") else None,
    }


@register.inclusion_tag("editorial/recent.html")
def recently_changed() -> dict[str, Any]:
    return {"entries": recently_done()}
