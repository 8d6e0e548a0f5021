"""Glossary terms: plain definitions with their own review, shown by reference on every page that marks them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from editorial.models import Draft, Tag
from editorial.richtext import RichTextField
from library.models.shared import Source

MOST_WORDS = 40


class TermTag(ItemBase):
    content_object = models.ForeignKey("Term", models.CASCADE)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="term_links")

    class Meta:
        default_permissions = ()


class Term(Draft):
    """A word and what it means. Its title is the word."""

    definition = models.CharField(
        max_length=300, help_text="One or two plain sentences, 30 words if you can, without the word itself."
    )
    forms = models.TextField(
        "other forms",
        blank=True,
        help_text="One a line: plurals, other spellings, abbreviations, as they stand in texts.",
    )
    pronunciation = models.CharField(max_length=80, blank=True, help_text="Such as: muh-TASS-tuh-sis")
    body = RichTextField("more about it", blank=True, short=True)
    synonyms = models.TextField("also called", blank=True, help_text="One name a line.")
    sources = models.ManyToManyField(Source, blank=True, verbose_name="other sources")
    tags = TaggableManager(through=TermTag, blank=True)

    class Meta(Draft.Meta):
        verbose_name = "glossary term"

    def clean(self) -> None:
        if len(self.definition.split()) > MOST_WORDS:
            raise ValidationError(
                {"definition": f"More than {MOST_WORDS} words. Put what is not needed at once under “more about it”."}
            )
