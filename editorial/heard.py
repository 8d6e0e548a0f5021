"""What readers said about a page, for those who look after it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from editorial.models import Feedback, Item, Publication

SHOWN = 20


@dataclass(frozen=True)
class Heard:
    """`yes` and `no` are about the words that are live now; `answers` are the newest, `total` all of them."""

    yes: int
    no: int
    new: int
    total: int
    answers: tuple[Feedback, ...]

    @property
    def has_more(self) -> bool:
        return self.total > len(self.answers)


def heard_about(item: Item) -> Heard:
    """Two queries, whatever was said. Each answer has `is_older`: it is about other words than those that are live."""
    publication: Publication | None = getattr(item, "publication", None)
    live = publication.revision.signed_id if publication is not None and publication.is_live else ""
    about_live = Q(revision__signed=live)
    counts = Feedback.objects.filter(item=item).aggregate(
        yes=Count("pk", filter=about_live & Q(is_useful=True)),
        no=Count("pk", filter=about_live & Q(is_useful=False)),
        new=Count("pk", filter=Q(status=Feedback.Status.NEW)),
        total=Count("pk"),
    )
    answers = tuple(Feedback.objects.filter(item=item).select_related("revision", "handled_by")[:SHOWN])
    for answer in answers:
        answer.is_older = bool(live) and answer.revision.signed_id != live  # type: ignore[attr-defined]
    return Heard(**counts, answers=answers)
