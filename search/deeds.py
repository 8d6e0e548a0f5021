"""What editors did about a question of the work list: which synonym or recommendation they made, or that it is not for us."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from editorial import clock
from search.models import BestBet, NotForUs, Synonym

Question = tuple[str, str]  # language and words


@dataclass(frozen=True)
class Deed:
    """`kind` is the name of the model, `number` its row, and `said` what it leads readers to."""

    kind: str
    number: int
    said: str
    by: str
    on: dt.date


def deeds_about(questions: Iterable[Question]) -> Mapping[Question, list[Deed]]:
    """For each question that something was done about, what it was. Three queries."""
    asked = set(questions)
    words = {said for _, said in asked}
    deeds: defaultdict[Question, list[Deed]] = defaultdict(list)

    def note(row: Synonym | BestBet | NotForUs, about: str, said: str) -> None:
        if (row.language, about) in asked:
            deed = Deed(row._meta.model_name or "", row.pk, said, row.by.name, clock.day_of(row.at))
            deeds[row.language, about].append(deed)

    for synonym in Synonym.objects.filter(asked_key__in=words).select_related("by"):
        note(synonym, synonym.asked_key, synonym.means)
    for bet in BestBet.objects.filter(asked_key__in=words).select_related("by", "item"):
        note(bet, bet.asked_key, bet.item.title)
    for decision in NotForUs.objects.filter(words__in=words).select_related("by"):
        note(decision, decision.words, "")
    return deeds
