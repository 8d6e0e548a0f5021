"""The door to patients."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from typing import Any

from django.db import transaction
from django.utils.text import Truncator

from editorial import clock, errors, history, policy, signals
from editorial.actions.locks import after_commit, document_of, lock, raise_generation
from editorial.canonical import digest
from editorial.editions import code_of
from editorial.models import Address, Body, Contributor, Edition, Item, Name, Publication, Revision, Topic
from editorial.tagging import distinct_tags


@transaction.atomic
def publish(*, revision: Revision, by: Contributor, note: str = "") -> Publication:
    """Put exactly this revision before patients, if it has a basis. `note` tells readers in a sentence what changed.

    Raises FactsMissing, NotSigned, FindingsBlock, OlderThanLive, EmbedNotLive, AddressTaken or TextRemoved.
    """
    by = policy.require(by, "publish")
    item = lock(revision.item_id)
    policy.check_not_put_away(item)
    if any(digest(body.text) != body.pk for body in (revision.signed, revision.listing)):
        raise errors.TextRemoved
    document = document_of(revision)
    policy.check_text(revision)
    basis = policy.basis_for(item, revision, document)
    policy.check_embeds_live(item.kind, document)
    before = Publication.objects.select_related("revision").filter(item=item).first()
    if before is not None and before.is_live and before.revision.number > revision.number:
        raise errors.OlderThanLive(number=before.revision.number)
    publication = before or Publication(
        item=item, first_published_at=clock.now(), address=_address(item, item.slug, by)
    )
    if before is None or before.revision.digest != revision.digest:
        publication.changed_at = clock.now()
    edition = _edition(item, revision, before, basis, note)
    publication.revision, publication.code = revision, code_of(item.uid, revision.digest)
    _rest_on(publication, basis, document)
    _say(publication, item, document)
    publication.is_demo = item.is_demo or clock.is_demonstration()
    _show(publication, revision.listing)
    history.record(
        item,
        "publish",
        by,
        rows=[publication.address, *([edition] if edition else [])],
        publication=publication,
        revision=revision.number,
        digest=revision.digest,
        basis=basis.name,
    )
    after_commit(signals.content_published, item, by)
    return publication


def _edition(
    item: Item, revision: Revision, before: Publication | None, basis: policy.Basis, note: str
) -> Edition | None:
    """What readers are told of this act: a text that they did not see before, or a new review of the one they know."""
    if before is None or not before.is_live or before.revision.digest != revision.digest:
        return _keep_edition(item, revision, Edition.Kind.PUBLISHED, note)
    if basis.sign_off is not None and before.sign_off_id != basis.sign_off.pk:
        return _keep_edition(item, revision, Edition.Kind.REVIEWED, note)
    if not before.code:  # live since before there were codes: readers have known it since then
        return _keep_edition(item, revision, Edition.Kind.PUBLISHED, note, at=before.changed_at)
    return None  # only its topic, tags or names changed


def _keep_edition(item: Item, revision: Revision, kind: str, note: str, at: dt.datetime | None = None) -> Edition:
    words = Truncator(" ".join(note.split())).chars(300)
    return Edition.objects.create(
        item=item,
        revision=revision,
        kind=kind,
        code=code_of(item.uid, revision.digest),
        note=history.keep_personal({"note": words}) if words else None,
        at=at or clock.now(),
    )


def _say(publication: Publication, item: Item, document: dict[str, Any]) -> None:
    """Write that the page is live, and what lists say of it."""
    publication.state, publication.withdrawn_at = Publication.State.LIVE, None
    publication.withdrawn_reason, publication.replaced_by = "", None
    publication.language, publication.kind = document["language"], item.kind
    publication.article_kind = document.get("article_kind", "")
    publication.title, publication.summary = (
        document["title"],
        document.get("summary") or document.get("definition", ""),
    )
    source = Item.objects.filter(uid=document["translation_of"]).first() if "translation_of" in document else None
    publication.translation_of, publication.translated_digest = source, document.get("translated_digest", "")


def _rest_on(publication: Publication, basis: policy.Basis, document: dict[str, Any]) -> None:
    """Write why the page may be live; the dates are those of the sign-off, or of the waiver, and no others."""
    given, waiver = basis.sign_off, basis.waiver
    publication.basis, publication.sign_off, publication.waiver = basis.name, given, waiver
    publication.reviewed_on = given.signed_on if given else None
    publication.next_review_on = given.next_review_on if given else waiver.until if waiver else None
    publication.review_revoked_at = None
    _settle_review(publication, basis, document)


def _settle_review(publication: Publication, basis: policy.Basis, document: dict[str, Any]) -> None:
    """A review that was opened again is done where somebody vouched for the text, or wrote it, since then.

    A text that still rests on the retracted source settles nothing: readers must go on being told.
    """
    if publication.reopened_at is None:
        return
    given = basis.sign_off or basis.waiver or publication.revision
    rests_on = {source["title"] for source in document.get("sources", [])}
    # A paper that was signed before says nothing of the reason, whenever it was recorded.
    is_later = basis.sign_off is None or basis.sign_off.signed_on >= clock.day_of(publication.reopened_at)
    if is_later and given.at > publication.reopened_at and publication.retracted_source not in rests_on:
        publication.reopened_at, publication.reopened_until, publication.reopened_because = None, None, ""
        publication.retracted_source = ""


def _address(item: Item, slug: str, by: Contributor) -> Address:
    """The address for a slug of this item; one it had before is taken up again."""
    path = policy.check_address(item, slug)
    address: Address | None = Address.objects.filter(path=path).first()
    return address or Address.objects.create(path=path, item=item, by=by, at=clock.now())


def _show(publication: Publication, listing: Body) -> None:
    """Write the columns and rows that lists need, from the listing part; raises the generation."""
    where = json.loads(listing.text)
    publication.listing = listing
    publication.topic = Topic.objects.filter(slug=where.get("topic", "")).first()
    publication.generation = raise_generation()
    publication.save()
    publication.tags.set(distinct_tags(where.get("tags", [])))
    publication.names.all().delete()
    names = dict.fromkeys([publication.title, *where.get("synonyms", [])])
    Name.objects.bulk_create(
        Name(publication=publication, name=name, letter=first_letter(name), is_title=name == publication.title)
        for name in names
    )


def first_letter(name: str) -> str:
    """The letter under which a name stands: without accents, "#" for names that begin with no letter."""
    for character in name:
        if character.isalpha():
            base = unicodedata.normalize("NFKD", character)[0]
            return base.upper()[:1]
        if character.isdigit():
            return "#"
    return "#"


@transaction.atomic
def withdraw(*, item: Item, by: Contributor, reason: str, replaced_by: Item | None = None) -> None:
    """Take a page away from patients; its address answers 410 with the reason, or leads to what replaces it.

    Raises NotLive, ReasonMissing or NothingToDo.
    """
    by = policy.require(by, "withdraw")
    item = lock(item.pk)
    publication = Publication.objects.live().filter(item=item).first()
    if publication is None:
        raise errors.NotLive(action="withdraw")
    if not reason.strip():
        raise errors.ReasonMissing(audience=" and shown to patients at the old address")
    if replaced_by is not None and not Publication.objects.live().filter(item=replaced_by).exclude(item=item).exists():
        raise errors.NothingToDo(what="The page that should replace this one is not live. Publish it first.")
    publication.state, publication.withdrawn_at = Publication.State.WITHDRAWN, clock.now()
    publication.withdrawn_reason, publication.replaced_by = reason.strip(), replaced_by
    publication.generation = raise_generation()
    publication.save()
    edition = _keep_edition(item, publication.revision, Edition.Kind.WITHDRAWN, reason)
    history.record(
        item,
        "withdraw",
        by,
        rows=[edition],
        publication=publication,
        note=reason,
        replaced_by=str(replaced_by.uid) if replaced_by else "",
    )
    after_commit(signals.content_withdrawn, item, by)


@transaction.atomic
def change_address(*, item: Item, slug: str, by: Contributor) -> Address:
    """Give a page another address; the old one leads to it for ever. Raises NotLive, AddressTaken, AddressReserved."""
    by = policy.require(by, "change_address")
    item = lock(item.pk)
    publication = Publication.objects.filter(item=item).first()
    if publication is None:
        raise errors.NotLive(action="re-address; change the address in its form")
    wanted = policy.slug_from(slug)
    if not wanted:
        raise errors.NothingToDo(what="Write the new address with letters, digits and hyphens.")
    publication.address, item.slug = _address(item, wanted, by), wanted
    publication.generation = raise_generation()
    publication.save()
    item.save(update_fields=["slug"])
    history.record(
        item, "change_address", by, rows=[publication.address], publication=publication, path=publication.address.path
    )
    after_commit(signals.content_published, item, by)
    return publication.address


@transaction.atomic
def relist(*, item: Item, by: Contributor) -> Publication:
    """Show the draft's topic, tags, names and related pages on the live page; its text stays. Raises NotLive."""
    by = policy.require(by, "relist")
    item = lock(item.pk)
    publication = Publication.objects.live().filter(item=item).first()
    if publication is None or item.head is None:
        raise errors.NotLive(action="relist")
    if publication.listing_id == item.head.listing_id:
        raise errors.NothingToDo(what="Topic, tags and names of the live page are those of the draft already.")
    _show(publication, item.head.listing)
    history.record(item, "relist", by, publication=publication, revision=item.head.number, listing=item.head.listing_id)
    after_commit(signals.content_published, item, by)
    return publication
