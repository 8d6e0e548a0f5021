"""Scans, the seal, and emptying what the law says must go."""

from __future__ import annotations

import hashlib
import json

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from editorial import clock, errors, history, policy, roles, signals
from editorial.actions.locks import lock, raise_generation
from editorial.canonical import canonical, digest
from editorial.models import (
    Body,
    Checked,
    Contributor,
    Edition,
    Event,
    Feedback,
    FindingWaiver,
    Item,
    KeptForm,
    Publication,
    Revision,
    Scan,
    Seal,
    SignOff,
    SignOffRevoked,
    Waiver,
)
from editorial.storage import scans

# What stands at the old address instead of a reason that the law had emptied.
REASON_REMOVED = "The reason was removed since."


def keep_scan(*, name: str, content_type: str, data: bytes) -> Scan:
    """Store the paper behind a recorded sign-off under the hash of its bytes; it is never overwritten."""
    name_of_file = hashlib.sha256(data).hexdigest()
    if not scans.exists(name_of_file):
        scans.save(name_of_file, ContentFile(data))
    scan = Scan.objects.filter(pk=name_of_file).first()
    return scan or Scan.objects.create(
        digest=name_of_file, name=name[:200], content_type=content_type[:80], size=len(data)
    )


@transaction.atomic
def redact(*, item: Item, digests: list[str], by: Contributor, together_with: Contributor, reason: str) -> None:
    """Empty texts of an item for ever; their digests stay and the chain says so.

    An administrator and a clinical lead do it together. `digests` name signed or listing parts of revisions, the
    person text of sign-offs, reasons, or notes of events; other pages that say the same lose it too, and their chains
    say so. Raises StillLive, ReasonMissing, NotAllowed or NothingToDo.
    """
    by, other = policy.require(by, "redact"), policy.require(together_with, "redact")
    acting = {name for person in (by, other) for name in _roles(person)}
    if by.pk == other.pk or not {roles.ADMINISTRATOR, roles.CLINICAL_LEAD} <= acting:
        raise errors.NotAllowed(action="redact", who="an administrator and a clinical lead together")
    items = [lock(pk) for pk in _saying(item, digests)]
    if not reason.strip():
        raise errors.ReasonMissing(audience="")
    if set(digests) - _texts_of(item) or not digests:
        raise errors.NothingToDo(what="Name texts that belong to this page.")
    live = Publication.objects.live().filter(revision__signed__in=digests)
    if live.exists() or Publication.objects.live().filter(listing__in=digests).exists():
        raise errors.StillLive
    saying = [one.title for one in items if one.head and {one.head.signed_id, one.head.listing_id} & set(digests)]
    if saying:
        drafts = ", ".join(f"“{title}”" for title in saying)
        raise errors.NothingToDo(
            what=f"The draft still says this: {drafts}. Take it out there and save, then try again."
        )
    Body.objects.filter(pk__in=digests).update(text="")
    Checked.objects.filter(digest__in=digests).delete()  # findings quote the text
    KeptForm.objects.filter(item__in=items).delete()
    signals.texts_redacted.send(sender=Item, item_ids=sorted(_with_text(item, digests)))
    raise_generation()
    for one in items:
        publication = _without_words(one, digests)
        Feedback.objects.filter(item=one, revision__signed__in=digests).update(section_title="")
        emptied, second = sorted(digests), str(other.uid)
        history.record(one, "redact", by, publication=publication, note=reason, emptied=emptied, together_with=second)


def _saying(item: Item, digests: list[str]) -> list[int]:
    """This item and all others of which a revision says the same, in the order in which they are locked."""
    same = Revision.objects.filter(Q(signed__in=digests) | Q(listing__in=digests)).values_list("item_id", flat=True)
    return sorted({item.pk, *same})


def _with_text(item: Item, digests: list[str]) -> set[int]:
    """The items of which a revision had one of these as its text.

    A listing alone may be that of half the site, so it counts for this item only; a note of an event is no text.
    """
    says_it = Q(signed__in=digests) | Q(listing__in=digests, item=item)
    return set(Revision.objects.filter(says_it).values_list("item_id", flat=True))


def _without_words(item: Item, digests: list[str]) -> Publication | None:
    """Take the emptied words out of the columns of a withdrawn page; None where it holds none."""
    publication = Publication.objects.select_related("revision").filter(item=item).first()
    if publication is None:
        return None
    says_it = {publication.revision.signed_id, publication.listing_id} & set(digests)
    if says_it:
        publication.title, publication.summary = "A page that was removed", ""
        publication.names.all().delete()
    gives_it = _gave_as_reason(item, digests) and not publication.is_live
    if gives_it:
        publication.withdrawn_reason = REASON_REMOVED
    if says_it or gives_it:
        publication.save()
    return publication if says_it or gives_it else None


def _gave_as_reason(item: Item, digests: list[str]) -> bool:
    """Is one of the emptied texts the reason of a withdrawal, as the history or as readers have it?"""
    told = Edition.objects.filter(item=item, kind=Edition.Kind.WITHDRAWN, note__in=digests)
    return told.exists() or Event.objects.filter(item=item, verb="withdraw", note__in=digests).exists()


def _roles(person: Contributor) -> set[str]:
    return set(person.user.groups.values_list("name", flat=True)) if person.user else set()


def _texts_of(item: Item) -> set[str]:
    """The digests of all texts that belong to an item."""
    texts: set[str] = set()
    for signed, listing in Revision.objects.filter(item=item).values_list("signed_id", "listing_id"):
        texts |= {signed, listing}
    texts |= set(SignOff.objects.filter(revision__item=item).values_list("person_id", flat=True))
    texts |= set(SignOffRevoked.objects.filter(sign_off__revision__item=item).values_list("reason_id", flat=True))
    texts |= set(Waiver.objects.filter(item=item).values_list("reason_id", flat=True))
    texts |= set(FindingWaiver.objects.filter(item=item).values_list("reason_id", flat=True))
    texts |= set(Edition.objects.filter(item=item, note__isnull=False).values_list("note_id", flat=True))
    return texts | set(Event.objects.filter(item=item, note__isnull=False).values_list("note_id", flat=True))


@transaction.atomic
def seal() -> Seal:
    """Seal the last event of every item that changed since the seal before, chained to it."""
    before = Seal.objects.select_for_update().order_by("-number").first()
    sealed: dict[str, int] = {}
    for text in Seal.objects.order_by("number").values_list("text", flat=True):
        sealed |= {uid: seq for uid, seq, _ in json.loads(text)["heads"]}
    last = Event.objects.filter(item=OuterRef("pk")).order_by("-seq")
    items = Item.objects.annotate(
        last_seq=Subquery(last.values("seq")[:1]), last_hash=Subquery(last.values("hash")[:1])
    ).filter(last_seq__isnull=False)
    heads = [
        [str(uid), seq, value]
        for uid, seq, value in items.order_by("uid").values_list("uid", "last_seq", "last_hash").iterator()
        if sealed.get(str(uid)) != seq
    ]
    text = canonical({"prev": before.hash if before else history.START, "heads": heads})
    return Seal.objects.create(number=before.number + 1 if before else 1, at=clock.now(), text=text, hash=digest(text))
