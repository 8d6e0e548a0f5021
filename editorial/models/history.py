"""Identity, frozen texts and the chain of events. Append-only: triggers refuse updates (`editorial/protect.py`)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from editorial.models.people import Contributor


class Body(models.Model):
    """A text named by its SHA-256. It may be emptied once, by the action `redact`; it is never changed otherwise."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest[:12]


class Item(models.Model):
    """The identity of anything publishable: the lock for its changes and the holder of its event chain."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default="en")
    slug = models.SlugField(max_length=80, blank=True, help_text="The last part of the address.")
    title = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Contributor, models.PROTECT, null=True, blank=True, related_name="owned_items")
    head = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    put_forward = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    put_forward_by = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="+")
    reviewer = models.ForeignKey(Contributor, models.PROTECT, null=True, blank=True, related_name="items_to_review")
    is_demo = models.BooleanField("demonstration", default=False)
    # A draft that comes to nothing is neither deleted nor in the way: it stands in no list until it is taken back.
    put_away_at = models.DateTimeField(null=True, editable=False)
    put_away_by = models.ForeignKey(Contributor, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "slug"], condition=~models.Q(slug=""), name="one_item_per_slug"
            ),
            models.CheckConstraint(
                name="item_put_forward_with_by",
                condition=models.Q(put_forward__isnull=True, put_forward_by__isnull=True)
                | models.Q(put_forward__isnull=False, put_forward_by__isnull=False),
            ),
            models.CheckConstraint(
                name="item_put_away_with_by",
                condition=models.Q(put_away_at__isnull=True, put_away_by__isnull=True)
                | models.Q(put_away_at__isnull=False, put_away_by__isnull=False, put_forward__isnull=True),
            ),
        ]
        default_permissions = ()
        permissions = [
            ("save_draft", "Can write and change drafts"),
            ("submit", "Can send a draft for review"),
            ("request_changes", "Can send a draft back with a request"),
            ("sign_off", "Can sign off a text"),
            ("record_sign_off", "Can record a sign-off given on paper or by e-mail"),
            ("revoke_sign_off", "Can take a sign-off back"),
            ("publish", "Can put a page before patients"),
            ("withdraw", "Can take a page away from patients"),
            ("change_address", "Can change the address of a page"),
            ("relist", "Can change topic, tags and names of a live page"),
            ("waive", "Can allow a page to go live unreviewed"),
            ("redact", "Can empty a text that the law says must go"),
            ("verify_person", "Can verify credentials and e-mail addresses"),
            ("hand_over", "Can change who owns a page"),
            ("put_away", "Can put a draft away that was never live, and take it back"),
            ("write_notice", "Can write and change notices"),
            ("approve_notice", "Can let readers see a notice, and end it"),
            ("approve_emergency", "Can let readers see an emergency notice"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.pk}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    def with_texts(self) -> RevisionQuerySet:
        return self.select_related("signed", "listing")

    def newest_first(self) -> RevisionQuerySet:
        return self.order_by("-number")


class Revision(models.Model):
    """One saved state of a draft, frozen. `signed_id` is its digest."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    signed = models.ForeignKey(Body, models.PROTECT, related_name="+")
    listing = models.ForeignKey(Body, models.PROTECT, related_name="+")
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="revisions")
    at = models.DateTimeField()
    token = models.CharField(max_length=36, blank=True)
    restored_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_revision_per_number"),
            # A double click on "Save" of a new page arrives as two posts with one token: only one may be kept.
            models.UniqueConstraint(
                fields=["by", "token"], condition=~models.Q(token=""), name="one_revision_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"

    @property
    def digest(self) -> str:
        return self.signed_id


class Use(models.Model):
    """What a revision shows or freezes: answers "where is this used" in one query."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=40)
    uid = models.UUIDField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "uid"], name="use_by_thing")]
        constraints = [models.UniqueConstraint(fields=["revision", "kind", "uid"], name="one_use_per_revision")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Event(models.Model):
    """One act on an item, chained to the one before by its hash (`editorial/history.py`)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    facts = models.TextField()
    note = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    is_demo = models.BooleanField(default=False)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "seq"], name="one_event_per_number")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class Seal(models.Model):
    """A hash over the last events of all items and the seal before. What is sent outside proves that no tail was cut."""

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    text = models.TextField()
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.hash
