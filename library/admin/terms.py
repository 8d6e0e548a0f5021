"""Glossary terms in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.bulk import BulkMixin
from editorial.admin.draftform import ORIGIN_FIELDS
from editorial.admin.drafts import DraftAdmin
from editorial.admin.history import HistoryMixin
from editorial.admin.lists import DraftListMixin
from editorial.admin_media import NonceMedia
from editorial.translating import translation_fields
from library.models import Term


@admin.register(Term)
class TermAdmin(NonceMedia, HistoryMixin, BulkMixin, DraftListMixin, DraftAdmin, admin.ModelAdmin):  # type: ignore[type-arg]
    kind_name = "term"
    autocomplete_fields = ("topic", "authors", "sources", "related", "translation_of")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        address = [] if obj is not None and self.was_public(obj) else ["slug"]
        main = ["title", *(["language"] if obj is None else []), "definition", "forms", "pronunciation", "body"]
        return [
            (None, {"fields": main}),
            (
                "Where it stands",
                {"fields": ["topic", "tags", "synonyms", "related", *address], "classes": ["collapse"]},
            ),
            (
                "Who wrote it, and from what",
                {"fields": ["authors", "sources", *ORIGIN_FIELDS, *translation_fields(obj)], "classes": ["collapse"]},
            ),
        ]
