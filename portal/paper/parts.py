"""Each block of a page as a part of the leaflet: plain data in reading order, with headings as nodes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from editorial import page as shown
from portal.paper.nodes import Node, nodes_of, printed_address, words_as_nodes

Part = dict[str, Any]

# What the typesetter can read, best first; AVIF is not among them.
PRINTABLE = ("image/png", "image/jpeg")


def heading(text: str, level: int) -> Node | None:
    return {"is": "h", "level": level, "runs": [text]} if text.strip() else None


@dataclass(frozen=True)
class Parts:
    """Makes parts of blocks. `url` is the page's whole address, `site_url` that of the site.

    Only a leaflet that `is_whole` prints the long answers of question sets that stand in an article.
    """

    site_url: str
    url: str
    is_whole: bool = True

    def of_block(self, block: shown.Block) -> Iterator[Part]:
        makers: dict[type, Callable[[Any], Iterator[Part]]] = {
            shown.Section: self.section,
            shown.CareCard: self.care_card,
            shown.Callout: self.box,
            shown.KeyPoints: self.box,
            shown.Statistic: self.statistic,
            shown.Choices: self.choices,
            shown.Picture: self.picture,
            shown.QuestionSet: self.question_set,
        }
        yield from makers[type(block)](block)

    def nodes(self, html: str) -> list[Node]:
        return nodes_of(html, self.site_url)

    def section(self, block: shown.Section) -> Iterator[Part]:
        yield {"is": "section", "heading": heading(block.heading, 2), "body": self.nodes(block.body)}

    def box(self, block: shown.Callout | shown.KeyPoints) -> Iterator[Part]:
        kind = "key_points" if isinstance(block, shown.KeyPoints) else "callout"
        yield {"is": kind, "heading": heading(block.heading, 2), "body": self.nodes(block.body)}

    def care_card(self, block: shown.CareCard) -> Iterator[Part]:
        labels = {"urgent": gettext("Urgent"), "non_urgent": gettext("Not urgent")}
        yield {
            "is": "care_card",
            "urgency": block.urgency,
            "label": labels.get(block.urgency, gettext("Emergency")).upper(),
            "heading": heading(block.heading, 2),
            "signs": list(block.signs),
            "action": self.nodes(block.action),
            "phones": [[phone.label, phone.number] for phone in block.phones],
        }

    def statistic(self, block: shown.Statistic) -> Iterator[Part]:
        """What is closed on the page because not everybody wants to know it is not forced on a reader of paper."""
        if block.is_hidden and block.is_survival:
            words = gettext(
                "Figures about survival are not printed here. You find them on the page, if you want them: %s"
            )
            yield {
                "is": "elsewhere",
                "headings": [title] if (title := heading(block.heading, 2)) else [],
                "text": words % isolated(f"{printed_address(self.url)}#{block.anchor}"),
            }
            return
        where = listed(block.place, block.period, block.locator)
        yield {
            "is": "statistic",
            "heading": heading(block.heading, 2),
            "sentence": block.sentence,
            "number": str(block.source_number) if block.source_number else "",
            "explained": [part for part in (block.definition, block.caveat, where) if part],
            "dots": [block.dots.low, block.dots.high, block.dots.total] if block.dots else [],
        }

    def choices(self, block: shown.Choices) -> Iterator[Part]:
        yield {
            "is": "choices",
            "heading": heading(block.heading, 2),
            "introduction": self.nodes(block.introduction),
            "benefits": gettext("Benefit:").rstrip(":"),
            "harms": gettext("Harm:").rstrip(":"),
            "between": gettext("; "),
            "options": [[option.name, list(option.benefits), list(option.harms)] for option in block.options],
            "without_label": heading(gettext("If you have no treatment"), 3) if block.without else None,
            "without": self.nodes(block.without),
            "questions_label": heading(gettext("Questions to ask"), 3) if block.questions else None,
            "questions": list(block.questions),
        }

    def picture(self, block: shown.Picture) -> Iterator[Part]:
        named = gettext("Picture: %(credit)s, %(licence)s") if block.licence else gettext("Picture: %(credit)s")
        yield {
            "is": "picture",
            "file": printable_file(block),
            "alt": block.alt,
            "caption": block.caption,
            "credit": named % {"credit": block.credit, "licence": block.licence} if block.credit else "",
            "missing": gettext("Picture: %(credit)s") % {"credit": block.alt} if block.alt else "",
        }

    def question_set(self, block: shown.QuestionSet) -> Iterator[Part]:
        """With its own reviewer line and its own sources, whose numbers start anew.

        In a short leaflet an answer that has a short form is printed in that form: the set's own page has the rest.
        """
        yield {"is": "section", "heading": heading(block.heading, 2), "body": self.nodes(block.page.introduction)}
        if block.provenance is not None:
            yield from review_warnings(block.provenance)
        shortened = [not self.is_whole and bool(question.short_answer) for question in block.page.questions]
        for question, is_short in zip(block.page.questions, shortened, strict=True):
            yield self.question(question, 3) | ({"body": []} if is_short else {})
        vouched = _inline_provenance(block.provenance)
        label = (
            gettext("Only the short answers are printed here. The whole answers, with their sources")
            if any(shortened)
            else gettext("These questions on a page of their own")
        )
        own_page = f"{label}: {isolated(printed_address(self.site_url + block.address))}"
        yield {"is": "small", "lines": [line for line in (vouched, own_page) if line]}
        if block.page.sources and not (shortened and all(shortened)):
            yield sources(block.page.sources, gettext("Sources of these answers"), 3)

    def question(self, question: shown.Question, level: int) -> Part:
        return {
            "is": "question",
            "heading": heading(question.question, level),
            "short": question.short_answer,
            "body": self.nodes(question.answer),
        }

    def notice(self, notice: shown.Notice) -> Part:
        return {"is": "notice", "level": notice.level, "title": notice.title, "body": self.nodes(notice.text)}


def isolated(words: str) -> str:
    """An address or a telephone number within a sentence: left to right also where the sentence is not."""
    return f"\u2066{words}\u2069"


def printable_file(picture: shown.Picture) -> str:
    """The largest rendition that the typesetter can read; the picture itself where there is none yet."""
    found = {kind.media_type: kind.files for kind in picture.renditions if kind.files}
    return next((found[kind][-1][0] for kind in PRINTABLE if kind in found), picture.file)


def review_warnings(provenance: shown.Provenance) -> Iterator[Part]:
    """What a reader must know about the review before reading on; the same words as on the page."""
    if provenance.retracted_source:
        words = gettext(
            "Those who published “%(title)s” have taken it back. We are checking this page again. Please ask your care team "
            "before you rely on it."
        )
        facts = {"title": provenance.retracted_source}
        yield warning(gettext("A source of this page was taken back"), words % facts)
    if provenance.review_revoked_on:
        words = gettext("Since %(day)s nobody vouches for it. Please ask your care team before you rely on it.")
        text = words % {"day": day(provenance.review_revoked_on)}
        yield warning(gettext("The review of this page was taken back"), text)
    elif provenance.is_unreviewed:
        text = gettext(
            "No qualified reviewer has checked this page yet. Please ask your care team before you rely on it."
        )
        yield warning(gettext("Not yet reviewed"), text)
    elif provenance.is_overdue and provenance.next_review_on:
        words = gettext("It should have been checked again by %(due)s. Some of it may have changed.")
        yield warning(gettext("This page is due for review"), words % {"due": day(provenance.next_review_on)})


def warning(title: str, text: str) -> Part:
    return {"is": "notice", "level": "warning", "title": title, "body": words_as_nodes(text)}


def day(date: Any) -> str:
    return date_format(date, "DATE_FORMAT")


def listed(*words: str) -> str:
    """What there is of a few words, with the comma of the language between them."""
    return gettext(", ").join(filter(None, words))


def person(someone: shown.Person) -> str:
    return listed(someone.name, someone.role, someone.credentials)


def _inline_provenance(provenance: shown.Provenance | None) -> str:
    """The reviewer line of a question set that stands in another page; whole sentences, as on the page."""
    if provenance is None or not provenance.is_reviewed or provenance.reviewer is None:
        return ""
    who = provenance.reviewer
    words = (
        gettext("These answers were reviewed by %(name)s, %(role)s, on %(day)s.")
        if who.role
        else gettext("These answers were reviewed by %(name)s on %(day)s.")
    )
    line = words % {"name": who.name, "role": who.role, "day": day(provenance.reviewed_on)}
    return " ".join(filter(None, [line, recorded(provenance.recorded_from), next_review(provenance)]))


def recorded(how: str) -> str:
    """How a sign-off came in that was not given on this site."""
    if how == "paper":
        return gettext("Given on paper; recorded by one of our team and confirmed by another.")
    return gettext("Given by e-mail; recorded by one of our team and confirmed by another.") if how else ""


def next_review(provenance: shown.Provenance) -> str:
    if provenance.reopened_until:
        return reopened(provenance.reopened_until)
    due = provenance.next_review_on
    return gettext("Next review due on %(day)s.") % {"day": day(due)} if due else ""


def reopened(until: dt.date) -> str:
    return gettext("The review was opened again and is to be done by %(day)s.") % {"day": day(until)}


def sources(entries: tuple[shown.Source, ...], title: str, level: int) -> Part:
    return {"is": "sources", "heading": heading(title, level), "items": [_source(source) for source in entries]}


def _source(source: shown.Source) -> list[str]:
    """Number, title, details, address, the address as it is printed, and what happened to it."""
    details = f"{source.authors}. " if source.authors else ""
    details += ", ".join(part for part in (source.publisher, source.edition, source.published) if part)
    details += f" ({source.kind})" if source.kind else ""
    details += "." if details else ""
    if source.checked_on:
        details += " " + gettext("Checked on %(day)s.") % {"day": day(source.checked_on)}
    shown_address = printed_address(source.url) if source.url else ""
    return [str(source.number), source.title, details, source.url, shown_address, _standing(source.standing)]


def _standing(standing: str) -> str:
    """The words of the page beside a source that does not hold as it did; the sign says it without colour."""
    words = {
        "retracted": gettext("Taken back by those who published it."),
        "superseded": gettext("A newer one has replaced it."),
        "corrected": gettext("Corrected by those who published it."),
    }
    return words.get(standing, "")
