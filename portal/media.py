"""Serving pictures from the media directory. Their names are hashes of their bytes, so they never change."""

from __future__ import annotations

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

NAME = re.compile(r"^pictures/[0-9a-f]{64}(-\d{2,4})?\.(png|jpg|webp|avif)$")
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
A_YEAR = 31_536_000


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of the library; nothing else of the directory has an address."""
    if not NAME.match(name):
        raise Http404("no such picture")
    try:
        file = default_storage.open(name)
    except FileNotFoundError as missing:
        raise Http404("no such picture") from missing
    response = FileResponse(file, content_type=TYPES[name.rsplit(".", 1)[1]])
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
