"""Which pages answer a question, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from editorial.checks.medicines import medicines
from search.analysis import Query, content_words, folded, read_query, words
from search.danger import signs_in
from search.faults import IndexUnusable, index_faults
from search.index import keeper
from search.lexicons import lexicon
from search.meanings import Meaning, Pairs, known_pairs, meanings, terms_of
from search.plainly import find_plainly
from search.scoring import DEPTH, Filters, Scorer
from search.spelling import Mended, mend
from search.trust import answer
from search.volumes import Volume

# Pages that share one rare piece of a word with the question are no answer beside pages that hold it.
FLOOR = 0.05
# Other names are looked for in the beginning of what was written.
MOST_NAMED = 40
# Whoever has such a sign has a team, which the card of its page may name.
IN_CARE = frozenset({"fever-on-treatment", "fever"})
NO_PAIRS: Pairs = {}
UNMENDED = Mended(())
UNFILTERED = Filters()


@dataclass(frozen=True)
class Found:
    """Numbers of publications, best first, each with its best place; `is_cut` if more were found than looked at.

    `trust` from 0 to 1 says how much of the question one of the best pages answers; `mended` is the spelling that was
    looked for, and `looked` the words, some in place of others that mean the same. `whole` are the pages that have it
    as a title or question.
    `signs` are the signs of danger that the question speaks of, and `card` page and place of the care card for them.
    """

    numbers: tuple[int, ...] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    is_cut: bool = False
    trust: float = 0.0
    mended: Mended = UNMENDED
    looked: tuple[str, ...] = ()
    whole: frozenset[int] = frozenset()
    signs: frozenset[str] = frozenset()
    card: tuple[int, int] | None = None


def find(
    query: Query,
    language: str,
    filters: Filters,
    *,
    pairs: Pairs = NO_PAIRS,
    as_typed: bool = False,
    stamp: str | None = None,
) -> Found:
    """What may answer. The caller joins it to the live publications: the index can be behind."""
    if not query.words:
        return Found(signs=signs_in(query.text))
    opened = keeper().ready(stamp)
    if opened is None:
        return _plainly(query, language, filters)
    volume = opened.volumes.get(language)
    if volume is None:
        return Found(signs=signs_in(query.text))
    try:
        return find_in(volume, query, filters, pairs=pairs, as_typed=as_typed)
    except IndexUnusable:
        keeper().doubt()
        return _plainly(query, language, filters)


def find_in_others(text: str, language: str, filters: Filters) -> dict[str, Found]:
    """The same words in the other languages, after `find`; spelling is not mended there."""
    opened, found = keeper().last_seen, {}
    for other, volume in (opened.volumes if opened else {}).items():
        if other != language and (query := read_query(text, other)).words:
            try:
                with index_faults():
                    found[other], _ = _pages_in(volume, query, filters, NO_PAIRS, as_typed=True)
            except IndexUnusable:
                keeper().doubt()
                return {}
    return found


def _plainly(query: Query, language: str, filters: Filters) -> Found:
    numbers, is_named = find_plainly(query.words, language, filters)
    return Found(
        numbers, trust=float(is_named), mended=Mended(query.words), looked=query.words, signs=signs_in(query.text)
    )


def _is_known(scorer: Scorer, pairs: Pairs, word: str) -> bool:
    """It stands on a page, or somebody said what it means: then it is no slip of the pen."""
    if any(word in phrase for phrase in pairs) or terms_of((word,), scorer.volume.language) in known_pairs(
        scorer.volume.language
    ):
        return True
    if word in medicines():  # one medicine is no slip of the pen for another
        return True
    known = lexicon(scorer.volume.language)
    if word in folded(known.around) or word in folded(known.elsewhere):
        return True
    return scorer.is_known(word)


def find_in(
    volume: Volume,
    query: Query,
    filters: Filters = UNFILTERED,
    *,
    pairs: Pairs = NO_PAIRS,
    as_typed: bool = False,
) -> Found:
    """`pairs` are words that the editors say mean others; `as_typed` mends no spelling. Raises IndexUnusable."""
    with index_faults():
        found, scores = _pages_in(volume, query, filters, pairs, as_typed=as_typed)
        signs = signs_in(query.text)
        if found.mended.changes:
            signs |= signs_in(found.mended.in_text(query.text))
        return replace(found, signs=signs, card=_card(volume, signs, scores))


def _pages_in(
    volume: Volume, query: Query, filters: Filters, pairs: Pairs, *, as_typed: bool
) -> tuple[Found, Mapping[int, float]]:
    """What is found, without a look at danger, and the scores of all pages. Call it within `index_faults`."""
    scorer = Scorer(volume, filters)
    mended = Mended(query.words) if as_typed else mend(query.words, volume, partial(_is_known, scorer, pairs))
    others = meanings(mended.in_place(words(query.text)[:MOST_NAMED]), pairs, volume)
    looked = _on_pages(scorer, mended.words, others, pairs)
    typed = mended.in_place(words(query.text))
    scores = scorer.scores(looked, others, query.phrases, typed)
    if not scores:
        return Found(mended=mended, looked=looked), scores
    least = max(scores.values()) * FLOOR
    kept = [page for page, score in scores.items() if score >= least or page in scorer.exact or page in scorer.whole]
    # Equal scores stand in the order of the pages, so that the list is the same every time.
    kept.sort(key=lambda page: (page not in scorer.whole, page not in scorer.exact, -round(scores[page], 4), page))
    answered = answer(scorer, kept, replace(mended, words=looked), others)
    found = Found(
        tuple(kept),
        _places(scorer, answered.places),
        is_cut=scorer.is_full and len(kept) >= DEPTH,
        trust=1.0 if scorer.whole else answered.trust,
        mended=mended,
        looked=looked,
        whole=frozenset(scorer.whole),
    )
    return found, scores


def _on_pages(scorer: Scorer, asked: Sequence[str], others: Sequence[Meaning], pairs: Pairs) -> tuple[str, ...]:
    """What to look for: what stands on no page gives way to what the editors say it means, or to one word for it."""
    looked = list(asked)
    for meaning in others:
        if any(map(scorer.is_known, meaning.asked)):
            continue
        meant = [*pairs.get(meaning.asked, ()), *(other for other in meaning.others if len(other) == 1)]
        called = next(filter(scorer.is_called, meant), ())
        called = tuple(content_words(called, scorer.volume.language)) or called
        looked = [word for word in looked if not called or word not in meaning.asked] + list(called)
    return tuple(dict.fromkeys(looked))


def _places(scorer: Scorer, best: Mapping[int, int]) -> dict[int, int]:
    """Where each page answers best. One whose title was typed is shown from its top."""
    places = {**scorer.places, **best}
    for page, place in scorer.whole.items():
        if place is None:
            places.pop(page, None)
        else:
            places[page] = place
    return places


def _card(volume: Volume, signs: frozenset[str], scores: Mapping[int, float]) -> tuple[int, int] | None:
    """Page and place of the care card to show first. One that names the reader's own team is for those in its care only."""
    cards = Scorer(volume, UNFILTERED).cards(signs) if signs else []
    in_care = signs <= IN_CARE
    fitting = [card for card in cards if card.is_for_anybody or in_care]
    if not fitting:
        return None
    best = max(
        fitting,
        key=lambda card: (
            card.is_emergency,
            in_care or card.signs,
            scores.get(card.page, 0.0),
            -card.page,
        ),
    )
    return best.page, best.place
