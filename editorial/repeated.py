"""Whether somebody wrote a text on another page before: a copy is known by its words, whichever way it came here.

A duplicated page names its original. One that was exported and brought back in, or copied by hand, names nothing that an
editor could not leave out; but its sentences stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import reduce
from html import unescape
from operator import or_
from typing import Any

from django.db.models import Q

from editorial.checks.manuscript import Manuscript
from editorial.checks.sentences import words_of
from editorial.models import Contributor, Revision

# A good part of a text is a quarter of its words: about a section. Less is a paragraph that many pages share.
PART = 4
# Words; shorter sentences ("Ask your doctor.") stand on every page and are nobody's.
SHORTEST = 5

_TAG = re.compile(r"</?(?:strong|em|sub|sup|a)\b[^<>]*>|(<[^<>]*>)")


def wrote_elsewhere(person: Contributor, revision: Revision) -> bool:
    """Did this person write or edit, on other pages, a good part of this text before this page said it?

    Counted are the sentences of running text, word for word. Sentences that this page said first are not: whoever began
    another page as a copy of it did not write them.
    """
    sentences = _sentences(revision)
    total, found = sum(sentences.values()), 0
    here = ""
    for item, text in _texts(person, revision) if sentences else ():
        if item == revision.item_id:
            here = text
            continue
        there, before = _said(text), _said(here)
        for sentence in [s for s in sentences if s in there and s not in before]:
            found += sentences.pop(sentence)
        if found * PART >= total:
            return True
    return False


def _texts(person: Contributor, revision: Revision) -> Iterator[tuple[int, str]]:
    """What this person saved or is named as an author of, and what this page said, oldest first: item pk, text."""
    entries = Q(pk=person.pk) | Q(email__iexact=person.email) if person.email else Q(pk=person.pk)
    people = list(Contributor.objects.filter(entries))
    named = reduce(or_, (Q(signed__text__contains=f'"{one.uid}"') for one in people))
    theirs = Revision.objects.filter(Q(by__in=people) | named).exclude(item=revision.item_id)
    if theirs.exists():
        known = (theirs | Revision.objects.filter(item=revision.item_id)).exclude(signed__text="")
        yield from known.order_by("at", "pk").values_list("item_id", "signed__text").iterator(chunk_size=50)


def _sentences(revision: Revision) -> dict[str, int]:
    """The sentences of a text as `_said` would have them, with their numbers of words."""
    prose = Manuscript(json.loads(revision.signed.text or "{}")).prose
    found = [words_of(sentence.text) for passage in prose for sentence in passage.sentences]
    return {_joined(words): len(words) for words in found if len(words) >= SHORTEST}


def _said(text: str) -> str:
    """All words of a stored text in one line."""
    return _joined(words_of(" ".join(_strings(json.loads(text)))) if text else [])


def _joined(words: list[str]) -> str:
    return f" {' '.join(words)} ".casefold()


def _strings(value: Any) -> Iterator[str]:
    """The texts in a document without their formatting; what a tag ends, no sentence goes across."""
    if isinstance(value, str):
        yield unescape(_TAG.sub(lambda tag: " " if tag[1] else "", value))
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
