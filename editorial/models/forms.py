"""Texts of editors that are not saved as revisions yet, and who has which form open."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class KeptForm(models.Model):
    """A form that is not saved, kept whole and as it was posted, until its editor has decided what to do with it.

    It was refused, or it was kept while its editor was still typing (`is_typed`). A form of a page that does not exist
    yet has no item; `kind` says of which kind the page would be. `form` names the opened form that it is a state of.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_forms")
    item = models.ForeignKey("editorial.Item", models.CASCADE, null=True, related_name="kept_forms")
    kind = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=12, blank=True)
    is_typed = models.BooleanField(default=False)
    based_on = models.ForeignKey("editorial.Revision", models.PROTECT, null=True, related_name="+")
    data = models.TextField(help_text="The form as the browser sent it (urlencoded).")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "item", "form"], condition=~models.Q(form=""), name="form_of_an_item_kept_once"
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "form"],
                condition=models.Q(item__isnull=True) & ~models.Q(form=""),
                name="form_of_a_new_page_kept_once",
            ),
            models.CheckConstraint(
                name="kept_form_of_a_page_or_of_a_kind",
                condition=models.Q(item__isnull=False, kind="") | (models.Q(item__isnull=True) & ~models.Q(kind="")),
            ),
        ]

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
