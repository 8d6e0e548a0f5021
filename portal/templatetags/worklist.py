"""The two lists of the editors' home page."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from editorial.admin.acting import acting_contributor
from editorial.errors import NoContributor
from portal.worklist import recent_changes, waiting_for

register = template.Library()

DONE = {
    "save_draft": "saved the draft",
    "submit": "sent it for review",
    "request_changes": "asked for changes",
    "sign_off": "signed it",
    "record_sign_off": "recorded a sign-off",
    "confirm_sign_off": "confirmed a sign-off",
    "revoke_sign_off": "took a sign-off back",
    "waive": "allowed it unreviewed",
    "publish": "published it",
    "withdraw": "withdrew it",
    "change_address": "changed its address",
    "relist": "changed where it is found",
    "restore": "went back to an older text",
    "hand_over": "gave it another owner",
    "redact": "removed a text",
}


@register.inclusion_tag("editorial/waiting.html")
def waiting_for_you(request: HttpRequest) -> dict[str, Any]:
    try:
        person = acting_contributor(request)
    except NoContributor as refusal:
        return {"refusal": str(refusal), "sections": []}
    return {"sections": waiting_for(person), "person": person}


@register.inclusion_tag("editorial/recent.html")
def recently_changed() -> dict[str, Any]:
    return {"events": [(event, DONE.get(event.verb, event.verb.replace("_", " "))) for event in recent_changes()]}
