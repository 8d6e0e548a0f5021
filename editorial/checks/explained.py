"""What the checks look for, for people: the same words in docs/checks.md and on a page of the admin."""

from __future__ import annotations

from collections.abc import Iterator

from editorial.checks.findings import Severity
from editorial.checks.registry import Check, checks

# By the letter with which an id begins.
AREAS = {
    "S": "Structure",
    "T": "Whole text",
    "L": "Links",
    "E": "Evidence",
    "M": "Medical wording and safety",
    "P": "Where the text comes from",
    "A": "Accessibility",
    "R": "Reading ease",
    "F": "Questions and answers",
}
SEVERITIES = {
    Severity.BLOCKING: "Keeps a page from review and from patients until it is mended, or a clinical lead lets it pass.",
    Severity.WARNING: "Somebody should look; nothing is held back.",
    Severity.ADVICE: "Could be better.",
}
_LANGUAGES = {"en": "English", "es": "Spanish", "ar": "Arabic"}


def areas() -> Iterator[tuple[str, list[Check]]]:
    """The areas that have checks, each with its checks in the order of their ids."""
    for letter, title in AREAS.items():
        found = [check for check in checks() if check.id.startswith(letter)]
        if found:
            yield title, found
    rest = [check for check in checks() if check.id[0] not in AREAS]
    if rest:
        yield "Others", rest


def finding_of(check: Check) -> str:
    """What a check finds, as a sentence."""
    return f"This check finds {check.finds.rstrip('.')}."


def scope_of(check: Check) -> str:
    """What a check reads, as a sentence."""
    languages = " and ".join(_LANGUAGES.get(code, code) for code in sorted(check.languages))
    kinds = " and ".join(f"{kind.replace('_', ' ')}s" for kind in sorted(check.kinds)) or "texts"
    parts = [f"{languages} {kinds}" if languages else f"{kinds.capitalize()} in all languages"]
    if check.for_clinical:
        parts.append("about health")
    if check.is_of_site:
        parts.append("beside the rest of the site")
    waiver = " Nobody can let it pass." if check.severity is Severity.BLOCKING and not check.is_waivable else ""
    return f"{' '.join(parts)}.{waiver}"


def as_markdown() -> str:
    """The page docs/checks.md."""
    said = ["# What the checks look for", "", _about(), ""]
    said += [f"- **{severity}**: {words}" for severity, words in SEVERITIES.items()]
    for title, found in areas():
        said += ["", f"## {title}"]
        for check in found:
            said += [
                "",
                f"### {check.id} {check.title}",
                "",
                f"*{check.severity.capitalize()}.* {finding_of(check)}",
                "",
                f"Why: {check.why}",
                "",
                f"To mend it: {check.remedy}",
                "",
                f"Reads: {scope_of(check)}",
            ]
    return "\n".join(said) + "\n"


def _about() -> str:
    return (
        f"{len(checks())} checks read every text while it is typed, before it goes to review and before it is published. "
        "This page is written by `make explain` from the checks themselves: change them, not the page."
    )
