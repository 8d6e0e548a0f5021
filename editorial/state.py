"""Where a page stands, in plain words, and whose turn it is. Derived, never stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.template.defaultfilters import date as spelled

from editorial import clock
from editorial.models import Item, Publication, SignOff, Waiver


@dataclass(frozen=True)
class State:
    """`code` is for badges and filters, `label` for lists, `sentence` for the change page; `waits_for` is an action."""

    code: str
    label: str
    sentence: str
    next_step: str
    waits_for: str = ""


SOON = dt.timedelta(days=90)

# What a list may be filtered by. "draft waiting" stands beside the state: a live page may have one too.
LABELS = {
    "draft": "Draft",
    "in_review": "In review",
    "signed": "Signed off, not live",
    "ready": "Ready to publish",
    "live": "Live",
    "reopened": "Live, review opened again",
    "overdue": "Live, review overdue",
    "unreviewed": "Live, not yet reviewed",
    "revoked": "Live, review taken back",
    "withdrawn": "Withdrawn",
    "put_away": "Put away",
}

_HEAD = {
    "draft": ("Send it for review when it is ready.", "submit"),
    "in_review": ("{reviewer} reads the text and signs it, or asks for changes.", "sign_off"),
    "signed": ("A publisher puts the signed text before patients.", "publish"),
    "ready": ("A publisher puts it before patients; it needs no clinical review.", "publish"),
}


def with_state(queryset: QuerySet[Any], prefix: str = "item__") -> QuerySet[Any]:
    """Fetch what `state_of` needs, in the same query: `prefix` leads from the rows to their Item."""
    path = prefix.removesuffix("__")
    related = [
        f"{prefix}{name}"
        for name in ("head", "put_forward", "owner", "reviewer", "put_away_by", "publication__revision")
    ]
    digest, item = OuterRef(f"{prefix}head__signed_id"), OuterRef(f"{path}_id" if path else "pk")
    signed = SignOff.objects.in_force().filter(digest=digest, revision__item_id=item)
    waived = Waiver.objects.filter(digest=digest, item_id=item, until__gte=clock.today())
    found: QuerySet[Any] = queryset.select_related(*([path] if path else []), *related).annotate(
        head_is_signed=Exists(signed),
        head_is_waived=Exists(waived),
        newest_sign_off=Subquery(signed.order_by("-signed_on", "-pk").values("pk")[:1]),
    )
    return found


def state_of_draft(draft: Any) -> State:
    """The state of a draft's page; the draft comes from a query with `with_state`."""
    return state_of(
        draft.item,
        is_signed=draft.head_is_signed,
        is_waived=draft.head_is_waived,
        is_clinical=getattr(draft, "article_kind", "") != "organisation",
        newest_sign_off=draft.newest_sign_off,
    )


def state_of(
    item: Item,
    *,
    is_signed: bool,
    is_waived: bool = False,
    is_clinical: bool = True,
    newest_sign_off: int | None = None,
) -> State:
    """The state of an item. The arguments speak of its newest text; `with_state` annotates them."""
    publication: Publication | None = getattr(item, "publication", None)
    head = _head_code(item, is_signed or is_waived, is_clinical)
    step, waits_for = _HEAD[head]
    step = step.format(reviewer=item.reviewer.name if item.reviewer else "A reviewer")
    if item.put_away_by is not None:
        sentence = f"{item.put_away_by.name} put it away on {_day(item.put_away_at)}. Patients have never seen it."
        return State("put_away", LABELS["put_away"], sentence, "Nothing, unless somebody takes it back.")
    if publication is None:
        return State(head, LABELS[head], _never_live(item, head), step, waits_for)
    if not publication.is_live:
        sentence = f"Withdrawn on {_day(publication.withdrawn_at)}. Patients see why at the old address."
        return State("withdrawn", LABELS["withdrawn"], sentence, step, waits_for)
    code = live_code(publication, clock.today())
    sentence = f"Live since {_day(publication.changed_at)}. {_about_review(publication, code)}"
    if not draft_waits(item):
        step, waits_for = _next_for_live(item, publication, code, newest_sign_off)
        return State(code, LABELS[code], sentence, step, waits_for)
    return State(code, LABELS[code], f"{sentence} {_about_changes(item, publication, head)}", step, waits_for)


def _next_for_live(item: Item, publication: Publication, code: str, newest_sign_off: int | None) -> tuple[str, str]:
    """What comes next for a live page without changes, and the action it waits for."""
    if newest_sign_off is not None and newest_sign_off != publication.sign_off_id:
        return "It was reviewed again: a publisher publishes it, so that the page shows the new review.", "publish"
    if item.put_forward_id:
        return _HEAD["in_review"][0].format(reviewer=item.reviewer.name if item.reviewer else "A reviewer"), "sign_off"
    if code == "live":
        return "Nothing to do until the next review.", ""
    if code == "reopened" and publication.basis == Publication.Basis.NONE_NEEDED:
        return "Bring the text up to date and publish it.", "save_draft"
    if code == "reopened":
        return "Read below what changed, bring the text up to date where it must be, and send it for review.", "submit"
    return "Check the whole page and send it for review.", "submit"


def live_code(publication: Publication, today: dt.date) -> str:
    """How a live page stands with its review."""
    if publication.review_revoked_at is not None:
        return "revoked"
    if publication.basis == Publication.Basis.UNREVIEWED:
        return "unreviewed"
    if publication.reopened_at is not None:
        return "reopened"
    return "overdue" if publication.is_overdue(today) else "live"


def needs_review(publication: Publication, today: dt.date) -> bool:
    """Is the review of a live page missing, open again, overdue, or due within 90 days?"""
    if publication.review_revoked_at is not None or publication.basis == Publication.Basis.UNREVIEWED:
        return True
    if publication.reopened_at is not None:
        return publication.basis != Publication.Basis.NONE_NEEDED
    return publication.next_review_on is not None and publication.next_review_on < today + SOON


def draft_waits(item: Item) -> bool:
    """Does the draft say something else than the live page?"""
    publication: Publication | None = getattr(item, "publication", None)
    if publication is None or item.head is None:
        return False
    return (item.head.signed_id, item.head.listing_id) != (publication.revision.signed_id, publication.listing_id)


def _head_code(item: Item, has_basis: bool, is_clinical: bool) -> str:
    if not is_clinical:
        return "ready"
    if has_basis:
        return "signed"
    return "in_review" if item.put_forward_id else "draft"


def _never_live(item: Item, head: str) -> str:
    return {
        "draft": "A draft. Patients have never seen it.",
        "in_review": "Waiting for review. Patients have never seen it.",
        "signed": "Signed off. Patients do not see it yet.",
        "ready": "Ready. Patients do not see it yet.",
    }[head]


def _about_review(publication: Publication, code: str) -> str:
    next_on = spelled(publication.next_review_on, "j F Y") if publication.next_review_on else ""
    open_until = spelled(publication.reopened_until, "j F Y") if publication.reopened_until else ""
    return {
        "live": f"Next review due on {next_on}." if next_on else "It needs no clinical review.",
        "reopened": f"Something that it rests on changed: somebody has to look at it by {open_until}.",
        "overdue": f"Its review was due on {next_on}, and the page says so.",
        "unreviewed": f"It says “not yet reviewed”; that is allowed until {next_on}.",
        "revoked": "Its review was taken back, and the page says so.",
    }[code]


def _about_changes(item: Item, publication: Publication, head: str) -> str:
    assert item.head is not None
    if item.head.signed_id == publication.revision.signed_id:
        return "Its topic, tags or names were changed; a publisher can show them without a review."
    return {
        "draft": "The draft was changed since then, and nobody has reviewed that.",
        "in_review": "The draft was changed since then, and waits for review.",
        "signed": "The draft was changed since then; that is signed off, not live yet.",
        "ready": "The draft was changed since then; that is not live yet.",
    }[head]


def _day(moment: dt.datetime | None) -> str:
    return spelled(clock.day_of(moment), "j F Y") if moment else ""
