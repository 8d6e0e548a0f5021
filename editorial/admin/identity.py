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
    record = _newest(request)
    if record is None or record["at"] == request.session.get(USED):
        return None
    at = dt.datetime.fromtimestamp(record["at"], dt.UTC)
    return Confirmation(_method(record), at) if clock.now() - at <= CONFIRMATION_LASTS else None


def use_up(request: HttpRequest) -> None:
    """A signature was given with the newest proof."""
    record = _newest(request)
    request.session[USED] = record["at"] if record else None


def _newest(request: HttpRequest) -> dict[str, Any] | None:
    records = [record for record in get_authentication_records(request, request.user) if record.get("reauthenticated")]
    return max(records, key=lambda record: record["at"], default=None)


def confirm_address(return_to: str) -> str:
    """Where a person proves who they are, and comes back from to `return_to`."""
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': return_to})}"


def _method(record: dict[str, Any]) -> str:
    if record["method"] == "mfa":
        return "passkey" if record.get("type") == "webauthn" else "code"
    return str(record["method"])
