"""Glossary terms in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from editorial.admin.bulk import BulkMixin
from editorial.admin.draftform import DraftForm
from editorial.admin.drafts import DraftAdmin
from editorial.admin.fieldsets import ORIGIN, closed, main_fields, where_it_stands
from editorial.admin.history import HistoryMixin
from editorial.admin.lists import DraftListMixin
from editorial.admin_media import NonceMedia
from editorial.translating import translation_fields
from library.models import Term
from library.suggestions import terms_alike

HELP = {
    "title": "The word as it stands in texts, in its simplest form: metastasis, not metastases. No capital unless texts "
    "have it.",
    "definition": "One or two plain sentences, 30 words if you can, without the word itself. It opens in the middle of a "
    "text, so it must be understood alone.",
    "forms": "One a line: plurals, other spellings, abbreviations, as they stand in texts. Only what stands here or above "
    "is marked on pages.",
}


class TermForm(DraftForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = words


@admin.register(Term)
class TermAdmin(NonceMedia, HistoryMixin, BulkMixin, DraftListMixin, DraftAdmin, admin.ModelAdmin):  # type: ignore[type-arg]
    form = TermForm
    kind_name = "term"
    autocomplete_fields = ("topic", "authors", "sources", "related", "translation_of")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            main_fields(obj, "definition", "forms", "pronunciation", "body"),
            where_it_stands(obj, has_address=not (obj and self.was_public(obj))),
            ("Authors and sources", closed("authors", "sources", *translation_fields(obj))),
            ORIGIN,
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Two terms with one word are no error, but pages mark only one of them."""
        term = kwargs.get("obj")
        alike = terms_alike(term) if term is not None else []
        if alike:
            address = "admin:library_term_change"
            context["terms_alike"] = [(other, words, reverse(address, args=[other.pk])) for other, words in alike]
            context.setdefault("beneath", []).append("editorial/terms_alike.html")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for other, words in terms_alike(form.instance):
            sentence = f"The term “{other.title}” has “{words}” already. Pages mark only one of them."
            messages.warning(request, sentence)
