"""The article itself; its text stands in blocks."""

from __future__ import annotations

from content_editor.models import Region
from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from editorial.models import Draft, Item, Tag
from library.countries import Country
from library.models import Organisation, Source


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

    class Aim(models.TextChoices):
        CURE = "cure", "to cure"
        CONTROL = "control", "to control, not to cure"
        DEPENDS = "depends", "depends on the person"

    class Funding(models.TextChoices):
        NONE = "none", "nobody outside paid for this page"
        FUNDED = "funded", "funded"
        SPONSORED = "sponsored", "sponsored"

    regions = [Region(key="main", title="Text")]

    article_kind = models.CharField("kind of page", max_length=20, choices=Kind.choices, default=Kind.CONDITION)
    summary = models.TextField(
        "main message", blank=True, help_text="One to three sentences. Patients read them first."
    )
    synonyms = models.TextField("also called", blank=True, help_text="One name a line.")
    country = models.CharField(
        max_length=2,
        choices=Country.choices,
        blank=True,
        help_text="For whom the telephone numbers are. An emergency number is filled in where a card names none.",
    )
    treatment_aim = models.CharField("aim of treatment", max_length=12, choices=Aim.choices, blank=True)
    aim_statement = models.CharField(
        "aim in one sentence", max_length=250, blank=True, help_text="Left empty, the page says the usual sentence."
    )
    uncertainty = models.TextField("what is not known", blank=True, help_text="About treatments and outlook.")
    support = models.ManyToManyField(Organisation, blank=True, verbose_name="who can help")
    funding = models.CharField(max_length=12, choices=Funding.choices, blank=True)
    funder = models.CharField("paid for by", max_length=200, blank=True)
    involvement = models.TextField(
        "patient involvement", blank=True, help_text="How patients helped to make this page, and what they changed."
    )
    unmarked_terms = models.ManyToManyField(
        Item,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "term"},
        verbose_name="glossary terms not to mark",
        help_text="Terms of the glossary are marked where a section first uses them. Name here those that mean "
        "something else on this page.",
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
