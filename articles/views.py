"""The article page. Public: it reads publications only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from editorial.views import public_page


def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return public_page(request, f"/{language}/{slug}/", "pages/article.html")
