"""What every draft has. A draft is an ordinary row that only editors see."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import ProtectedError

from editorial.models.history import Item, Revision
from editorial.models.people import Contributor
from editorial.models.shelves import Topic


class Draft(models.Model):
    """The editors' side of an item. It is changed in the admin and frozen by the action `save_draft`."""

    class Origin(models.TextChoices):
        ORIGINAL = "original", "written here"
        LICENSED = "licensed", "licensed from others"
        SYNDICATED = "syndicated", "taken over as it is from others"
        PUBLIC_DOMAIN = "public_domain", "in the public domain"

    item = models.OneToOneField(Item, models.PROTECT, editable=False, related_name="%(class)s")
    title = models.CharField(
        max_length=100, help_text="A statement in sentence case, 65 characters or fewer if you can."
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_drafts",
        help_text="The page’s main shelf.",
    )
    authors = models.ManyToManyField(
        Contributor, blank=True, related_name="%(class)s_drafts", verbose_name="written by"
    )
    related = models.ManyToManyField(
        Item, blank=True, related_name="+", verbose_name="related pages", help_text="Shown only while they are live."
    )
    translation_of = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_translations",
        help_text="The page in another language that this one says the same as.",
    )
    translated_from = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # Empty only for imported texts and for drafts from before it was asked: then it must be said before a review.
    text_origin = models.CharField("where the text comes from", max_length=14, choices=Origin.choices, blank=True)
    copyright_holder = models.CharField(max_length=160, blank=True, help_text="Whose text it is, if it is not ours.")
    licence = models.CharField(max_length=120, blank=True, help_text="Such as: CC BY 4.0")
    permission = models.CharField(
        max_length=200, blank=True, help_text="Where the permission can be found. Patients do not see it."
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Nothing is lost: drafts are kept, pages are withdrawn. Raises ProtectedError."""
        raise ProtectedError("A draft is kept with its history. Withdraw the page if it is live.", {self})
