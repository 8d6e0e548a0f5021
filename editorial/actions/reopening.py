"""When something that live pages rest on changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from editorial import clock, history, policy, signals
from editorial.actions.locks import after_commit, lock_all, raise_generation
from editorial.models import Contributor, Event, Item, Publication


@transaction.atomic
def reopen_review(
    *, item: Item, because: str, until: dt.date, by: Contributor, retracted_source: str = ""
) -> Publication | None:
    """Open the review of a live page again: somebody has to look at it by the day `until`. None: it is not live.

    The text stands unchanged until then. Readers are warned only where a source was retracted (`retracted_source`: its
    title); otherwise they find the day beside the dates of the page. It is settled by publishing a text that was looked
    at afterwards, and never otherwise (see `publish`); where the reason was a mistake, `end_reopening` takes it back.
    """
    found = reopen_reviews(items=[item.pk], because=because, until=until, by=by, retracted_source=retracted_source)
    return found[0] if found else None


@transaction.atomic
def reopen_reviews(
    *,
    items: Iterable[int],
    because: str,
    until: dt.date,
    by: Contributor,
    retracted_source: str = "",
    for_thing: str = "",
) -> list[Publication]:
    """`reopen_review` of many pages at once: the live ones among `items`, by their keys.

    `for_thing` names what may turn out to be all right after all: `reasons_for` finds the reason by it.
    """
    by = policy.require(by, "save_draft")
    found = _live(items)
    generation = raise_generation() if found else 0
    reason = " ".join(because.split())
    for publication in found:
        reasons = [*publication.reopened_because.splitlines(), reason]
        publication.reopened_because = "\n".join(dict.fromkeys(reasons))
        publication.reopened_until = min(until, publication.reopened_until or until)
        publication.reopened_at = clock.now()
        publication.retracted_source = retracted_source[:250] or publication.retracted_source
        facts = {"until": publication.reopened_until.isoformat(), "source": retracted_source, "thing": for_thing}
        _keep(publication, generation, "reopen_review", by, reason, facts)
    return found


@transaction.atomic
def end_reopening(
    *, retracted_sources: dict[int, str], reasons: dict[int, set[str]], because: str, by: Contributor
) -> list[Publication]:
    """Take `reasons` for opening reviews again back, by the key of each item, because they were a mistake.

    `retracted_sources` holds, for the key of each item, the title of a source of its live text that is retracted all
    the same, or nothing: the mark for readers goes away only without one. A review without a reason is closed again.
    """
    by = policy.require(by, "publish")  # it takes a warning away from readers, so a writer alone may not
    found = [p for p in _live(retracted_sources) if p.reopened_at is not None]
    generation = raise_generation() if found else 0
    for publication in found:
        taken = reasons.get(publication.item_id, set())
        left = [line for line in publication.reopened_because.splitlines() if line not in taken]
        publication.reopened_because = "\n".join(left)
        publication.retracted_source = retracted_sources[publication.item_id][:250]
        if not left:
            publication.reopened_at = publication.reopened_until = None
        _keep(publication, generation, "end_reopening", by, because, {"source": publication.retracted_source})
    return found


def reasons_for(things: Iterable[str], items: Iterable[int], *, beginning: str = "") -> dict[int, set[str]]:
    """The reasons that were given for opening the reviews of these items again because of one of these things.

    Events from before things were named are known by the `beginning` of their reason, if it is given.
    """
    wanted, start = set(things), " ".join(beginning.split())
    found: dict[int, set[str]] = {}
    opened = Event.objects.filter(verb="reopen_review", item__in=items, note__isnull=False).exclude(note__text="")
    for item, facts, note in opened.values_list("item", "facts", "note__text"):
        thing, reason = json.loads(facts).get("thing"), json.loads(note)["note"]
        if thing in wanted or (start and not thing and reason.startswith(start)):
            found.setdefault(item, set()).add(reason)
    return found


def _live(items: Iterable[int]) -> list[Publication]:
    """The live publications of some items, locked."""
    locked = lock_all(items)
    live = Publication.objects.live().select_related("address").filter(item__in=locked).order_by("item_id")
    found = list(live)
    for publication in found:
        publication.item = locked[publication.item_id]
    return found


def _keep(
    publication: Publication, generation: int, verb: str, by: Contributor, note: str, facts: dict[str, Any]
) -> None:
    publication.generation = generation
    publication.save()
    history.record(publication.item, verb, by, publication=publication, note=note, **facts)
    after_commit(signals.content_published, publication.item, by)
