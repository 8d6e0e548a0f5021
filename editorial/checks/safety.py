"""Signs of danger: whether they stand on the care cards, and at one urgency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editorial.checks.findings import Found, Place, Severity, found
from editorial.checks.layout import lists_of
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.phrases import is_denied, listed, lowered
from editorial.checks.red_flags import HELP_NOW, Seen, cards, is_slow, on_cards, seen_in, seen_there, signs, subjects_of
from editorial.checks.registry import check
from editorial.checks.sentences import Sentence

_TOLD = frozenset({"story", "organisation", "support"})
_RUNNING = frozenset({Role.SUMMARY, Role.PARAGRAPH, Role.ITEM, Role.CELL})


def _running(manuscript: Manuscript) -> Iterator[Passage]:
    """Running text outside the care cards, and outside what is said about the page itself."""
    for passage in manuscript.of(*_RUNNING):
        if passage.block_type != "care_card" and passage.field not in {"involvement", "uncertainty"}:
            yield passage


def _of_cards(manuscript: Manuscript) -> list[Passage]:
    """What the cards for emergencies and urgent help say: headings, signs and actions."""
    uids = cards(manuscript, *HELP_NOW)
    return [passage for passage in manuscript.passages if passage.block in uids and passage.field != "phones"]


@check(
    "M02",
    "Sign of danger in no care card",
    Severity.BLOCKING,
    finds="a sign of danger in running text while no card for emergencies or urgent help lists it; weakness that comes over years, "
    "and a sign that is counted among all people or said to be treated, only warn",
    why="Readers in danger look for the card and not for a sentence (NHS service manual, care cards; CDC Clear Communication "
    "Index 14; the guidelines of NICE that the lexicon of signs names).",
    remedy="Put the sign on a care card for emergencies or urgent help.",
    languages="en",
    kinds="article",
    for_clinical=True,
)
def sign_in_no_card(manuscript: Manuscript) -> Iterator[Found]:
    if manuscript.article_kind in _TOLD:
        return
    named, warned = set(on_cards(_of_cards(manuscript))), set[str]()
    subjects = frozenset(subject.name for subject in subjects_of(manuscript))
    lead_ins = {
        item: lowered(list_.before.text) for list_ in lists_of(manuscript) if list_.before for item in list_.items
    }
    for passage in _running(manuscript):
        for seen in [*seen_in(passage, lead_ins.get(passage, "")), *seen_there(passage, subjects)]:
            severity = Severity.WARNING if seen.is_perhaps or is_slow(passage, seen, subjects) else None
            if seen.sign.id in named or (severity and seen.sign.id in warned):
                continue
            (warned if severity else named).add(seen.sign.id)
            said = passage.text[seen.start : seen.end]
            message = (
                f"“{said}” can mean danger ({seen.sign.name}), and no card for emergencies or urgent help lists it."
            )
            yield found(passage, message, start=seen.start, end=seen.end, severity=severity)


@check(
    "M03",
    "Required sign missing on the care cards",
    Severity.BLOCKING,
    finds="a page on a condition or symptom whose cards for emergencies or urgent help lack a sign that its subject requires",
    why="For some subjects guidelines name the signs that must send people for help (NICE NG234, NG59, NG128 and others).",
    remedy="Add the sign to a care card for emergencies or urgent help.",
    languages="en",
    kinds="article",
    for_clinical=True,
)
def required_sign_missing(manuscript: Manuscript) -> Iterator[Found]:
    if manuscript.article_kind not in {"condition", "symptom"}:
        return
    uids = cards(manuscript, *HELP_NOW)
    place = Place(block=uids[0], field="signs") if uids else Place(field="title")
    named = on_cards(_of_cards(manuscript))
    said: set[str] = set()
    for subject in subjects_of(manuscript):
        for need in subject.needs:
            if any(sign.id in named for sign in need) or need[0].id in said:
                continue
            said.add(need[0].id)
            what = " or ".join(sign.name for sign in need)
            yield Found(
                place, f"A page about {subject.name} must name {what} on a card for emergencies or urgent help."
            )


_Advice = tuple[Passage, int, int]


def _advice_in_prose(manuscript: Manuscript) -> Iterator[tuple[str, bool, _Advice]]:
    """Which sign gets which advice in running text: its id, whether help is urgent, and the sentence."""
    items: list[Seen] = []
    for passage in _running(manuscript):
        if passage.role == Role.ITEM:
            items += seen_in(passage)
            continue
        for sentence in passage.sentences:
            urgency = _urgency(passage, sentence)
            if urgency is None:
                continue
            place = passage, sentence.start, sentence.end
            here = [seen for seen in seen_in(passage) if sentence.start <= seen.start < sentence.end]
            if not here and _REFERS.search(lowered(sentence.text)):
                here = items or list(seen_in(passage))
            for seen in here:
                yield seen.sign.id, urgency, place
        items = []


# A sentence of advice that names no sign itself, but points back to those before it.
_REFERS = re.compile(
    r"\b(?:any of (?:these|the following|the above)|(?:these|such) (?:symptoms|signs)|one of these|mention (?:it|them|this)"
    r"|tell .{0,30}\b(?:it|them)|(?:it|this|that|they) (?:is|are) (?:not )?(?:urgent|an emergency)|(?:it|this|that|they) can wait"
    r"|book|routine)\b"
)


def _urgency(passage: Passage, sentence: Sentence) -> bool | None:
    """True: help at once. False: it may wait. None: no advice."""
    low = lowered(sentence.text)
    if listed("urgency", "no_delay").search(low):
        return True
    calm = listed("urgency", "calm").search(low)
    if calm and not is_denied(passage, sentence.start + calm.start()):
        return False
    now = listed("urgency", "now").search(low)
    if now and not is_denied(passage, sentence.start + now.start()):
        return True
    plain = listed("urgency", "plain").search(low)
    return False if plain and re.search(r"\bif\b", low) else None


def _is_lighter(passage: Passage, start: int, end: int) -> bool:
    return bool(listed("urgency", "lighter").search(lowered(passage.text), start, end))


def _advice_on_cards(manuscript: Manuscript) -> Iterator[tuple[str, bool, _Advice]]:
    urgency = dict.fromkeys(cards(manuscript, *HELP_NOW), True) | dict.fromkeys(cards(manuscript, "non_urgent"), False)
    for passage in manuscript.of(Role.SIGN):
        if passage.block not in urgency:
            continue
        is_urgent = urgency[passage.block]
        # An urgent card may name a sign in passing; that a sign may wait must be said in so many words.
        named = on_cards([passage]) if is_urgent else {seen.sign.id for seen in seen_in(passage)}
        for name in sorted(named):
            yield name, is_urgent, (passage, 0, len(passage.text))


@check(
    "M04",
    "One sign at two urgencies",
    Severity.BLOCKING,
    finds="a sign of danger for which the page gives both urgent and calm advice",
    why="Whoever reads only the calm sentence comes too late (NHS service manual, care cards).",
    remedy="Decide how urgent it is, and say the same everywhere.",
    languages="en",
    kinds="article",
    for_clinical=True,
)
def two_urgencies(manuscript: Manuscript) -> Iterator[Found]:
    if not any(True for passage in manuscript.passages for _ in seen_in(passage)):
        return
    advice = [*_advice_on_cards(manuscript), *_advice_in_prose(manuscript)]
    urgent = {name: place for name, is_urgent, place in reversed(advice) if is_urgent}
    told: set[tuple[int, int]] = set()
    for name, is_urgent, (passage, start, end) in advice:
        if is_urgent or name not in urgent or (id(passage), start) in told or _is_lighter(passage, start, end):
            continue
        told.add((id(passage), start))
        other, first, last = urgent[name]
        message = f"Here {signs()[name].name} may wait, but the page also says: “{other.text[first:last]}”."
        yield found(passage, message, start=start, end=end)
