"""Question sets: ordered questions with their own address and their own review."""

from __future__ import annotations

import uuid

from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from editorial.models import Draft, Tag
from editorial.richtext import RichTextField


class QuestionSetTag(ItemBase):
    content_object = models.ForeignKey("QuestionSet", models.CASCADE)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="question_set_links")

    class Meta:
        default_permissions = ()


class QuestionSet(Draft):
    """Questions that belong together. Correct an answer once and it is right on every page that shows the set."""

    introduction = RichTextField(blank=True, short=True)
    synonyms = models.TextField("also called", blank=True, help_text="One name a line.")
    tags = TaggableManager(through=QuestionSetTag, blank=True)

    class Meta(Draft.Meta):
        verbose_name = "question set"


class Question(models.Model):
    """One question and its answer."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions")
    question = models.CharField(max_length=200, help_text="In the patient’s words, ending with a question mark.")
    short_answer = models.CharField(
        max_length=300, blank=True, help_text="The answer in 40 words or fewer, without “see above”."
    )
    answer = RichTextField(blank=True)
    ordering = models.IntegerField(default=0)

    class Meta:
        ordering = ["ordering", "pk"]

    def __str__(self) -> str:
        return self.question
