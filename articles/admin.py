"""Articles in the admin."""

from __future__ import annotations

from typing import Any

from content_editor.admin import ContentEditor, ContentEditorInline
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from js_asset import Script

from articles import admin_imports  # noqa: F401 - the list of imports registers itself
from articles import models as m
from articles.block_documents import unreadable_options
from articles.glossary_beside import GlossaryMixin
from articles.prepared import BeginningMixin, PreparedForm, PreparedInline
from editorial.admin.bulk import BulkMixin
from editorial.admin.drafts import DraftAdmin
from editorial.admin.fieldsets import ORIGIN, closed, main_fields, where_it_stands
from editorial.admin.history import HistoryMixin
from editorial.admin.lists import DraftListMixin
from editorial.admin.suggesting import ChoosersMixin
from editorial.admin_media import NonceMedia
from editorial.translating import translation_fields

ICONS = {
    m.Section: "notes",
    m.CareCard: "emergency",
    m.Callout: "campaign",
    m.KeyPoints: "checklist",
    m.StatisticBlock: "bar_chart",
    m.Choices: "balance",
    m.PictureBlock: "image",
    m.QuestionSetBlock: "quiz",
}
WRITTEN_LATER = (
    "body",
    "options",
)  # a heading alone may be kept as a draft; it cannot go to review (articles/document.py)
ABOUT_NOTES = "Take out each line when it is done. When nothing is left, this box goes away."
CHOSEN_FROM_A_LIST = {
    m.PictureBlock: ["picture"],
    m.QuestionSetBlock: ["question_set"],
    m.StatisticBlock: ["statistic"],
}


class BlockForm(PreparedForm):
    """An outline can be saved, and so can an imported heading whose text is missing."""

    class Media:
        js = [Script("articles/pictures.js", type="module")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "picture" in self.fields:
            wrapped: Any = self.fields["picture"].widget
            getattr(wrapped, "widget", wrapped).attrs["data-choose-picture"] = reverse("admin:library_picture_choose")
        for name in WRITTEN_LATER:
            if name in self.fields:
                self.fields[name].required = False

    def clean_options(self) -> str:
        """Choices may be incomplete in a draft, but each line must belong to one."""
        options: str = self.cleaned_data["options"]
        if problem := unreadable_options(options):
            raise ValidationError(problem, code="unreadable_options")
        return options


class BlockInline(ChoosersMixin, PreparedInline):
    pass


def block_inline(model: type[m.blocks.Block]) -> type[ContentEditorInline]:
    """The inline of one kind of block."""
    inline: type[ContentEditorInline] = BlockInline.create(
        model=model, form=BlockForm, icon=ICONS[model], autocomplete_fields=CHOSEN_FROM_A_LIST.get(model, [])
    )
    return inline


@admin.register(m.Article)
class ArticleAdmin(
    NonceMedia, BeginningMixin, GlossaryMixin, HistoryMixin, BulkMixin, DraftListMixin, DraftAdmin, ContentEditor
):
    kind_name = "article"
    autocomplete_fields = ("topic", "authors", "sources", "support", "related", "translation_of", "unmarked_terms")
    inlines = [block_inline(model) for model in m.BLOCKS]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = [
            main_fields(obj, "article_kind", "summary"),
            (
                "Country, aim of treatment and help",
                closed("country", "treatment_aim", "aim_statement", "uncertainty", "support"),
            ),
            where_it_stands(obj, "unmarked_terms", has_address=not (obj and self.was_public(obj))),
            ("Authors and sources", closed("authors", "sources", *translation_fields(obj))),
            ("Funding and patient involvement", closed("funding", "funder", "involvement")),
            ORIGIN,
        ]
        if obj is not None and obj.import_notes:
            fieldsets.append(("From the import", {"fields": ["import_notes"], "description": ABOUT_NOTES}))
        return fieldsets
