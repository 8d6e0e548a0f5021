"""Whether something can be cured: said and denied on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import HEADINGS, PROSE, Manuscript, Passage
from editorial.checks.meaning import stem
from editorial.checks.phrases import is_denied, listed, lowered, overlaps
from editorial.checks.registry import check
from editorial.checks.sentences import WORD, Sentence

_CURE = re.compile(r"\b(?:in)?cur(?:e|es|ed|able)\b")
_OBJECT = re.compile(r"\s*(?:for|of)\s+([^,.;:!?]+)")
_SUBJECT_BEGINS = re.compile(r"[,;:–(]|\b(?:that|but|and|because|why|which|although|while|so)\b")
_BY_MEANS = re.compile(r"\s*(?:with|by|using|through|after)\b")
_OBJECT_ENDS = re.compile(r"[,.;:!?]|\b(?:in|with|by|for|at|without|and|or|but|yet|so|if|when|that|which)\b")


@dataclass(frozen=True)
class Claim:
    """That something can, or cannot, be cured. `about`: the stems of what it is, empty for what the page is about;
    `bounds`: the stages and conditions for which it is said."""

    passage: Passage
    start: int
    end: int
    is_curable: bool
    about: frozenset[str]
    bounds: frozenset[str]


@cache
def _hollow() -> frozenset[str]:
    return frozenset(lexicon("cure")["hollow"])


def _stems(said: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(said) if word not in _hollow())


def _claims(manuscript: Manuscript, title: frozenset[str]) -> Iterator[Claim]:
    for passage in manuscript.of(*PROSE, *HEADINGS):
        if not _CURE.search(lowered(passage.text)):
            continue
        for sentence in passage.sentences:
            low = lowered(sentence.text)
            # "Can it be cured?" asks; "Why can it not be cured?" says that it cannot.
            is_asked = low.endswith("?") and not low.startswith("why")
            if not is_asked and not listed("cure", "reported").search(low):
                yield from _claims_of(passage, sentence, low, title)


def _claims_of(passage: Passage, sentence: Sentence, low: str, title: frozenset[str]) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    for key in ("incurable", "curable", "cures"):
        for match in listed("cure", key).finditer(low):
            start, end = match.span()
            if any(first < end and start < last for first, last in taken):
                continue
            taken.append((start, end))
            if key != "incurable" and is_denied(passage, sentence.start + start):
                continue
            about = _object(low, match) if key == "cures" or match[0].endswith(("cure", "cures")) else frozenset()
            about = about or (frozenset() if key == "cures" else _subject(low, match, title))
            bounds = _bounds(low, len(low) if key == "cures" else end) - title
            yield Claim(passage, sentence.start + start, sentence.start + end, key != "incurable", about, bounds)


def _bounds(low: str, end: int) -> frozenset[str]:
    """The stages and conditions for which a sentence holds; after the claim only a condition binds it."""
    unbound, binds = listed("cure", "unbound"), listed("cure", "binds")
    said = (
        match[0]
        for match in listed("cure", "bounds").finditer(low)
        if (match.start() < end or binds.fullmatch(match[0])) and not overlaps(unbound, low, match)
    )
    return frozenset(stem(word) for word in said)


def _object(low: str, match: re.Match[str]) -> frozenset[str]:
    """What is cured, where it stands after the word: "a cure for asthma", "cures asthma"."""
    following = low[match.end() :]
    named = _OBJECT.match(following)
    if named is None and match[0].startswith(("has", "have", "no", "is", "are", "there")):
        return frozenset()
    return _stems(_OBJECT_ENDS.split(named[1] if named else following)[0])


def _subject(low: str, match: re.Match[str], title: frozenset[str]) -> frozenset[str]:
    before = low[: match.start()]
    begins = [*_SUBJECT_BEGINS.finditer(before)]
    said = before[begins[-1].end() if begins else 0 :]
    last = _stems(" ".join(WORD.findall(said)[-len(title) :])) if title else title
    # "With the right cream psoriasis can be cured" is about psoriasis.
    return title if last == title and _BY_MEANS.match(said) else _stems(said)


def _are_of_one(one: Claim, other: Claim, title: frozenset[str]) -> bool:
    if one.bounds != other.bounds and not _denies_all(one, other):
        return False
    if not one.about or not other.about:
        return (one.about | other.about) <= title
    return one.about == other.about


def _denies_all(one: Claim, other: Claim) -> bool:
    """Whether one denies for everybody what the other says for those who come early: "cannot be cured", "curable when
    it is found early". Stages and kinds part two claims, the day of finding does not."""
    denial, cure = (other, one) if one.is_curable else (one, other)
    early = {stem(word) for word in ("early", "earlier", "when", "if", "once")}
    is_early = bool(cure.bounds & {stem("early"), stem("earlier")}) and cure.bounds <= early
    return is_early and not denial.bounds


@check(
    "M01",
    "Cure: said and denied",
    Severity.BLOCKING,
    finds="that the page’s subject can be cured and that it cannot, or either against the aim of treatment",
    why="Nothing matters more to readers, and both cannot be true (DISCERN 6).",
    remedy="Decide which is true for whom, say it the same way everywhere, and choose the aim of treatment to match.",
    languages="en",
    for_clinical=True,
)
def cure_contradiction(manuscript: Manuscript) -> Iterator[Found]:
    title = frozenset(stem(word) for word in WORD.findall(lowered(str(manuscript.document.get("title", "")))))
    claims = list(_claims(manuscript, title))
    told: set[bool] = set()
    for claim in claims:
        opposed = (one for one in claims if one.is_curable != claim.is_curable and _are_of_one(one, claim, title))
        other = next(opposed, None)
        if other is not None and claim.is_curable not in told:
            told.add(claim.is_curable)
            message = f"The page says “{_said(claim)}” here, and “{_said(other)}” elsewhere."
            yield found(claim.passage, message, start=claim.start, end=claim.end)
    if not told:
        yield from _against_aim(manuscript, claims, title)


def _said(claim: Claim) -> str:
    return claim.passage.text[claim.start : claim.end]


def _against_aim(manuscript: Manuscript, claims: list[Claim], title: frozenset[str]) -> Iterator[Found]:
    aim = manuscript.document.get("aim", {}).get("aim", "")
    for claim in claims:
        is_ours = claim.about <= title and not claim.bounds and claim.passage.field != "aim_statement"
        if is_ours and aim == ("control" if claim.is_curable else "cure"):
            message = f"“{_said(claim)}” goes against the aim of treatment, which is to {aim}."
            yield found(claim.passage, message, start=claim.start, end=claim.end)
            return
