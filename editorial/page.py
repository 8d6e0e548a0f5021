"""What a template is given for a page: values made ready, nothing left to compute or to decide.

`editorial/rendering.py` makes these from a document. The texts of type `SafeString` are clean HTML.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Link:
    """A title that leads to an address; without one it is the page itself."""

    title: str
    address: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody named on a page, as he or she was on the day; `address` is the public profile or empty."""

    name: str
    role: str = ""
    credentials: str = ""
    address: str = ""


@dataclass(frozen=True)
class Provenance:
    """Who wrote a page, who checked it and when.

    `basis` is signed, unreviewed or none_needed; `recorded_from` is empty, "paper" or "e-mail".
    """

    basis: str
    reviewer: Person | None = None
    reviewed_on: dt.date | None = None
    next_review_on: dt.date | None = None
    is_overdue: bool = False
    recorded_from: str = ""
    written_by: tuple[Person, ...] = ()
    changed_on: dt.date | None = None
    review_revoked_on: dt.date | None = None

    @property
    def is_reviewed(self) -> bool:
        """May the page say "reviewed by"? The one place where templates ask."""
        return (
            self.basis == "signed"
            and self.reviewer is not None
            and self.reviewed_on is not None
            and self.review_revoked_on is None
        )

    @property
    def is_unreviewed(self) -> bool:
        """Must the page warn that nobody vouches for it? So it does for every basis that is not understood here."""
        return not self.is_reviewed and self.basis != "none_needed"


@dataclass(frozen=True)
class Placed:
    """A live page that a document names by uid. A question set comes with its own page and its own reviewer."""

    address: str
    title: str
    page: Page | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class Source:
    """One numbered source; `cited_at` are the ids of the marks in the text that point to it, in reading order."""

    number: int
    anchor: str
    title: str
    authors: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    kind: str = ""
    checked_on: dt.date | None = None
    cited_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A line of the contents list."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Section:
    component: ClassVar[str] = "components/section.html"
    uid: str
    anchor: str
    heading: str
    aspect: str
    body: SafeString


@dataclass(frozen=True)
class Phone:
    label: str
    number: str
    href: str


@dataclass(frozen=True)
class CareCard:
    """`urgency` is emergency, urgent or non_urgent; an unknown one is drawn as the most urgent."""

    component: ClassVar[str] = "components/care_card.html"
    uid: str
    anchor: str
    urgency: str
    heading: str
    signs: tuple[str, ...]
    action: SafeString
    phones: tuple[Phone, ...]


@dataclass(frozen=True)
class Callout:
    component: ClassVar[str] = "components/callout.html"
    uid: str
    anchor: str
    heading: str
    body: SafeString


@dataclass(frozen=True)
class KeyPoints:
    component: ClassVar[str] = "components/key_points.html"
    uid: str
    anchor: str
    heading: str
    body: SafeString


@dataclass(frozen=True)
class Picture:
    component: ClassVar[str] = "components/picture.html"
    uid: str
    file: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence: str


@dataclass(frozen=True)
class Question:
    uid: str
    anchor: str
    question: str
    short_answer: str
    answer: SafeString


@dataclass(frozen=True)
class QuestionSet:
    component: ClassVar[str] = "components/question_set.html"
    uid: str
    anchor: str
    heading: str
    address: str
    page: Page
    provenance: Provenance | None


Block = Section | CareCard | Callout | KeyPoints | Picture | QuestionSet


@dataclass(frozen=True)
class Page:
    """A whole document, ready to be drawn. `lead` are the blocks before the first section, `body` the others."""

    kind: str
    title: str
    language: str
    dir: str
    summary: str = ""
    article_kind: str = ""
    authors: tuple[Person, ...] = ()
    introduction: SafeString = field(default_factory=SafeString)
    lead: tuple[Block, ...] = ()
    body: tuple[Block, ...] = ()
    questions: tuple[Question, ...] = ()
    contents: tuple[Heading, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.lead + self.body

    @property
    def has_contents_list(self) -> bool:
        """A contents list helps from three headings on; below that it is in the way."""
        return len(self.contents) >= 3
