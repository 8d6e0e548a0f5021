"""What patients call the kinds of pages and sources: named here, so that they are found by whoever translates them."""

from __future__ import annotations

from django.utils.translation import gettext_noop

KINDS = (
    gettext_noop("Condition"),
    gettext_noop("Symptom"),
    gettext_noop("Test"),
    gettext_noop("Treatment"),
    gettext_noop("Medicine"),
    gettext_noop("Living with"),
    gettext_noop("Support"),
    gettext_noop("Story"),
    gettext_noop("Organisation"),
    gettext_noop("Questions and answers"),
    gettext_noop("Glossary term"),
)
SOURCES = (
    gettext_noop("guideline"),
    gettext_noop("systematic review"),
    gettext_noop("trial"),
    gettext_noop("cohort"),
    gettext_noop("registry"),
    gettext_noop("regulator"),
    gettext_noop("textbook"),
    gettext_noop("charity"),
    gettext_noop("expert opinion"),
    gettext_noop("news"),
)
