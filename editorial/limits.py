"""How often somebody may write to us, without knowing who it is.

One entry of the cache holds the last ten minutes: a random key, and for each answer the keyed hash of where it came
from and of what it said. When it ends, or with the day, so does the key, and with it the last trace of an address. A
second entry counts the answers of an hour, without any mark. Both are read and written inside the transaction of the
action, so that on SQLite no two answers pass each other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import math
import secrets
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from editorial import errors

FROM_ONE_PLACE = 5
WINDOW = dt.timedelta(minutes=10)
FROM_EVERYWHERE = 300
HOUR = dt.timedelta(hours=1)

_RECENT, _HOUR = "feedback.recent", "feedback.hour"


@dataclass
class Recent:
    """The last ten minutes. `tries` are (when, mark of the sender, mark of sender and words)."""

    day: str
    key: bytes
    tries: list[tuple[float, str, str]] = field(default_factory=list)


def place_of(request: HttpRequest) -> str:
    """The network address of a request; of IPv6 the part that belongs to one household.

    Only a proxy that the operator trusts may say whom it speaks for; the last name in its list is the one it saw.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or int(found) >> 64)
    return str(found)


def admit(place: str, words: str, at: dt.datetime) -> bool:
    """Count one answer from a place; returns whether it is new. Raises TooOften, and then counts nothing."""
    now = at.timestamp()
    recent = _recent(at)
    sender = _mark(recent.key, place)
    said = _mark(recent.key, f"{place}\n{words}")
    if any(mark == said for _, _, mark in recent.tries):
        return False
    own = [when for when, mark, _ in recent.tries if mark == sender]
    if len(own) >= FROM_ONE_PLACE:
        raise _too_often(own[-FROM_ONE_PLACE] + WINDOW.total_seconds(), now)
    hour = [when for when in cache.get(_HOUR, ()) if when > now - HOUR.total_seconds()]
    if len(hour) >= FROM_EVERYWHERE:
        raise _too_often(hour[-FROM_EVERYWHERE] + HOUR.total_seconds(), now)
    cache.set(_HOUR, [*hour, now], HOUR.total_seconds())
    tries = [*recent.tries, (now, sender, said)]
    cache.set(_RECENT, (recent.day, recent.key, tries), WINDOW.total_seconds())
    return True


def _too_often(until: float, now: float) -> errors.TooOften:
    return errors.TooOften(max(1, math.ceil((until - now) / 60)))


def forget(at: dt.datetime) -> None:
    """Drop what is over: a cache of files keeps an entry that has ended until somebody asks for it."""
    recent = _recent(at)
    if not recent.tries:
        cache.delete(_RECENT)


def _recent(at: dt.datetime) -> Recent:
    today = at.date().isoformat()
    day, key, tries = cache.get(_RECENT) or ("", b"", [])
    if day != today:
        return Recent(today, secrets.token_bytes(32))
    since = at.timestamp() - WINDOW.total_seconds()
    return Recent(day, key, [one for one in tries if one[0] > since])


def _mark(key: bytes, text: str) -> str:
    # Under the site's own secret too: whoever reads the cache alone cannot try out all addresses.
    return hmac.new(key + settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
