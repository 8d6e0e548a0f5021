"""Public pages travel compressed: an article of 100 KB becomes 20.

Staff pages are left alone: they hold tokens beside what a visitor can make them print, and the size of a compressed
answer would tell about both (BREACH). Public pages hold no secret.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import TypeAlias

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from portal.middleware import is_staff_path

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponseBase]

# Below this a packet is sent anyway.
LEAST = 1000
KINDS = ("text/", "application/xml", "application/atom+xml", "application/json", "application/ld+json")
# Measured on our pages: beyond 5, brotli takes ten times as long for one per cent less.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
REFUSED = re.compile(r"q\s*=\s*0(\.0*)?")


class CompressionMiddleware:
    """Brotli where the browser takes it, else gzip, else nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_staff_path(request.path_info) or not _is_worth_it(response):
            return response
        assert isinstance(response, HttpResponse)
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding:
            response.content = _packed(response.content, encoding)
            response.headers["Content-Encoding"] = encoding
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _is_worth_it(response: HttpResponseBase) -> bool:
    kind = response.headers.get("Content-Type", "")
    is_plain = isinstance(response, HttpResponse) and "Content-Encoding" not in response.headers
    return is_plain and kind.startswith(KINDS) and len(response.content) >= LEAST  # type: ignore[attr-defined]


def best_encoding(accepted: str) -> str:
    """`br` or `gzip`, or empty: what `Accept-Encoding` takes, without what it refuses with `q=0`."""
    parts = [part.strip().partition(";") for part in accepted.lower().split(",")[:20]]
    taken = {name.strip() for name, _, weight in parts if not REFUSED.fullmatch(weight.strip())}
    return next((name for name in ("br", "gzip") if name in taken), "")


def _packed(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        packed: bytes = brotli.compress(content, quality=BROTLI_QUALITY, mode=brotli.MODE_TEXT)
        return packed
    return gzip.compress(content, GZIP_LEVEL, mtime=0)
