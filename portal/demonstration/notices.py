"""Puts up the notices of the demonstration: one person writes each, another approves it."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from editorial import actions, clock
from editorial.actions.notices import fingerprint
from editorial.models import Notice
from portal.demonstration.content import Entry
from portal.demonstration.stage import Stage

BEGINS_AT = dt.time(9)


def put_up(entry: Entry, stage: Stage, today: dt.date) -> Notice:
    """The notice of an entry, shown from its first day on."""
    starts_at = _at(today - dt.timedelta(days=entry["starts_days_ago"]))
    with clock.demonstration(starts_at - dt.timedelta(hours=1)):
        notice = Notice(
            level=entry["level"],
            scope=entry["scope"],
            topic=stage.topics[entry["topic"]] if "topic" in entry else None,
            page=stage.items[entry["page"]] if "page" in entry else None,
            language=entry["language"],
            title=entry["title"],
            text=f"<p>{entry['text']}</p>",
            starts_at=starts_at,
            ends_at=_at(today + dt.timedelta(days=entry["ends_in_days"])),
            is_ready=True,
        )
        notice = actions.save_notice(notice=notice, by=stage.people[entry["author"]])
        approver = stage.people[entry["approved_by"]]
        return actions.approve_notice(notice=notice, by=approver, seen=fingerprint(notice))


def _at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, BEGINS_AT))
