"""Which aspect of a condition a text is about, by its words: a suggestion for sections, and for missing headings."""

from __future__ import annotations

import re
from collections import Counter

# English words; a text in another language gets no suggestion. Order decides a tie between two new aspects.
WORDS = {
    "symptoms": r"symptoms?|signs? (?:of|that|and)|signs",
    "tests": r"diagnos\w+|imaging|scans?|biops\w+|x-rays?|tests?|testing|investigations?",
    "treatment": r"treat\w*|therap\w+|surgery|(?:electro)?chemotherapy|radiotherapy|medications?|medicines?|cured?",
    "side_effects": r"side effects?",
    "outlook": r"outlook|surviv\w+|prognosis|life expectancy|remission|recurrence|recur",
    "causes": r"causes?|caused|risk factors?",
    "prevention": r"prevent\w*|lower your risk",
    "living_with": r"living with|coping|cope|daily life|end-of-life",
    "support": r"support groups?|helplines?|charit\w+",
}
PATTERNS = {aspect: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for aspect, words in WORDS.items()}

WHAT_IT_IS = re.compile(r"(?:what (?:is|are|does)\b|about\b|overview\b)", re.IGNORECASE)

# What a section is called that had no heading. Editors are told to write a better one.
HEADINGS = {
    "overview": "Overview",
    "symptoms": "Symptoms",
    "tests": "Tests",
    "treatment": "Treatment",
    "side_effects": "Side effects",
    "outlook": "Outlook",
    "causes": "Causes",
    "prevention": "Prevention",
    "living_with": "Living with it",
    "support": "Support",
}


def scores(text: str) -> Counter[str]:
    return Counter({aspect: n for aspect, pattern in PATTERNS.items() if (n := len(pattern.findall(text)))})


def aspect_of(heading: str) -> str:
    """The aspect that a heading names, or "other"."""
    found = scores(heading)
    if found:
        return max(found, key=lambda aspect: found[aspect])
    return "overview" if WHAT_IT_IS.match(heading) else "other"


def aspect_after(current: str, text: str) -> str:
    """The aspect of the next paragraph: the current one unless its words clearly speak of another."""
    found = scores(text)
    if not found or found[current] == max(found.values()):
        return current
    return max(found, key=lambda aspect: found[aspect])
