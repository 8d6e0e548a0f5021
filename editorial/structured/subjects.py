"""Our words in those of schema.org: what a page is about, what a section is about, what a source is. Pure."""

from __future__ import annotations

from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]

# The official member for each aspect of a section; "tests", "support" and "other" have none: ScreeningHealthAspect is
# about people without symptoms.
HEALTH_ASPECTS = {
    "overview": "OverviewHealthAspect",
    "symptoms": "SymptomsHealthAspect",
    "when_to_get_help": "SeeDoctorHealthAspect",
    "causes": "CausesHealthAspect",
    "treatment": "TreatmentsHealthAspect",
    "side_effects": "SideEffectsHealthAspect",
    "living_with": "LivingWithHealthAspect",
    "outlook": "PrognosisHealthAspect",
    "prevention": "PreventionHealthAspect",
}

# What an article of a kind is about. A page about medicines may be about several, so it is not called one drug.
SUBJECTS = {
    "condition": ("MedicalCondition", "condition"),
    "symptom": ("MedicalSignOrSymptom", "condition"),
    "test": ("MedicalTest", "test"),
    "treatment": ("MedicalTherapy", "treatment"),
    "medicine": ("MedicalEntity", "medicine"),
}
ANYTHING = ("Thing", "subject")

CITED = {
    "systematic review": "MedicalScholarlyArticle",
    "trial": "MedicalScholarlyArticle",
    "cohort study": "MedicalScholarlyArticle",
    "cohort": "MedicalScholarlyArticle",
    "registry": "Report",
    "textbook": "Book",
    "news": "NewsArticle",
}


def health_aspect(aspect: str) -> str:
    """The address of the official aspect, or nothing."""
    name = HEALTH_ASPECTS.get(aspect, "")
    return f"https://schema.org/{name}" if name else ""


def type_of_source(kind: str, url: str) -> str:
    return CITED.get(kind, "WebPage" if url else "CreativeWork")
