"""Checks that ask the library: sources that no longer hold, figures that contradict each other, dead links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from editorial.checks.findings import Found, Place, Severity, found
from editorial.checks.manuscript import Manuscript
from editorial.checks.registry import SiteView, check
from editorial.checks.site import at_figure
from editorial.models import Publication, Use
from editorial.page_facts import source_address
from library.linking import broken_in
from library.models import Source, Statistic


@check(
    "E04",
    "Figures contradict each other",
    Severity.WARNING,
    finds="a figure that another figure on live pages contradicts: the same people, place and time span, other numbers",
    why="Whoever reads both pages believes neither.",
    remedy="Compare both sources, and use one figure on all pages.",
    of_site=True,
)
def figures_conflict(manuscript: Manuscript, site: SiteView) -> Iterator[Found]:
    blocks = [block for block in manuscript.blocks if block.get("type") == "statistic"]
    if not blocks:
        return
    own = [block.get("statistic", "") for block in blocks]
    on_live_page = Use.objects.filter(
        kind="statistic", uid=OuterRef("uid"), revision__in=Publication.objects.live().values("revision")
    )
    alike = reduce(or_, (Q(measure=b.get("measure", ""), place=b.get("place", "")) for b in blocks))
    figures = list(Statistic.objects.filter(Q(uid__in=own) | (alike & Exists(on_live_page))).order_by("name", "pk"))
    by_uid = {str(figure.uid): figure for figure in figures}
    for block in blocks:
        figure = by_uid.get(block.get("statistic", ""))
        for other in figures if figure is not None else ():
            if figure is not None and other.pk != figure.pk and _contradict(block, figure, other):
                yield at_figure(manuscript, block, f"“{other.name}” says otherwise: {other.sentence}")


def _contradict(block: Mapping[str, Any], figure: Statistic, other: Statistic) -> bool:
    """Do both speak of the same, and have no number in common? What the page says counts, not what the library says."""
    names = ("measure", "language", "counted", "population", "outcome", "place", "horizon_years")
    if any(_plain(getattr(figure, name)) != _plain(getattr(other, name)) for name in names):
        return False
    low, total = int(block.get("low") or 0), int(block.get("out_of") or 1)
    high = int(block.get("high") or low)
    other_high, other_total = other.high or other.low, other.out_of or 1
    return high * other_total < other.low * total or other_high * total < low * other_total


def _plain(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


@check(
    "E09",
    "Source that no longer holds",
    Severity.BLOCKING,
    finds="a source that was retracted (blocking) or superseded by a newer one (warning)",
    why="What was taken back by its publishers supports no statement (COPE guidelines on retraction).",
    remedy="Read what happened in the library, take the source out, and see what the text may still say.",
    of_site=True,
    waivable=False,
)
def source_out_of_force(manuscript: Manuscript, site: SiteView) -> Iterator[Found]:
    named = {source["uid"] for source in manuscript.document.get("sources", [])}
    if not named:
        return
    out = [Source.Status.RETRACTED, Source.Status.SUPERSEDED]
    sources = Source.objects.filter(uid__in=named, status__in=out).select_related("superseded_by").order_by("pk")
    for source in sources:
        is_retracted = source.status == Source.Status.RETRACTED
        newer = f" by “{source.superseded_by}”" if source.superseded_by else ""
        what = "was retracted" if is_retracted else f"was superseded{newer}"
        message = f"The source “{source.title}” {what}. {source.status_note}".strip()
        remedy = "" if is_retracted else "Read the newer one, cite it, and see whether the text still agrees with it."
        severity = Severity.BLOCKING if is_retracted else Severity.WARNING
        for place in _places_citing(manuscript, str(source.uid)):
            yield Found(place, message, remedy, severity=severity)


def _places_citing(manuscript: Manuscript, uid: str) -> list[Place]:
    """The passages that cite a source; the list of sources where none does."""
    citing = [p for p in manuscript.passages if any(m.kind == "cite" and m.target == uid for m in p.marks)]
    places = [passage.place() for passage in citing]
    places += [Place(block=str(b["uid"]), field="statistic") for b in manuscript.blocks if b.get("source") == uid]
    return places or [Place(field="sources")]


@check(
    "L09",
    "Link that does not answer",
    Severity.WARNING,
    finds="an address on another site that failed twice, a day apart",
    why="Readers follow links to get help or to see what a statement rests on.",
    remedy="Open it. If it moved, write its new address; if it is gone, link to something else or take the link off.",
    of_site=True,
)
def link_broken(manuscript: Manuscript, site: SiteView) -> Iterator[Found]:
    dead = broken_in(manuscript.document)
    if not dead:
        return
    for passage in manuscript.passages:
        for mark in passage.links:
            if link := dead.get(mark.target):
                yield found(passage, f"{link.url}: {link.detail}", start=mark.start, end=mark.end)
    for source in manuscript.document.get("sources", []):
        if link := dead.get(source_address(source)):
            yield Found(Place(field="sources"), f"The source “{source['title']}” is at {link.url}: {link.detail}")
    for entry in manuscript.document.get("support", []):
        if link := dead.get(entry.get("url", "")):
            yield Found(Place(field="support"), f"“{entry['name']}” is at {link.url}: {link.detail}")
