"""What every action does first and last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F
from django.dispatch import Signal

from editorial import clock
from editorial.errors import TextRemoved
from editorial.models import Contributor, Item, Revision, SiteState


def lock(item_id: int) -> Item:
    """Lock an item for the rest of the transaction and read it. Several items: in the order of their ids.

    SQLite drops FOR UPDATE without a word; there the transaction itself (IMMEDIATE) is the lock.
    """
    assert connection.in_atomic_block, "an action holds its lock inside one transaction"
    item: Item = Item.objects.select_for_update(of=("self",)).get(pk=item_id)
    return item


def lock_all(item_ids: Iterable[int]) -> dict[int, Item]:
    """Lock several items, in the order of their ids, and read them: key -> item."""
    assert connection.in_atomic_block, "an action holds its locks inside one transaction"
    wanted = Item.objects.select_for_update(of=("self",)).filter(pk__in=set(item_ids))
    return {item.pk: item for item in wanted.order_by("pk")}


def document_of(revision: Revision) -> dict[str, Any]:
    """The signed part of a revision; raises TextRemoved when the law had it emptied."""
    if not revision.signed.text:
        raise TextRemoved
    document: dict[str, Any] = json.loads(revision.signed.text)
    return document


def raise_generation() -> int:
    """Say that a public page changed: the new generation of the site. Taken after the item's lock, never before.

    Nobody looks at public pages between this and the end of the transaction (`editorial/unchanged.py`).
    """
    demo = {"has_demo": True} if clock.is_demonstration() else {}
    state, _ = SiteState.objects.get_or_create(pk=1)
    SiteState.objects.filter(pk=state.pk).update(generation=F("generation") + 1, stamp=uuid4().hex, **demo)
    return SiteState.objects.get(pk=state.pk).generation


def after_commit(signal: Signal, item: Item, by: Contributor) -> None:
    """Tell the listener when the transaction has been committed, and never otherwise."""
    item_id, by_id = item.pk, by.pk
    transaction.on_commit(lambda: signal.send_robust(sender=Item, item_id=item_id, by_id=by_id))
