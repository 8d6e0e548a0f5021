"""What readers say about a page, and what comes of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db import transaction

from editorial import clock, errors, history, limits, policy
from editorial.actions.locks import lock
from editorial.feedback import USEFUL, Answer, parts_of, problems_with
from editorial.models import Contributor, Edition, Feedback, Item, Publication, Revision
from editorial.rendering import page_from_document

KEPT_MONTHS = 12
REMOVED = "(An editor took these words out: they told who wrote them.)"


def leave_feedback(*, publication: Publication, answer: Answer, place: str) -> Feedback | None:
    """Keep what a reader says about a live page; None if the very same came from there a moment ago.

    Nobody acts here, so there is no `by`. `place` is where it came from: it is counted for ten minutes and kept
    nowhere. The answer belongs to the text that the reader saw, if its code is one of this page. Raises
    FeedbackRefused, TooOften or NotLive.
    """
    problems = problems_with(answer, publication.revision.signed.text)
    if problems:
        raise errors.FeedbackRefused(problems)
    with transaction.atomic():
        item = lock(publication.item_id)
        if not Publication.objects.live().filter(item=item).exists():
            raise errors.NotLive(action="write about")
        words = "\n".join([str(item.uid), answer.useful, answer.section, answer.text])
        if not limits.admit(place, words, clock.now()):
            return None
        revision = _revision_seen(item, answer.edition) or publication.revision
        titles = _titles(revision)
        return Feedback.objects.create(
            item=item,
            revision=revision,
            section=answer.section if answer.section in titles else "",
            section_title=titles.get(answer.section, "")[:200],
            language=publication.language,
            is_useful=USEFUL.get(answer.useful),
            text=answer.text,
            on=clock.today(),
        )


def _revision_seen(item: Item, code: str) -> Revision | None:
    """The text that a code of this page stands for; None for a code of something else."""
    editions = Edition.objects.filter(item=item, code=code) if code else Edition.objects.none()
    edition = editions.select_related("revision__signed").order_by("-pk").first()
    return edition.revision if edition else None


def _titles(revision: Revision) -> dict[str, str]:
    """The title of each part of a text by its uid; none where the law had the text removed."""
    if not revision.signed.text:
        return {}
    document: dict[str, Any] = json.loads(revision.signed.text)
    return {part.value: part.title for part in parts_of(page_from_document(document, {}))}


@transaction.atomic
def handle_feedback(
    *, feedback: Feedback, by: Contributor, status: str, outcome: str = "", removes_text: bool = False
) -> Feedback:
    """Say that an answer was read, or what it led to; `removes_text` takes out words that tell who wrote them.

    Raises OutcomeMissing or NothingToDo.
    """
    by = policy.require(by, "save_draft")
    item = lock(feedback.item_id)
    feedback = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
    outcome = " ".join(outcome.split())[:300]
    if status not in (Feedback.Status.READ, Feedback.Status.ACTED):
        raise errors.NothingToDo(what="Choose whether it was only read, or led to a change.")
    if status == Feedback.Status.ACTED and not outcome:
        raise errors.OutcomeMissing
    text = REMOVED if removes_text and feedback.text else feedback.text
    if (feedback.status, feedback.outcome, feedback.text) == (status, outcome, text):
        return feedback  # a double click
    is_removed = text != feedback.text
    feedback.status, feedback.outcome, feedback.text = status, outcome, text
    feedback.handled_by, feedback.handled_on = by, clock.today()
    feedback.save(update_fields=["status", "outcome", "text", "handled_by", "handled_on"])
    history.record(
        item, "handle_feedback", by, note=outcome, feedback=feedback.pk, status=status, is_text_removed=is_removed
    )
    return feedback


@transaction.atomic
def purge_feedback(before: dt.date) -> int:
    """Empty the texts that are older than `before`; yes and no stay and are counted. Returns how many went.

    An answer that holds nothing but its text goes as a whole: there is nothing left of it to count.
    """
    old = Feedback.objects.filter(on__lt=before).exclude(text="")
    removed, _ = old.filter(is_useful=None).delete()
    return removed + old.update(text="")


def forget_old_feedback(today: dt.date) -> int:
    """What the privacy page promises: no text of a reader is kept for more than twelve months. For every night."""
    limits.forget(clock.now())
    return purge_feedback(clock.add_months(today, -KEPT_MONTHS))
