"""What the search box offers while somebody types. As with the search page, nothing of it is logged or kept."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from search.suggestions import live_suggestions


@require_safe
def suggestions(request: HttpRequest, language: str) -> JsonResponse:
    """A list of objects with `text`, `kind` ("title", "name" or "question"), `detail` and `address`."""
    found = live_suggestions(request.GET.get("q", ""), language)
    response = JsonResponse([asdict(suggestion) for suggestion in found], safe=False)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
