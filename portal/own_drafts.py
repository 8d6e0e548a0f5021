"""What the person who signed in is writing: own texts that patients have not got, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from editorial import registry
from editorial.admin.steps_page import change_address_of
from editorial.drafts_in_state import unfinished
from editorial.models import Contributor, Item, Publication
from editorial.page import Link
from portal.worklist import Entry, moment_of

SHOWN = 10


@dataclass(frozen=True)
class OwnDrafts:
    """The newest drafts, and a list of all of them for each kind."""

    entries: tuple[Entry, ...]
    has_more: bool
    lists: tuple[Link, ...]


def drafts_of(person: Contributor) -> OwnDrafts:
    """One query, and one for each kind that the person writes, however many drafts there are."""
    own = unfinished().filter(owner=person, kind__in=[kind.name for kind in registry.kinds()])
    found = list(own.select_related("head", "publication").order_by("-head__at", "-pk")[: SHOWN + 1])
    addresses = _addresses(found[:SHOWN])
    entries = tuple(_entry(item, addresses[item.pk]) for item in found[:SHOWN])
    return OwnDrafts(entries, len(found) > SHOWN, _lists())


def _entry(item: Item, address: str) -> Entry:
    assert item.head is not None
    return Entry(item.title, address, _standing(item), moment_of(item.head.at), item.pk)


def _addresses(items: list[Item]) -> dict[int, str]:
    """The change page of each item."""
    found: dict[int, str] = {}
    for name in {item.kind for item in items}:
        drafts = registry.kind_named(name).model._default_manager.filter(item__in=items)
        found |= {draft.item_id: change_address_of(draft) for draft in drafts}
    return found


def _standing(item: Item) -> str:
    publication: Publication | None = getattr(item, "publication", None)
    if item.put_forward_id:
        return "It waits for review."
    if publication is None:
        return "Patients have never seen it."
    return "It was changed since it went live." if publication.is_live else "It is withdrawn, and was changed since."


def _lists() -> tuple[Link, ...]:
    return tuple(
        Link(
            str(kind.model._meta.verbose_name_plural),
            reverse(f"admin:{kind.model._meta.app_label}_{kind.model._meta.model_name}_changelist")
            + "?owner=me&state=unfinished",
        )
        for kind in registry.kinds()
    )
