"""All checks over one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from editorial.checks.findings import ORDER, Finding, Found
from editorial.checks.manuscript import Manuscript
from editorial.checks.registry import Check, SiteView, check_named, checks
from editorial.glossary import pattern_of

Terms = Iterable[Mapping[str, Any]]
"""The signed parts of glossary terms."""


def findings_in(
    document: Mapping[str, Any], listing: Mapping[str, Any] | None = None, terms: Terms = ()
) -> list[Finding]:
    """What the document checks find, in the order of the text. Pure: the same document, the same findings.

    A listing names the terms that the page marks by uid only, so whoever knows them gives them as `terms`.
    """
    manuscript = Manuscript(document, listing or {})
    return unanswered(in_order(manuscript, _found(manuscript, None)), manuscript, terms)


def unanswered(findings: list[Finding], manuscript: Manuscript, terms: Terms) -> list[Finding]:
    """Those that no marked term answers: its definition opens where the words stand ("CT" in the term "CT scan")."""
    marked = pattern_of(terms)
    passages = {(p.block, p.field, p.line): p.text for p in manuscript.passages}

    def is_answered(finding: Finding) -> bool:
        place = finding.place
        text = passages.get((place.block, place.field, place.line), "")
        return any(term.start() <= place.start and place.end <= term.end() for term in marked.finditer(text))

    return [one for one in findings if not (check_named(one.check).answered_by_terms and is_answered(one))]


def site_findings_in(
    document: Mapping[str, Any], site: SiteView, listing: Mapping[str, Any] | None = None
) -> list[Finding]:
    """What the site checks find today."""
    manuscript = Manuscript(document, listing or {})
    return in_order(manuscript, _found(manuscript, site))


def _found(manuscript: Manuscript, site: SiteView | None) -> Iterator[Finding]:
    for check in checks(of_site=site is not None):
        if check.applies_to(manuscript):
            results: Iterator[Found] = check.run(*([manuscript] if site is None else [manuscript, site]))
            yield from (_finding(check, found) for found in results)


def _finding(check: Check, found: Found) -> Finding:
    return Finding(
        check=check.id,
        severity=found.severity or check.severity,
        place=found.place,
        message=found.message,
        remedy=found.remedy or check.remedy,
        repair=found.repair,
        is_waivable=check.is_waivable,
    )


def in_order(manuscript: Manuscript, findings: Iterator[Finding]) -> list[Finding]:
    """As they stand in the text, each once; at one place the graver first."""
    places = {(p.block, p.field, p.line): index for index, p in enumerate(manuscript.passages)}
    fields: dict[tuple[str, str], int] = {}
    blocks: dict[str, int] = {}
    for index, passage in enumerate(manuscript.passages):
        fields.setdefault((passage.block, passage.field), index)
        blocks.setdefault(passage.block, index)

    def where(finding: Finding) -> tuple[int, int, int, str]:
        place = finding.place
        index = places.get((place.block, place.field, place.line))
        if index is None:
            index = fields.get((place.block, place.field), blocks.get(place.block, len(places)))
        return index, place.start, ORDER.index(finding.severity), finding.check

    return sorted(dict.fromkeys(findings), key=where)
