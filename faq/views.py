"""Question sets for patients. Public: it reads publications only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from editorial.browsing import browse
from editorial.models import Publication
from editorial.names import tag_names
from editorial.page import Link
from editorial.views import public_page


def question_set(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return public_page(request, f"/{language}/questions/{slug}/", "pages/question_set.html")


def question_sets(request: HttpRequest, language: str) -> HttpResponse:
    sets = Publication.objects.live().in_language(language).filter(kind="question_set")
    listed = browse(sets, request.GET, path=request.path, names=tag_names(language))
    home = Link(gettext("Home"), reverse("home", kwargs={"language": language}))
    breadcrumb = (home, Link(gettext("Questions and answers")))
    return render(request, "pages/question_sets.html", {**listed.context(), "breadcrumb": breadcrumb})
