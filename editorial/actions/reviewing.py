"""Who vouches for which words, and taking it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from editorial import clock, errors, history, policy, signals
from editorial.actions.locks import after_commit, document_of, lock, raise_generation
from editorial.models import (
    Contributor,
    Credential,
    Item,
    Publication,
    Revision,
    Scan,
    SignOff,
    SignOffConfirmed,
    SignOffRevoked,
    Waiver,
)
from editorial.policy import Confirmation


@transaction.atomic
def sign_off(
    *,
    revision: Revision,
    by: Contributor,
    confirmation: Confirmation | None,
    evidence_searched_on: dt.date,
    months: int | None = None,
    part: str = "",
) -> SignOff:
    """The reviewer vouches for exactly this text, today.

    `confirmation` proves that they confirmed who they are in the last five minutes; `months` shortens the time until
    the next review; `part` limits the sign-off to one block or question (it then never counts for the page).
    Raises NotPutForward, OwnText, Fictional, NoConsent, NoCredential, EmailNotVerified, VerifierInvolved, IdentityNotConfirmed or
    BadDate.
    """
    by = policy.require(by, "sign_off")
    item = lock(revision.item_id)
    confirmed = policy.check_identity(confirmation, by)
    signature = Signature(by, clock.today(), evidence_searched_on, months, part=part, confirmed_with=confirmed.method)
    given = _sign(item, revision, signature, by)
    if not part:
        _answered(item)
    after_commit(signals.text_signed, item, by)
    return given


def _answered(item: Item) -> None:
    """The text was put forward, and somebody vouched for it: nobody is asked any more."""
    item.put_forward = item.put_forward_by = None
    item.save(update_fields=["put_forward", "put_forward_by"])


@transaction.atomic
def record_sign_off(
    *,
    revision: Revision,
    reviewer: Contributor,
    how: str,
    scan: Scan,
    signed_on: dt.date,
    evidence_searched_on: dt.date,
    by: Contributor,
    months: int | None = None,
) -> SignOff:
    """Record a sign-off given on paper or by e-mail. It counts once a second person has confirmed it.

    Raises as `sign_off` does, and OwnText when the reviewer records it alone under their own name.
    """
    by = policy.require(by, "record_sign_off")
    item = lock(revision.item_id)
    if by.pk == reviewer.pk:
        raise errors.NothingToDo(what="You are the reviewer: sign the text yourself instead of recording it.")
    signature = Signature(reviewer, signed_on, evidence_searched_on, months, how=SignOff.How(how), scan=scan)
    return _sign(item, revision, signature, by)


@dataclass(frozen=True)
class Signature:
    """What a reviewer gives: who, when, on what evidence, for how long, for which part, and how it reached us."""

    reviewer: Contributor
    signed_on: dt.date
    searched_on: dt.date
    months: int | None
    how: str = SignOff.How.ACCOUNT
    part: str = ""
    confirmed_with: str = ""
    scan: Scan | None = None


def _sign(item: Item, revision: Revision, signature: Signature, by: Contributor) -> SignOff:
    """Check every rule about who may sign what, write the sign-off and its event."""
    if item.put_forward is None or item.put_forward.signed_id != revision.digest:
        raise errors.NotPutForward
    reviewer, signed_on, scan = signature.reviewer, signature.signed_on, signature.scan
    policy.check_dates(signed_on, signature.searched_on, revision)
    if signature.months is not None and signature.months < 1:
        raise errors.BadDate(problem="Give at least one month until the next review.")
    held = policy.check_may_sign(reviewer, revision, item, signed_on)
    document = document_of(revision)
    policy.check_facts(item.kind, document)
    longest = policy.review_months(document)
    given = SignOff.objects.create(
        revision=revision,
        digest=revision.digest,
        part=signature.part,
        reviewer=reviewer,
        person=history.keep_personal(_person(reviewer, held)),
        signed_on=signed_on,
        evidence_searched_on=signature.searched_on,
        next_review_on=clock.add_months(signed_on, min(signature.months or longest, longest)),
        how=signature.how,
        confirmed_with=signature.confirmed_with,
        scan=scan,
        by=by,
        at=clock.now(),
    )
    verb = "sign_off" if signature.how == SignOff.How.ACCOUNT else "record_sign_off"
    facts: dict[str, Any] = {"revision": revision.number, "digest": revision.digest, "sign_off": given.pk}
    history.record(item, verb, by, rows=[given, scan] if scan else [given], **facts)
    return given


def _person(reviewer: Contributor, held: list[Credential]) -> dict[str, object]:
    """Name, role and the credentials that count, as they were on the day of signing."""
    return {
        "name": reviewer.name,
        "role": reviewer.role_title,
        "affiliation": reviewer.affiliation,
        "interests": reviewer.interests,
        "slug": reviewer.slug,
        "credentials": [{"title": c.title, "body": c.awarding_body, "number": c.number} for c in held],
    }


@transaction.atomic
def confirm_sign_off(*, sign_off: SignOff, by: Contributor) -> None:
    """A second person looked at the scan and found the record right.

    Raises SecondPersonNeeded, AlreadyRevoked or NothingToDo.
    """
    by = policy.require(by, "record_sign_off")
    item = lock(sign_off.revision.item_id)
    if by.pk in (sign_off.by_id, sign_off.reviewer_id) or policy.has_worked_on(by, sign_off.revision, item):
        raise errors.SecondPersonNeeded
    if SignOffRevoked.objects.filter(sign_off=sign_off).exists():
        raise errors.AlreadyRevoked
    if sign_off.how == SignOff.How.ACCOUNT or SignOffConfirmed.objects.filter(sign_off=sign_off).exists():
        raise errors.NothingToDo(what="This sign-off needs no confirmation, or has one already.")
    row = SignOffConfirmed.objects.create(sign_off=sign_off, by=by, at=clock.now())
    if item.put_forward is not None and item.put_forward.signed_id == sign_off.digest:
        _answered(item)
    history.record(item, "confirm_sign_off", by, rows=[row], sign_off=sign_off.pk, digest=sign_off.digest)
    after_commit(signals.text_signed, item, by)


@transaction.atomic
def revoke_sign_off(*, sign_off: SignOff, by: Contributor, reason: str) -> None:
    """Take a sign-off back. A live page that rests on it stops saying "reviewed by" at once and says why.

    The reviewer may take back their own; otherwise a clinical lead. Raises AlreadyRevoked or ReasonMissing.
    """
    action = "sign_off" if by is not None and by.pk == sign_off.reviewer_id else "revoke_sign_off"
    by = policy.require(by, action)
    item = lock(sign_off.revision.item_id)
    if SignOffRevoked.objects.filter(sign_off=sign_off).exists():
        raise errors.AlreadyRevoked
    if not reason.strip():
        raise errors.ReasonMissing(audience="")
    row = SignOffRevoked.objects.create(
        sign_off=sign_off, reason=history.keep_personal({"note": reason}), by=by, at=clock.now()
    )
    publication = Publication.objects.filter(item=item, sign_off=sign_off, review_revoked_at=None).first()
    if publication is not None:
        _rest_on_another_or_say_so(item, publication)
    history.record(
        item,
        "revoke_sign_off",
        by,
        rows=[row],
        publication=publication,
        note=reason,
        sign_off=sign_off.pk,
        digest=sign_off.digest,
    )
    after_commit(signals.sign_off_revoked, item, by)


def _rest_on_another_or_say_so(item: Item, publication: Publication) -> None:
    """Another standing sign-off of the same digest carries the page; without one the page says that it has none."""
    other = (
        SignOff.objects.standing()
        .for_whole_page()
        .of_text(item.pk, publication.revision.digest)
        .order_by("-signed_on", "-pk")
        .first()
    )
    if other is None:
        publication.review_revoked_at = clock.now()
    else:
        publication.sign_off = other
        publication.reviewed_on, publication.next_review_on = other.signed_on, other.next_review_on
    publication.generation = raise_generation()
    publication.save()


@transaction.atomic
def waive(*, revision: Revision, by: Contributor, reason: str, until: dt.date) -> Waiver:
    """A clinical lead lets exactly this text go live unreviewed until a day. Raises ReasonMissing or BadDate."""
    by = policy.require(by, "waive")
    item = lock(revision.item_id)
    policy.check_not_put_away(item)
    if not reason.strip():
        raise errors.ReasonMissing(audience="")
    if not clock.today() < until <= clock.add_months(clock.today(), 12):
        raise errors.BadDate(problem="Choose an end date after today and within twelve months.")
    policy.check_facts(item.kind, document_of(revision), is_put_forward=True)
    waiver = Waiver.objects.create(
        item=item,
        digest=revision.digest,
        reason=history.keep_personal({"note": reason}),
        until=until,
        by=by,
        at=clock.now(),
    )
    history.record(
        item,
        "waive",
        by,
        rows=[waiver],
        note=reason,
        revision=revision.number,
        digest=revision.digest,
        until=until.isoformat(),
    )
    return waiver
