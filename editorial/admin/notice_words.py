"""Notices in words: where one stands, and what was done with it."""

from __future__ import annotations

import datetime as dt
import json

from django.template.defaultfilters import date as spelled
from django.utils import timezone

from editorial.admin.event_words import note_of, sentence_of
from editorial.models import Event, Notice

# The colours of the states of pages (panels.css).
BADGES = {"draft": "draft", "waiting": "waiting", "planned": "ready", "showing": "live", "ended": "withdrawn"}


def moment(at: dt.datetime) -> str:
    return spelled(timezone.localtime(at), "j F Y, H:i")


def words_about(notice: Notice, standing: str) -> str:
    """Where a notice stands, as a sentence."""
    start, end = moment(notice.starts_at), moment(notice.ends_at)
    return {
        "draft": "Nobody but editors sees it. Tick “ready” and save when somebody else may approve it.",
        "waiting": f"Somebody who did not write it has to approve it. It is then shown from {start} to {end}.",
        "planned": f"Approved by {notice.approved_by}. Readers see it from {start} to {end}.",
        "showing": f"Readers see it until {end}. Approved by {notice.approved_by}. Any change takes it away from them "
        "until it is approved again.",
        "ended": f"Its end has passed on {end}. Readers no longer see it.",
    }[standing]


def acts_of(notice: Notice) -> list[tuple[Event, str, str]]:
    """What was done with a notice, newest first: the event, in words, and what it said then."""
    events = Event.objects.filter(item=notice.item_id).select_related("by", "note").order_by("-seq")[:20]
    return [(event, sentence_of(event, json.loads(event.facts)), note_of(event)) for event in events]
