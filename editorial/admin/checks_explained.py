"""The page that says what the checks look for; each check has its own anchor, to which “Why” leads."""

from __future__ import annotations

from django.contrib.admin.sites import site
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from editorial.checks import explained


def explain(request: HttpRequest) -> HttpResponse:
    """For everybody who may sign in here: it holds nothing about any page."""
    found = [
        (title, [(check, explained.finding_of(check), explained.scope_of(check)) for check in checks])
        for title, checks in explained.areas()
    ]
    context = {
        **site.each_context(request),
        "title": "What the checks look for",
        "areas": found,
        "severities": explained.SEVERITIES.items(),
    }
    return TemplateResponse(request, "editorial/checks_explained.html", context)


urls = [path("editorial/checks/", site.admin_view(explain), name="checks_explained")]
