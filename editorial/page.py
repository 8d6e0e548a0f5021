"""What a template is given for a page: values made ready, nothing left to compute or to decide.

`editorial/rendering.py` makes these from a document. The texts of type `SafeString` are clean HTML.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext


@dataclass(frozen=True)
class Link:
    """A title that leads to an address; without one it is the page itself. `language`: of a page in another one."""

    title: str
    address: str = ""
    language: str = ""


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

    `basis` is signed, unreviewed or none_needed; `recorded_from` is empty, "paper" or "e-mail". `retracted_source` is the
    title of a source that the text rests on and that its publisher took back; `reopened_until` the day by which a page
    whose review was opened again is to be looked at.
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
    code: str = ""
    retracted_source: str = ""
    reopened_until: dt.date | None = None

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
    signed: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Source:
    """One numbered source; `cited_at` are the ids of the marks in the text that point to it, in reading order.

    `standing` is corrected, superseded or retracted; it says what happened, and not whether that was after a signature.
    """

    number: int
    anchor: str
    title: str
    authors: str = ""
    publisher: str = ""
    published: str = ""
    edition: str = ""
    url: str = ""
    kind: str = ""
    checked_on: dt.date | None = None
    cited_at: tuple[str, ...] = ()
    standing: str = ""

    @property
    def ways_back(self) -> list[tuple[str, str]]:
        """A letter for each place in the text that cites it, and the id of the place."""
        letters = gettext("abcdefghijklmnopqrstuvwxyz")
        size = len(letters)
        return [
            (f"{letters[place % size]}{place // size + 1 if place >= size else ''}", anchor)
            for place, anchor in enumerate(self.cited_at)
        ]


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
class PictureFile:
    """Files of one media type for a `<source>`: `files` are pairs of file name and width, the smallest first."""

    media_type: str
    files: tuple[tuple[str, int], ...]


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
    renditions: tuple[PictureFile, ...] = ()


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


@dataclass(frozen=True)
class Dots:
    """A picture of "6 to 10 in every 100": dots that are counted for sure, those that may be, and the rest.

    Each is the `d` of an SVG path of points, drawn with round ends; `width` and `height` are those of the view box.
    """

    sure: str
    maybe: str
    others: str
    width: int
    height: int
    low: int
    high: int
    total: int


@dataclass(frozen=True)
class Statistic:
    """`is_hidden`: closed until the reader opens it. `source` is the numbered source of the page; `dots` may be None."""

    component: ClassVar[str] = "components/statistic.html"
    uid: str
    anchor: str
    heading: str
    sentence: str
    definition: str
    caveat: str
    place: str
    period: str
    dots: Dots | None
    source_number: int
    source_anchor: str
    source_title: str
    cite_anchor: str
    locator: str
    is_hidden: bool
    is_survival: bool


@dataclass(frozen=True)
class Option:
    name: str
    benefits: tuple[str, ...]
    harms: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """Ways of treatment side by side, and what to ask before choosing."""

    component: ClassVar[str] = "components/choices.html"
    uid: str
    anchor: str
    heading: str
    introduction: SafeString
    options: tuple[Option, ...]
    without: SafeString
    questions: tuple[str, ...]


Block = Section | CareCard | Callout | KeyPoints | Statistic | Choices | Picture | QuestionSet


@dataclass(frozen=True)
class Term:
    """A glossary term that the page marks; `address` is its own page."""

    title: str
    definition: str
    pronunciation: str
    address: str


@dataclass(frozen=True)
class Organisation:
    """Somebody to turn to. `phone` may be None."""

    name: str
    offers: str
    phone: Phone | None
    hours: str
    url: str


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
    terms: tuple[Term, ...] = ()
    origin: str = ""
    copyright_holder: str = ""
    licence: str = ""
    # Facts of an article.
    country: str = ""
    aim: str = ""
    uncertainty: str = ""
    support: tuple[Organisation, ...] = ()
    funding: str = ""
    funder: str = ""
    involvement: str = ""
    # Facts of a glossary term.
    definition: str = ""
    forms: tuple[str, ...] = ()
    pronunciation: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.lead + self.body

    @property
    def is_from_others(self) -> bool:
        """Is the text used under a licence that the page names?"""
        return self.origin in ("licensed", "syndicated") and bool(self.copyright_holder and self.licence)

    @property
    def has_contents_list(self) -> bool:
        """A contents list helps from three headings on; below that it is in the way."""
        return len(self.contents) >= 3


@dataclass(frozen=True)
class LanguageLink:
    """A page in another language, named in that language. `is_source`: the others were translated from it."""

    code: str
    name: str
    dir: str
    address: str
    is_current: bool = False
    is_source: bool = False


@dataclass(frozen=True)
class Behind:
    """The page is a translation of an older text of its source than the one that is live."""

    title: str
    address: str
    language_name: str
    changed_on: dt.date


@dataclass(frozen=True)
class Change:
    """A line of the public change list. `kind` is published, reviewed or withdrawn."""

    on: dt.date
    kind: str
    note: str


@dataclass(frozen=True)
class Notice:
    """`level` is emergency, warning or info."""

    level: str
    title: str
    text: SafeString
    anchor: str


@dataclass(frozen=True)
class CopyLink:
    """A file of the page. `form` is a4, letter or large; `size` in bytes."""

    form: str
    address: str
    size: int
