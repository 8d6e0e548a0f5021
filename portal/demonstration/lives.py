"""What happened to the pages, act by act, in the order in which it happened to all of them.

The order matters: a page goes live only when the question set that it shows is live, and gives way only to a live page.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from editorial import actions, clock
from editorial.models import Contributor, Item, Revision
from editorial.policy import Confirmation
from portal.demonstration.content import Content, Entry, Text
from portal.demonstration.drafts import write
from portal.demonstration.stage import Stage

MONTHS_UNREVIEWED = 6
SEARCHED_BEFORE = dt.timedelta(days=16)

# The hour of each act, so that acts of one day on one page keep their order.
_HOURS = {"save": 9, "hand_over": 10, "submit": 11, "ask": 13, "sign": 14, "waive": 15, "publish": 16, "withdraw": 17}


@dataclass(frozen=True)
class Act:
    """One act on one page. `words` are what a `save` saves."""

    at: dt.datetime
    verb: str
    text: Text
    words: Entry


def acts(content: Content, today: dt.date) -> list[Act]:
    """All acts on all pages, the oldest first."""
    written: set[str] = set()
    found = []
    for text in content.texts:
        page = content.pages[text.slug]
        for verb, days_ago, words in _life(text):
            found.append(Act(_moment(today, days_ago, verb, text.slug), verb, text, words))
            if verb == "save" and text.slug not in written and page["owner"] != page["author"]:
                found.append(Act(_moment(today, days_ago, "hand_over", text.slug), "hand_over", text, words))
            written.add(text.slug)
    return sorted(found, key=lambda act: act.at)


def _life(text: Text) -> Iterator[tuple[str, int, Entry]]:
    """The acts of one text: verb, days before today, words."""
    day, words = text.days_ago, text.words
    if text.outcome == "draft":
        yield "save", day, words
    elif text.outcome == "in_review":
        yield from [("save", day + 3, words), ("submit", day, words)]
    elif text.outcome == "unreviewed":
        yield from [
            ("save", day + 6, words),
            ("submit", day + 3, words),
            ("waive", day, words),
            ("publish", day, words),
        ]
    elif words.get("article_kind") == "organisation":
        yield from [("save", day + 5, words), ("publish", day, words)]
    else:
        if text.before is not None:
            yield from [("save", day + 16, text.before), ("submit", day + 14, words), ("ask", day + 9, words)]
        yield from [
            ("save", day + 7, words),
            ("submit", day + 5, words),
            ("sign", day, words),
            ("publish", day - 1, words),
        ]
    if text.outcome == "withdrawn":
        yield "withdraw", text.withdrawn_days_ago, words


def _moment(today: dt.date, days_ago: int, verb: str, slug: str) -> dt.datetime:
    """In office hours; the minutes differ from page to page, so that they do not look stamped."""
    time = dt.time(_HOURS[verb], zlib.crc32(slug.encode()) % 60)
    return timezone.make_aware(dt.datetime.combine(today - dt.timedelta(days=days_ago), time))


def perform(act: Act, stage: Stage) -> None:
    """Do it, through the action that everybody uses, with the clock set to its moment."""
    with clock.demonstration(act.at):
        _PERFORM[act.verb](act, stage)


def _person(act: Act, stage: Stage, part: str) -> Contributor:
    """The author, owner or reviewer of the page."""
    return stage.people[act.words[part]]


def _item(act: Act, stage: Stage) -> Item:
    return Item.objects.get(pk=stage.items[act.text.slug].pk)


def _newest(act: Act, stage: Stage) -> Revision:
    return Revision.objects.with_texts().newest_first().filter(item=stage.items[act.text.slug])[0]


def _save(act: Act, stage: Stage) -> None:
    based_on = _item(act, stage).head_id
    draft = write(act.words, stage)
    actions.save_draft(
        draft=draft, by=_person(act, stage, "author"), based_on=based_on, slug=act.words.get("address", act.text.slug)
    )


def _hand_over(act: Act, stage: Stage) -> None:
    actions.hand_over(item=_item(act, stage), to=_person(act, stage, "owner"), by=stage.roles["publisher"])


def _submit(act: Act, stage: Stage) -> None:
    reviewer = _person(act, stage, "reviewer")
    actions.submit(revision=_newest(act, stage), by=_person(act, stage, "author"), reviewer=reviewer)


def _ask(act: Act, stage: Stage) -> None:
    by = _person(act, stage, "reviewer")
    actions.request_changes(revision=_newest(act, stage), by=by, note=act.text.request)


def _sign(act: Act, stage: Stage) -> None:
    actions.sign_off(
        revision=_newest(act, stage),
        by=_person(act, stage, "reviewer"),
        confirmation=Confirmation("demonstration", clock.now()),
        evidence_searched_on=clock.today() - SEARCHED_BEFORE,
    )


def _waive(act: Act, stage: Stage) -> None:
    until = clock.add_months(clock.today(), MONTHS_UNREVIEWED)
    reason = act.words["waiver_reason"]
    actions.waive(revision=_newest(act, stage), by=stage.roles["clinical_lead"], reason=reason, until=until)


def _publish(act: Act, stage: Stage) -> None:
    actions.publish(revision=_newest(act, stage), by=stage.roles["publisher"], note=act.text.note)


def _withdraw(act: Act, stage: Stage) -> None:
    instead = stage.items.get(act.words.get("replaced_by", ""))
    reason = act.words["withdrawn_reason"]
    actions.withdraw(item=_item(act, stage), by=stage.roles["publisher"], reason=reason, replaced_by=instead)


_PERFORM: dict[str, Callable[[Act, Stage], None]] = {
    "save": _save,
    "hand_over": _hand_over,
    "submit": _submit,
    "ask": _ask,
    "sign": _sign,
    "waive": _waive,
    "publish": _publish,
    "withdraw": _withdraw,
}
