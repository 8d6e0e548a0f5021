"""When something that a live page rests on changes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from editorial import clock, history, policy, signals
from editorial.actions.locks import after_commit, lock, raise_generation
from editorial.models import Contributor, Item, Publication


@transaction.atomic
def reopen_review(
    *, item: Item, because: str, until: dt.date, by: Contributor, retracted_source: str = ""
) -> Publication | None:
    """Open the review of a live page again: somebody has to look at it by the day `until`. None: it is not live.

    The text stands unchanged until then. Readers are told only where a source was retracted (`retracted_source`: its
    title). It is settled by publishing a text that was signed afterwards, and never otherwise (see `publish`).
    """
    by = policy.require(by, "save_draft")
    item = lock(item.pk)
    publication = Publication.objects.live().filter(item=item).first()
    if publication is None:
        return None
    reasons = [publication.reopened_because] if publication.reopened_because else []
    publication.reopened_because = "\n".join(dict.fromkeys([*"\n".join(reasons).splitlines(), because.strip()]))
    publication.reopened_until = min(until, publication.reopened_until or until)
    publication.reopened_at = clock.now()
    publication.retracted_source = retracted_source[:250] or publication.retracted_source
    publication.generation = raise_generation()
    publication.save()
    history.record(
        item,
        "reopen_review",
        by,
        publication=publication,
        note=because,
        until=publication.reopened_until.isoformat(),
        source=retracted_source,
    )
    after_commit(signals.content_published, item, by)
    return publication
