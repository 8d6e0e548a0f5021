"""Units to pieces: what each unit is, seen among its neighbours (a heading, a lead-in, an item, a question ...)."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.importing import patterns
from articles.importing.flags import flags_in
from articles.importing.ledger import Ledger
from articles.importing.page import ImportedPicture
from articles.importing.units import BULLET, HASHED, NUMBERED, Unit

HEADING, SUBHEADING, PARAGRAPH, LEAD_IN = "heading", "subheading", "paragraph", "lead-in"
ITEM, NUMBERED_ITEM, QUESTION, BOX, CLAIM = "item", "numbered item", "question", "box", "claim"
LISTING, TABLE, PICTURE = "list", "table", "picture"  # of rich files, whole
LIST_MARKS = {BULLET: ITEM, NUMBERED: NUMBERED_ITEM}
GUESSED = 7  # of a line in bold that stands alone: below every heading that is marked as one
MIN_DUPLICATE_CHARACTERS = 40


@dataclass
class Piece:
    kind: str
    text: str
    numbers: list[int] = field(default_factory=list)
    markup: str = ""  # clean HTML, if the piece brings its own
    texts: list[str] = field(default_factory=list)  # of each line, if it has several
    picture: ImportedPicture | None = None
    level: int = 0  # of a heading in a rich file, 1 to 6, or GUESSED
    is_title: bool = False
    linked: frozenset[int] = frozenset()  # those of its lines that keep a link

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def is_item(self) -> bool:
        return self.kind in (ITEM, NUMBERED_ITEM, LISTING)


def pieces_of(units: list[Unit], ledger: Ledger) -> list[Piece]:
    pieces: list[Piece] = []
    in_questions = False
    for index, unit in enumerate(units):
        following = units[index + 1] if index + 1 < len(units) else None
        kind = kind_of(unit, following, is_first=not pieces)
        in_questions = kind in (QUESTION, CLAIM) or (in_questions and kind not in (HEADING, BOX))
        pieces.extend(split(Piece(kind, unit.text, unit.numbers), in_questions, ledger))
    flag_pieces(pieces, ledger)
    return pieces


def kind_of(unit: Unit, following: Unit | None, *, is_first: bool) -> str:
    """The order of these rules matters: a lead-in is short and often begins like a heading."""
    before_list = following is not None and following.mark in LIST_MARKS
    if unit.mark in LIST_MARKS:
        return LIST_MARKS[unit.mark]
    if unit.mark == HASHED and not patterns.is_question(unit.text):
        is_long = len(unit.text) > patterns.MAX_HEADING_CHARACTERS
        return PARAGRAPH if is_long else HEADING if unit.order < 3 else SUBHEADING
    if patterns.is_claim_of_review(unit.text):
        return CLAIM
    if patterns.BOX.match(unit.text) and len(unit.text) <= patterns.MAX_HEADING_CHARACTERS:
        return BOX
    if patterns.LEAD_IN.search(unit.text) or (before_list and patterns.is_unfinished(unit.text)):
        return LEAD_IN
    if patterns.is_question(unit.text):
        return QUESTION
    if patterns.is_heading(unit.text) or (is_first and patterns.may_be_heading(unit.text)):
        return HEADING
    return PARAGRAPH


def split(piece: Piece, in_questions: bool, ledger: Ledger) -> list[Piece]:
    """Two things that share one line: a heading glued to its text, a question with its answer behind it."""
    if piece.kind == LEAD_IN and patterns.LEAD_IN_TAIL.search(piece.text):
        tail = patterns.LEAD_IN_TAIL.search(piece.text)
        assert tail is not None
        ledger.repair(piece.numbers[-1], "“:-” made “:”", tail[0].replace(" ", ""), ":")
        piece.text = piece.text[: tail.start()] + ":"
    if piece.kind != PARAGRAPH:
        return [piece]
    if glued := patterns.split_glued(piece.text):
        ledger.repair(piece.number, "heading split from its text", piece.text, "\n".join(glued))
        return [Piece(SUBHEADING, glued[0], piece.numbers), Piece(PARAGRAPH, glued[1], piece.numbers)]
    if in_questions and (pair := patterns.split_question(piece.text)):
        ledger.repair(piece.number, "question split from its answer", piece.text, "\n".join(pair))
        return [Piece(QUESTION, pair[0], piece.numbers), Piece(PARAGRAPH, pair[1], piece.numbers)]
    return [piece]


def flag_pieces(pieces: list[Piece], ledger: Ledger) -> None:
    seen: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        for number, text in zip(piece.numbers, piece.texts or [piece.text], strict=False):
            for flag in flags_in(text, has_link=number in piece.linked):
                ledger.flag(number, flag.code, flag.detail)
        flag_gaps(piece, following, ledger, is_first=index == 0)
        key = " ".join(patterns.words_of(piece.text)).casefold()
        if piece.kind == PARAGRAPH and len(key) >= MIN_DUPLICATE_CHARACTERS:
            if key in seen:
                ledger.flag(piece.number, "same_text", str(seen[key]))
            seen.setdefault(key, piece.number)


def flag_gaps(piece: Piece, following: Piece | None, ledger: Ledger, *, is_first: bool) -> None:
    """What should follow, or should be there, and does not."""
    kind = following.kind if following else ""
    if piece.kind in (PARAGRAPH, LEAD_IN) and patterns.is_unfinished(piece.text):
        ledger.flag(piece.number, "cut_off")
    elif piece.kind == PARAGRAPH and not patterns.has_end_mark(piece.text):
        ledger.flag(piece.number, "no_end_mark")
    if piece.kind == LEAD_IN and kind not in (ITEM, NUMBERED_ITEM, LISTING, TABLE):
        ledger.flag(piece.number, "lead_in_without_list")
    if piece.kind in (HEADING, SUBHEADING) and not is_first and kind in (HEADING, BOX, CLAIM, ""):
        ledger.flag(piece.number, "heading_without_text")
    if piece.kind == QUESTION and kind in (HEADING, SUBHEADING, QUESTION, BOX, CLAIM, ""):
        ledger.flag(piece.number, "question_without_answer")
    if piece.is_item:
        for number, text in zip(piece.numbers, piece.texts or [piece.text], strict=False):
            if patterns.EMPTY_ITEM.fullmatch(text):
                ledger.flag(number, "empty_item")
