"""What an article says about itself: who paid, and who helped to write it."""

from __future__ import annotations

from collections.abc import Iterator

from editorial.checks.findings import Found, Place, Severity
from editorial.checks.manuscript import Manuscript
from editorial.checks.registry import check


@check(
    "P10",
    "Funding not declared",
    Severity.ADVICE,
    finds="an article without a statement of who paid for it",
    why="Readers may ask whose interest stands behind the words (HONcode 7; JAMA benchmarks, disclosure; NHS standard, step 1).",
    remedy="Fill in “Funding”; “none” is a statement too.",
    kinds="article",
    for_clinical=True,
)
def undeclared_funding(manuscript: Manuscript) -> Iterator[Found]:
    if manuscript.article_kind not in {"story", "support"} and not manuscript.document.get("funding"):
        yield Found(Place(field="funding"), "The page does not say who paid for it.")


@check(
    "P12",
    "No involvement of patients",
    Severity.ADVICE,
    finds="an article that does not say how patients or carers took part",
    why="People who live with a condition know what others need to read (PIF TICK 5).",
    remedy="Say under “Patient involvement” who read or wrote with you.",
    kinds="article",
    for_clinical=True,
)
def no_involvement(manuscript: Manuscript) -> Iterator[Found]:
    if not manuscript.document.get("involvement"):
        yield Found(Place(field="involvement"), "The page does not say how patients or carers took part.")
