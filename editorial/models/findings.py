"""What the content checks found in a text, and what a clinical lead let pass."""

from __future__ import annotations

from django.db import models

from editorial.models.history import Body, Item
from editorial.models.people import Contributor


class Checked(models.Model):
    """The findings of one version of the checks in one text. It can be made again at any time, so it may be deleted."""

    digest = models.CharField(max_length=64)
    version = models.CharField(max_length=16)
    findings = models.TextField(help_text="JSON, as editorial/checks/findings.py writes it.")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "checked texts"
        constraints = [models.UniqueConstraint(fields=["digest", "version"], name="one_result_per_text_and_version")]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.version}"


class FindingWaiver(models.Model):
    """A clinical lead lets one blocking finding of a page pass until a day. Append-only.

    `fingerprint` names the check, the place and the very words: when they change, it no longer holds.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="finding_waivers")
    fingerprint = models.CharField(max_length=64)
    check_id = models.CharField(max_length=8)
    reason = models.ForeignKey(Body, models.PROTECT, related_name="+")
    until = models.DateField()
    by = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["item", "fingerprint"], name="waiver_by_finding")]

    def __str__(self) -> str:
        return f"{self.check_id} until {self.until:%d %B %Y}"
