"""Glossary terms in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.bulk import BulkMixin
from editorial.admin.drafts import DraftAdmin
from editorial.admin.fieldsets import ORIGIN, closed, main_fields, where_it_stands
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
        return [
            main_fields(obj, "definition", "forms", "pronunciation", "body"),
            where_it_stands(obj, has_address=not (obj and self.was_public(obj))),
            ("Authors and sources", closed("authors", "sources", *translation_fields(obj))),
            ORIGIN,
        ]
