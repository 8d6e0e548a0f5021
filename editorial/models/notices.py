"""Notices above pages: written by one person, approved by another, shown between two moments."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from editorial.models.history import Item
from editorial.models.people import Contributor
from editorial.models.shelves import Topic
from editorial.richtext import RichTextField


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting_for_approval(self, now: dt.datetime) -> NoticeQuerySet:
        """Finished by their writers, and not over yet."""
        return self.filter(approved_by__isnull=True, is_ready=True, ends_at__gt=now).order_by("rank", "starts_at", "pk")

    def ending_soon(self, now: dt.datetime, soon: dt.timedelta) -> NoticeQuerySet:
        """Shown now, and gone soon."""
        return self.showing(now).filter(ends_at__lte=now + soon).order_by("ends_at", "pk")

    def showing(self, now: dt.datetime) -> NoticeQuerySet:
        """What readers are told at this moment: approved, begun, not ended; the most urgent first."""
        return self.coming(now).filter(starts_at__lte=now)

    def coming(self, now: dt.datetime) -> NoticeQuerySet:
        """Those, and what readers will be told later."""
        return self.filter(approved_by__isnull=False, ends_at__gt=now).order_by("rank", "-starts_at", "pk")


class Notice(models.Model):
    """Something readers must know before the page: on every page, on the pages of a topic, or on one page."""

    class Level(models.TextChoices):
        EMERGENCY = "emergency", "emergency"
        WARNING = "warning", "warning"
        INFO = "info", "information"

    class Scope(models.TextChoices):
        SITE = "site", "the whole site"
        TOPIC = "topic", "the pages of a topic"
        PAGE = "page", "one page"

    class Standing(models.TextChoices):
        """Where a notice stands at a moment; derived, never stored."""

        DRAFT = "draft", "draft"
        WAITING = "waiting", "waiting for approval"
        PLANNED = "planned", "approved, not begun"
        SHOWING = "showing", "showing"
        ENDED = "ended", "ended"

    RANKS = {Level.EMERGENCY: 0, Level.WARNING: 1, Level.INFO: 2}

    # Holds the chain of its events, as for everything that readers see.
    item = models.OneToOneField(Item, models.PROTECT, editable=False, related_name="notice")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.INFO)
    rank = models.PositiveSmallIntegerField(editable=False)
    scope = models.CharField("shown on", max_length=8, choices=Scope.choices, default=Scope.SITE)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="notices")
    page = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="notices")
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default="en")
    title = models.CharField(max_length=120)
    text = RichTextField(short=True)
    starts_at = models.DateTimeField("from")
    ends_at = models.DateTimeField("until", help_text="At most 90 days after the start; then write it anew.")
    is_ready = models.BooleanField("ready", default=False)
    written_by = models.ForeignKey(Contributor, models.PROTECT, editable=False, related_name="notices")
    approved_by = models.ForeignKey(Contributor, models.PROTECT, null=True, editable=False, related_name="+")
    approved_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        indexes = [models.Index(fields=["language", "ends_at"], name="notice_by_end")]
        constraints = [
            models.CheckConstraint(
                name="notice_approved_by_and_at",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(name="notice_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="notice_names_what_it_stands_on",
                condition=Q(scope="site", topic__isnull=True, page__isnull=True)
                | Q(scope="topic", topic__isnull=False, page__isnull=True)
                | Q(scope="page", topic__isnull=True, page__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.rank = self.RANKS[self.Level(self.level)]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def standing(self, now: dt.datetime) -> Standing:
        """What readers have of it at this moment."""
        if self.ends_at <= now:
            return self.Standing.ENDED
        if self.approved_by_id is None:
            return self.Standing.WAITING if self.is_ready else self.Standing.DRAFT
        return self.Standing.SHOWING if self.starts_at <= now else self.Standing.PLANNED
