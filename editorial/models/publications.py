"""The patients' side of the gate: the only tables that public code reads."""

from __future__ import annotations

import datetime as dt
import json

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from editorial import registry
from editorial.models.history import Body, Item, Revision
from editorial.models.people import Contributor
from editorial.models.reviews import SignOff, Waiver
from editorial.models.shelves import Tag, Topic


class Address(models.Model):
    """A path that was given to an item. Append-only: a path is never given to another item."""

    path = models.CharField(max_length=200, unique=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="addresses")
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.path


class PublicationTag(ItemBase):
    content_object = models.ForeignKey("Publication", models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="publication_links")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="one_tag_per_publication")]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> PublicationQuerySet:
        """What patients may see: every public list starts here."""
        return self.filter(state=Publication.State.LIVE)

    def in_lists(self) -> PublicationQuerySet:
        """Pages that stand in lists of pages; glossary terms have a list of their own."""
        return self.exclude(kind__in=registry.unlisted())

    def in_language(self, language: str) -> PublicationQuerySet:
        return self.filter(language=language)

    def with_documents(self) -> PublicationQuerySet:
        """With what a page shows, in one query."""
        return self.select_related(
            "address",
            "topic__parent__parent",
            "revision__signed",
            "listing",
            "item",
            "sign_off__person",
            "sign_off__reviewer",
            "waiver",
        )

    def with_all_tags(self, slugs: list[str]) -> PublicationQuerySet:
        """Pages that carry every one of the tags, or a tag under it."""
        found = self
        for slug in slugs:
            links = PublicationTag.objects.filter(content_object=OuterRef("pk"))
            found = found.filter(Exists(links.filter(Q(tag__slug=slug) | Q(tag__parent__slug=slug))))
        return found

    def due_for_review(self, today: dt.date) -> PublicationQuerySet:
        return self.live().filter(next_review_on__lt=today)


class Publication(models.Model):
    """One page before patients: its address, its live revision, its basis, and the columns that lists need."""

    class State(models.TextChoices):
        LIVE = "live", "live"
        WITHDRAWN = "withdrawn", "withdrawn"

    class Basis(models.TextChoices):
        """Why a page may be live. `wording` and `urgent` have their place here; no action gives them yet."""

        SIGNED = "signed", "signed off"
        WORDING = "wording", "wording corrected"
        URGENT = "urgent", "changed for safety"
        UNREVIEWED = "unreviewed", "not yet reviewed"
        NONE_NEEDED = "none_needed", "no clinical review needed"

    item = models.OneToOneField(Item, models.PROTECT, related_name="publication")
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    kind = models.CharField(max_length=40)
    article_kind = models.CharField(max_length=20, blank=True)
    address = models.ForeignKey(Address, models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    listing = models.ForeignKey(Body, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=20, choices=Basis.choices)
    sign_off = models.ForeignKey(SignOff, models.PROTECT, null=True, related_name="+")
    waiver = models.ForeignKey(Waiver, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.LIVE)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="publications")
    tags = TaggableManager(through=PublicationTag, blank=True)
    first_published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reviewed_on = models.DateField(null=True)
    next_review_on = models.DateField(null=True)
    review_revoked_at = models.DateTimeField(null=True)
    # Something that the text rests on changed: its review is open again, and somebody has to look by that day.
    reopened_at = models.DateTimeField(null=True)
    reopened_until = models.DateField(null=True)
    reopened_because = models.TextField(blank=True)
    retracted_source = models.CharField(max_length=250, blank=True, help_text="The title; readers are told of it.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    replaced_by = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    generation = models.BigIntegerField(default=0, db_index=True)
    is_demo = models.BooleanField(default=False)
    # What the live text says of itself as a translation: the page it was made from, and the digest of that text.
    translation_of = models.ForeignKey(Item, models.PROTECT, null=True, related_name="translated_publications")
    translated_digest = models.CharField(max_length=64, blank=True)
    # Printed on paper; empty for a page that was last published before there were codes.
    code = models.CharField(max_length=16, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["state", "language", "title"], name="publication_lists")]
        constraints = [
            models.CheckConstraint(
                name="signed_publication_has_sign_off",
                condition=Q(basis__in=["signed", "wording"], sign_off__isnull=False, reviewed_on__isnull=False)
                | (~Q(basis__in=["signed", "wording"]) & Q(sign_off__isnull=True, reviewed_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="unreviewed_publication_has_waiver",
                condition=~Q(basis="unreviewed") | Q(waiver__isnull=False),
            ),
            models.CheckConstraint(
                name="reopened_publication_says_until_when_and_why",
                condition=Q(reopened_at__isnull=True, reopened_until__isnull=True, reopened_because="")
                | (Q(reopened_at__isnull=False, reopened_until__isnull=False) & ~Q(reopened_because="")),
            ),
            models.CheckConstraint(
                name="withdrawn_publication_says_when_and_why",
                condition=Q(state="live", withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address.path

    @property
    def path(self) -> str:
        return self.address.path

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE

    def is_overdue(self, today: dt.date) -> bool:
        return self.next_review_on is not None and self.next_review_on < today


class Edition(models.Model):
    """An act that readers were told of: a text that went live, a new review of it, or its end. Append-only.

    `code` names the text on paper (`editorial/editions.py`); the newest edition of an item says what is true today.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", "published"
        REVIEWED = "reviewed", "reviewed again, nothing changed"
        WITHDRAWN = "withdrawn", "withdrawn"

    item = models.ForeignKey(Item, models.PROTECT, related_name="editions")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    code = models.CharField(max_length=16, db_index=True)
    # A text of its own, so that the law can have it emptied.
    note = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.code} {self.kind}"

    @property
    def words(self) -> str:
        """The sentence for readers; empty where there is none, or where it was removed."""
        text = self.note.text if self.note else ""
        return str(json.loads(text)["note"]) if text else ""


class Copy(models.Model):
    """A file made of a live page after it was published: a PDF, or the picture for links. Made again when it is stale.

    `fingerprint` is a hash of everything the page shows, `digest` the SHA-256 of the file; a copy with another one is
    never handed out. A row from before there were digests has none: it is stale.
    """

    class Form(models.TextChoices):
        A4 = "a4", "A4"
        LETTER = "letter", "Letter"
        LARGE = "large", "large print"
        CARD = "card", "picture for links"

    item = models.ForeignKey(Item, models.CASCADE, related_name="copies")
    form = models.CharField(max_length=8, choices=Form.choices)
    fingerprint = models.CharField(max_length=64)
    file = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, default="")
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "copies"
        constraints = [models.UniqueConstraint(fields=["item", "form"], name="one_copy_per_form")]

    def __str__(self) -> str:
        return self.file


class Name(models.Model):
    """A name under which a page is found in the A to Z: its title or an "also called" name."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    letter = models.CharField(max_length=4)
    is_title = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["letter"], name="name_by_letter")]
        constraints = [models.UniqueConstraint(fields=["publication", "name"], name="one_name_per_publication")]

    def __str__(self) -> str:
        return self.name


class SiteState(models.Model):
    """One row: the generation that every change of a public page raises, and whether demonstration rows exist.

    `stamp` is another with every generation, and never comes again: a database that was put back from a copy counts the
    same generations twice.
    """

    generation = models.BigIntegerField(default=0)
    stamp = models.CharField(max_length=32, blank=True, default="")
    has_demo = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"generation {self.generation}"
