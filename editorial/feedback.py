"""The form under every page: "Was this page useful?". What it shows, and what is wrong with an answer.

Readers stay unknown: nothing here knows of an address, a browser or a time of day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from editorial import clock, personal_details
from editorial.editions import read_code
from editorial.errors import Problem
from editorial.markup import without_unwanted
from editorial.models import Publication
from editorial.models.feedback import LONGEST
from editorial.page import Page, Section
from editorial.rendering import page_from_document
from editorial.showing import Shown

# A field that people do not see and programs fill in.
HONEYPOT = "website"
USEFUL = {"yes": True, "no": False}

HINTS: dict[str, str | Promise] = {
    personal_details.PHONE: gettext_lazy(
        "It seems to hold a telephone number. Please take it out: nobody can call you back from here."
    ),
    personal_details.NHS_NUMBER: gettext_lazy(
        "It seems to hold an NHS number or a telephone number. Please take it out: we do not need it, and do not want to keep it."
    ),
    personal_details.EMAIL: gettext_lazy(
        "It seems to hold an e-mail address. Please take it out: we cannot answer you from here."
    ),
    personal_details.BIRTH: gettext_lazy(
        "It seems to hold a date of birth. Please take it out. If it is another date, give the month and the year only."
    ),
    personal_details.LINK: gettext_lazy(
        "It holds a link that may tell something about you. Please cut it off before the “?” or the “#”."
    ),
}


class Part(NamedTuple):
    """A part of a page that an answer may be about; `value` is its uid."""

    value: str
    title: str


@dataclass(frozen=True)
class Answer:
    """What a reader sent: `useful` is "yes", "no" or empty, `edition` the code of the text that was read."""

    useful: str = ""
    section: str = ""
    text: str = ""
    edition: str = ""


@dataclass(frozen=True)
class FeedbackForm:
    """Everything the template asks for. Posted fields: useful, section, text, edition and the one named `honeypot`.

    `errors` has a sentence for a field name; "form" stands for the whole form.
    """

    action: str
    sections: tuple[Part, ...]
    values: Answer
    errors: Mapping[str, str] = field(default_factory=dict)
    honeypot: str = HONEYPOT
    longest: int = LONGEST


def feedback_on(shown: Shown) -> FeedbackForm:
    """The empty form under a live page."""
    edition = read_code(shown.provenance.code) if shown.provenance else ""
    return FeedbackForm(action_of(shown.path), parts_of(shown.page), Answer(edition=edition))


def feedback_again(publication: Publication, answer: Answer, errors: Mapping[str, str]) -> FeedbackForm:
    """The form with what was typed and what is wrong with it; or empty, on a page of its own."""
    page = page_from_document(json.loads(publication.revision.signed.text), {})
    values = Answer(answer.useful, answer.section, answer.text, answer.edition or publication.code)
    return FeedbackForm(action_of(publication.path), parts_of(page), values, errors)


def action_of(path: str) -> str:
    return f"{path}feedback/"


def parts_of(page: Page) -> tuple[Part, ...]:
    """The sections or questions of a page, in its order."""
    sections = (Part(block.uid, block.heading) for block in page.body if isinstance(block, Section) and block.heading)
    return (*sections, *(Part(question.uid, question.question) for question in page.questions))


def read_answer(posted: Mapping[str, str]) -> Answer:
    """What was posted, whatever it is: text without signs that nobody typed, and nothing that is not asked for."""
    text = without_unwanted(posted.get("text", "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    useful = posted.get("useful", "")
    return Answer(
        useful=useful if useful in USEFUL else "",
        section=without_unwanted(posted.get("section", ""))[:36],
        text=text,
        edition=read_code(posted.get("edition", "")[:40]),
    )


def problems_with(answer: Answer, known: str) -> list[Problem]:
    """Why an answer is not kept; `known` is what the page says, whose numbers may be named."""
    if not answer.text:
        return [] if answer.useful else [_nothing_said()]
    over = len(answer.text) - LONGEST
    if over > 0:
        words = ngettext(
            "This is %(over)d sign too long; %(longest)d fit. Please shorten it: your text is still here.",
            "This is %(over)d characters too long; %(longest)d fit. Please shorten it: your text is still here.",
            over,
        )
        return [Problem("text", "too_long", words % {"over": over, "longest": LONGEST})]
    if not re.search(r"\w", personal_details.without_links(answer.text)) and (
        "://" in answer.text or "www." in answer.text or not answer.useful
    ):
        sentence = gettext("Please tell us in a few words what we should look at.")
        return [Problem("text", "no_words", sentence)]
    found = personal_details.found_in(answer.text, this_year=clock.today().year, known=known)
    return [Problem("text", kind, str(HINTS[kind])) for kind in found]


def _nothing_said() -> Problem:
    sentence = gettext("Please choose “Yes” or “No”, or write a few words. Nothing was sent yet.")
    return Problem("useful", "nothing_said", sentence)


def as_errors(problems: Sequence[Problem]) -> dict[str, str]:
    """One text for each field."""
    fields = dict.fromkeys(problem.field for problem in problems)
    return {name: " ".join(problem.sentence for problem in problems if problem.field == name) for name in fields}
