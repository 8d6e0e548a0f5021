"""How often one place on the internet may search in a minute, without knowing whom.

Held by each process for itself, in its memory only: the keyed hash of a place with a number. With every minute the key
is thrown away and the numbers with it. Between two minutes a place can ask twice as much; that is meant for programs, and
does not trouble a ward that shares one address. See `SEARCHES_A_MINUTE` in `.env.example`.

Readers behind a proxy that the operator did not say to trust cannot be told apart. They are not made to wait for each
other; the log says once what to set.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
from collections.abc import Callable
from functools import cache, wraps
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from editorial import clock
from editorial.limits import place_of
from search.analysis import read_query
from search.danger import signs_in
from search.results import DESPAIR, Danger

logger = logging.getLogger(__name__)

MINUTE = 60
MOST_PLACES = 20_000

SearchView = Callable[[HttpRequest, str], HttpResponse]


class Turnstile:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute, self._key = -1, b""
        self._asked: dict[bytes, int] = {}

    def seconds_to_wait(self, place: str, most: int, now: float) -> int:
        """Count one question of a place; 0 if it may be answered. A place that cannot be told is let through."""
        if not place or not most:
            return 0
        minute = int(now // MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._key, self._asked = minute, secrets.token_bytes(32), {}
            mark = hmac.digest(self._key, place.encode(), hashlib.sha256)[:16]
            asked = self._asked.get(mark, 0) + 1
            if asked > 1 or len(self._asked) < MOST_PLACES:
                self._asked[mark] = asked
        return 0 if asked <= most else max(1, MINUTE - int(now % MINUTE))


turnstile = Turnstile()


def reader_of(request: HttpRequest) -> str:
    """The place of whoever asks; empty where it cannot be told from others: behind a proxy that is not trusted."""
    place = place_of(request)
    if place and not settings.TRUST_PROXY and "HTTP_X_FORWARDED_FOR" in request.META and _is_near(request):
        _say_what_to_set()
        return ""
    return place


def is_this_machine(place: str) -> bool:
    """Whoever tries the site out, or a proxy that says nothing of whom it speaks for."""
    return place.startswith("127.") or place == "0"


def _is_near(request: HttpRequest) -> bool:
    """Does it come out of a network of our own, as a proxy does?"""
    return ip_address(request.META["REMOTE_ADDR"]).is_private


@cache
def _say_what_to_set() -> None:
    logger.warning(
        "Requests come through a proxy, so readers cannot be told apart and nobody's searches are limited. Set TRUST_PROXY=1 "
        "if the proxy overwrites X-Forwarded-For and X-Forwarded-Proto."
    )


def limited(view: SearchView) -> SearchView:
    """Answers with 429, and with what was typed, where one place asks too often. An empty form is no question."""

    @wraps(view)
    def answer(request: HttpRequest, language: str) -> HttpResponse:
        asked = request.GET.get("q", "").strip()
        now = clock.now().timestamp()
        wait = turnstile.seconds_to_wait(reader_of(request), settings.SEARCHES_A_MINUTE, now) if asked else 0
        return _please_wait(request, language, wait) if wait else view(request, language)

    return answer


def _please_wait(request: HttpRequest, language: str, seconds: int) -> HttpResponse:
    text = read_query(request.GET.get("q", ""), language).text
    signs = signs_in(text)  # whoever is in danger is told what to do, however often somebody asked
    context = {
        "query": text,
        "heading": _("Talk to somebody now") if DESPAIR in signs else _("Please wait a minute"),
        "must_wait": True,
        "danger": Danger(signs) if signs else None,
    }
    response = render(request, "pages/search.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
