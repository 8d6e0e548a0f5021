"""Files that were imported, or refused, with the whole report."""

from __future__ import annotations

from django.db import models

from articles.models.article import Article
from editorial.models import Contributor


class ImportedFile(models.Model):
    """One file or pasted text that somebody brought in. The file itself is not kept; its report is."""

    class Format(models.TextChoices):
        TEXT = "txt", "plain text"
        MARKDOWN = "md", "Markdown"
        HTML = "html", "web page"
        WORD = "docx", "Word document"

    name = models.CharField(max_length=200)
    format = models.CharField(max_length=8, choices=Format.choices, blank=True)
    size = models.PositiveIntegerField(help_text="In bytes.")
    digest = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="imports")
    refusal = models.CharField(max_length=300, blank=True, help_text="Why it was not imported.")
    report = models.TextField(blank=True, help_text="JSON, as articles/importing/report.py writes it.")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "import"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="imported_or_refused",
                condition=models.Q(article__isnull=False, refusal="")
                | (models.Q(article__isnull=True) & ~models.Q(refusal="")),
            )
        ]

    def __str__(self) -> str:
        return self.name
