"""Care cards: how they are headed, what their action holds; and telephone numbers for emergencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editorial.checks.findings import Found, Severity, found
from editorial.checks.lexicons import lexicon
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.phrases import listed, lowered
from editorial.checks.registry import check

_IF = re.compile(r"\bif\b")


@check(
    "M05",
    "Heading of a care card",
    Severity.WARNING,
    finds="the heading of a care card that says no action, or does not lead on with “if”",
    why="A care card is one sentence: what to do, if what (NHS service manual, care cards).",
    remedy="Begin with what to do and end with “if you:”, for example “Call 999 if you:”.",
    languages="en",
)
def card_heading(manuscript: Manuscript) -> Iterator[Found]:
    for passage in manuscript.of(Role.HEADING):
        if passage.block_type != "care_card":
            continue
        low = lowered(passage.text)
        condition = [*_IF.finditer(low)]
        before = low[: condition[-1].start()] if condition else low
        if not condition:
            yield found(passage, f"“{passage.text}” does not lead on to its signs with “if”.")
        elif not listed("care_card_headings", "actions").search(before):
            yield found(passage, f"“{passage.text}” does not say what to do.")


@check(
    "M06",
    "Link in an emergency",
    Severity.WARNING,
    finds="a link in the action of a care card for emergencies",
    why="In an emergency nobody should have to read on (NHS service manual, care cards).",
    remedy="Say what to do in the card itself, and move the link to a section.",
)
def link_in_emergency(manuscript: Manuscript) -> Iterator[Found]:
    urgent = {str(block.get("uid", "")) for block in manuscript.blocks if block.get("urgency") == "emergency"}
    for passage in manuscript.passages:
        if passage.block_type == "care_card" and passage.block in urgent and passage.field == "action":
            for link in passage.links:
                words = passage.text[link.start : link.end]
                yield found(passage, f"“{words}” leads away from an emergency.", start=link.start, end=link.end)


_DIGITS = re.compile(r"(?<![\w.,/+£$€-])(?<!\d )\d(?:[ -]?\d){1,5}(?![\w%/]|[.,]\d|[ -]\d)")
_ACROSS = re.compile(r"[\s“\"‘'(:،]*$")
# What follows a number that counts things and is not called.
_COUNTED = re.compile(
    r"\s+(?!(?:and|or|if|for|now|at|when|to|immediately|straight|right|free|from|in|before|without|as|day|on|any|is|then|without|unless|after|while)\b)[^\W\d_]"
)


def _numbers(passage: Passage) -> Iterator[tuple[str, int, int]]:
    """The short numbers that a passage tells readers to call."""
    known = {number for numbers in lexicon("emergency_numbers")["numbers"].values() for number in numbers}
    low = lowered(passage.text)
    called = False
    for match in _DIGITS.finditer(low):
        number = re.sub(r"[ -]", "", match[0])
        if number not in known:
            continue
        is_phone = passage.role == Role.PHONE
        if len(number) < 3 and not is_phone:
            continue
        if is_phone or _is_called(low[: match.start()], low[match.end() :], firmly=not called):
            called = True
            yield number, match.start(), match.end()


def _is_called(before: str, after: str, *, firmly: bool) -> bool:
    words = _ACROSS.sub("", before).split()[-5:]
    calling = listed("emergency_numbers", "firm" if firmly else "calling")
    near = " ".join(words)
    if re.search(r"[.!?;]\s", near) or not calling.search(near):
        return False
    return not _COUNTED.match(after)


@check(
    "M07",
    "Emergency number without its country",
    Severity.BLOCKING,
    finds="an emergency number in running text, on a page without a country, or one that is not the number of the page’s country",
    why="A number is right in one country and useless in another, so it belongs to the country of the page and on a care card.",
    remedy="Choose the country under “Country, aim of treatment and help”, and put the number on a care card.",
)
def number_without_country(manuscript: Manuscript) -> Iterator[Found]:
    country = str(manuscript.document.get("country", ""))
    valid = lexicon("emergency_numbers")["numbers"].get(country)
    on_cards = {n for p in manuscript.passages if p.block_type == "care_card" for n, _, _ in _numbers(p)}
    for passage in manuscript.passages:
        if passage.role in {Role.FIGURE, Role.ALT} or passage.field in {"involvement", "uncertainty"}:
            continue
        is_in_card = passage.block_type == "care_card" or not manuscript.is_clinical
        for number, start, end in _numbers(passage):
            said = passage.text[start:end]
            if not country:
                message = f"“{said}” is an emergency number, but the page does not say for which country."
            elif valid is not None and number not in valid:
                message = f"“{said}” is not a number of the page’s country."
            elif not is_in_card:
                message = f"“{said}” stands in running text and not on a care card."
            else:
                continue
            is_said_again = bool(country) and number in on_cards and (valid is None or number in valid)
            severity = Severity.WARNING if is_said_again else None
            yield found(passage, message, start=start, end=end, severity=severity)
