"""The people who write, check and answer for pages."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Q
from django.urls import reverse

from editorial.canonical import canonical, digest


class Contributor(models.Model):
    """A person named on pages or acting on them, with or without an account."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributor",
        verbose_name="account",
        help_text="The account this person signs in with. Leave empty for somebody without one.",
    )
    name = models.CharField(max_length=120, help_text="As it should be printed, with its title: Dr Amina Shah.")
    slug = models.SlugField(
        max_length=80, unique=True, help_text="The address of the public profile. It cannot be changed later."
    )
    email = models.EmailField("e-mail", blank=True)
    role_title = models.CharField("role", max_length=120, blank=True, help_text="Consultant clinical oncologist.")
    affiliation = models.CharField(max_length=160, blank=True)
    biography = models.TextField(blank=True, help_text="Two or three sentences a patient can read.")
    interests = models.TextField(
        "declared interests", blank=True, help_text="Payments, shares, posts. Write “None declared” if there are none."
    )
    interests_declared_on = models.DateField(null=True, blank=True)
    consents_to_be_named = models.BooleanField(
        "agrees to be named in public", default=False, help_text="Without consent the name never leaves the office."
    )
    email_verified_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    email_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    email_verified_digest = models.CharField(max_length=64, blank=True, editable=False)
    is_demo = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="contributor_email_verified_by_and_at",
                condition=Q(email_verified_by__isnull=True, email_verified_at__isnull=True)
                | Q(email_verified_by__isnull=False, email_verified_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", kwargs={"language": "en", "slug": self.slug})

    def facts_digest(self) -> str:
        """What a verification of the e-mail address vouches for, and for whose account: a change of either voids it."""
        return digest(canonical({"contributor": str(self.uid), "email": self.email, "account": self.user_id or 0}))

    @property
    def has_verified_email(self) -> bool:
        return bool(self.email) and self.email_verified_digest == self.facts_digest()

    def may(self, action: str) -> bool:
        """May this person do `action` (a permission on Item)? Being superuser grants nothing here."""
        user = self.user
        if user is None or not user.is_active or not user.is_staff:
            return False
        if not hasattr(self, "_actions"):
            granted = Permission.objects.filter(
                Q(group__user=user) | Q(user=user), content_type__app_label="editorial", content_type__model="item"
            )
            self._actions: frozenset[str] = frozenset(granted.values_list("codename", flat=True))
        return action in self._actions

    def usable_credential(self, on: dt.date) -> Credential | None:
        """A verified credential that has not expired on `on`, or None."""
        return next((c for c in self.credentials.all() if c.is_verified and not c.has_expired(on)), None)


class Credential(models.Model):
    """A degree, registration or board membership that somebody looked up and vouches for."""

    class Type(models.TextChoices):
        REGISTRATION = "registration", "professional registration"
        BOARD = "board", "board certification"
        DEGREE = "degree", "degree"
        TRAINING = "training", "training"

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="credentials")
    type = models.CharField(max_length=20, choices=Type.choices, default=Type.REGISTRATION)
    title = models.CharField(max_length=120, help_text="MRCP (UK), registered nurse, PhD in nursing.")
    awarding_body = models.CharField(max_length=160)
    number = models.CharField(max_length=60, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        Contributor, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    verified_on = models.DateField(null=True, blank=True, editable=False)
    verified_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="credential_verified_by_and_on",
                condition=Q(verified_by__isnull=True, verified_on__isnull=True)
                | Q(verified_by__isnull=False, verified_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.awarding_body}"

    def facts_digest(self) -> str:
        """What a verification vouches for, and of whom: changing any of it voids the verification."""
        expires_on = self.expires_on.isoformat() if self.expires_on else ""
        facts = [self.type, self.title, self.awarding_body, self.number, expires_on]
        holder = {"contributor": self.contributor_id, "name": self.contributor.name}
        return digest(canonical({**holder, "facts": facts}))

    @property
    def is_verified(self) -> bool:
        return self.verified_by_id is not None and self.verified_digest == self.facts_digest()

    def has_expired(self, on: dt.date) -> bool:
        return self.expires_on is not None and self.expires_on < on
