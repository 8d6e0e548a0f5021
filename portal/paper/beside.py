"""What paper adds to a live page: the code to scan, and what all copies have in common."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from django.conf import settings

from editorial.models import Publication
from portal.paper.qr import Qr, qr_of
from portal.paper.typeset import sources_of_drawing


def qr_beside(publication: Publication) -> dict[str, Any]:
    """`qr` for the template of a page: portal.paper.qr.Qr, or None while it has no code."""
    return {"qr": _qr(settings.SITE_URL, publication.code)}


@cache
def _qr(site_url: str, code: str) -> Qr | None:
    return qr_of(code)


def imprint() -> str:
    """A copy that names another site, or was drawn in another way, is stale."""
    return hashlib.sha256(f"{settings.SITE_NAME} {settings.SITE_URL} {_drawing()}".encode()).hexdigest()


@cache
def _drawing() -> str:
    return hashlib.sha256(b"".join(sources_of_drawing())).hexdigest()
