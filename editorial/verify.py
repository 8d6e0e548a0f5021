"""Proving the history: digests, chains, rows, triggers, and that every live page has the basis it shows.

Every check yields sentences that name what is wrong; an intact history yields none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from editorial import history, policy, protect
from editorial.canonical import digest
from editorial.models import Body, Event, Item, Notice, Publication, Seal, SignOff

# Every row of these tables must be vouched for by an event, with a hash of all its columns.
CHAINED = [
    "Revision",
    "SignOff",
    "SignOffConfirmed",
    "SignOffRevoked",
    "Waiver",
    "FindingWaiver",
    "Scan",
    "Address",
    "Edition",
]
CHUNK = 200

Progress = Callable[[int, int], None]


def problems(seal: str = "", progress: Progress = lambda done, total: None) -> Iterator[str]:
    """All that is wrong with the history. `seal` is a hash that was kept outside; `progress` gets (items done, total)."""
    yield from protect.faults(connection)
    emptied: set[str] = set()
    vouched: dict[str, set[str]] = {name: set() for name in CHAINED}
    items = Item.objects.order_by("pk").select_related("head")
    total, done = items.count(), 0
    for start in range(0, total, CHUNK):
        chunk = list(items[start : start + CHUNK])
        yield from _chains(chunk, vouched, emptied)
        done += len(chunk)
        progress(done, total)
    yield from _bodies(emptied)
    yield from _rows_nobody_wrote(vouched)
    yield from _live_pages()
    yield from _seals(seal)


def _chains(items: list[Item], vouched: dict[str, set[str]], emptied: set[str]) -> Iterator[str]:
    """The events of some items: numbering, hashes, and the rows they vouch for."""
    events: dict[int, list[Event]] = {item.pk: [] for item in items}
    for event in Event.objects.filter(item__in=items).order_by("item_id", "seq"):
        events[event.item_id].append(event)
    notices = {notice.item_id: notice for notice in Notice.objects.filter(item__in=items)}
    publications = {p.item_id: p for p in Publication.objects.filter(item__in=items).select_related("address")}
    claims: dict[str, dict[str, str]] = {name: {} for name in CHAINED}
    for item in items:
        shown, noticed = "", ""
        yield from _chain(item, events[item.pk])
        for event in events[item.pk]:
            facts = _facts(event)
            emptied |= set(facts.get("emptied", []))
            shown, noticed = facts.get("publication", shown), facts.get("notice", noticed)
            for row, value in facts.get("rows", {}).items():
                name, _, key = row.partition(":")
                claims.setdefault(name, {}).setdefault(key, value)
        yield from _publication(item, publications.get(item.pk), shown)
        yield from _notice(item, notices.get(item.pk), noticed)
        yield from _head(item, events[item.pk])
    for name, claimed in claims.items():
        vouched.setdefault(name, set()).update(claimed)
        yield from _claimed_rows(name, claimed)


def _facts(event: Event) -> dict[str, Any]:
    try:
        facts = json.loads(event.facts)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _chain(item: Item, events: list[Event]) -> Iterator[str]:
    if not events and item.head_id:
        yield f"{_name(item)}: it has a text but no events."
    prev = history.START
    for expected, event in enumerate(events, start=1):
        place = f"{_name(item)}, event {event.seq} ({event.verb})"
        if event.seq != expected:
            yield f"{place}: event {expected} is missing."
        if event.prev != prev:
            yield f"{place}: it does not follow from the event before it."
        if history.event_hash(event, item) != event.hash:
            yield f"{place}: it does not say what was written."
        prev = event.hash


def _head(item: Item, events: list[Event]) -> Iterator[str]:
    """The newest text is the one the chain says, so that a cut tail of revisions shows."""
    said = [
        facts["revision"] for e in events if e.verb in ("save_draft", "restore") and "revision" in (facts := _facts(e))
    ]
    number = item.head.number if item.head else None
    if said and number != max(said):
        yield f"{_name(item)}: the newest text is revision {number}, the chain says {max(said)}."


def _publication(item: Item, publication: Publication | None, shown: str) -> Iterator[str]:
    if publication is None and shown:
        yield f"{_name(item)}: its publication is gone."
    if publication is not None and history.publication_hash(publication) != shown:
        yield f"{_name(item)}: its publication is not what the last act on it wrote."


def _notice(item: Item, notice: Notice | None, said: str) -> Iterator[str]:
    """Unlike other rows a notice may change, so what counts is what the last act on it wrote."""
    if notice is None and said:
        yield f"{_name(item)}: its notice is gone."
    if notice is not None and history.row_hash(notice) != said:
        yield f"{_name(item)}: its notice is not what the last act on it wrote."


def _claimed_rows(name: str, claimed: dict[str, str]) -> Iterator[str]:
    model: type[models.Model] = apps.get_model("editorial", name)
    key = model._meta.pk
    assert key is not None
    rows = {str(row.pk): row for row in model._default_manager.filter(pk__in=[key.to_python(pk) for pk in claimed])}
    for pk, value in claimed.items():
        if pk not in rows:
            yield f"{name} {pk} is gone."
        elif history.row_hash(rows[pk]) != value:
            yield f"{name} {pk} is not what was written."


def _bodies(emptied: set[str]) -> Iterator[str]:
    """Every text hashes to its name, or was emptied by an act that is in the chain."""
    for name, text in Body.objects.order_by("pk").values_list("digest", "text").iterator(chunk_size=CHUNK):
        if digest(text) != name and not (text == "" and name in emptied):
            yield f"The text {name[:12]}… was changed."


def _rows_nobody_wrote(vouched: dict[str, set[str]]) -> Iterator[str]:
    for name in CHAINED:
        model = apps.get_model("editorial", name)
        for pk in model._default_manager.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
            if str(pk) not in vouched[name]:
                yield f"{name} {pk} was written by no recorded act."


def _live_pages() -> Iterator[str]:
    """What a page shows about its review is what the sign-offs say."""
    live = Publication.objects.live().select_related("item", "revision__signed", "sign_off", "waiver")
    for publication in live.iterator(chunk_size=CHUNK):
        yield from (f"{_name(publication.item)}: {fault}" for fault in _faults_of(publication))


def _faults_of(publication: Publication) -> Iterator[str]:
    basis, given = publication.basis, publication.sign_off
    if basis == Publication.Basis.SIGNED and given is not None:
        if given.digest != publication.revision.digest or given.part:
            yield "its sign-off is not for the text it shows."
        stands = SignOff.objects.standing().filter(pk=given.pk).exists()
        if not stands and publication.review_revoked_at is None:
            yield "its sign-off was taken back or never confirmed, and the page does not say so."
        if (publication.reviewed_on, publication.next_review_on) != (given.signed_on, given.next_review_on):
            yield "its review dates are not those of its sign-off."
    elif basis == Publication.Basis.UNREVIEWED:
        if publication.waiver is None or publication.waiver.digest != publication.revision.digest:
            yield "no waiver allows this text to be live unreviewed."
    elif basis == Publication.Basis.NONE_NEEDED:
        if policy.is_clinical(_document(publication)):
            yield "it is clinical and live without a review."
    else:
        yield f"nothing gives the basis “{basis}”."


def _document(publication: Publication) -> dict[str, Any]:
    try:
        document = json.loads(publication.revision.signed.text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _seals(outside: str) -> Iterator[str]:
    """The seals follow from each other, and every event they name is still there."""
    prev, known = history.START, set()
    for seal in Seal.objects.order_by("number"):
        text = json.loads(seal.text)
        if digest(seal.text) != seal.hash or text["prev"] != prev:
            yield f"Seal {seal.number} is not what was written."
        prev = seal.hash
        known.add(seal.hash)
        yield from _sealed_events(seal.number, text["heads"])
    if outside and outside not in known:
        yield "The seal you gave is not in this database: rows were cut off after it was made, or before."


def _sealed_events(number: int, heads: list[list[Any]]) -> Iterator[str]:
    for start in range(0, len(heads), CHUNK):
        part = heads[start : start + CHUNK]
        hashes = {value for _, _, value in part}
        there = set(Event.objects.filter(hash__in=hashes).values_list("hash", flat=True))
        for uid, seq, value in part:
            if value not in there:
                yield f"Seal {number} names event {seq} of item {uid}, which is gone or was changed."


def _name(item: Item) -> str:
    return f"{item.kind} “{item.title}” ({item.uid})"
