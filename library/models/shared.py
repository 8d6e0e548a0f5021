"""Sources and pictures."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from editorial import clock
from editorial.canonical import without_empty
from library.identifiers import clean_doi, clean_isbn, clean_pmid

partial_date = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
    "Write a year, or year-month, or year-month-day: 2023 or 2023-09.",
)


class Source(models.Model):
    """A publication that a statement rests on."""

    class Kind(models.TextChoices):
        GUIDELINE = "guideline", "guideline"
        SYSTEMATIC_REVIEW = "systematic_review", "systematic review"
        TRIAL = "trial", "trial"
        COHORT = "cohort", "cohort study"
        REGISTRY = "registry", "registry or statistics"
        REGULATOR = "regulator", "regulator"
        TEXTBOOK = "textbook", "textbook"
        CHARITY = "charity", "charity or patient organisation"
        EXPERT_OPINION = "expert_opinion", "expert opinion"
        NEWS = "news", "news"

    class Status(models.TextChoices):
        CURRENT = "current", "current"
        CORRECTED = "corrected", "corrected"
        SUPERSEDED = "superseded", "superseded by a newer one"
        RETRACTED = "retracted", "retracted"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=250)
    authors = models.CharField(max_length=250, blank=True)
    publisher = models.CharField(max_length=160)
    published = models.CharField("published on", max_length=10, validators=[partial_date])
    kind = models.CharField(max_length=20, choices=Kind.choices)
    edition = models.CharField("edition or version", max_length=60, blank=True)
    url = models.URLField("web address", blank=True, max_length=500)
    doi = models.CharField("DOI", max_length=200, blank=True, help_text="Such as: 10.1002/14651858.CD003474.pub4")
    pmid = models.CharField("PubMed number", max_length=12, blank=True)
    isbn = models.CharField("ISBN", max_length=17, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CURRENT)
    status_note = models.TextField(
        "what happened to it", blank=True, help_text="A sentence for whoever looks at the pages that use it."
    )
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody last opened and read it.")
    is_demo = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher}, {self.published[:4]})"

    @property
    def is_in_force(self) -> bool:
        """May a page still rest on it?"""
        return self.status in (self.Status.CURRENT, self.Status.CORRECTED)

    def clean(self) -> None:
        """Numbers in one spelling, and facts that go together, each said beside its field."""
        wrong: dict[str, Any] = {}
        cleaners: dict[str, Callable[[str], str]] = {"doi": clean_doi, "pmid": clean_pmid, "isbn": clean_isbn}
        for name, clean in cleaners.items():
            try:
                setattr(self, name, clean(getattr(self, name)))
            except ValidationError as error:
                wrong[name] = error.messages
        today = clock.today()
        if self.published[:10] > today.isoformat():
            wrong["published"] = "This day lies in the future. Write when it was published."
        if self.checked_on and self.checked_on > today:
            wrong["checked_on"] = "This day lies in the future. Write when somebody last opened and read it."
        wrong |= self._wrong_about_status()
        for name in ("doi", "pmid"):
            if name not in wrong and (other := self._same(name)):
                wrong[name] = f"“{other.title}” has this number already. Use that source, or correct the number."
        if wrong:
            raise ValidationError(wrong)

    def _wrong_about_status(self) -> dict[str, str]:
        wrong = {}
        if self.status != self.Status.CURRENT and not self.status_note.strip():
            wrong["status_note"] = "Say in a sentence what happened: whoever looks at the pages needs to know."
        if self.superseded_by is not None and self.status != self.Status.SUPERSEDED:
            wrong["superseded_by"] = (
                "Only a source that is superseded has a newer one. Empty this, or choose that status."
            )
        if self.superseded_by is not None and self.superseded_by.pk == self.pk:
            wrong["superseded_by"] = "A source cannot replace itself. Choose the newer one."
        return wrong

    def _same(self, name: str) -> Source | None:
        """Another source with this number."""
        value = getattr(self, name)
        same = (
            Source.objects.filter(**{f"{name}__iexact": value}).exclude(pk=self.pk) if value else Source.objects.none()
        )
        return same.first()

    def as_document(self) -> dict[str, str]:
        """The source as a revision freezes it, in its final words.

        The day of the last check and the status stay outside: looking at a source again must not void the review of a
        page, and what happened to a source is a fact beside the page.
        """
        numbers = {"edition": self.edition, "doi": self.doi, "pmid": self.pmid, "isbn": self.isbn}
        return {
            **without_empty(numbers),
            "uid": str(self.uid),
            "title": self.title,
            "authors": self.authors,
            "publisher": self.publisher,
            "published": self.published,
            "kind": self.kind,
            "url": self.url,
        }


class Picture(models.Model):
    """A picture in the library. Its file is named by the hash of its bytes and never overwritten."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, help_text="For finding it again; patients do not see it.")
    file = models.ImageField(upload_to="pictures", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "suggested alternative text",
        max_length=300,
        blank=True,
        help_text="What a person who cannot see it should know.",
    )
    credit = models.CharField(max_length=160)
    licence = models.CharField(max_length=120)
    # The uncut file, if `file` is a part of it; and the cut in percent of its width and height: left, top, right, bottom.
    uncut = models.CharField(max_length=100, blank=True, editable=False)
    cut = models.CharField(max_length=20, blank=True, editable=False)
    # What must stay visible where a page shows less than the whole picture, in percent from the left and from the top.
    focus_x = models.PositiveSmallIntegerField("point of interest, from the left", default=50)
    focus_y = models.PositiveSmallIntegerField("point of interest, from the top", default=50)
    is_missing = models.BooleanField("file missing", default=False, editable=False)
    is_demo = models.BooleanField("demonstration", default=False, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="picture_focus_in_the_picture", condition=models.Q(focus_x__lte=100, focus_y__lte=100)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def as_document(self) -> dict[str, Any]:
        """What a page freezes of the picture; the words beside it are the page's own."""
        return {
            "picture": str(self.uid),
            "file": self.file.name,
            "width": self.width,
            "height": self.height,
            "credit": self.credit,
            "licence": self.licence,
        }


class Rendition(models.Model):
    """A smaller or better packed file of a picture, made after the upload. Public: it knows file names only.

    `original` is the name of the picture file as documents hold it; `file` is `pictures/<hash>-<width>.<ending>`.
    """

    original = models.CharField(max_length=100, db_index=True)
    file = models.CharField(max_length=110, unique=True)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["original", "media_type", "width"]

    def __str__(self) -> str:
        return self.file
