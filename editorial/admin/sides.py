"""The two texts that a comparison is about: which they are, what they say, and who stands behind them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from editorial.models import Item, Publication, Revision, SignOff, Topic
from editorial.showing import embedded_in, pages_linked_in
from editorial.tagging import tags_named


@dataclass(frozen=True)
class Side:
    """One text. `signed` is empty where the law had the text removed."""

    revision: Revision
    signed: dict[str, Any]
    listing: dict[str, Any]
    is_live: bool
    sign_offs: list[SignOff] = field(default_factory=list)

    @property
    def is_removed(self) -> bool:
        return not self.signed


def publication_of(item: Item) -> Publication | None:
    found: Publication | None = getattr(item, "publication", None)
    return found


def revision_named(item: Item, name: str, *, other: Revision | None = None) -> Revision | None:
    """The revision for a number, "live", "reviewed", "head" or "previous" (to `other`); None if there is none."""
    revisions = item.revisions.with_texts().select_related("by")
    publication = publication_of(item)
    if name == "live":
        return revisions.filter(pk=publication.revision_id).first() if publication and publication.is_live else None
    if name == "reviewed":
        return revisions.filter(pk=last_reviewed(item) or 0).first()
    if name == "previous":
        return revisions.filter(number__lt=other.number).newest_first().first() if other else None
    if name == "head":
        return revisions.filter(pk=item.head_id or 0).first()
    # Eight digits are more revisions than any page will have, and fit every database.
    return revisions.filter(number=int(name)).first() if name.isdecimal() and len(name) <= 8 else None


def last_reviewed(item: Item) -> int | None:
    """The revision of the newest standing sign-off of the whole page."""
    standing = SignOff.objects.standing().for_whole_page().filter(revision__item=item)
    return standing.order_by("-signed_on", "-pk").values_list("revision_id", flat=True).first()


def sign_offs_by_digest(item: Item, digests: Iterable[str]) -> dict[str, list[SignOff]]:
    """Who signed which text; sign-offs that were taken back or wait for a second person do not count. One query."""
    given: dict[str, list[SignOff]] = defaultdict(list)
    standing = SignOff.objects.standing().for_whole_page().filter(revision__item=item, digest__in=set(digests))
    for sign_off in standing.select_related("reviewer").order_by("signed_on", "pk"):
        given[sign_off.digest].append(sign_off)
    return given


def side_of(item: Item, revision: Revision, given: dict[str, list[SignOff]], *, as_live: bool = False) -> Side:
    """`as_live` takes topic, tags and names as patients see them now: they may be newer than the text."""
    publication = publication_of(item)
    is_live = bool(publication and publication.is_live and publication.revision_id == revision.pk)
    listing = publication.listing if publication and is_live and as_live else revision.listing
    return Side(
        revision=revision,
        signed=json.loads(revision.signed.text or "{}"),
        listing=json.loads(listing.text or "{}"),
        is_live=is_live,
        sign_offs=given.get(revision.signed_id, []),
    )


def names_for(*sides: Side) -> dict[str, str]:
    """Words for the pages, topics and tags that two texts name. Three queries, four where a tag was renamed."""
    uids: set[str] = set()
    for side in sides:
        named = [*side.listing.get("related", []), side.signed.get("translation_of", "")]
        uids |= {*embedded_in(side.signed), *pages_linked_in(side.signed), *filter(None, named)}
    slugs = {slug for side in sides for slug in side.listing.get("tags", [])}
    topics = {side.listing.get("topic", "") for side in sides}
    items = Item.objects.filter(uid__in=uids).values_list("uid", "title")
    return {
        **{slug: tag.name for slug, tag in tags_named(slugs).items()},
        **dict(Topic.objects.filter(slug__in=topics).values_list("slug", "title")),
        **{str(uid): title for uid, title in items},
    }
