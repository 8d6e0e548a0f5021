"""The gallery: every component in every state, built by the real templates. For staff, without any real page."""

from __future__ import annotations

import datetime as dt

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.browsing import Choice, Entry, Group, Pagination, TagLink
from editorial.page import Link
from portal import gallery_samples as samples

TAGS = (TagLink("Bone", "#"), TagLink("Breast cancer", "#"), TagLink("Pain", "#"))
ENTRIES = (
    Entry(
        "Help with cancer pain", "#", "Nearly all pain can be eased.", "Living with", dt.date(2026, 3, 3), False, TAGS
    ),
    Entry("Questions about bone scans", "#", "", "Questions and answers", dt.date(2026, 1, 20), False, TAGS[:1]),
    Entry("Iron-deficiency anaemia", "#", "Your blood carries less oxygen.", "Condition", None, True, ()),
)
GROUPS = (Group("Tags", (Choice("Bone", 12, "#", True), Choice("Pain", 7, "#"), Choice("Breast cancer", 5, "#"))),)
EXCERPT = (
    {"text": "A ", "is_match": False},
    {"text": "pain", "is_match": True},
    {"text": " that is new", "is_match": False},
)


@require_safe
@staff_member_required
def gallery(request: HttpRequest) -> HttpResponse:
    context = {
        "page": samples.article(),
        "provenances": samples.PROVENANCES,
        "breadcrumb": (Link("Home", "#"), Link("Cancer", "#"), Link("This page")),
        "tags": TAGS,
        "entries": ENTRIES,
        "excerpt": EXCERPT,
        "groups": GROUPS,
        "clear_address": "#",
        "pagination": Pagination(2, 3, "#", "#"),
        "letters": (Link("A", "#"), Link("B", "#"), Link("C")),
        "related": (Link("Help with cancer pain", "#"),),
        "preview": {"text": "This is a preview of a draft. Patients do not see it."},
        "summary_line": "12 pages",
    }
    return render(request, "pages/gallery.html", context)
