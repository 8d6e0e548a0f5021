"""What editors keep for search, and what was asked so often that it may be counted.

Nothing here says who asked, or when within a day. Only `search/actions.py` and `search/counting.py` write these tables.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from editorial.models import Contributor, Item

# What fewer people asked may tell who they are.
LEAST_COUNTED = 10
LONGEST_ASKED = 120
LONGEST_MEANT = 200
FIRST_PLACE, LAST_PLACE = 1, 99
PLACES = f"The place is a whole number from {FIRST_PLACE} to {LAST_PLACE}."


class Synonym(models.Model):
    """What readers say, and what pages say instead. It is read when a question is asked, so it counts at once.

    `asked_key` are the folded words without little ones, `means_key` all folded words, each with one space between.
    """

    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    asked = models.CharField("readers say", max_length=LONGEST_ASKED)
    asked_key = models.CharField(max_length=LONGEST_ASKED, editable=False)
    first_word = models.CharField(max_length=60, editable=False)
    means = models.CharField("pages say", max_length=LONGEST_MEANT)
    means_key = models.CharField(max_length=LONGEST_MEANT, editable=False)
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        default_permissions = ("add", "delete", "view")
        ordering = ["asked_key", "pk"]
        indexes = [models.Index(fields=["language", "first_word"], name="synonym_by_first_word")]
        constraints = [
            models.UniqueConstraint(fields=["language", "asked_key", "means_key"], name="one_synonym_per_meaning")
        ]

    def __str__(self) -> str:
        return f"{self.asked} → {self.means}"


class BestBet(models.Model):
    """A page that stands first when exactly this is asked. Readers see it only while it is live."""

    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    asked = models.CharField("readers ask", max_length=LONGEST_ASKED)
    asked_key = models.CharField(max_length=LONGEST_ASKED, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="page")
    ordering = models.PositiveSmallIntegerField(
        "place",
        default=FIRST_PLACE,
        validators=[MinValueValidator(FIRST_PLACE, PLACES), MaxValueValidator(LAST_PLACE, PLACES)],
        help_text=f"From {FIRST_PLACE} to {LAST_PLACE}; the lowest number stands first.",
    )
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        default_permissions = ("add", "delete", "view")
        verbose_name = "recommended page"
        ordering = ["asked_key", "ordering", "pk"]
        constraints = [models.UniqueConstraint(fields=["language", "asked_key", "item"], name="one_best_bet_per_page")]

    def __str__(self) -> str:
        return f"{self.asked} → {self.item}"


class AskedCountQuerySet(models.QuerySet["AskedCount"]):
    def since(self, day: dt.date) -> AskedCountQuerySet:
        return self.filter(day__gte=day)


class AskedCount(models.Model):
    """How often something was asked on a day: in the form of `search/countable.py`, and only from ten times on."""

    day = models.DateField()
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    words = models.CharField(max_length=LONGEST_ASKED)
    times = models.PositiveIntegerField()
    without_answer = models.PositiveIntegerField()

    objects = AskedCountQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = "question of readers"
        verbose_name_plural = "what people look for"
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="one_count_per_day"),
            models.CheckConstraint(condition=models.Q(times__gte=LEAST_COUNTED), name="count_from_ten_on"),
            models.CheckConstraint(
                condition=models.Q(without_answer__lte=models.F("times")), name="count_without_answer_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class NotForUs(models.Model):
    """Something that readers ask and that this site does not mean to answer: it stays out of the work list."""

    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    words = models.CharField(max_length=LONGEST_ASKED)
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "words"], name="one_decision_per_question")]

    def __str__(self) -> str:
        return self.words
