"""Where pages stand: the tree of topics and the tags."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.text import slugify
from taggit.models import TagBase

from editorial.models.history import Item

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


class TopicName(models.Model):
    """What a topic is called in another language than the one of its title."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names")
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    title = models.CharField(max_length=80)
    introduction = models.TextField(blank=True)

    class Meta:
        verbose_name = "name in another language"
        verbose_name_plural = "names in other languages"
        constraints = [models.UniqueConstraint(fields=["topic", "language"], name="one_topic_name_per_language")]

    def __str__(self) -> str:
        return self.title


class Promotion(models.Model):
    """A page that an editor puts first on the hub of a topic. Shown only while it is live."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="promotions")
    item = models.ForeignKey(Item, models.CASCADE, related_name="promotions", verbose_name="page")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "promoted page"
        constraints = [models.UniqueConstraint(fields=["topic", "item"], name="one_promotion_per_page")]

    def __str__(self) -> str:
        return str(self.item)


class Tag(TagBase):
    """A tag, the same in any letter case. Addresses that it had before lead to the one it has now (`TagAddress`).

    A tag that was merged into another keeps its row, because frozen documents name it; it stands for the other.
    """

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    synonyms = models.TextField("also called", blank=True, help_text="One name a line. They lead to this tag.")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged")

    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="tag_name_in_any_case")]

    @property
    def synonym_list(self) -> list[str]:
        """The names under "also called", each once."""
        return list(dict.fromkeys(name for line in self.synonyms.splitlines() if (name := " ".join(line.split()))))

    def clean(self) -> None:
        """Tags stand in two levels; a tag is not called what another one is called."""
        self.synonyms = "\n".join(self.synonym_list)
        if self.parent is not None:
            self._check_parent(self.parent)
        others = Tag.objects.exclude(pk=self.pk).filter(merged_into=None)
        for name in self.synonym_list:
            if taken := others.filter(name__iexact=name).first():
                sentence = f"“{taken.name}” is a tag of its own. Merge the two tags, or take this line out."
                raise ValidationError({"synonyms": sentence}, code="tag_exists")

    def _check_parent(self, parent: Tag) -> None:
        if parent.pk is not None and parent.pk == self.pk:
            raise ValidationError({"parent": "A tag cannot stand under itself. Choose another one."})
        if parent.merged_into_id:
            raise ValidationError({"parent": "This tag was merged into another one. Choose that one."})
        if parent.parent_id:
            sentence = f"“{parent.name}” stands under another tag itself, and tags go two levels deep. Choose that one."
            raise ValidationError({"parent": sentence})
        if self.pk is not None and self.children.exists():
            sentence = "Other tags stand under this one, and tags go two levels deep. Move those first."
            raise ValidationError({"parent": sentence})

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The last part of the address, in the letters that addresses are made of and never one of another tag's past."""
        made = slugify(tag)[:90] or f"tag-{hashlib.sha256(tag.encode()).hexdigest()[:8]}"
        slug = made if i is None else f"{made}-{i}"
        is_taken = TagAddress.objects.filter(slug=slug).exclude(tag=self.pk).exists()
        return self.slugify(tag, (i or 1) + 1) if is_taken else slug


class TagAddress(models.Model):
    """A last part of an address that a tag had before. It is never given to another tag."""

    slug = models.SlugField(max_length=100, unique=True)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="old_addresses")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "tag addresses"

    def __str__(self) -> str:
        return self.slug


class TagName(models.Model):
    """What a tag is called in another language than the one of its name."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="names")
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name = "name in another language"
        verbose_name_plural = "names in other languages"
        constraints = [models.UniqueConstraint(fields=["tag", "language"], name="one_tag_name_per_language")]

    def __str__(self) -> str:
        return self.name
