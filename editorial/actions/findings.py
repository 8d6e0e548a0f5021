"""What is done about the findings of the checks."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from editorial import clock, errors, history, policy
from editorial.actions.locks import lock
from editorial.checks import keeping
from editorial.checks.findings import Finding
from editorial.models import Contributor, FindingWaiver, Revision

LONGEST_WAIVER = dt.timedelta(days=366)


@transaction.atomic
def waive_finding(
    *, revision: Revision, fingerprint: str, reason: str, until: dt.date, by: Contributor
) -> FindingWaiver:
    """A clinical lead lets one blocking finding of the newest text pass until a day, a year at most.

    It holds for these words in this sentence, also in later texts, and ends by itself when they change. The message quotes
    the page, so its place is the note, which the law can have emptied.
    Raises StaleDraft, FindingNotThere, NotWaivable, ReasonMissing or BadDate.
    """
    by = policy.require(by, "waive")
    item = lock(revision.item_id)
    if item.head is None or item.head_id != revision.pk:
        raise errors.StaleDraft(
            by=item.head.by.name if item.head else "Somebody", number=item.head and item.head.number
        )
    finding = _finding_to_waive(revision, fingerprint)
    if not reason.strip():
        raise errors.ReasonMissing(audience="")
    if not clock.today() <= until <= clock.today() + LONGEST_WAIVER:
        raise errors.BadDate(problem="Choose a day from today on, at most a year ahead.")
    waiver = FindingWaiver.objects.create(
        item=item,
        fingerprint=fingerprint,
        check_id=finding.check,
        reason=history.keep_personal({"reason": reason.strip()}),
        until=until,
        by=by,
        at=clock.now(),
    )
    history.record(
        item,
        "waive_finding",
        by,
        rows=[waiver],
        note=f"{reason.strip()} ({finding.message})",
        revision=revision.number,
        about=finding.check,
        until=until.isoformat(),
    )
    return waiver


def _finding_to_waive(revision: Revision, fingerprint: str) -> Finding:
    finding = next((f for f in keeping.findings_of(revision) if f.fingerprint == fingerprint), None)
    if finding is None or not finding.is_blocking:
        raise errors.FindingNotThere
    if not finding.is_waivable:
        raise errors.NotWaivable(message=finding.message, remedy=finding.remedy)
    return finding
