"""Whether somebody wrote a text on another page before: a copy is known by its words, whichever way it came here.

A duplicated page names its original. One that was exported and brought back in, or copied by hand, names nothing that an
editor could not leave out; but its sentences stay.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from html import unescape
from operator import or_
from typing import Any

from django.db.models import Q

from editorial.checks.manuscript import Manuscript
from editorial.checks.sentences import words_of
from editorial.models import Contributor, Revision, SiteState

# A good part of a text is a quarter of its words: about a section. Less is a paragraph that many pages share.
PART = 4
# Words; shorter sentences ("Ask your doctor.") stand on every page and are nobody's.
SHORTEST = 5

_INLINE = re.compile(r"</?(?:strong|em|sub|sup|a)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")


def wrote_elsewhere(person: Contributor, revision: Revision) -> bool:
    """Did this person write or edit, on other pages, a good part of this text before this page said it?

    Counted are the sentences of running text, word for word: those that were new on their page when this person saved
    it, and those of texts that name the person as an author. Whoever mended a comma, saved other synonyms or restored
    an older text wrote none. Sentences that this page said first are not counted either: whoever began another page as
    a copy of it did not write them.
    """
    entries = Q(pk=person.pk) | Q(email__iexact=person.email) if person.email else Q(pk=person.pk)
    people = frozenset(Contributor.objects.filter(entries).values_list("pk", "uid"))
    generation = SiteState.objects.values_list("generation", flat=True).first()
    return _wrote_before(people, revision, revision.digest, generation)


@lru_cache(maxsize=256)
def _wrote_before(people: frozenset[tuple[int, Any]], revision: Revision, digest: str, generation: int | None) -> bool:
    """The answer is looked for once, before the page is locked: what was said before a revision changes no more.

    Only the law has texts emptied, and raises the `generation`.
    """
    texts = _Texts(_sentences(revision))
    earlier = Revision.objects.filter(pk__lt=revision.pk).exclude(signed__text="")
    named = [f'"{uid}"' for _, uid in people]
    by = {pk for pk, _ in people}
    theirs = Q(by__in=by) | reduce(or_, (Q(signed__text__contains=name) for name in named))
    pages = texts.shared_with(earlier.filter(theirs).exclude(item=revision.item_id))
    if not texts.is_good_part({sentence for shared in pages.values() for sentence in shared}):
        return False
    wrote: set[str] = set()
    before: dict[int, set[str]] = defaultdict(set)
    told = earlier.filter(item__in=[*pages, revision.item_id]).order_by("pk")
    for item, writer, digest, text in _read(told):
        said = texts.found_in(digest, text)
        if item != revision.item_id:
            new = said if any(name in text for name in named) else said - before[item] if writer in by else set()
            wrote |= new - before[revision.item_id]
        before[item] |= said
    return texts.is_good_part(wrote)


def _read(revisions: Any) -> Iterator[tuple[int, int, str, str]]:
    """Item, who saved it, digest and text of each."""
    yield from revisions.values_list("item_id", "by_id", "signed_id", "signed__text").iterator(chunk_size=50)


class _Texts:
    """Looks for some sentences in stored texts, once in each text and in each field that many revisions share."""

    def __init__(self, sentences: dict[str, int]) -> None:
        self.sentences = sentences
        self.rarest = {sentence: max(sentence.split(), key=len) for sentence in sentences}
        self.in_texts: dict[str, frozenset[str]] = {}
        self.in_fields: dict[str, frozenset[str]] = {}

    def is_good_part(self, found: Iterable[str]) -> bool:
        return 0 < sum(self.sentences.values()) <= PART * sum(self.sentences[sentence] for sentence in found)

    def shared_with(self, revisions: Any) -> dict[int, set[str]]:
        """The other pages that ever said some of the sentences in one of these revisions, and which."""
        shared: dict[int, set[str]] = defaultdict(set)
        for item, _, digest, text in _read(revisions) if self.sentences else ():
            if found := self.found_in(digest, text):
                shared[item] |= found
        return shared

    def found_in(self, digest: str, text: str) -> frozenset[str]:
        if digest not in self.in_texts:
            fields = map(self._found_in_field, _strings(json.loads(text)))
            self.in_texts[digest] = frozenset().union(*fields)
        return self.in_texts[digest]

    def _found_in_field(self, value: str) -> frozenset[str]:
        if value not in self.in_fields:
            said = _joined(words_of(_without_formatting(value)))
            words = set(said.split())
            self.in_fields[value] = frozenset(s for s, rare in self.rarest.items() if rare in words and s in said)
        return self.in_fields[value]


def _sentences(revision: Revision) -> dict[str, int]:
    """The sentences of a text, written as `_joined` does, with their numbers of words."""
    prose = Manuscript(json.loads(revision.signed.text or "{}")).prose
    found = [words_of(sentence.text) for passage in prose for sentence in passage.sentences]
    return {_joined(words): len(words) for words in found if len(words) >= SHORTEST}


def _joined(words: list[str]) -> str:
    return f" {' '.join(words)} ".casefold()


def _without_formatting(value: str) -> str:
    """The words of a field; what a tag ends, no sentence goes across."""
    return unescape(_TAG.sub(" ", _INLINE.sub("", value)))


def _strings(value: Any) -> Iterator[str]:
    """The texts in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
