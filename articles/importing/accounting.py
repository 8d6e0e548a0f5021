"""Proof that nothing was lost: every character of the file is in the page, among the dropped and unplaced lines, or
in a listed repair. It runs with every import, because a lost "not" can harm a patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from articles.importing.body import text_of
from articles.importing.errors import TextUnaccounted
from articles.importing.page import ImportedPage, ImportedPicture, ImportedSection


def characters(texts: Iterable[str]) -> Counter[str]:
    """All characters but white space, counted."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update("".join(text.split()))
    return counts


def texts_of(page: ImportedPage) -> Iterable[str]:
    """Every text that a reader of the page would find."""
    yield page.title
    yield page.summary
    for block in page.blocks:
        if isinstance(block, ImportedSection):
            yield block.heading
            yield text_of(block.body)
        elif isinstance(block, ImportedPicture):
            yield block.alt
            yield block.caption
        else:
            yield block.title
            for question in block.questions:
                yield question.question
                yield text_of(question.answer)


def account_for(page: ImportedPage) -> None:
    """Raises TextUnaccounted if input and result do not add up once the repairs are undone."""
    repairs = [*page.additions, *(repair for line in page.lines for repair in line.repairs)]
    found = characters(texts_of(page))
    found.update(characters(line.kept for line in page.lines))
    found.update(characters(repair.before for repair in repairs))
    found.subtract(characters(repair.after for repair in repairs))
    found.subtract(characters(line.text for line in page.lines))
    if any(found.values()):
        raise TextUnaccounted
