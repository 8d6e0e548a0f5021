"""Putting a draft away that will come to nothing, and taking it back. No revision is touched."""

from __future__ import annotations

from django.db import transaction

from editorial import clock, errors, history, policy
from editorial.actions.locks import lock
from editorial.models import Contributor, Item


@transaction.atomic
def put_away(*, item: Item, by: Contributor, note: str = "") -> None:
    """Take a draft that patients never saw out of lists and counts. A review that was asked for is asked for no more.

    Raises WasPublic or NothingToDo.
    """
    by = policy.require(by, "put_away")
    item = lock(item.pk)
    policy.check_can_be_put_away(item)
    item.put_away_at, item.put_away_by = clock.now(), by
    item.put_forward = item.put_forward_by = None
    item.save(update_fields=["put_away_at", "put_away_by", "put_forward", "put_forward_by"])
    history.record(item, "put_away", by, note=note, revision=item.head.number if item.head else 0)


@transaction.atomic
def take_back(*, item: Item, by: Contributor) -> None:
    """Bring a draft that was put away back to the lists, as it was. Raises NothingToDo."""
    by = policy.require(by, "put_away")
    item = lock(item.pk)
    if item.put_away_at is None:
        raise errors.NothingToDo(what="This draft was not put away: it stands in the lists already.")
    item.put_away_at, item.put_away_by = None, None
    item.save(update_fields=["put_away_at", "put_away_by"])
    history.record(item, "take_back", by)
