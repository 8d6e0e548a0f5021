"""Below the form of an article: what the glossary does for its text, and what it could do."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.document import bodies_of
from articles.models import Article
from editorial.admin.mixin import AdminMixin
from editorial.models import Item
from library.suggestions import Suggestion, suggestions_for

UNMARK = "_unmark"


class GlossaryMixin(AdminMixin):
    """For the admin of articles: put it before `DraftAdmin`."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """“Do not mark” is a save like any other, with one more term under “glossary terms not to mark”."""
        if request.method == "POST" and UNMARK in request.POST:
            posted = request.POST.copy()
            term = str(posted.pop(UNMARK)[-1])
            if term.isascii() and term.isdecimal() and len(term) < 10:
                posted.appendlist("unmarked_terms", term)
            posted["_continue"] = "1"
            request.POST = posted  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        if article is not None and article.item.head is not None:
            context |= glossary_beside(article)
            context.setdefault("beneath", []).append("editorial/glossary_beside.html")
        return super().render_change_form(request, context, *args, **kwargs)


def glossary_beside(article: Article) -> dict[str, Any]:
    """Terms that the saved text marks, and suggestions with the address of a form. Five queries."""
    head = article.item.head
    assert head is not None
    signed, listing = (json.loads(body.text or "{}") for body in (head.signed, head.listing))
    bodies = [text for block in signed.get("blocks", []) for text in bodies_of(block)]
    language = article.item.language
    marked = Item.objects.filter(uid__in=listing.get("terms", [])).order_by("title")
    suggested = [(each, _address(each, language)) for each in suggestions_for(bodies, language)]
    return {"marked_terms": marked, "suggested_terms": suggested}


def _address(suggestion: Suggestion, language: str) -> str:
    if suggestion.term is not None:
        return reverse("admin:library_term_change", args=[suggestion.term.pk])
    return f"{reverse('admin:library_term_add')}?{urlencode({'title': suggestion.word, 'language': language})}"
