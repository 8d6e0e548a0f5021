"""Changing what pages share. The only code that saves sources, figures, organisations and pictures once pages use them.

Pages hold frozen words, so a change here changes no page. It makes work: the review of every live page that uses the
thing is opened again, with a sentence that says what changed and a day by which somebody has to look.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction

from editorial import clock, policy
from editorial.actions import end_reopening, reopen_reviews
from editorial.actions.reopening import reasons_for
from editorial.compare import label_of
from editorial.models import Contributor, Publication, Use
from library.models import Organisation, Picture, Source, Statistic

# Days until somebody must have looked. A retracted source may mean that advice is wrong: two weeks are what urgent
# safety notices commonly allow for a change of written information. A correction, or another telephone number, is
# small but may matter to a reader today. A newer edition or figure needs reading and a reviewer: a quarter.
DAYS_RETRACTED = 14
DAYS_CORRECTED = 30
DAYS_CONTACT = 30
DAYS_SUPERSEDED = 90
DAYS_CHANGED = 90

# What readers were told stays true when one of these is filled in that was empty.
ONLY_ADDED = frozenset({"authors", "edition", "url", "doi", "pmid", "isbn"})
LONGEST_QUOTE = 120
MOST_CHANGES = 3


@transaction.atomic
def save_source(*, source: Source, by: Contributor) -> int:
    """Keep a source; returns the number of live pages whose review was opened again.

    A status that was a mistake and is set back takes its reason back too, and the mark that readers saw.
    """
    by = policy.require(by, "save_draft")
    before = _locked(source)
    source.save()
    if before is None:
        return 0
    pages = live_pages_using("source", source)
    is_new_status = before.status != source.status
    if is_new_status and not before.is_in_force:
        _take_back(before, source, pages, by)
    reopened: set[int] = set()
    if is_new_status and source.status != Source.Status.CURRENT:
        days, happened = _BY_STATUS[Source.Status(source.status)]
        because = f"The source “{source.title}” {happened}{_instead(source)}: {source.status_note}"
        retracted = source.title if source.status == Source.Status.RETRACTED else ""
        reopened |= _reopen(pages, because, days, by, retracted, _standing(source))
    changes = _changes(before.as_document(), source.as_document(), ONLY_ADDED)
    if changes:
        reopened |= _reopen(pages, f"The source “{before.title}” is described otherwise. {changes}", DAYS_CHANGED, by)
    return len(reopened)


@transaction.atomic
def save_statistic(*, statistic: Statistic, by: Contributor) -> int:
    """Keep a figure; returns the number of live pages whose review was opened again."""
    by = policy.require(by, "save_draft")
    before = _locked(statistic)
    statistic.save()
    return _follow("statistic", "figure", before, statistic, DAYS_CHANGED, by)


@transaction.atomic
def save_organisation(*, organisation: Organisation, by: Contributor) -> int:
    """Keep an organisation; returns the number of live pages whose review was opened again."""
    by = policy.require(by, "save_draft")
    before = _locked(organisation)
    organisation.save()
    return _follow("organisation", "organisation", before, organisation, DAYS_CONTACT, by)


@transaction.atomic
def save_picture(*, picture: Picture, by: Contributor) -> int:
    """Keep what a picture says of itself; returns the number of live pages whose review was opened again."""
    by = policy.require(by, "save_draft")
    before = _locked(picture)
    picture.save()
    return _follow("picture", "picture", before, picture, DAYS_CHANGED, by)


def live_pages_using(kind: str, thing: Any) -> list[int]:
    """The keys of the items whose live text uses a thing of the library. One query."""
    uses = Use.objects.filter(kind=kind, uid=thing.uid)
    live = Publication.objects.live().filter(revision__in=uses.values("revision"))
    return sorted(live.values_list("item_id", flat=True))


_BY_STATUS = {
    Source.Status.RETRACTED: (DAYS_RETRACTED, "was retracted"),
    Source.Status.SUPERSEDED: (DAYS_SUPERSEDED, "was superseded"),
    Source.Status.CORRECTED: (DAYS_CORRECTED, "was corrected"),
}


def _instead(source: Source) -> str:
    return f" by “{source.superseded_by}”" if source.superseded_by else ""


def _standing(source: Source) -> str:
    """What a reason rests on: this source, whatever it is called later, as long as this is its status."""
    return f"{source.uid}:{source.status}"


def _take_back(before: Source, source: Source, pages: list[int], by: Contributor) -> None:
    """The status was a mistake, or became another one: the old reason does not hold any more.

    Another source may have given the same reason in the same words, and stand by it.
    """
    titles = dict(Source.objects.filter(status=Source.Status.RETRACTED).values_list("uid", "title"))
    live = Publication.objects.live().filter(item__in=pages).values("revision")
    uses = Use.objects.filter(kind="source", uid__in=list(titles), revision__in=live)
    still = {item: titles[uid] for item, uid in uses.values_list("revision__item_id", "uid")}
    others = reasons_for(map(_standing, Source.objects.exclude(pk=source.pk)), pages)
    said = f"The source “{before.title}” {_BY_STATUS[Source.Status(before.status)][1]}"
    own = reasons_for([_standing(before)], pages) | reasons_for(
        [_standing(before)], set(pages) - _using_a_namesake(before, live), beginning=said
    )
    reasons = {page: found - others.get(page, set()) for page, found in own.items()}
    because = f"{said}, it was said. Now it is marked as {source.get_status_display()}."
    end_reopening(
        retracted_sources={page: still.get(page, "") for page in pages}, reasons=reasons, because=because, by=by
    )


def _using_a_namesake(before: Source, live: Any) -> set[int]:
    """Pages that use another source of this title and status: an old reason without a name may be that one's."""
    same = Source.objects.filter(title=before.title, status=before.status).exclude(pk=before.pk).values("uid")
    uses = Use.objects.filter(kind="source", uid__in=same, revision__in=live)
    return set(uses.values_list("revision__item_id", flat=True))


def _locked(thing: Any) -> Any:
    """The row as it is now, locked; None for a new one."""
    model: type[models.Model] = type(thing)
    return model._default_manager.select_for_update().get(pk=thing.pk) if thing.pk else None


def _follow(kind: str, word: str, before: Any, after: Any, days: int, by: Contributor) -> int:
    changes = _changes(before.as_document(), after.as_document()) if before is not None else ""
    if not changes:
        return 0
    because = f"The {word} “{before}” was changed. {changes}"
    return len(_reopen(live_pages_using(kind, after), because, days, by))


def _reopen(
    pages: list[int], because: str, days: int, by: Contributor, retracted: str = "", for_thing: str = ""
) -> set[int]:
    until = clock.today() + dt.timedelta(days=days)
    about = {"retracted_source": retracted, "for_thing": for_thing}
    found = reopen_reviews(items=pages, because=because, until=until, by=by, **about)
    return {publication.item_id for publication in found}


def _changes(before: dict[str, Any], after: dict[str, Any], only_added: frozenset[str] = frozenset()) -> str:
    """What a page freezes and what it would freeze now, where they differ, in words; empty where they do not."""
    changed = [
        name
        for name in {**after, **before}
        if before.get(name) != after.get(name) and not (name in only_added and not before.get(name))
    ]
    if "sentence" in changed:
        changed = ["sentence"]  # it says all the others
    said = [f"{label_of(name)}: {_both(before.get(name), after.get(name))}" for name in changed[:MOST_CHANGES]]
    more = len(changed) - MOST_CHANGES
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def _quoted(value: str) -> str:
    text = value if len(value) <= LONGEST_QUOTE else f"{value[:LONGEST_QUOTE]}…"
    return f"“{text}”" if text else "nothing"


def _both(before: Any, after: Any) -> str:
    """Two values as “this” → “that”; long ones from shortly before the place where they part."""
    old, new = (" ".join(str(value if value is not None else "").split()) for value in (before, after))
    same = next((place for place, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), len(old))
    start = old.rfind(" ", 0, max(same - LONGEST_QUOTE // 4, 0)) + 1 if max(len(old), len(new)) > LONGEST_QUOTE else 0
    cut = "…" if start else ""
    return f"{_quoted(cut + old[start:])} → {_quoted(cut + new[start:])}"
