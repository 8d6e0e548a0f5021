"""What a publisher would put before patients next, and what would change."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Exists, OuterRef

from editorial import clock
from editorial.models import Item, Publication, Revision, SignOff, Waiver

LISTED = {"topic": "Topic", "tags": "Tags", "synonyms": "Also called", "related": "Related pages"}


def revision_to_publish(item: Item) -> Revision | None:
    """The newest text that may go live and is not live; the newest text of all where none may.

    So a signed text can be published while the draft has moved on, and a page without any signature is refused with
    the reason why.
    """
    publication: Publication | None = getattr(item, "publication", None)
    signed = SignOff.objects.in_force().filter(revision__item=item, digest=OuterRef("signed_id"))
    waived = Waiver.objects.filter(item=item, digest=OuterRef("signed_id"), until__gte=clock.today())
    candidates = Revision.objects.with_texts().select_related("by").filter(Exists(signed) | Exists(waived), item=item)
    if publication is not None and publication.is_live:
        candidates = candidates.filter(number__gt=publication.revision.number).exclude(
            signed=publication.revision.signed_id, listing=publication.listing_id
        )
        if not candidates.exists() and reviewed_again(publication):
            candidates = Revision.objects.with_texts().select_related("by").filter(pk=publication.revision_id)
    return candidates.newest_first().first() or item.head


def reviewed_again(publication: Publication) -> bool:
    """Was the very text that is live signed again since it was published?"""
    given = SignOff.objects.in_force().of_text(publication.item_id, publication.revision.digest)
    newest = given.order_by("-signed_on", "-pk").values_list("pk", flat=True).first()
    return newest is not None and newest != publication.sign_off_id


def differences_of_listing(item: Item) -> list[tuple[str, str]]:
    """Name and "before → after" of what differs between the live page's listing and the draft's."""
    publication: Publication | None = getattr(item, "publication", None)
    if publication is None or item.head is None:
        return []
    before, after = json.loads(publication.listing.text), json.loads(item.head.listing.text)
    uids = {*before.get("related", []), *after.get("related", [])}
    titles = {str(uid): title for uid, title in Item.objects.filter(uid__in=uids).values_list("uid", "title")}
    return [
        (label, f"{_words(before.get(name), titles)} → {_words(after.get(name), titles)}")
        for name, label in LISTED.items()
        if before.get(name) != after.get(name)
    ]


def _words(value: Any, titles: dict[str, str]) -> str:
    listed = [value] if isinstance(value, str) else value or []
    return ", ".join(titles.get(entry, entry) for entry in listed) or "none"
