"""Pieces of a rich file in the shape that `articles.importing.parts` expects: which heading is the title, which headings make
sections, and which of them are questions with answers."""

from __future__ import annotations

import re

from articles.importing import patterns
from articles.importing.pieces import GUESSED, HEADING, QUESTION, SUBHEADING, Piece

FAQ = re.compile(
    r".*\b(?:faqs?|(?:frequently asked |common |your )?questions(?: and answers| about .*)?|q ?& ?a|preguntas(?: frecuentes)?.*)\W*"
    r"|.*(?:أسئلة|الأسئلة).*",
    re.IGNORECASE,
)
MIN_QUESTIONS, MIN_QUESTIONS_AS_SECTIONS = 2, 3
MAX_PIECES_OF_ANSWER = 4


def arranged(pieces: list[Piece], file_title: str) -> list[Piece]:
    """`file_title` is what the file says it is called, apart from its text."""
    pieces = [piece for piece in pieces if piece.text or piece.picture or piece.markup]
    pieces = title_first(pieces, file_title)
    body = pieces[1:] if pieces and pieces[0].is_title else pieces
    set_levels(body)
    mark_questions(body, pieces[0].text if pieces and pieces[0].is_title else "")
    return pieces


def title_first(pieces: list[Piece], file_title: str) -> list[Piece]:
    """The heading that names the page is moved to the front; `is_title` says that there is one."""
    headings = [piece for piece in pieces if piece.level]
    title = next((piece for piece in headings if piece.is_title), None) or likely_title(pieces, headings, file_title)
    for piece in headings:
        piece.is_title = piece is title
    if title is None:
        return pieces
    title.kind = HEADING
    return [title, *(piece for piece in pieces if piece is not title)]


def likely_title(pieces: list[Piece], headings: list[Piece], file_title: str) -> Piece | None:
    """The only heading of the highest level; or the very first thing on the page, unless the file is called otherwise."""
    top = [piece for piece in headings if piece.level == min((p.level for p in headings), default=0)]
    if len(top) == 1 and top[0] is headings[0] and len(headings) > 1 and top[0].level < GUESSED:
        return top[0]
    first = pieces[0] if pieces else None
    if first is None or not first.level:
        return None
    is_named_so = same(first.text, file_title)
    return first if is_named_so or not file_title or len(top) == 1 else None


def same(heading: str, title: str) -> bool:
    """Whether a page that is called "Asthma - Example Trust" begins with "Asthma"."""
    return bool(title) and heading.casefold() in title.casefold()


def set_levels(pieces: list[Piece]) -> None:
    """A heading makes a section unless it stands under a higher one; a line in bold is below all others."""
    above = GUESSED
    for piece in pieces:
        if piece.level:
            piece.kind = HEADING if piece.level <= above else SUBHEADING
            above = min(above, piece.level)


def mark_questions(pieces: list[Piece], title: str) -> None:
    """Headings that ask become questions where they stand under a heading such as FAQ, or several follow each other."""
    under = FAQ.fullmatch(title) is not None
    faq_level = 0
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if piece.level and not patterns.is_question(piece.text):
            if FAQ.fullmatch(piece.text):
                faq_level = piece.level
            elif piece.level <= faq_level:
                faq_level = 0
        if not (piece.level and patterns.is_question(piece.text)):
            index += 1
            continue
        run = run_of_questions(pieces, index)
        is_set = (under or 0 < faq_level < piece.level) or (
            is_short(pieces, run)
            and len(run) >= (MIN_QUESTIONS if piece.kind == SUBHEADING else MIN_QUESTIONS_AS_SECTIONS)
        )
        if is_set and not is_whole_page(pieces, run, under=under or bool(faq_level)):
            close(pieces, run)
        index = run[-1] + 1


def run_of_questions(pieces: list[Piece], start: int) -> list[int]:
    """The questions of the same level from here on, as far as nothing but their answers stands between them."""
    level = pieces[start].level
    found = []
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if piece.level and piece.level <= level:
            if piece.level < level or not patterns.is_question(piece.text):
                break
            found.append(index)
    return found


def is_short(pieces: list[Piece], run: list[int]) -> bool:
    """Whether each question is answered, and briefly: long answers with their own headings are sections that ask."""
    ends = [*run[1:], end_of(pieces, run)]
    answers = [pieces[start + 1 : end] for start, end in zip(run, ends, strict=True)]
    return all(0 < len(answer) <= MAX_PIECES_OF_ANSWER and not any(p.level for p in answer) for answer in answers)


def end_of(pieces: list[Piece], run: list[int]) -> int:
    level = pieces[run[0]].level
    later = range(run[-1] + 1, len(pieces))
    return next((i for i in later if pieces[i].level and pieces[i].level <= level), len(pieces))


def is_whole_page(pieces: list[Piece], run: list[int], *, under: bool) -> bool:
    """A page whose sections all ask is an article, unless it is called a page of questions."""
    sections = [index for index, piece in enumerate(pieces) if piece.kind == HEADING]
    return not under and sections == run


def close(pieces: list[Piece], run: list[int]) -> None:
    """Make them questions; what comes after the last answer begins a section of its own."""
    level, end = pieces[run[0]].level, end_of(pieces, run)
    for index in run:
        pieces[index].kind = QUESTION
    if end < len(pieces) and pieces[end].kind == SUBHEADING and pieces[end].level <= level:
        pieces[end].kind = HEADING
