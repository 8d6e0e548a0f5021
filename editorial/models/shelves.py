"""Where pages stand: the tree of topics and the tags."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from taggit.models import TagBase

MAX_DEPTH = 3


class Topic(models.Model):
    """A shelf in a tree of at most three levels. Its slug is its address and never changes."""

    title = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, help_text="Part of the address. It cannot be changed later.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    introduction = models.TextField(blank=True, help_text="One or two plain sentences for patients.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        seen, ancestor = {self.pk}, self.parent
        depth = 1
        while ancestor is not None:
            if ancestor.pk is not None and ancestor.pk in seen:
                raise ValidationError({"parent": "A topic cannot stand under itself. Choose another parent."})
            seen.add(ancestor.pk)
            depth, ancestor = depth + 1, ancestor.parent
        if depth > MAX_DEPTH:
            raise ValidationError(
                {"parent": f"Topics go {MAX_DEPTH} levels deep at most. Choose a parent one level higher."}
            )


class Tag(TagBase):
    """A tag, the same in any letter case. Its slug is its address and never changes."""

    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="tag_name_in_any_case")]
