"""That a person proved who they are once more, taken from what allauth wrote into the session.

One proof carries one signature: the next one asks again, also within the five minutes.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.urls import reverse

from editorial import clock
from editorial.policy import CONFIRMATION_LASTS, Confirmation

USED = "confirmation_used_at"


def fresh_confirmation(request: HttpRequest) -> Confirmation | None:
    """The newest proof, if it is young enough and carried no signature yet."""
    records = [r for r in get_authentication_records(request, request.user) if r.get("reauthenticated")]
    if not records or records[-1]["at"] <= request.session.get(USED, 0):
        return None
    at = dt.datetime.fromtimestamp(records[-1]["at"], dt.UTC)
    return Confirmation(_method(records[-1]), at) if clock.now() - at <= CONFIRMATION_LASTS else None


def use_up(request: HttpRequest, confirmation: Confirmation) -> None:
    """A signature was given with this proof."""
    request.session[USED] = confirmation.at.timestamp()


def confirm_address(return_to: str) -> str:
    """Where a person proves who they are, and comes back from to `return_to`."""
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': return_to})}"


def _method(record: dict[str, Any]) -> str:
    if record["method"] == "mfa":
        return "passkey" if record.get("type") == "webauthn" else "code"
    return str(record["method"])
