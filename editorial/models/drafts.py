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
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Nothing is lost: drafts are kept, pages are withdrawn. Raises ProtectedError."""
        raise ProtectedError("A draft is kept with its history. Withdraw the page if it is live.", {self})
