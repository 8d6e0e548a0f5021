"""The glossary for patients. Public: it reads publications only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from editorial.actions.publishing import first_letter
from editorial.models import Publication
from editorial.page import Link
from editorial.views import public_page


@dataclass(frozen=True)
class Explained:
    """A line of the glossary."""

    title: str
    address: str
    definition: str
    pronunciation: str


@dataclass(frozen=True)
class GlossaryShelf:
    letter: str
    anchor: str
    terms: tuple[Explained, ...]


def term(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return public_page(request, f"/{language}/glossary/{slug}/", "pages/term.html")


def glossary(request: HttpRequest, language: str) -> HttpResponse:
    """All words that are explained, under their letters. One query."""
    live = Publication.objects.live().in_language(language).filter(kind="term")
    rows = live.values_list("title", "address__path", "revision__signed__text")
    terms = sorted((_explained(*row) for row in rows), key=lambda row: row[:2])
    shelves = [
        GlossaryShelf(letter, f"letter-{place}", tuple(term for _, _, term in group))
        for place, (letter, group) in enumerate(groupby(terms, key=lambda row: row[0]), start=1)
    ]
    home = Link(gettext("Home"), reverse("home", kwargs={"language": language}))
    context = {
        "shelves": shelves,
        "letters": [Link(shelf.letter, f"#{shelf.anchor}") for shelf in shelves],
        "breadcrumb": (home, Link(gettext("Glossary"))),
    }
    return render(request, "pages/glossary.html", context)


def _explained(title: str, path: str, text: str) -> tuple[str, str, Explained]:
    signed = json.loads(text)
    words = Explained(title, path, signed.get("definition", ""), signed.get("pronunciation", ""))
    return first_letter(title), title.casefold(), words
