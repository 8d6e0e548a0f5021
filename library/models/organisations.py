"""Organisations that help: frozen into the pages that name them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from editorial.canonical import without_empty
from library.countries import Country


class Organisation(models.Model):
    """Somebody a patient can turn to: what they offer, when, and how to reach them."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default="en")
    offers = models.CharField("what they offer", max_length=250, help_text="One plain sentence.")
    phone_label = models.CharField("name of the number", max_length=80, blank=True, help_text="Such as: Support line")
    phone = models.CharField("telephone number", max_length=40, blank=True)
    hours = models.CharField("opening hours", max_length=160, blank=True)
    url = models.URLField("web address", blank=True, max_length=500)
    country = models.CharField(max_length=2, choices=Country.choices, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody last called or opened it.")
    is_demo = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = "support organisation"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.phone and not any(sign.isdigit() for sign in self.phone):
            raise ValidationError({"phone": "Write the number itself, such as 0800 123 456, or leave it empty."})

    def as_document(self) -> dict[str, str]:
        """The organisation as a revision freezes it. The day of the last check stays outside, as for sources."""
        return without_empty(
            {
                "uid": str(self.uid),
                "name": self.name,
                "offers": self.offers,
                "phone_label": self.phone_label,
                "phone": self.phone,
                "hours": self.hours,
                "url": self.url,
            }
        )
