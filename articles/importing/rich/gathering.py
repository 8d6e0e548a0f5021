"""Elements to pieces: each gets its lines in the ledger, is mended, and is told apart as the lines of plain text are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html import unescape

from articles.importing import patterns
from articles.importing.accounting import characters
from articles.importing.ledger import Ledger
from articles.importing.mending import INVISIBLE, readable
from articles.importing.page import Done, ImportedPicture, ImportedSource
from articles.importing.pieces import (
    CLAIM,
    GUESSED,
    HEADING,
    LEAD_IN,
    LISTING,
    PARAGRAPH,
    PICTURE,
    SUBHEADING,
    TABLE,
    Piece,
)
from articles.importing.rich.elements import (
    TERM,
    TYPED_LIST,
    Element,
    Embedded,
    Heading,
    Illustration,
    LeftOut,
    NoteText,
    Text,
)
from articles.importing.rich.links import NOWHERE
from articles.importing.rich.pictures import Pictures
from articles.importing.rich.references import source_in
from articles.importing.rich.settling import mark_of
from editorial.cleaning import clean
from editorial.markup import Block, Listing, Paragraph, Run, Table, tidy, words, write, write_runs

MAX_WORDS_OF_PICTURE = 300  # what the fields hold


class Gathering:
    """Call `gather` once; then `pieces`, `sources` and `counted` (the characters that the lines hold) are there."""

    def __init__(self, elements: list[Element], ledger: Ledger, pictures: Pictures) -> None:
        self.elements, self.ledger, self.pictures = elements, ledger, pictures
        self.notes = {each.uid: each for each in elements if isinstance(each, NoteText)}
        self.sources: list[ImportedSource] = []
        self.pieces: list[Piece] = []
        self.counted: Counter[str] = Counter()
        self.linked: set[int] = set()
        levels = [each.level for each in elements if isinstance(each, Heading) and not each.is_title]
        self.section_level = min(levels, default=1)

    def gather(self) -> None:
        self.known = {uid: source for uid, note in self.notes.items() if (source := source_in(note))}
        for element in self.elements:
            if isinstance(element, Heading):
                self.heading(element)
            elif isinstance(element, Text):
                self.text(element.block, element.kind)
            elif isinstance(element, Illustration):
                self.picture(element)
            elif isinstance(element, LeftOut):
                number = self.line(element.words)
                self.ledger.keep(number, Done.DROPPED, element.words, element.why)
            elif isinstance(element, Embedded):
                self.embedded(element)
            else:
                self.note(element)

    # Lines

    def line(self, text: str, *, not_in_text: str = "") -> int:
        """A line of the report; `not_in_text` are characters in it that no text of the file has."""
        self.counted.update(visible(text))
        self.counted.subtract(visible(not_in_text))
        return self.ledger.append(text)

    def runs(self, runs: list[Run]) -> tuple[int, list[Run]]:
        """Enter a paragraph as a line; returns its number and its mended runs, with citations only of what is a source."""
        labels = "".join(self.label(run) for run in runs)
        number = self.line(self.with_labels(runs), not_in_text=labels)
        mended: list[Run] = []
        for run in runs:
            if run.kind == "cite":
                mended += self.citation(number, run)
            elif run.kind == "words":
                run = self.with_link(number, run)
                text, repairs = readable(run.text)
                for repair in repairs:
                    self.ledger.repair(number, *repair)
                mended.append(replace(run, text=text))
            else:
                mended.append(run)
        if any(mark.startswith("<a ") for run in mended for mark in run.marks):
            self.linked.add(number)
        return number, tidy(mended)

    def with_link(self, number: int, run: Run) -> Run:
        """A link whose address nobody knows is taken off its words, and somebody asked to look."""
        for mark in run.marks:
            if mark.startswith(f'<a href="{NOWHERE}'):
                self.ledger.flag(number, "link_without_address", unescape(mark[len(NOWHERE) + 9 : -2])[:120])
                return replace(run, marks=tuple(other for other in run.marks if other != mark))
        return run

    def label(self, run: Run) -> str:
        return self.notes[run.text].label if run.kind == "cite" and run.text in self.notes else ""

    def with_labels(self, runs: list[Run]) -> str:
        return words([Run(self.label(run)) if run.kind == "cite" else run for run in runs])

    def citation(self, number: int, run: Run) -> list[Run]:
        """The mark of a note: a citation if the note is a source; else it is taken out and somebody asked to look."""
        note = self.notes.get(run.text)
        if note is None:
            return []
        is_source = run.text in self.known
        self.ledger.repair(number, "mark made a citation" if is_source else "mark of a note", note.label, "")
        if not is_source:
            self.ledger.flag(number, "note_here", f"“{note.words[:120]}”")
        return [run] if is_source else []

    # Elements

    def heading(self, element: Heading) -> None:
        number, runs = self.runs(element.runs)
        text = words(runs).replace("\n", " ")
        if not text:
            self.ledger.mark([number], Done.REPAIRED)
            return
        if len(text) > patterns.MAX_HEADING_CHARACTERS:
            self.ledger.flag(number, "long_heading")
            self.add(Piece(PARAGRAPH, text, [number], clean(write([Paragraph("p", bold(runs))]))))
            return
        if any(mark.startswith("<a ") for run in runs for mark in run.marks):
            self.ledger.flag(number, "link_in_heading")
        kind = HEADING if element.level <= self.section_level or element.is_title else SUBHEADING
        self.add(Piece(kind, text, [number], level=element.level, is_title=element.is_title))

    def text(self, block: Block, kind: str) -> None:
        if isinstance(block, Paragraph):
            self.paragraph(block, may_be_heading=kind != TERM)
            return
        numbers: list[int] = []
        texts: list[str] = []
        entered = self.entered(block, numbers, texts, is_typed=kind == TYPED_LIST)
        html = clean(write([entered]))
        if not html:  # nothing was left of it once invisible characters were gone
            self.ledger.mark(numbers, Done.REPAIRED)
        elif numbers:
            sort = TABLE if isinstance(block, Table) else LISTING
            self.add(Piece(sort, "\n".join(texts), numbers, html, texts))

    def paragraph(self, block: Paragraph, *, may_be_heading: bool) -> None:
        number, runs = self.runs(block.runs)
        text = words(runs)
        if not text and not any(run.kind == "cite" for run in runs):
            self.ledger.mark([number], Done.REPAIRED)
            return
        if patterns.DROPPED.match(text) or patterns.ADVERT.fullmatch(text):
            self.ledger.keep(number, Done.DROPPED, text, "read also" if patterns.DROPPED.match(text) else "advert")
            return
        is_alone = may_be_heading and is_bold(runs) and "\n" not in text
        if is_alone and (patterns.may_be_heading(text) or patterns.is_question(text)):
            self.ledger.flag(number, "bold_heading")
            self.add(Piece(SUBHEADING, text, [number], level=GUESSED))
            return
        kind = LEAD_IN if patterns.LEAD_IN.search(text) else PARAGRAPH
        if patterns.is_claim_of_review(text):
            kind = CLAIM
        self.add(Piece(kind, text, [number], clean(f"<p>{write_runs(runs)}</p>")))

    def entered(self, block: Block, numbers: list[int], texts: list[str], *, is_typed: bool = False) -> Block:
        """The same list or table with mended words; each item and each cell is entered as a line.

        Of a list that was typed by hand the marks are taken off.
        """
        if isinstance(block, Paragraph):
            number, runs = self.runs(block.runs)
            mark = mark_of(words(runs)) if is_typed else ""
            if mark:
                self.ledger.repair(number, "list mark", mark.strip(), "")
                runs = tidy([replace(runs[0], text=runs[0].text.lstrip()[len(mark.lstrip()) :]), *runs[1:]])
            numbers.append(number)
            texts.append(words(runs))
            return Paragraph(block.tag, runs)
        if isinstance(block, Listing):
            items = [[self.entered(inner, numbers, texts, is_typed=is_typed) for inner in item] for item in block.items]
            return Listing(block.tag, items)
        return self.table(block, numbers, texts)

    def table(self, table: Table, numbers: list[int], texts: list[str]) -> Table:
        caption: list[Run] = []
        if table.caption:
            number, caption = self.runs(table.caption)
            numbers.append(number)
            texts.append(words(caption))
        rows = [
            [replace(cell, blocks=[self.entered(inner, numbers, texts) for inner in cell.blocks]) for cell in row]
            for row in table.rows
        ]
        return Table(caption, rows)

    def picture(self, element: Illustration) -> None:
        """Kept if the picture came with the file; else its words are, and somebody is asked for the picture."""
        data = self.pictures.data_of(element.src)
        raw = " ".join(filter(None, [element.alt, element.caption]))
        if not data:
            self.lost_picture(element, raw)
            return
        number = self.line(raw, not_in_text=element.alt)
        alt, caption = (self.mended_words(number, words) for words in (element.alt, element.caption))
        self.ledger.flag(number, "picture_rights")
        if not alt:
            self.ledger.flag(number, "picture_without_alt")
        picture = ImportedPicture(data, alt, caption)
        self.add(Piece(PICTURE, " ".join(filter(None, [alt, caption])), [number], picture=picture))

    def mended_words(self, number: int, raw: str) -> str:
        text, repairs = readable(raw)
        for repair in repairs:
            self.ledger.repair(number, *repair)
        short = text[:MAX_WORDS_OF_PICTURE]
        self.ledger.repair(number, "words of a picture shortened", text, short)
        return short

    def lost_picture(self, element: Illustration, words_of_it: str) -> None:
        is_address = element.src and not element.src.startswith("data:")
        where = f" ({element.src[:200]})" if is_address else ""
        shown = f"Picture: {words_of_it or 'without words'}{where}"
        number = self.line(shown, not_in_text=shown)
        self.counted.update(visible(element.caption))
        self.ledger.keep(number, Done.UNPLACED, shown)
        self.ledger.flag(number, "picture_not_there")

    def embedded(self, element: Embedded) -> None:
        number = self.line(element.told, not_in_text=element.told)
        self.counted.update(visible(element.words))
        self.ledger.keep(number, Done.DROPPED if element.why else Done.UNPLACED, element.told, element.why)
        if not element.why:
            self.ledger.flag(number, "no_text")

    def note(self, element: NoteText) -> None:
        number = self.line(element.words)
        source = self.known.get(element.uid)
        if source is not None:
            self.sources.append(replace(source, line=number))
            self.ledger.keep(number, Done.SOURCE, element.words, "sources")
            self.ledger.flag(number, "check_source")
        else:
            self.ledger.keep(number, Done.UNPLACED, element.words)
            self.ledger.flag(number, "note_to_place")

    def add(self, piece: Piece) -> None:
        if piece.markup:  # headings and captions hold no links
            piece.linked = frozenset(self.linked.intersection(piece.numbers))
        self.pieces.append(piece)


def visible(text: str) -> Counter[str]:
    return characters([INVISIBLE.sub("", text)])


def is_bold(runs: list[Run]) -> bool:
    said = [run for run in runs if run.kind == "words" and run.text.strip()]
    return bool(said) and all("<strong>" in run.marks for run in said)


def bold(runs: list[Run]) -> list[Run]:
    return [replace(run, marks=("<strong>",)) if run.kind == "words" else run for run in runs]
