"""What an import produces: the page, its blocks, and one report entry for every line of the file.

A line of plain text is a line of the file. Of a web page, a Markdown or a Word file it is what stands alone on the page:
a heading, a paragraph, a list item, a row of a table, a picture, a note, or a region that was left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Done(StrEnum):
    """What became of a line."""

    TITLE = "title"
    SUMMARY = "summary"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LEAD_IN = "lead-in"
    ITEM = "list item"
    QUESTION = "question"
    ANSWER = "answer"
    BOX = "box"
    TABLE = "table"
    PICTURE = "picture"
    SOURCE = "source"
    DROPPED = "dropped"
    REPAIRED = "repaired"
    UNPLACED = "unplaced"
    BLANK = "blank"


@dataclass(frozen=True)
class Repair:
    """One change to the text. Putting `before` back in the place of `after` undoes it; additions have no `before`."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class Flag:
    """Something that the importer noticed and left for a person; the sentences are in `flags`."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class LineReport:
    number: int
    text: str
    done: Done
    place: str = ""  # the block it went to; of a dropped line, why it was dropped
    kept: str = ""  # the text of a dropped or unplaced line, after repairs
    repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class ImportedSection:
    """`kind` is "section", "callout" or "key_points", as in docs/documents.md; `body` is clean HTML."""

    kind: str
    heading: str
    body: str
    aspect: str = ""


@dataclass(frozen=True)
class ImportedQuestion:
    question: str
    answer: str


@dataclass(frozen=True)
class ImportedQuestionSet:
    title: str
    questions: tuple[ImportedQuestion, ...]
    kind: str = "question_set"


@dataclass(frozen=True)
class ImportedPicture:
    """`data` is the file as it came in base64: it is drawn anew when it is kept."""

    data: str
    alt: str
    caption: str
    kind: str = "picture"


@dataclass(frozen=True)
class ImportedSource:
    """A note that clearly names a publication. Bodies that cite it hold its `uid`; `line` is where it stood."""

    uid: str
    line: int
    title: str
    authors: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    doi: str = ""
    pmid: str = ""
    kind: str = ""


ImportedBlock = ImportedSection | ImportedQuestionSet | ImportedPicture


@dataclass(frozen=True)
class ImportedPage:
    title: str
    summary: str
    blocks: tuple[ImportedBlock, ...]
    lines: tuple[LineReport, ...]
    additions: tuple[Repair, ...]
    encoding: str
    digest: str  # SHA-256 of the file's bytes
    format: str = "txt"  # as in the model ImportedFile
    sources: tuple[ImportedSource, ...] = ()
    language: str = ""  # that the file says it is in
    remarks: tuple[str, ...] = ()  # sentences about the file as a whole

    @property
    def question_sets(self) -> tuple[ImportedQuestionSet, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ImportedQuestionSet))

    @property
    def sections(self) -> tuple[ImportedSection, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ImportedSection))

    @property
    def pictures(self) -> tuple[ImportedPicture, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ImportedPicture))

    def lines_done(self, done: Done) -> tuple[LineReport, ...]:
        return tuple(line for line in self.lines if line.done is done)

    def counts(self) -> dict[str, int]:
        """What the end of the report says, in the order in which it says it."""
        kinds = Counter(section.kind for section in self.sections)
        return {
            "lines": len(self.lines),
            "sections": kinds["section"],
            "boxes": kinds["callout"] + kinds["key_points"],
            "question sets": len(self.question_sets),
            "questions": sum(len(block.questions) for block in self.question_sets),
            "pictures": len(self.pictures),
            "sources": len(self.sources),
            "repairs": sum(len(line.repairs) for line in self.lines),
            "additions": len(self.additions),
            "flags": sum(len(line.flags) for line in self.lines),
            "dropped lines": len(self.lines_done(Done.DROPPED)),
            "unplaced lines": len(self.lines_done(Done.UNPLACED)),
        }
