"""Parts to blocks: headings put in order or made, question sets titled, and each line's entry filled in."""

from __future__ import annotations

import re
from collections import Counter

from articles.importing import aspects, patterns
from articles.importing.body import html_of
from articles.importing.capitals import seen_words, sentence_case
from articles.importing.ledger import Ledger
from articles.importing.page import (
    Done,
    ImportedBlock,
    ImportedPicture,
    ImportedQuestion,
    ImportedQuestionSet,
    ImportedSection,
)
from articles.importing.parts import PICTURES, QUESTIONS, SECTION, Part, divided, parts_of, take_summary
from articles.importing.pieces import (
    BOX,
    CLAIM,
    HEADING,
    ITEM,
    LEAD_IN,
    LISTING,
    NUMBERED_ITEM,
    PARAGRAPH,
    PICTURE,
    QUESTION,
    SUBHEADING,
    TABLE,
    Piece,
)

MAX_TITLE_CHARACTERS = patterns.MAX_HEADING_CHARACTERS
DONE = {
    HEADING: Done.HEADING,
    SUBHEADING: Done.HEADING,
    PARAGRAPH: Done.PARAGRAPH,
    LEAD_IN: Done.LEAD_IN,
    ITEM: Done.ITEM,
    NUMBERED_ITEM: Done.ITEM,
    QUESTION: Done.QUESTION,
    BOX: Done.BOX,
    LISTING: Done.ITEM,
    TABLE: Done.TABLE,
    PICTURE: Done.PICTURE,
}


class Assembly:
    """Call `title`, `summary`, `blocks` in this order: each takes its pieces away from the next."""

    def __init__(self, pieces: list[Piece], ledger: Ledger) -> None:
        self.ledger = ledger
        self.small, self.capital = seen_words(p.text for p in pieces if p.kind not in (HEADING, SUBHEADING, BOX, CLAIM))
        self.title_piece = pieces.pop(0) if starts_with_title(pieces) else None
        for piece in pieces:
            if piece.kind == CLAIM:
                self.set_aside(piece)
        self.parts = parts_of(pieces, ledger)
        if any(piece.level for piece in pieces):
            keep_undivided(self.parts)
        self.used: set[str] = set()
        self.repeated: Counter[str] = Counter()

    def set_aside(self, claim: Piece) -> None:
        self.ledger.keep(claim.number, Done.UNPLACED, claim.text)
        self.ledger.mark(claim.numbers, Done.UNPLACED)
        self.ledger.flag(claim.number, "claim_of_review")

    def title(self, stem: str) -> str:
        if self.title_piece is None:
            words = re.sub(r"[\s_-]+", " ", stem).strip()
            title = shortened(words[:1].upper() + words[1:]) if words else "Untitled page"
            self.ledger.flag(self.ledger.first_number(), "needs_title", f"(“{title}”)")
            self.ledger.add("title from the file name" if words else "title", title)
            return title
        title = self.in_sentence_case(self.title_piece)
        self.ledger.mark(self.title_piece.numbers, Done.TITLE, "title")
        return title

    def summary(self) -> str:
        piece = take_summary(self.parts)
        if piece is None:
            return ""
        self.ledger.mark(piece.numbers, Done.SUMMARY, "main message")
        self.ledger.flag(piece.number, "check_summary")
        return piece.text

    def blocks(self, title: str) -> list[ImportedBlock]:
        self.parts = divided(self.parts)
        headings = [self.own_heading(part) for part in self.parts]
        self.used.update(heading.casefold() for heading in headings)
        blocks: list[ImportedBlock] = []
        nearest = title
        for part, heading in zip(self.parts, headings, strict=True):
            position = len(blocks) + 1
            if part.kind == QUESTIONS:
                blocks.append(self.question_set(part, heading or self.set_title(part, nearest, title), position))
            elif part.kind != PICTURES:
                nearest = heading or self.made_heading(part, position)
                blocks.append(self.section(part, nearest, position))
            blocks += [self.picture(piece, len(blocks) + 1) for piece in part.pictures]
        return blocks

    def picture(self, piece: Piece, position: int) -> ImportedPicture:
        assert piece.picture is not None
        self.ledger.mark(piece.numbers, Done.PICTURE, f"{position} picture")
        return piece.picture

    def own_heading(self, part: Part) -> str:
        """The heading that the file has for this part, in sentence case; "" if it has none."""
        if part.heading is None:
            return ""
        if part.heading.kind == BOX and (match := patterns.BOX.match(part.heading.text)) and match[2]:
            self.ledger.repair(part.heading.number, "number of the box removed", match[1], "")
            part.heading.text = match[2]
        return self.in_sentence_case(part.heading)

    def made_heading(self, part: Part, position: int) -> str:
        """A heading for text that has none: what it is about if its words tell, else its number."""
        heading = aspects.HEADINGS.get(part.aspect, "")
        if not heading or heading.casefold() in self.used:
            heading = f"Part {position}"
        self.used.add(heading.casefold())
        self.ledger.add("heading", heading)
        self.ledger.flag(part.pieces[0].number, "needs_heading", f"(“{heading}”)")
        return heading

    def set_title(self, part: Part, nearest: str, page_title: str) -> str:
        """From "X has reviewed these common questions about …" if that is there, else from the heading before.

        A heading that asks is no subject for questions: then the page's own title is.
        """
        nearest = page_title if nearest.endswith(("?", "؟")) else nearest
        match = patterns.PARTIAL_REVIEW.search(part.claim.text) if part.claim else None
        words = match["questions"].strip() if match else ""
        title = words[:1].upper() + words[1:] if " about " in words else f"Questions: {nearest}"
        unique = shortened(title)
        while unique.casefold() in self.used:
            self.repeated[title] += 1
            unique = f"{shortened(title, 90)} ({self.repeated[title] + 1})"
        self.used.add(unique.casefold())
        self.ledger.add("title of the question set", unique)
        self.ledger.flag(part.answers[0][0].number, "needs_set_title", f"(“{unique}”)")
        return unique

    def section(self, part: Part, heading: str, position: int) -> ImportedSection:
        place = f"{position} {heading}"
        if part.heading is not None:
            self.ledger.mark(part.heading.numbers, DONE[part.heading.kind], place)
            if part.heading.kind == BOX:
                self.ledger.flag(part.heading.number, "box_end")
        self.finish(part.pieces, place)
        aspect = (part.aspect or aspects.aspect_of(heading)) if part.kind == SECTION else ""
        return ImportedSection(part.kind, heading, html_of(part.pieces, short=part.kind != SECTION), aspect)

    def question_set(self, part: Part, title: str, position: int) -> ImportedQuestionSet:
        place = f"{position} {title}"
        if part.heading is not None:
            self.ledger.mark(part.heading.numbers, Done.HEADING, place)
        questions = []
        for question, answer in part.answers:
            self.ledger.mark(question.numbers, Done.QUESTION, place)
            text = self.in_sentence_case(question)
            self.finish(answer, place, paragraph=Done.ANSWER)
            questions.append(ImportedQuestion(text, html_of(answer)))
        return ImportedQuestionSet(title, tuple(questions))

    def finish(self, pieces: list[Piece], place: str, paragraph: Done = Done.PARAGRAPH) -> None:
        """Put subheadings in sentence case and enter what became of each line."""
        for piece in pieces:
            if piece.kind == SUBHEADING:
                piece.text = self.in_sentence_case(piece)
            self.ledger.mark(piece.numbers, paragraph if piece.kind == PARAGRAPH else DONE[piece.kind], place)

    def in_sentence_case(self, piece: Piece) -> str:
        text, doubtful = sentence_case(piece.text, self.small, self.capital)
        self.ledger.repair(piece.number, "capitals", piece.text, text)
        if patterns.lacks_question_mark(text):
            self.ledger.repair(piece.number, "question mark added", text, f"{text}?")
            text += "?"
        if doubtful:
            self.ledger.flag(piece.number, "check_capitals", ", ".join(f"“{word}”" for word in doubtful))
        return text


def keep_undivided(parts: list[Part]) -> None:
    """A file whose headings are marked as such says itself where its parts begin."""
    for index, part in enumerate(parts):
        if part.kind == SECTION and part.heading is None:
            part.may_divide, part.aspect = False, "overview" if index == 0 else "other"


def shortened(words: str, length: int = MAX_TITLE_CHARACTERS) -> str:
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def starts_with_title(pieces: list[Piece]) -> bool:
    """A first line that is a heading; or a question, if the page has headings of its own or a next question follows."""
    if not pieces or pieces[0].kind not in (HEADING, QUESTION):
        return False
    if pieces[0].level:  # of a rich file, where it was decided before
        return pieces[0].is_title
    if pieces[0].kind == HEADING:
        return True
    return pieces[1:2] != [] and (pieces[1].kind == QUESTION or any(piece.kind == HEADING for piece in pieces))
