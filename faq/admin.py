"""Question sets in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.bulk import BulkMixin
from editorial.admin.draftform import RowForm
from editorial.admin.drafts import DraftAdmin
from editorial.admin.fieldsets import ORIGIN, closed, main_fields, where_it_stands
from editorial.admin.history import HistoryMixin
from editorial.admin.lists import DraftListMixin
from editorial.admin.suggesting import OfLanguage
from editorial.admin_media import NonceMedia
from editorial.translating import translation_fields
from faq.models import Question, QuestionSet


class QuestionInline(admin.StackedInline):  # type: ignore[type-arg]
    model = Question
    form = RowForm
    extra = 0
    fields = ("question", "short_answer", "answer", "ordering", "block_uid")


@admin.register(QuestionSet)
class QuestionSetAdmin(OfLanguage, NonceMedia, HistoryMixin, BulkMixin, DraftListMixin, DraftAdmin, admin.ModelAdmin):  # type: ignore[type-arg]
    kind_name = "question_set"
    language_field = "item__language"
    autocomplete_fields = ("topic", "authors", "related", "translation_of")
    inlines = [QuestionInline]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            main_fields(obj, "introduction"),
            where_it_stands(obj, has_address=not (obj and self.was_public(obj))),
            ("Authors", closed("authors", *translation_fields(obj))),
            ORIGIN,
        ]
