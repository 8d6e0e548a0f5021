"""The article itself; its text stands in blocks."""

from __future__ import annotations

from content_editor.models import Region
from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from editorial.models import Draft, Item, Tag
from library.models import Source


class ArticleTag(ItemBase):
    content_object = models.ForeignKey("Article", models.CASCADE)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="article_links")

    class Meta:
        default_permissions = ()


class Article(Draft):
    """A page about one subject."""

    class Kind(models.TextChoices):
        CONDITION = "condition", "condition"
        SYMPTOM = "symptom", "symptom"
        TEST = "test", "test"
        TREATMENT = "treatment", "treatment"
        MEDICINE = "medicine", "medicine"
        LIVING_WITH = "living_with", "living with"
        SUPPORT = "support", "support"
        STORY = "story", "story"
        ORGANISATION = "organisation", "organisation page (no clinical review)"

    regions = [Region(key="main", title="Text")]

    article_kind = models.CharField("kind of page", max_length=20, choices=Kind.choices, default=Kind.CONDITION)
    summary = models.TextField(
        "main message", blank=True, help_text="One to three sentences. Patients read them first."
    )
    synonyms = models.TextField("also called", blank=True, help_text="One name a line.")
    translation_of = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="translations", limit_choices_to={"kind": "article"}
    )
    sources = models.ManyToManyField(
        Source, blank=True, verbose_name="other sources", help_text="Sources used without a citation mark in the text."
    )
    tags = TaggableManager(through=ArticleTag, blank=True)
    import_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    import_notes = models.TextField(
        "left over from the import", blank=True, help_text="Text the import could not place. Patients do not see it."
    )

    class Meta(Draft.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["import_digest"], condition=~models.Q(import_digest=""), name="article_imported_once"
            )
        ]
