"""What readers say about a page: nothing about the reader, and the day only."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from editorial.models.history import Item, Revision
from editorial.models.people import Contributor

LONGEST = 500


class Feedback(models.Model):
    """An answer to "Was this page useful?", tied to the very text it is about."""

    class Status(models.TextChoices):
        NEW = "new", "new"
        READ = "read", "read, nothing to do"
        ACTED = "acted", "led to a change"

    item = models.ForeignKey(Item, models.PROTECT, editable=False, related_name="feedback")
    revision = models.ForeignKey(Revision, models.PROTECT, editable=False, related_name="+")
    section = models.CharField(max_length=36, blank=True, editable=False)  # uid of the block or question
    section_title = models.CharField(max_length=200, blank=True, editable=False)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, editable=False)
    is_useful = models.BooleanField("useful", null=True, editable=False)
    text = models.CharField(max_length=LONGEST, blank=True, editable=False)
    on = models.DateField(editable=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.NEW)
    outcome = models.CharField("what came of it", max_length=300, blank=True)
    handled_by = models.ForeignKey(Contributor, models.PROTECT, null=True, editable=False, related_name="+")
    handled_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "feedback"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["status", "item"], name="feedback_by_status")]
        constraints = [
            models.CheckConstraint(
                name="feedback_handled_by_and_on",
                condition=models.Q(handled_by__isnull=True, handled_on__isnull=True)
                | models.Q(handled_by__isnull=False, handled_on__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_says_something", condition=~models.Q(text="") | models.Q(is_useful__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or ("Useful" if self.is_useful else "Not useful")
