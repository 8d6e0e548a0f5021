"""From a first sentence to a text that waits for its reviewer."""

from __future__ import annotations

import json
import re
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.text import slugify

from editorial import clock, errors, history, policy, registry, signals
from editorial.actions.locks import after_commit, document_of, lock
from editorial.canonical import canonical
from editorial.models import Body, Contributor, Draft, Item, Revision, Use
from editorial.registry import Snapshot


@transaction.atomic
def new_item(*, kind: str, language: str, by: Contributor, uid: UUID | None = None) -> Item:
    """Give a new draft its identity and its owner. The first `save_draft` must follow in the same transaction.

    `uid` is for a page that comes from another site, so that what names it there names it here.
    """
    by = policy.require(by, "save_draft")
    registry.kind_named(kind)
    is_demo = by.is_demo or clock.is_demonstration()
    return Item.objects.create(kind=kind, language=language, owner=by, is_demo=is_demo, uid=uid or uuid4())


@transaction.atomic
def save_draft(
    *,
    draft: Draft,
    by: Contributor,
    based_on: int | None,
    slug: str | None = None,
    token: str = "",
    restored_from: Revision | None = None,
) -> tuple[Revision, bool]:
    """Freeze what the draft's rows say now as a revision; returns (newest revision, whether it is new).

    `based_on` is the pk of the revision the editor started from (None for a new draft); `slug` the last part of the
    address, before the first publication only; `token` names the form, so that a double click saves once.
    Raises StaleDraft, AlreadySaved, AddressTaken, AddressReserved, KindFixed, LanguageFixed or TextRemoved.
    """
    by = policy.require(by, "save_draft")
    item = lock(draft.item_id)
    policy.check_not_put_away(item)
    head = item.head
    _check_not_stale(item, head, by, based_on, token)
    snapshot = registry.kind_named(item.kind).snapshot(draft)
    policy.check_stays_what_it_is(document_of(head) if head else None, snapshot.signed)
    readdressed = _settle_slug(item, snapshot, slug)
    texts = Texts(history.keep(canonical(snapshot.signed)), history.keep(canonical(snapshot.listing)))
    if head and texts.are_those_of(head) and restored_from is None:
        if readdressed:
            item.save(update_fields=["slug"])
            history.record(item, "save_draft", by, revision=head.number, slug=item.slug)
        return head, False
    revision = _freeze(item, texts, snapshot, by, token, restored_from)
    verb = "restore" if restored_from else "save_draft"
    history.record(item, verb, by, rows=[revision], revision=revision.number, digest=revision.digest, slug=item.slug)
    return revision, True


class Texts(NamedTuple):
    """The two stored texts of a revision."""

    signed: Body
    listing: Body

    def are_those_of(self, revision: Revision) -> bool:
        return (revision.signed_id, revision.listing_id) == (self.signed.pk, self.listing.pk)


def _freeze(
    item: Item, texts: Texts, snapshot: Snapshot, by: Contributor, token: str, restored_from: Revision | None
) -> Revision:
    """Write the revision with its uses and make it the newest text of the item."""
    head = item.head
    number = head.number + 1 if head else 1
    origin = {"by": by, "at": clock.now(), "token": token, "restored_from": restored_from}
    revision = Revision.objects.create(item=item, number=number, signed=texts.signed, listing=texts.listing, **origin)
    uses = [Use(revision=revision, kind=kind, uid=uid) for kind, uid in sorted(set(snapshot.uses))]
    Use.objects.bulk_create(uses)
    if head is None or head.signed_id != texts.signed.pk:
        # The words that somebody was asked to review are no longer the newest.
        item.put_forward = item.put_forward_by = None
    item.head, item.title = revision, snapshot.signed["title"]
    item.save(update_fields=["head", "title", "slug", "put_forward", "put_forward_by"])
    return revision


def _check_not_stale(item: Item, head: Revision | None, by: Contributor, based_on: int | None, token: str) -> None:
    """A double click is one save; a save over somebody else's is refused."""
    if token and Revision.objects.filter(by=by, token=token).exists():
        raise errors.AlreadySaved(Revision.objects.get(by=by, token=token).item_id)
    if head is not None and head.pk != based_on:
        raise errors.StaleDraft(by=head.by.name, number=head.number)


def _settle_slug(item: Item, snapshot: Snapshot, slug: str | None) -> bool:
    """Set the last part of the address of an item that was never public; returns whether it changed."""
    if item.addresses.exists():
        return False
    item.language = snapshot.signed["language"]
    wanted = policy.slug_from(slug if slug is not None else item.slug)
    if wanted and not (wanted == item.slug and _comes_from_title(item) and item.title != snapshot.signed["title"]):
        policy.check_address(item, wanted)
    else:
        wanted = _free_slug(item, snapshot.signed["title"])
    changed, item.slug = wanted != item.slug, wanted
    return changed


def _comes_from_title(item: Item) -> bool:
    """Was the address made from the title of the newest text, so that it follows a new title until it is public?"""
    return re.fullmatch(re.escape(_slug_of(item.title)) + r"(-\d+)?", item.slug) is not None


def _slug_of(title: str) -> str:
    return slugify(title)[:70] or "page"


def _free_slug(item: Item, title: str) -> str:
    base = _slug_of(title)
    for candidate in [base, *(f"{base}-{number}" for number in range(2, 200))]:
        try:
            policy.check_address(item, candidate)
        except (errors.AddressTaken, errors.AddressReserved):
            continue
        return candidate
    return f"{base}-{item.uid.hex[:8]}"


@transaction.atomic
def submit(*, revision: Revision, by: Contributor, reviewer: Contributor | None = None, note: str = "") -> None:
    """Ask for the review of the newest text. Raises StaleDraft, FactsMissing, FindingsBlock or NothingToDo."""
    by = policy.require(by, "submit")
    item = lock(revision.item_id)
    policy.check_not_put_away(item)
    if item.head_id != revision.pk:
        head = item.head
        assert head is not None
        raise errors.StaleDraft(by=head.by.name, number=head.number)
    if not policy.is_clinical(document_of(revision)):
        raise errors.NothingToDo(what="This page needs no clinical review. A publisher can publish it as it is.")
    policy.check_text(revision, is_put_forward=True)
    item.put_forward, item.put_forward_by = revision, by
    item.reviewer = reviewer or item.reviewer
    item.save(update_fields=["put_forward", "put_forward_by", "reviewer"])
    history.record(
        item,
        "submit",
        by,
        note=note,
        revision=revision.number,
        digest=revision.digest,
        reviewer=item.reviewer.name if item.reviewer else "",
    )
    after_commit(signals.review_requested, item, by)


@transaction.atomic
def request_changes(*, revision: Revision, by: Contributor, note: str) -> None:
    """Send a text back with a request. Raises NotPutForward or ReasonMissing."""
    by = policy.require(by, "request_changes")
    item = lock(revision.item_id)
    if item.put_forward_id != revision.pk:
        raise errors.NotPutForward
    if not note.strip():
        raise errors.ReasonMissing(audience=" and sent to the owner")
    item.put_forward = item.put_forward_by = None
    item.save(update_fields=["put_forward", "put_forward_by"])
    history.record(item, "request_changes", by, note=note, revision=revision.number, digest=revision.digest)
    after_commit(signals.changes_requested, item, by)


@transaction.atomic
def restore(*, revision: Revision, by: Contributor, based_on: int | None) -> Revision:
    """Make the draft say again what an older revision said, as a new revision. Raises StaleDraft or TextRemoved."""
    by = policy.require(by, "save_draft")
    item = lock(revision.item_id)
    _check_not_stale(item, item.head, by, based_on, "")
    if not revision.signed.text or not revision.listing.text:
        raise errors.TextRemoved
    kind = registry.kind_named(item.kind)
    draft = registry.draft_of(item.pk, item.kind)
    kind.write_back(draft, json.loads(revision.signed.text), json.loads(revision.listing.text))
    restored, _ = save_draft(draft=draft, by=by, based_on=item.head_id, restored_from=revision)
    return restored


@transaction.atomic
def hand_over(*, item: Item, to: Contributor, by: Contributor, note: str = "") -> None:
    """Give a page another owner."""
    by = policy.require(by, "hand_over")
    item = lock(item.pk)
    item.owner = to
    item.save(update_fields=["owner"])
    history.record(item, "hand_over", by, note=note, owner=str(to.uid))
