"""A page between a form and what it does: it asks once more, and carries along everything that was posted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.sites import site
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from editorial.page import Link

NEVER_KEPT = {"csrfmiddlewaretoken"}


def asked_between(
    request: HttpRequest,
    *,
    title: str,
    intro: str,
    things: Iterable[Link],
    button: str,
    form: forms.Form | None = None,
    is_grave: bool = False,
    **more: Any,
) -> HttpResponse:
    """Posts to the same address: what came before, the fields of `form`, and `confirmed`."""
    asked = set(form.fields) if form is not None else set()
    kept = [
        (name, value) for name in request.POST if name not in NEVER_KEPT | asked for value in request.POST.getlist(name)
    ]
    context = {
        **site.each_context(request),
        "title": title,
        "intro": intro,
        "things": list(things),
        "kept": kept,
        "form": form,
        "button": button,
        "is_grave": is_grave,
        **more,
    }
    return TemplateResponse(request, "editorial/between.html", context)
