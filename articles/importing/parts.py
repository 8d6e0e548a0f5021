"""Pieces to parts: what makes a section, a box or a run of questions, and where text without headings divides."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile

from articles.importing import patterns
from articles.importing.aspects import aspect_after
from articles.importing.ledger import Ledger
from articles.importing.pieces import BOX, CLAIM, HEADING, LEAD_IN, PARAGRAPH, PICTURE, QUESTION, SUBHEADING, Piece

SECTION, CALLOUT, KEY_POINTS, QUESTIONS = "section", "callout", "key_points", "question_set"
PICTURES = "pictures"  # before any text
MAX_SUMMARY_SENTENCES, MAX_SUMMARY_CHARACTERS = 3, 400


@dataclass
class Part:
    kind: str
    heading: Piece | None = None
    pieces: list[Piece] = field(default_factory=list)
    answers: list[tuple[Piece, list[Piece]]] = field(default_factory=list)
    pictures: list[Piece] = field(default_factory=list)  # they stand after the part
    claim: Piece | None = None  # "X has reviewed these common questions", which introduced the run
    aspect: str = ""
    may_divide: bool = True

    def hold(self, piece: Piece) -> None:
        (self.answers[-1][1] if self.kind == QUESTIONS else self.pieces).append(piece)


def parts_of(pieces: list[Piece], ledger: Ledger) -> list[Part]:
    parts: list[Part] = []
    claim: Piece | None = None
    current: Part | None = None
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.kind == CLAIM:
            if patterns.PARTIAL_REVIEW.search(piece.text):
                claim, current = piece, None
            continue
        opened = opened_by(piece, following, current)
        if opened is not None:
            current = opened
            if current.kind == QUESTIONS:
                current.claim, claim = claim, None
            parts.append(current)
        if current is not None and piece is not current.heading:
            add(piece, current)
    return settled(parts, ledger)


def opened_by(piece: Piece, following: Piece | None, current: Part | None) -> Part | None:
    """The new part that begins with this piece, or None if it belongs to the current one."""
    kind = current.kind if current else ""
    before_list = following is not None and following.is_item
    if piece.kind == BOX:
        return Part(CALLOUT, piece)
    if piece.kind == QUESTION:
        return None if kind == QUESTIONS else Part(QUESTIONS)
    if piece.kind == HEADING:
        is_key_points = before_list and patterns.KEY_POINTS.fullmatch(piece.text) is not None
        if kind == CALLOUT and before_list and not is_key_points:
            piece.kind = SUBHEADING
            return None
        return Part(KEY_POINTS if is_key_points else SECTION, piece)
    if piece.kind == PICTURE:
        return None if current else Part(PICTURES)
    if kind in ("", PICTURES) or (kind == KEY_POINTS and not piece.is_item):
        return Part(SECTION, as_heading(piece))
    return None


def as_heading(piece: Piece) -> Piece | None:
    """A heading of a lower level that opens a part is its heading: nobody has to write one."""
    if piece.kind != SUBHEADING:
        return None
    piece.kind = HEADING
    return piece


def add(piece: Piece, part: Part) -> None:
    if piece.kind == PICTURE:
        part.pictures.append(piece)
    elif piece.kind == QUESTION:
        part.answers.append((piece, []))
    else:
        part.hold(piece)


def settled(parts: list[Part], ledger: Ledger) -> list[Part]:
    """A heading with nothing but questions under it is their title; the end of the last answer is looked for."""
    result: list[Part] = []
    for part in parts:
        before = result[-1] if result else None
        if part.kind == QUESTIONS and before and before.kind == SECTION and before.heading and not before.pieces:
            part.heading = before.heading
            part.pictures = [*before.pictures, *part.pictures]
            result.pop()
        result.append(part)
    if result and not any(part.heading and part.kind == SECTION for part in result):
        result.extend(after_last_answer(result[-1], ledger))
    return result


def after_last_answer(part: Part, ledger: Ledger) -> list[Part]:
    """On a page without headings nothing ends the last answer: what makes it longer than all others is cut off it."""
    if part.kind != QUESTIONS or len(part.answers) < 2:
        return []
    answer = part.answers[-1][1]
    length = max(1, *(len(pieces) for _, pieces in part.answers[:-1]))
    cut = next((i for i in range(length, len(answer)) if starts_anew(answer, i)), None)
    if cut is None:
        return []
    rest = Part(SECTION, pieces=answer[cut:], may_divide=False, aspect="other")
    del answer[cut:]
    ledger.flag(rest.pieces[0].number, "answer_end")
    return [rest]


def starts_anew(pieces: list[Piece], index: int) -> bool:
    return pieces[index].kind == PARAGRAPH and pieces[index - 1].kind not in (LEAD_IN, SUBHEADING)


def divided(parts: list[Part]) -> list[Part]:
    """A page with headings of its own is not divided further."""
    return [smaller for part in parts for smaller in divide(part)]


def divide(part: Part) -> list[Part]:
    """Text without headings, divided where its words begin to speak of another aspect; lists stay whole."""
    if part.kind != SECTION or part.heading or not part.may_divide:
        return [part]
    found = [Part(SECTION, aspect="overview")]
    for index, piece in enumerate(part.pieces):
        if index == 0 or piece.kind == LEAD_IN or starts_anew(part.pieces, index):
            aspect = aspect_after(found[-1].aspect, text_with_list(part.pieces, index))
            if aspect != found[-1].aspect and found[-1].pieces:
                found.append(Part(SECTION))
            found[-1].aspect = aspect
        found[-1].pieces.append(piece)
    found[-1].pictures = part.pictures
    return found


def text_with_list(pieces: list[Piece], index: int) -> str:
    items = takewhile(lambda piece: piece.is_item, (pieces[i] for i in range(index + 1, len(pieces))))
    return " ".join([pieces[index].text, *(item.text for item in items)])


def take_summary(parts: list[Part]) -> Piece | None:
    """The paragraph before the first heading, list or question, if it is short and something follows it."""
    first = next((part for part in parts if part.kind != PICTURES), None)
    if first is None or first.kind != SECTION or first.heading or first.pieces[0].kind != PARAGRAPH:
        return None
    piece = first.pieces[0]
    sentences = len([mark for mark in ".!?" for _ in range(piece.text.count(f"{mark} "))]) + 1
    if "<a " in piece.markup or "<sup" in piece.markup:
        return None  # a summary is plain words: what it links to or cites would be lost
    is_short = sentences <= MAX_SUMMARY_SENTENCES and len(piece.text) <= MAX_SUMMARY_CHARACTERS
    if not is_short or not patterns.has_end_mark(piece.text) or len(first.pieces) + len(parts) < 3:
        return None
    del first.pieces[0]
    if not first.pieces and not first.pictures:
        parts.remove(first)
    elif not first.pieces:
        first.kind = PICTURES
    return piece
