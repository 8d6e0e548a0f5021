"""Notices above pages: written by one person, approved by another, ended by themselves or at once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from editorial import clock, errors, history, notice_rules, policy
from editorial.actions.locks import lock, raise_generation
from editorial.cleaning import clean, plain_text
from editorial.models import Contributor, Event, Item, Notice

KIND = "notice"


@transaction.atomic
def save_notice(*, notice: Notice, by: Contributor, seen: str = "") -> Notice:
    """Keep what the fields of `notice` say now, new or changed; a change voids the approval, so readers lose it at once.

    `seen` is the `fingerprint` of the notice that was changed (nothing for a new one). Links to pages become the
    addresses of those pages, which work for ever. Raises StaleNotice or NoticeRefused.
    """
    by = policy.require(by, "write_notice")
    before = None
    if notice._state.adding:
        notice.item = Item.objects.create(
            kind=KIND, language=notice.language, owner=by, is_demo=by.is_demo or clock.is_demonstration()
        )
        notice.written_by = by
    else:
        before = _as_seen(notice, seen)
    item = lock(notice.item_id)
    notice.text = notice_rules.with_addresses(clean(str(notice.text), short=True))  # type: ignore[assignment]
    notice_rules.check(notice)
    if before is not None:
        notice.approved_by, notice.approved_at = before.approved_by, before.approved_at
        notice.written_by, notice.rank = before.written_by, Notice.RANKS[Notice.Level(notice.level)]
        if fingerprint(notice) == seen:
            return before  # nothing was changed, so it stays approved
    notice.approved_by = notice.approved_at = None
    notice.save()
    item.title, item.language = notice.title, notice.language
    item.save(update_fields=["title", "language"])
    return _recorded(notice, "save_notice", by, note=_words(notice))


@transaction.atomic
def approve_notice(*, notice: Notice, by: Contributor, seen: str) -> Notice:
    """Let readers see exactly the notice whose `fingerprint` is `seen`, from its start to its end.

    Raises StaleNotice, OwnNotice, Fictional, NoticeRefused, EmergencyShowing or NothingToDo.
    """
    by = policy.require(by, "approve_notice")
    notice = _as_seen(notice, seen)
    if notice.level == Notice.Level.EMERGENCY:
        policy.require(by, "approve_emergency")
    if has_written(by, notice):
        raise errors.OwnNotice
    if by.is_demo and not notice.item.is_demo:
        raise errors.Fictional(name=by.name)
    standing = notice.standing(clock.now())
    if standing != Notice.Standing.WAITING:
        raise errors.NothingToDo(what=_NOT_WAITING[standing])
    notice_rules.check(notice)
    # Before looking at other notices: two approvals at once wait for each other at this row.
    raise_generation()
    notice_rules.check_only_emergency(notice)
    notice.approved_by, notice.approved_at = by, clock.now()
    notice.save()
    return _recorded(notice, "approve_notice", by)


_NOT_WAITING = {
    Notice.Standing.DRAFT: "This notice is still being written. Its writer ticks “ready” when it can be approved.",
    Notice.Standing.PLANNED: "This notice is approved already. It is shown from its start.",
    Notice.Standing.SHOWING: "This notice is approved already, and readers see it.",
    Notice.Standing.ENDED: "The end of this notice has passed. Change its times first.",
}


@transaction.atomic
def end_notice(*, notice: Notice, by: Contributor) -> Notice:
    """Take a notice away from readers now; one that has not begun goes back to its writer. Raises NothingToDo."""
    by = policy.require(by, "approve_notice")
    lock(notice.item_id)
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    now = clock.now()
    standing = notice.standing(now)
    if standing == Notice.Standing.SHOWING:
        notice.ends_at = max(now, notice.starts_at + dt.timedelta(microseconds=1))
    elif standing == Notice.Standing.PLANNED:
        notice.approved_by = notice.approved_at = None
        notice.is_ready = False
    else:
        raise errors.NothingToDo(what="Readers do not see this notice, so there is nothing to end.")
    notice.save()
    return _recorded(notice, "end_notice", by)


def fingerprint(notice: Notice) -> str:
    """A hash of everything a notice says and of its approval: names exactly this state of it."""
    return history.row_hash(notice)


def has_written(person: Contributor, notice: Notice) -> bool:
    """Did this person ever write or change it, also under another entry with the same e-mail address?"""
    saves = Event.objects.filter(item=notice.item_id, verb="save_notice")
    same_address = person.email and saves.filter(by__email__iexact=person.email).exists()
    return bool(same_address) or saves.filter(by=person).exists()


def _as_seen(notice: Notice, seen: str) -> Notice:
    """The notice as it is now, under the lock of its item; raises StaleNotice if somebody changed it meanwhile."""
    lock(notice.item_id)
    related = Notice.objects.select_related("item", "approved_by", "written_by")
    now = related.select_for_update(of=("self",)).get(pk=notice.pk)
    if fingerprint(now) != seen:
        last = Event.objects.filter(item=now.item_id).select_related("by").order_by("-seq").first()
        raise errors.StaleNotice(by=last.by.name if last and last.by else "Somebody")
    return now


def _recorded(notice: Notice, verb: str, by: Contributor, note: str = "") -> Notice:
    """Write the event that vouches for the row as the database holds it."""
    notice.refresh_from_db()
    raise_generation()
    history.record(
        notice.item,
        verb,
        by,
        note=note,
        notice=fingerprint(notice),
        starts_at=notice.starts_at.isoformat(),
        ends_at=notice.ends_at.isoformat(),
    )
    return notice


def _words(notice: Notice) -> str:
    return f"{notice.get_level_display()}: {notice.title}\n{plain_text(notice.text)}"
