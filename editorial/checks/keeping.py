"""Findings kept per text, and which of them are waived."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from editorial import clock
from editorial.checks.findings import Finding, from_json
from editorial.checks.manuscript import Manuscript
from editorial.checks.registry import SiteView, version
from editorial.checks.running import findings_in, site_findings_in, unanswered
from editorial.models import Checked, FindingWaiver, Item, Publication, Revision


def findings_of_text(digest: str, document: Mapping[str, Any]) -> list[Finding]:
    """The findings of the document checks in a frozen text; made and kept when there are none of this version yet."""
    kept = Checked.objects.filter(digest=digest, version=version()).values_list("findings", flat=True).first()
    if kept is not None:
        return [from_json(entry) for entry in json.loads(kept)]
    findings = findings_in(document)
    text = json.dumps([finding.as_json() for finding in findings], ensure_ascii=False)
    # Somebody else may keep the same at this moment: it is the same text.
    Checked.objects.bulk_create(
        [Checked(digest=digest, version=version(), findings=text, at=clock.now())], ignore_conflicts=True
    )
    return findings


def findings_of(revision: Revision) -> list[Finding]:
    """Everything that is found in a revision today: kept findings of its text, and what the site says about it."""
    document, listing = json.loads(revision.signed.text), json.loads(revision.listing.text or "{}")
    site = site_findings_in(document, SiteView(revision.item, clock.today()), listing)
    kept = findings_of_text(revision.digest, document)
    # Kept without the terms: which of them are live is nothing that the text knows.
    if terms := marked_terms(listing):
        kept = unanswered(kept, Manuscript(document), terms)
    return [*kept, *site]


def marked_terms(listing: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The signed parts of the terms that a page with this listing marks today: live, and somebody vouches for them."""
    uids = listing.get("terms", [])
    if not uids:
        return []
    live = Publication.objects.live().filter(kind="term", item__uid__in=uids, basis=Publication.Basis.SIGNED)
    live = live.filter(review_revoked_at=None, retracted_source="")
    return [json.loads(text) for text in live.values_list("revision__signed__text", flat=True)]


def waivers_in_force(item: Item) -> dict[str, FindingWaiver]:
    """The waivers of a page that hold today, by fingerprint."""
    held = FindingWaiver.objects.filter(item=item, until__gte=clock.today()).select_related("by", "reason")
    return {waiver.fingerprint: waiver for waiver in held.order_by("pk")}


def blocking(findings: Iterable[Finding], item: Item) -> list[Finding]:
    """Those that keep the page from review and from patients: blocking, and waived by nobody."""
    waived = waivers_in_force(item)
    return [f for f in findings if f.is_blocking and not (f.is_waivable and f.fingerprint in waived)]
