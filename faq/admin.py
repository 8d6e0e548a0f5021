"""Question sets in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.bulk import BulkMixin
from editorial.admin.draftform import ORIGIN_FIELDS, RowForm
from editorial.admin.drafts import DraftAdmin
from editorial.admin.history import HistoryMixin
from editorial.admin.lists import DraftListMixin
from editorial.admin_media import NonceMedia
from editorial.translating import translation_fields
from faq.models import Question, QuestionSet


class QuestionInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Question
    form = RowForm
    extra = 0
    fields = ("question", "short_answer", "answer", "ordering", "block_uid")


@admin.register(QuestionSet)
class QuestionSetAdmin(NonceMedia, HistoryMixin, BulkMixin, DraftListMixin, DraftAdmin, admin.ModelAdmin):  # type: ignore[type-arg]
    kind_name = "question_set"
    autocomplete_fields = ("topic", "authors", "related", "translation_of")
    inlines = [QuestionInline]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        address = [] if obj is not None and self.was_public(obj) else ["slug"]
        main = ["title", *(["language"] if obj is None else []), "introduction"]
        return [
            (None, {"fields": main}),
            (
                "Where it stands",
                {"fields": ["topic", "tags", "synonyms", "related", *address], "classes": ["collapse"]},
            ),
            (
                "Who wrote it, and from what",
                {"fields": ["authors", *ORIGIN_FIELDS, *translation_fields(obj)], "classes": ["collapse"]},
            ),
        ]
