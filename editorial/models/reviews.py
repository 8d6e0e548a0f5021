"""Who vouched for which exact words. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from editorial.models.history import Body, Item, Revision
from editorial.models.people import Contributor


class Scan(models.Model):
    """The paper or the e-mail behind a recorded sign-off; the file is named by the hash of its bytes."""

    digest = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def standing(self) -> SignOffQuerySet:
        """Not taken back and, where it was recorded for somebody, confirmed by a second person."""
        return self.exclude(Exists(SignOffRevoked.objects.filter(sign_off=OuterRef("pk")))).filter(
            Q(how=SignOff.How.ACCOUNT) | Exists(SignOffConfirmed.objects.filter(sign_off=OuterRef("pk")))
        )

    def for_whole_page(self) -> SignOffQuerySet:
        """A sign-off of one section or question never counts for the page."""
        return self.filter(part="")

    def in_force(self) -> SignOffQuerySet:
        """Standing for the whole page, and no other text of the page was signed since.

        A text that a newer signed one replaced needs a new signature to come back: the newer one may correct it.
        """
        newer = SignOff.objects.standing().for_whole_page().exclude(digest=OuterRef("digest"))
        replaced = newer.filter(revision__item=OuterRef("revision__item"), pk__gt=OuterRef("pk"))
        return self.standing().for_whole_page().exclude(Exists(replaced))

    def of_text(self, item_id: int, digest: str) -> SignOffQuerySet:
        return self.filter(revision__item_id=item_id, digest=digest)


class SignOff(models.Model):
    """One person vouches for one digest on one day, with name and credentials as they were that day."""

    class How(models.TextChoices):
        ACCOUNT = "account", "signed in and confirmed who they are"
        PAPER = "paper", "recorded from a signed paper"
        EMAIL = "e-mail", "recorded from an e-mail"

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="sign_offs")
    digest = models.CharField(max_length=64, db_index=True)
    part = models.CharField(max_length=36, blank=True, help_text="uid of the part signed; empty: the whole page")
    reviewer = models.ForeignKey(Contributor, models.PROTECT, related_name="sign_offs")
    person = models.ForeignKey(Body, models.PROTECT, related_name="+")
    signed_on = models.DateField()
    evidence_searched_on = models.DateField()
    next_review_on = models.DateField()
    how = models.CharField(max_length=10, choices=How.choices)
    confirmed_with = models.CharField(max_length=20, blank=True)
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, related_name="sign_offs")
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SignOffQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="recorded_sign_off_has_scan",
                condition=Q(how="account", scan__isnull=True) | (~Q(how="account") & Q(scan__isnull=False)),
            ),
            models.CheckConstraint(
                name="own_sign_off_is_by_reviewer", condition=~Q(how="account") | Q(by=models.F("reviewer"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.signed_on:%d %B %Y}"


class SignOffConfirmed(models.Model):
    """A second person looked at the scan and found the record right."""

    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="confirmation")
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"confirmed by {self.by}"


class SignOffRevoked(models.Model):
    """A sign-off taken back, with the reason."""

    sign_off = models.OneToOneField(SignOff, models.PROTECT, related_name="revocation")
    reason = models.ForeignKey(Body, models.PROTECT, related_name="+")
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"taken back by {self.by}"


class Waiver(models.Model):
    """A clinical lead lets one digest go live unreviewed, with a reason and an end date."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="waivers")
    digest = models.CharField(max_length=64, db_index=True)
    reason = models.ForeignKey(Body, models.PROTECT, related_name="+")
    until = models.DateField()
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"unreviewed until {self.until:%d %B %Y}"
