"""Whether any live page says something, as a synonym finds it."""

from __future__ import annotations

from editorial.models import Publication
from search.analysis import words
from search.faults import IndexUnusable, index_faults
from search.index import keeper
from search.scoring import Filters, Scorer
from search.volumes import Volume


def is_said(text: str, language: str) -> bool:
    """Does a name of a live page hold these words beside each other, or a passage all of them? Yes while there is no index.

    Not to be asked inside a transaction that raised the generation: this brings the index in step.
    """
    opened = keeper().ready()
    if opened is None:
        return True
    volume = opened.volumes.get(language)
    try:
        numbers = _saying(volume, words(text)) if volume else set()
    except IndexUnusable:
        keeper().doubt()
        return True
    return Publication.objects.live().filter(pk__in=numbers).exists()


def _saying(volume: Volume, said: list[str]) -> set[int]:
    with index_faults():
        scorer = Scorer(volume, Filters())
        names = scorer.best(scorer.names, scorer.phrase(scorer.names, "name", scorer.terms(said)))
        passages = scorer.best(scorer.passages, scorer.together(scorer.passages, "text", said))
    return {*names, *passages}
