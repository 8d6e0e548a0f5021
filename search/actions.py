"""What editors do about search: the only code that writes their words and their recommendations.

Each action takes keyword arguments only; `by` is the acting contributor. Its event stands in the chain of the whole
site. What readers are shown raises the generation. A refusal is a subclass of `editorial.errors.Refused`, and then nothing
was changed.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from editorial import clock, errors, history, policy
from editorial.actions.locks import raise_generation
from editorial.actions.people import site_item
from editorial.canonical import digest
from editorial.models import Contributor, Item, Publication
from search.analysis import little_words, read_query, words
from search.countable import MOST_WORDS
from search.danger import signs_in
from search.kept import MOST_BETS
from search.models import (
    FIRST_PLACE,
    LAST_PLACE,
    LONGEST_ASKED,
    LONGEST_MEANT,
    PLACES,
    AskedCount,
    BestBet,
    NotForUs,
    Synonym,
)

# Of one thing that readers say; a search looks for no more (`search/meanings.py`).
MOST_MEANINGS = 8


@transaction.atomic
def add_synonym(*, language: str, asked: str, means: str, by: Contributor) -> Synonym:
    """Whoever says `asked` is shown pages that say `means`, too. Raises NothingToDo."""
    by = policy.require(by, "relist")
    site = site_item()
    asked, key = _asked(asked, language)
    if little_words(language).issuperset(key.split()):
        raise errors.NothingToDo(
            what=f"A search leaves out little words such as “{asked}”. Write the word that is meant."
        )
    means = " ".join(means.split())[:LONGEST_MEANT]
    means_key = " ".join(words(means))[:LONGEST_MEANT]
    if not means_key:
        raise errors.NothingToDo(what="Write what pages say for it.")
    if means_key == " ".join(words(asked)):
        raise errors.NothingToDo(what="Both are the same words, so nothing more would be found.")
    same = Synonym.objects.filter(language=language, asked_key=key)
    if same.filter(means_key=means_key).exists():
        raise errors.NothingToDo(what=f"It is kept already that “{asked}” means “{means}”.")
    if same.count() >= MOST_MEANINGS:
        raise errors.NothingToDo(what=f"“{asked}” means {MOST_MEANINGS} things already. Remove one of them first.")
    synonym = Synonym.objects.create(
        language=language, asked=asked, asked_key=key, first_word=key.split()[0], means=means, means_key=means_key,
        by=by, at=clock.now(),
    )  # fmt: skip
    raise_generation()
    history.record(site, "add_synonym", by, synonym=synonym.pk, **_said(synonym), means=means)
    return synonym


@transaction.atomic
def remove_synonym(*, synonym: Synonym, by: Contributor) -> None:
    """Both words mean only themselves again. Raises NothingToDo if somebody removed it before."""
    by = policy.require(by, "relist")
    site = site_item()
    synonym = _still_there(Synonym, synonym)
    raise_generation()
    history.record(site, "remove_synonym", by, synonym=synonym.pk, **_said(synonym), means=synonym.means)
    synonym.delete()


@transaction.atomic
def add_best_bet(*, language: str, asked: str, item: Item, by: Contributor, ordering: int = FIRST_PLACE) -> BestBet:
    """Show a live page first to whoever asks exactly this. Raises NothingToDo or NotLive."""
    by = policy.require(by, "relist")
    site = site_item()
    asked, key = _asked(asked, language)
    if not FIRST_PLACE <= ordering <= LAST_PLACE:
        raise errors.NothingToDo(what=PLACES)
    if not Publication.objects.live().in_language(language).filter(item=item.pk).exists():
        raise errors.NotLive(action=f"recommend to readers of {dict(settings.LANGUAGES)[language]}")
    same = BestBet.objects.filter(language=language, asked_key=key)
    if same.filter(item=item.pk).exists():
        raise errors.NothingToDo(what=f"“{item}” is recommended for “{asked}” already.")
    if same.count() >= MOST_BETS:
        raise errors.NothingToDo(what=f"{MOST_BETS} pages are recommended for “{asked}”. Remove one of them first.")
    bet = BestBet.objects.create(
        language=language, asked=asked, asked_key=key, item=item, ordering=ordering, by=by, at=clock.now()
    )
    raise_generation()
    history.record(site, "add_best_bet", by, best_bet=bet.pk, **_said(bet), page=str(item.uid), ordering=ordering)
    return bet


@transaction.atomic
def remove_best_bet(*, best_bet: BestBet, by: Contributor) -> None:
    """The page stands where it is found again. Raises NothingToDo if somebody removed it before."""
    by = policy.require(by, "relist")
    site = site_item()
    bet = _still_there(BestBet, best_bet)
    raise_generation()
    history.record(site, "remove_best_bet", by, best_bet=bet.pk, **_said(bet), page=str(bet.item.uid))
    bet.delete()


@transaction.atomic
def dismiss_gap(*, language: str, asked: str, by: Contributor) -> None:
    """Keep what readers ask, as it is counted, out of the work list. Raises NothingToDo if it is out already."""
    by = policy.require(by, "relist")
    site = site_item()
    if not AskedCount.objects.filter(language=language, words=asked).exists():
        raise errors.NothingToDo(what="Nobody asked for this, as far as it is counted.")
    _, is_new = NotForUs.objects.get_or_create(language=language, words=asked, defaults={"by": by, "at": clock.now()})
    if not is_new:
        raise errors.NothingToDo(what=f"“{asked}” is off the list already.")
    # Its code only: words of readers are forgotten in the end, and events are not.
    history.record(site, "dismiss_gap", by, language=language, asked_code=digest(asked))


@transaction.atomic
def return_gap(*, language: str, asked: str, by: Contributor) -> None:
    """Take back that something is not for us. Raises NothingToDo if it is on the list."""
    by = policy.require(by, "relist")
    site = site_item()
    removed, _ = NotForUs.objects.filter(language=language, words=asked).delete()
    if not removed:
        raise errors.NothingToDo(what=f"“{asked}” is on the list already.")
    history.record(site, "return_gap", by, language=language, asked_code=digest(asked))


def _asked(asked: str, language: str) -> tuple[str, str]:
    """What readers say, as it was written, and its words as they are compared; raises NothingToDo."""
    if language not in dict(settings.LANGUAGES):
        raise errors.NothingToDo(what="Choose one of the languages of this site.")
    query = read_query(asked, language)
    key = " ".join(query.words)
    if not key:
        raise errors.NothingToDo(what="Write what readers say.")
    if len(query.words) > MOST_WORDS or len(query.text) > LONGEST_ASKED or len(key) > LONGEST_ASKED:
        raise errors.NothingToDo(what=f"Write what readers say in {MOST_WORDS} words at most.")
    if signs_in(query.text):
        raise errors.NothingToDo(
            what=f"“{query.text}” can be a sign of danger. Readers who say so are shown at once what to do, and nothing else "
            "may be put in its place."
        )
    return query.text, key


def _said(row: Synonym | BestBet) -> dict[str, Any]:
    return {"language": row.language, "asked": row.asked}


def _still_there(model: Any, row: Any) -> Any:
    found = model.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise errors.NothingToDo(what="Somebody removed this a moment ago.")
    return found
