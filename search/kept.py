"""What editors keep, as a search asks for it: other words for what readers say, and pages that stand first.

Which words and questions they keep something for is held in memory while the site is the same (`stamp`); the rest is one
indexed query each, whatever the size of the tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from editorial.unchanged import while_unchanged
from search.analysis import Query, little_words, words
from search.meanings import Pairs, Phrase
from search.models import BestBet, Synonym
from search.query import MOST_NAMED, Found, find
from search.scoring import Filters

MOST_SYNONYMS = 1_000
MOST_BETS = 3  # for one question


def pairs_for(asked: Sequence[str], language: str, stamp: str) -> Pairs:
    """The parts of a question that the editors have other words for. `asked` are all its folded words in their order."""
    looked = asked[:MOST_NAMED]
    begin = while_unchanged(stamp, ("synonyms", language), lambda: _first_words(language))
    return pairs_in(looked, synonyms_with(looked, language), language) if not begin.isdisjoint(looked) else {}


def _first_words(language: str) -> frozenset[str]:
    return frozenset(Synonym.objects.filter(language=language).values_list("first_word", flat=True))


def synonyms_with(said: Iterable[str], language: str) -> list[tuple[str, str]]:
    """What is said and what it means, of the synonyms that begin with one of these words. One query."""
    rows = Synonym.objects.filter(language=language, first_word__in=set(said)).order_by("pk")
    return list(rows.values_list("asked_key", "means_key")[:MOST_SYNONYMS])


def pairs_in(asked: Sequence[str], rows: Iterable[tuple[str, str]], language: str) -> Pairs:
    """Those of the synonyms that stand in the question, as the words that stand there, little ones between them too."""
    little = little_words(language)
    found: dict[Phrase, list[Phrase]] = {}
    for said, means in rows:
        for place in _places(asked, said.split(), little):
            found.setdefault(place, []).append(tuple(means.split()))
    return found


def _places(asked: Sequence[str], said: Sequence[str], little: Collection[str]) -> Iterable[Phrase]:
    for start, word in enumerate(asked):
        if word == said[0] and (end := _end(asked, start, said, little)):
            yield tuple(asked[start:end])


def _end(asked: Sequence[str], at: int, said: Sequence[str], little: Collection[str]) -> int:
    """Where the words end that stand in the question one after the other from `at` on; 0 if they do not."""
    for word in said:
        while at < len(asked) and asked[at] != word and asked[at] in little:
            at += 1
        if at == len(asked) or asked[at] != word:
            return 0
        at += 1
    return at


def find_as_meant(query: Query, language: str, filters: Filters, stamp: str, *, as_typed: bool = False) -> Found:
    """`find`, with the words of the editors; asked once more where only the mended spelling has some."""
    if not query.words:
        return find(query, language, filters)
    typed = words(query.text)
    pairs = pairs_for(typed, language, stamp)
    found = find(query, language, filters, pairs=pairs, as_typed=as_typed, stamp=stamp)
    if found.mended.changes:
        more = pairs_for(found.mended.in_place(typed), language, stamp)
        if more.keys() - pairs.keys():
            found = find(query, language, filters, pairs={**more, **pairs}, stamp=stamp)
    return found


def bets_for(query: Query, found: Found, language: str, stamp: str) -> tuple[int, ...]:
    """Numbers of publications to be shown first for this very question; whether they are live is asked later."""
    keys = {key for key in (" ".join(query.words), " ".join(found.mended.words)) if key}
    if while_unchanged(stamp, ("best bets", language), lambda: _questions_with_bets(language)).isdisjoint(keys):
        return ()
    rows = BestBet.objects.filter(language=language, asked_key__in=keys, item__publication__isnull=False)
    numbers = rows.order_by("ordering", "pk").values_list("item__publication", flat=True)
    return tuple(dict.fromkeys(numbers[:MOST_BETS]))


def _questions_with_bets(language: str) -> frozenset[str]:
    return frozenset(BestBet.objects.filter(language=language).values_list("asked_key", flat=True))


def with_bets(found: Found, bets: Sequence[int], *, are_first: bool) -> Found:
    """A recommended page is among the results in any case, so that the counts of the filters hold."""
    if not bets:
        return found
    both = (*bets, *found.numbers) if are_first else (*found.numbers, *bets)
    return replace(found, numbers=tuple(dict.fromkeys(both)))
