"""Addresses on other sites that our pages name, and whether they answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Link(models.Model):
    """One address, asked now and then. Two failures a day apart are needed before anybody is told."""

    class Outcome(models.TextChoices):
        UNKNOWN = "", "not asked yet"
        ANSWERS = "answers", "answers"
        FAILS = "fails", "does not answer"
        NOT_ASKED = "not_asked", "is not asked: it does not lead to the internet"

    url = models.CharField(max_length=2000)
    # The SHA-256 of the address: the address itself is too long for a unique key on some databases.
    digest = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    detail = models.CharField(max_length=200, blank=True, help_text="What it answered, for a person.")
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                name="link_fails_since",
                condition=Q(outcome="fails", failing_since__isnull=False)
                | (~Q(outcome="fails") & Q(failing_since__isnull=True, failures=0)),
            )
        ]

    def __str__(self) -> str:
        return self.url
