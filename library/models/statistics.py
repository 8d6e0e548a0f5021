"""Figures that pages share. Whole numbers only: "6 to 10 in every 100", so that everybody can picture them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from library.models.shared import Source
from library.wording import definition_of, period_of


class Statistic(models.Model):
    """A value or range for a population, a place and a period, from a source. Its sentence is made once and kept."""

    class Measure(models.TextChoices):
        PROPORTION = "proportion", "proportion: how many have it, or have it happen"
        INCIDENCE = "incidence", "incidence: new cases in a time"
        PREVALENCE = "prevalence", "prevalence: all cases at one time"
        MORTALITY = "mortality", "mortality: deaths in a time"
        SURVIVAL_OVERALL = "survival_overall", "overall survival"
        SURVIVAL_NET = "survival_net", "net or relative survival"
        RISK = "risk", "risk: how many it will happen to"
        COUNT = "count", "count: a number of people, of no total"

    SURVIVAL = (Measure.SURVIVAL_OVERALL, Measure.SURVIVAL_NET)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, help_text="For finding it again; patients do not see it.")
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default="en")
    measure = models.CharField(max_length=20, choices=Measure.choices)
    low = models.PositiveIntegerField("value, or the lowest")
    high = models.PositiveIntegerField("the highest", null=True, blank=True, help_text="Only for a range.")
    out_of = models.PositiveIntegerField(
        "in every", null=True, blank=True, choices=[(n, f"{n:,}") for n in (10, 100, 1000, 10_000, 100_000)]
    )
    is_approximate = models.BooleanField("about", default=False)
    counted = models.CharField("who is counted", max_length=60, help_text="Such as: women")
    population = models.CharField(max_length=200, help_text="Which of them. Such as: with secondary breast cancer")
    outcome = models.CharField("what happens", max_length=200, help_text="Such as: are alive 5 years later")
    place = models.CharField(max_length=80, help_text="Such as: England")
    period_start = models.PositiveSmallIntegerField(
        "from year", help_text="Years of diagnosis or of the data, not of the publication."
    )
    period_end = models.PositiveSmallIntegerField("to year")
    horizon_years = models.PositiveSmallIntegerField(
        "after how many years", null=True, blank=True, help_text="For survival."
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="statistics")
    locator = models.CharField(max_length=80, blank=True, help_text="Where in the source. Such as: Table 4")
    caveat = models.TextField(blank=True, help_text="What a reader must know to read it right.")
    sentence = models.TextField(
        "sentence for patients",
        blank=True,
        help_text="Left empty, it is written from the fields above when it is saved. Yours is kept as it is.",
    )
    is_demo = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="statistic_low_is_not_above_high", condition=Q(high__isnull=True) | Q(high__gte=F("low"))
            ),
            models.CheckConstraint(
                name="statistic_value_fits_its_total",
                condition=Q(out_of__isnull=True)
                | (Q(low__lte=F("out_of")) & (Q(high__isnull=True) | Q(high__lte=F("out_of")))),
            ),
            models.CheckConstraint(name="statistic_period_in_order", condition=Q(period_end__gte=F("period_start"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_survival(self) -> bool:
        return self.measure in self.SURVIVAL

    def as_document(self) -> dict[str, Any]:
        """The figure as a page freezes it, in its final words."""
        return {
            "statistic": str(self.uid),
            "measure": self.measure,
            "sentence": self.sentence,
            "definition": definition_of(self),
            "low": self.low,
            "high": self.high,
            "out_of": self.out_of,
            "population": f"{self.counted} {self.population}",
            "place": self.place,
            "period": period_of(self),
            "horizon_years": self.horizon_years,
            "caveat": self.caveat.strip(),
            "source": str(self.source.uid),
            "locator": self.locator,
        }

    def clean(self) -> None:
        """Facts that go together, each said beside its field."""
        wrong = {}
        if (self.measure == self.Measure.COUNT) != (self.out_of is None):
            wrong["out_of"] = (
                "A count stands alone: leave this empty."
                if self.out_of
                else "Choose the total that the value is counted in, such as 100."
            )
        if self.is_survival and not self.horizon_years:
            wrong["horizon_years"] = "Survival needs the number of years after the diagnosis."
        if self.is_survival and not self.caveat.strip():
            wrong["caveat"] = "Survival figures need a sentence on how to read them: they are about people in the past."
        if wrong:
            raise ValidationError(wrong)
