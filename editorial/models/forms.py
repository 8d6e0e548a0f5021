"""Texts of editors that are not saved as revisions yet, and who has which form open."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class KeptForm(models.Model):
    """A refused form, kept whole and as it was posted, until its editor has decided what to do with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_forms")
    item = models.ForeignKey("editorial.Item", models.CASCADE, related_name="kept_forms")
    based_on = models.ForeignKey("editorial.Revision", models.PROTECT, null=True, related_name="+")
    data = models.TextField(help_text="The form as the browser sent it (urlencoded).")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="one_kept_form_per_person_and_item")]

    def __str__(self) -> str:
        return f"{self.user} · {self.item} · {self.kept_at:%d %B %Y, %H:%M}"


class OpenForm(models.Model):
    """Somebody has this form open: a notice for the others, never a lock."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_forms")
    item = models.ForeignKey("editorial.Item", models.CASCADE, related_name="open_forms")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="one_open_form_per_person_and_item")]

    def __str__(self) -> str:
        return f"{self.user} · {self.item}"
