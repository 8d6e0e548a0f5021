"""What stands around a text, for the gallery: notices, languages, files, feedback, the answers about a copy. Invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils.html import format_html

from editorial.browsing import Choice, Entry, Group, Pagination, TagLink
from editorial.feedback import Answer, FeedbackForm, Part
from editorial.page import Behind, Change, CopyLink, LanguageLink, Link, Notice
from portal.gallery_samples import SIGNED

TEXT = format_html('<p>Ask your pharmacist for another one. <a href="{}">Read more</a></p>', "#")
NO_TEXT = format_html("{}", "")
TAGS = (TagLink("Bone", "#"), TagLink("Breast cancer", "#"), TagLink("Pain", "#"))
ENTRIES = (
    Entry(
        "Help with cancer pain", "#", "Nearly all pain can be eased.", "Living with", dt.date(2026, 3, 3), False, TAGS
    ),
    Entry("Questions about bone scans", "#", "", "Questions and answers", dt.date(2026, 1, 20), False, TAGS[:1]),
    Entry("Broken wrist", "#", "", "Condition", dt.date(2026, 1, 20), False, (), has_retracted_source=True),
    Entry("Sprained ankle", "#", "", "Condition", dt.date(2026, 1, 20), False, (), is_reopened=True),
    Entry("Iron-deficiency anaemia", "#", "Your blood carries less oxygen.", "Condition", None, True, ()),
)
GROUPS = (Group("Tags", (Choice("Bone", 12, "#", True), Choice("Pain", 7, "#"), Choice("Breast cancer", 5, "#"))),)
EXCERPT = (
    {"text": "A ", "is_match": False},
    {"text": "pain", "is_match": True},
    {"text": " that is new", "is_match": False},
)
SHELVES = (
    {
        "title": "Cancer",
        "address": "#",
        "introduction": "What it is, and how it is treated.",
        "children": (Link("Breast cancer", "#"), Link("Cancer treatment", "#")),
    },
    {"title": "Heart and blood", "address": "#", "introduction": "", "children": ()},
)
NOTICES = (
    Notice("emergency", "Do not use inhalers of batch 0000", TEXT, "notice-1"),
    Notice("warning", "Some helplines are closed on Monday", NO_TEXT, "notice-2"),
    Notice("info", "We are reading all pages about asthma again", NO_TEXT, "notice-3"),
)
LANGUAGES = (
    LanguageLink("en", "English", "ltr", "#", is_current=True),
    LanguageLink("es", "Español", "ltr", "#"),
    LanguageLink("ar", "العربية", "rtl", "#"),
)
BEHIND = Behind("Breast cancer that has spread to the bone", "#", "English", dt.date(2026, 6, 1))
CHANGES = (
    Change(dt.date(2026, 6, 1), "reviewed", ""),
    Change(dt.date(2026, 3, 5), "published", "The part about the jaw is new."),
    Change(dt.date(2025, 1, 7), "withdrawn", "The advice was out of date."),
)
COPIES = (CopyLink("a4", "#", 183_000), CopyLink("letter", "#", 182_500), CopyLink("large", "#", 241_000))
FEEDBACK = FeedbackForm("#", (Part("symptoms", "Symptoms"), Part("treatment", "Treatment")), Answer())
FEEDBACK_TO_MEND = replace(
    FEEDBACK,
    values=Answer(section="treatment", text="The table is too wide."),
    errors={"useful": "Please say yes or no.", "text": "Please write 500 letters at most."},
)


def qr() -> dict[str, Any]:
    """Something that looks like one; nobody is sent anywhere by it."""
    filled = "".join(f"M{n * 7 % 29} {n * 11 % 29}h1v1h-1z" for n in range(1, 400, 3))
    return {"path": filled, "size": 29, "address": "https://example.org/check/", "code": "K7M2-Q4XD"}


VERDICTS: dict[str, dict[str, Any]] = {
    "Copy: current": {"state": "current", "provenance": SIGNED, "published_on": dt.date(2026, 3, 5)},
    "Copy: replaced": {"state": "replaced", "changes": CHANGES[:2]},
    "Copy: withdrawn": {
        "state": "withdrawn",
        "reason": "The advice has changed.",
        "replaced_by": Link("Help with pain", "#"),
    },
    "Copy: unknown": {"state": "unknown"},
}


def context() -> dict[str, Any]:
    """The names under which the templates of pages find all this."""
    return {
        "breadcrumb": (Link("Home", "#"), Link("Cancer", "#"), Link("This page")),
        "also_called": ("Bone metastases", "Bone secondaries", "Stage 4 breast cancer in the bone", "Bone mets"),
        "languages": LANGUAGES,
        "behind": BEHIND,
        "notices": NOTICES,
        "changes": CHANGES,
        "copies": COPIES,
        "large_address": "#",
        "feedback": FEEDBACK,
        "feedback_to_mend": FEEDBACK_TO_MEND,
        "qr": qr(),
        "verdicts": VERDICTS,
        "previous": Link("Bone scan", "#"),
        "next": Link("Tiredness and cancer", "#"),
        "related": (Link("Help with cancer pain", "#"), Link("Radiotherapy for bone pain", "#")),
        "tags": TAGS,
        "entries": ENTRIES,
        "excerpt": EXCERPT,
        "groups": GROUPS,
        "clear_address": "#",
        "pagination": Pagination(2, 3, "#", "#"),
        "shelves": SHELVES,
        "letters": (Link("A", "#"), Link("B", "#"), Link("C")),
        "summary_line": "12 pages",
    }
