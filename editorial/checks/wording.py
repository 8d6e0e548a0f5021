"""Words: abbreviations, clinical terms, certainty, tone, and the language of professionals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from editorial.checks.cut_off import placeholders_in
from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import HEADINGS, PROSE, Manuscript, Passage, Role
from editorial.checks.meaning import stems_of
from editorial.checks.phrases import lowered, said_in, sentence_at
from editorial.checks.registry import check

_SPOKEN = (*PROSE, *HEADINGS, Role.OPTION, Role.CAPTION)
_CAPITALS = re.compile(
    r"(?<![\w.@/#-])[A-Z][A-Z0-9&]*[A-Z][A-Z0-9&]*(?:-[A-Z0-9]+)?s?(?![\w@]|-[a-z]+-)"
    # Genes have names of letters, and no words behind them.
    r"(?!(?:,? (?:and |or )?[A-Z][A-Z0-9]+)*,? genes?\b)"
)
_ROMAN = re.compile(r"[IVXLC]+[ABC]?s?")


@cache
def _known() -> frozenset[str]:
    held = lexicon("abbreviations")
    return frozenset(held["known"].split()) | frozenset(held["words"].split())


@check(
    "M10",
    "Abbreviation not explained",
    Severity.WARNING,
    finds="an abbreviation that is neither written out where it first stands nor marked as a glossary term",
    why="Whoever does not know the letters cannot guess them (NHS content guide; WCAG 2.2, 3.1.4; CDC Index 7).",
    remedy="Write it out once, with the letters in brackets: “magnetic resonance imaging (MRI)”; or put it into the glossary.",
    languages="en",
    kinds="article question_set",
    answered_by_terms=True,
)
def abbreviation(manuscript: Manuscript) -> Iterator[Found]:
    told: set[str] = set()
    in_headings: dict[str, tuple[Passage, re.Match[str]]] = {}
    for passage, match in _abbreviations(manuscript):
        short = match[0].rstrip("s")
        if short in told:
            continue
        is_explained = _is_explained(passage.text, match)
        if passage.role in HEADINGS and not is_explained:
            # A heading names, and the text below it explains.
            in_headings.setdefault(short, (passage, match))
            continue
        told.add(short)
        if not is_explained:
            yield _unexplained(passage, match)
    for short, (passage, match) in in_headings.items():
        if short not in told:
            yield _unexplained(passage, match)


def _unexplained(passage: Passage, match: re.Match[str]) -> Found:
    message = f"“{match[0]}” is not explained where it first stands."
    return found(passage, message, start=match.start(), end=match.end())


def _abbreviations(manuscript: Manuscript) -> Iterator[tuple[Passage, re.Match[str]]]:
    for passage in manuscript.of(*PROSE, *HEADINGS):
        if passage.text.isupper() and len(passage.text) > 8:
            continue
        short = [match for match in _CAPITALS.finditer(passage.text) if not _is_known(match[0])]
        # What is to be filled in has a finding of its own (T13).
        places = [one.place for one in placeholders_in(passage, manuscript.language)] if short else []
        for match in short:
            if not any(place.start < match.end() and match.start() < place.end for place in places):
                yield passage, match


def _is_known(said: str) -> bool:
    short = said.rstrip("s")
    return short in _known() or said in _known() or bool(_ROMAN.fullmatch(short))


_EXPLAINS = re.compile(
    r"\s?(?:\(\s?(?!the\b)[a-zA-Z]{2}|(?:,| –| -)? ?(?:stands? for|means|is short for|which (?:stands|means)|also (?:called|known))"
    r"|, (?:or|short for) )"
)
_ALSO = re.compile(r"(?:\(|\b(?:called|known as|named|abbreviated|short|or|as|is) (?:an? |the )?)[\"“'‘]?$")


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """ "(MRI)" after words, "MRI (magnetic …)", "MRI, or magnetic …", "MRI stands for"."""
    before, after = text[: match.start()], text[match.end() :]
    letters = re.sub(r"[^A-Z]", "", match[0])
    bracket = re.match(r"\s\w+\s\(([a-z]+)", after)
    if bracket and bracket[1][0].upper() == letters[0]:
        return True
    if _EXPLAINS.match(after):
        return True
    if not _ALSO.search(before) and not re.search(r"\([^()]*$", before):
        return False
    words = re.findall(r"[A-Za-z][\w'’]*", before.rpartition("(")[0] or before)[-10:]
    initials = "".join(word[0] for word in words).upper()
    return _in_order(letters, initials) or (bool(re.search(r"\w\s\([^()]{0,30}$", before)) and letters[:1] in initials)


def _in_order(letters: str, initials: str) -> bool:
    at = 0
    for letter in letters[:2] + letters[-1:]:
        at = initials.find(letter, at) + 1
        if not at:
            return False
    return True


_AFTER_TERM = re.compile(
    r"[\"”’']?(?:\s\w+){0,3}?\s?(?:\((?!s\))|,? (?:which|that) (?:is|are|means?)\b|,? (?:means|meaning|is when)\b"
    r"|,? is the (?:medical )?(?:name|word|term)\b|, or\b|, also (?:called|known)|, (?:a|an|the) |\s?: |\s[–-] )"
)
_BEFORE_TERM = re.compile(
    r"(?:\((?:[^()]{0,40})|\b(?:call(?:ed)?(?: it| this| them)?|known as|named|termed|term|or|word|name for (?:this|it) is|say)"
    r" (?:an? |the |this )?[\"“‘']?(?:\w+ )?)$"
)


@check(
    "M11",
    "Clinical term not explained",
    Severity.ADVICE,
    finds="a clinical term without plain words beside it that is not marked as a glossary term either",
    why="The plain word comes first, and the clinical one where readers will meet it (CDC Index 7; PEMAT 4).",
    remedy="Use the plain words, explain the term where it first stands, or put it into the glossary.",
    languages="en",
    for_clinical=True,
    answered_by_terms=True,
)
def unexplained_term(manuscript: Manuscript) -> Iterator[Found]:
    title = lowered(str(manuscript.document.get("title", "")))
    told: set[str] = {plain for plain, _ in said_in("jargon", title)}
    for passage in manuscript.of(*PROSE):
        low = lowered(passage.text)
        for plain, match in said_in("jargon", passage.text):
            if plain in told:
                continue
            told.add(plain)
            if _AFTER_TERM.match(low[match.end() :]) or _BEFORE_TERM.search(low[: match.start()]) or plain in low:
                continue
            said = passage.text[match.start() : match.end()]
            yield found(passage, f"“{said}” may need plain words: {plain}.", start=match.start(), end=match.end())


def _each(manuscript: Manuscript, name: str) -> Iterator[tuple[Passage, str, re.Match[str]]]:
    """What of a lexicon stands in the text, overlapping finds once."""
    for passage in manuscript.passages:
        if passage.role not in _SPOKEN:
            continue
        end = -1
        for instead, match in sorted(said_in(name, passage.text), key=lambda pair: (pair[1].start(), -pair[1].end())):
            if match.start() >= end:
                end = match.end()
                yield passage, instead, match


@check(
    "M12",
    "More certain than anyone can be",
    Severity.ADVICE,
    finds="“means you have”, “always leads to”, “completely safe”, “no side effects” and the like",
    why="A page knows no reader’s diagnosis, and no treatment is without risk (DISCERN 6, 8 and 11).",
    remedy="Say how often, or what else it can be.",
    languages="en",
    for_clinical=True,
)
def overclaim(manuscript: Manuscript) -> Iterator[Found]:
    title = frozenset(stems_of(str(manuscript.document.get("title", ""))))
    for passage, _, match in _each(manuscript, "overclaims"):
        if passage.role not in {Role.QUESTION, Role.OPTION} and not _is_vain(passage, match, title):
            said = passage.text[match.start() : match.end()]
            yield found(passage, f"“{said}” is more certain than anyone can be.", start=match.start(), end=match.end())


_HEDGED = re.compile(
    r"\b(?:may|might|can|could|sometimes|possibl[ey]|perhaps|not|no|never|none|\w+n't|nothing|claim\w*|red flags?)\b[^.;:!?]*$"
)


def _is_vain(passage: Passage, match: re.Match[str], title: frozenset[str]) -> bool:
    """Hedged, limited (“no side effects that last”), asked, or a definition of what the page is about."""
    low = lowered(passage.text)
    before = low[sentence_at(passage, match.start()).start : match.start()]
    is_definition = bool(before.strip()) and "mean" in match[0] and frozenset(stems_of(before)) <= title
    is_limited = re.match(r"\s(?:that|which|at first)\b", low[match.end() :])
    return bool(
        is_limited or is_definition or _HEDGED.search(before) or low.rstrip().endswith("?") or before.endswith("which ")
    )


@check(
    "M13",
    "Tone",
    Severity.ADVICE,
    finds="words that judge, pity, play down, or make illness a war",
    why="Such words leave readers feeling blamed or alone (NHS content guide, tone; Macmillan, language and cancer).",
    remedy="Say the plain fact.",
    languages="en",
)
def tone(manuscript: Manuscript) -> Iterator[Found]:
    for passage, instead, match in _each(manuscript, "tone"):
        said = passage.text[match.start() : match.end()]
        yield found(passage, f"“{said}”: {instead}.", start=match.start(), end=match.end())


@check(
    "M16",
    "Words for professionals",
    Severity.WARNING,
    finds="words of researchers and clinicians on a page for patients",
    why="A page is written for one kind of reader (PIF TICK 6; CDC Clear Communication Index 7).",
    remedy="Say it in everyday words, or leave it to the source.",
    languages="en",
    for_clinical=True,
)
def professional_words(manuscript: Manuscript) -> Iterator[Found]:
    told: set[str] = {match[0] for _, match in said_in("professional", str(manuscript.document.get("title", "")))}
    for passage, instead, match in _each(manuscript, "professional"):
        if match[0] in told:
            continue
        told.add(match[0])
        if _AFTER_TERM.match(lowered(passage.text)[match.end() :]):
            continue
        said = passage.text[match.start() : match.end()]
        remedy = f" Readers say: {instead}." if instead else ""
        yield found(passage, f"“{said}” is a word for professionals.{remedy}", start=match.start(), end=match.end())
