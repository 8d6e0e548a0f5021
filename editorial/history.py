"""The chain of events: every act, with a hash of every row it wrote, chained per item.

`record` is called inside an action, under the lock of the item. A row's hash covers all its columns that hold
something; a column added later must therefore be empty in old rows, and a column is never removed.
"""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models

from editorial import clock
from editorial.canonical import canonical, digest, without_empty
from editorial.errors import TextRemoved
from editorial.models import Body, Contributor, Event, Item, Publication

START = "0" * 64


def keep(text: str) -> Body:
    """Store a text under its digest, once; raises TextRemoved when the law had exactly this text emptied."""
    name = digest(text)
    body = Body.objects.filter(pk=name).first()
    if body is None:
        # Two writers of one text on PostgreSQL: the second insert is ignored, both rows are the same bytes.
        body = Body.objects.bulk_create([Body(digest=name, text=text)], ignore_conflicts=True)[0]
    if body.text != text:
        raise TextRemoved
    return body


def keep_personal(facts: dict[str, Any]) -> Body:
    """Store personal text with a random part, so that an emptied text cannot be guessed from its digest."""
    return keep(canonical({**facts, "nonce": secrets.token_hex(16)}))


def row_hash(row: models.Model) -> str:
    """SHA-256 over all columns of a row that hold something."""
    values = {str(field.column): _as_text(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    return digest(canonical(without_empty(values)))


def publication_hash(publication: Publication) -> str:
    """SHA-256 over a publication with its address, tags and names."""
    names = publication.names.order_by("name").values_list("name", "letter", "is_title")
    facts = {
        "row": row_hash(publication),
        "path": publication.address.path,
        "tags": sorted(publication.tagged.values_list("tag__slug", flat=True)),
        "names": [[name, letter, is_title] for name, letter, is_title in names],
    }
    return digest(canonical(facts))


def record(
    item: Item,
    verb: str,
    by: Contributor | None,
    *,
    rows: Sequence[models.Model] = (),
    publication: Publication | None = None,
    note: str = "",
    **facts: Any,
) -> Event:
    """Append the event of an act: the rows it wrote, the publication as it is now, a note for people, further facts."""
    everything = without_empty(
        {
            **facts,
            "rows": {f"{row._meta.object_name}:{row.pk}": row_hash(row) for row in rows},
            "publication": publication_hash(publication) if publication else "",
        }
    )
    last = Event.objects.filter(item=item).order_by("-seq").values_list("seq", "hash").first() or (0, START)
    event = Event(
        item=item,
        seq=last[0] + 1,
        verb=verb,
        by=by,
        at=clock.now(),
        facts=canonical(everything),
        note=keep_personal({"note": note}) if note else None,
        is_demo=clock.is_demonstration(),
        prev=last[1],
    )
    event.hash = event_hash(event, item)
    event.save(force_insert=True)
    return event


def event_hash(event: Event, item: Item) -> str:
    """SHA-256 over everything an event says, with the hash of the event before it."""
    facts = {
        "item": str(item.uid),
        "seq": event.seq,
        "verb": event.verb,
        "by": event.by_id or 0,
        "at": _as_text(event.at),
        "facts": event.facts,
        "note": event.note_id or "",
        "is_demo": event.is_demo,
        "prev": event.prev,
    }
    return digest(canonical(facts))


def _as_text(value: Any) -> Any:
    """One spelling for a column's value on every database."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return value
