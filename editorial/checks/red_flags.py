"""Signs of danger: where a text names one, what the care cards of a page list, and what a subject requires."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage
from editorial.checks.phrases import is_denied, listed, lowered, overlaps, pattern, sentence_at
from editorial.checks.told_of import Told, told_of

_MILD = re.compile(r"\b(?:mild|mildly|slight|slightly|minor|a little|a bit|light)\s+(?:\w+\s+)?$")
# What is treated, prevented or looked back on is not announced.
_PAST = re.compile(
    r"\b(?:treat(?:s|ing|ed)?|treatment (?:of|for)|prevent(?:s|ing|ed)?|stop(?:s|ping)?|control(?:s|ling)?|reliev(?:e|es|ing)"
    r"|eas(?:e|es|ing)|reduc(?:e|es|ing)|manag(?:e|ing)|history of"
    r"|(?:medicines?|medications?|drugs?|used|prescribed|tests?|devices?|equipment|aids?|machines?) for"
    r"|(?:(?:you|who|they|we|he|she) (?:have|has)|ever|you've) had|had an?|known as|called|after (?:an?|the)|caused by an?"
    r"|(?:find|finds|show|shows|look for|looks for) the (?:cause|reason)s? (?:of|for))"
    r"\s+(?:(?:the|your|their|any|some|with|of|severe)\s+)*(?:\w+\s+)?$"
)
_NAMES_AN_ILLNESS = re.compile(r"\s+(?:disorder|syndrome)s?\b")  # "people with a seizure disorder"
HELP_NOW = frozenset({"emergency", "urgent"})


@dataclass(frozen=True)
class Sign:
    """`says` finds it in running text, `card` on a care card; `there` too in running text, on pages about `where`."""

    id: str
    name: str
    says: re.Pattern[str]
    unless: re.Pattern[str]
    card: re.Pattern[str]
    there: re.Pattern[str]
    where: frozenset[str]


@dataclass(frozen=True)
class Subject:
    """What a page may be about, and the signs its cards must list: one of each of `needs`."""

    name: str
    says: re.Pattern[str]
    unless: re.Pattern[str]
    needs: tuple[tuple[Sign, ...], ...]


@dataclass(frozen=True)
class Seen:
    """`is_perhaps`: it is counted or treated there, in a way that may still mean the reader."""

    sign: Sign
    start: int
    end: int
    is_perhaps: bool = False


def written_out(phrases: Iterable[str]) -> list[str]:
    """With the words that the lexicon names in curly brackets."""
    words: dict[str, str] = lexicon("red_flags")["words"]
    written = []
    for phrase in phrases:
        for name, said in words.items():
            phrase = phrase.replace("{" + name + "}", said)
        written.append(phrase)
    return written


def _phrases(entry: dict[str, list[str]], *keys: str) -> list[str]:
    return written_out(phrase for key in keys for phrase in entry.get(key, []))


@cache
def signs() -> dict[str, Sign]:
    """All signs by id."""
    return {
        entry["id"]: Sign(
            entry["id"],
            entry["name"],
            pattern(_phrases(entry, "says")),
            pattern(_phrases(entry, "unless")),
            pattern(_phrases(entry, "says", "card")),
            pattern(_phrases(entry, "there")),
            frozenset(entry.get("where", [])),
        )
        for entry in lexicon("red_flags")["sign"]
    }


@cache
def excuse(name: str) -> re.Pattern[str]:
    """What round a sign means something else; for those who need no more of it."""
    entry = next(entry for entry in lexicon("red_flags")["sign"] if entry["id"] == name)
    return pattern(_phrases(entry, "unless"))


@cache
def _any_sign() -> re.Pattern[str]:
    return pattern(phrase for entry in lexicon("red_flags")["sign"] for phrase in _phrases(entry, "says"))


@lru_cache(maxsize=2048)
def _matches(text: str) -> tuple[Seen, ...]:
    low = lowered(text)
    if not _any_sign().search(low):
        return ()
    return tuple(
        Seen(sign, *match.span())
        for sign in signs().values()
        for match in sign.says.finditer(low)
        if not overlaps(sign.unless, low, match) and not _MILD.search(low[: match.start()])
    )


def seen_in(passage: Passage, lead_in: str = "") -> Iterator[Seen]:
    """The signs that a passage names as something that may happen: not denied, mild, treated, or only told of.

    `lead_in` is what stands before the list of which the passage is an item.
    """
    low = lowered(passage.text)
    links = [(mark.start, mark.end) for mark in passage.links]
    for seen in _matches(passage.text):
        is_name_of_page = any(start <= seen.start and seen.end <= end for start, end in links)
        if is_name_of_page or _NAMES_AN_ILLNESS.match(low, seen.end):
            continue
        if is_denied(passage, seen.start) or _PAST.search(low[: seen.start]):
            continue
        sentence = sentence_at(passage, seen.start)
        said = low[sentence.start : sentence.end]
        told = told_of(said, seen.start - sentence.start, seen.sign.id, lead_in)
        if told != Told.ONLY:
            yield replace(seen, is_perhaps=told == Told.PERHAPS)


def is_slow(passage: Passage, seen: Seen, subjects: frozenset[str]) -> bool:
    """Whether a sign is told as part of an illness of years, on a page whose subject does not make it dangerous."""
    if seen.sign.id not in lexicon("red_flags")["slow"]["signs"] or seen.sign.where & subjects:
        return False
    sentence = sentence_at(passage, seen.start)
    said = lowered(passage.text)[sentence.start : sentence.end]
    return bool(listed("red_flags", "slow.says").search(said) and not listed("red_flags", "slow.unless").search(said))


def seen_there(passage: Passage, subjects: frozenset[str]) -> Iterator[Seen]:
    """The words that are a sign of danger only because of what the page is about."""
    low = lowered(passage.text)
    for sign in signs().values():
        if sign.where & subjects:
            for match in sign.there.finditer(low):
                if not overlaps(sign.unless, low, match) and not is_denied(passage, match.start()):
                    yield Seen(sign, *match.span())


@lru_cache(maxsize=2048)
def _listed(text: str) -> frozenset[str]:
    low = lowered(text)
    return frozenset(sign.id for sign in signs().values() if sign.card.search(low))


def cards(manuscript: Manuscript, *urgencies: str) -> list[str]:
    """The uids of the care cards with one of these urgencies."""
    return [
        str(block.get("uid", ""))
        for block in manuscript.blocks
        if block.get("type") == "care_card" and block.get("urgency") in urgencies
    ]


def on_cards(passages: Iterable[Passage]) -> frozenset[str]:
    """The ids of the signs that these passages of care cards name."""
    return frozenset[str]().union(*(_listed(passage.text) for passage in passages))


@cache
def subjects() -> tuple[Subject, ...]:
    return tuple(
        Subject(
            entry["name"],
            pattern(entry["says"]),
            pattern(entry.get("unless", [])),
            tuple(tuple(signs()[name] for name in names) for names in entry["needs"]),
        )
        for entry in lexicon("required_signs")["subject"]
    )


def subjects_of(manuscript: Manuscript) -> list[Subject]:
    """What the page is about, by its title."""
    title = lowered(str(manuscript.document.get("title", "")))
    return [one for one in subjects() if one.says.search(title) and not one.unless.search(title)]
