"""Checks that ask for the day, or what other pages say today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from editorial import clock
from editorial.checks.findings import Found, Place, Severity, found
from editorial.checks.manuscript import Manuscript, Passage, Role
from editorial.checks.registry import SiteView, check
from editorial.models import Item

OLD_FIGURE_YEARS = 10
OLD_SOURCES_YEARS = 5
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@check(
    "E03",
    "Old figure",
    Severity.WARNING,
    finds="a figure whose years ended more than ten years ago",
    why="Treatment changes: old figures, above all on survival, frighten or comfort without ground.",
    remedy="Look for newer years in the source, or say in the sentence beside it why this is the newest there is.",
    of_site=True,
)
def old_figure(manuscript: Manuscript, site: SiteView) -> Iterator[Found]:
    for block in manuscript.blocks:
        years = _YEAR.findall(str(block.get("period", ""))) if block.get("type") == "statistic" else []
        if years and int(years[-1]) < site.today.year - OLD_FIGURE_YEARS:
            message = f"The years of this figure ended in {years[-1]}."
            yield at_figure(manuscript, block, message)


def at_figure(manuscript: Manuscript, block: Mapping[str, Any], message: str, remedy: str = "") -> Found:
    """A finding at the sentence of a figure."""
    sentences = (p for p in manuscript.in_block(str(block["uid"])) if p.role is Role.FIGURE)
    passage: Passage | None = next(sentences, None)
    return found(passage, message, remedy) if passage else Found(Place(block=str(block["uid"])), message, remedy)


@check(
    "E10",
    "Old sources",
    Severity.ADVICE,
    finds="a page whose newest source is older than five years, or whose sources are all news",
    why="Readers cannot see that knowledge went on. News tells what was said, and not what is known.",
    remedy="Search for a newer guideline or review, and cite it.",
    of_site=True,
    for_clinical=True,
)
def old_sources(manuscript: Manuscript, site: SiteView) -> Iterator[Found]:
    sources = manuscript.document.get("sources", [])
    if not sources:
        return
    place = Place(field="sources")
    if all(source.get("kind") == "news" for source in sources):
        yield Found(place, "All sources are news.", severity=Severity.WARNING)
    newest = max(_last_day_of(str(source.get("published", ""))) for source in sources)
    if newest < clock.add_months(site.today, -12 * OLD_SOURCES_YEARS):
        yield Found(place, f"The newest source is of {newest.year}.")


def _last_day_of(published: str) -> dt.date:
    """The last day that a year, a month or a day can mean; the first of all for none."""
    parts = [int(part) for part in published.split("-") if part.isdecimal()]
    try:
        if len(parts) == 3:
            return dt.date(*parts)
        if len(parts) == 2:
            return clock.add_months(dt.date(parts[0], parts[1], 1), 1) - dt.timedelta(days=1)
        return dt.date(parts[0], 12, 31) if parts else dt.date.min
    except ValueError:
        return dt.date.min


@check(
    "L04",
    "Link to a page that is not live",
    Severity.WARNING,
    finds="a link to a page of this site that was withdrawn or never published",
    why="Such a link shows as plain words: readers get no way on.",
    remedy="Link to another page, publish that one first, or take the link off.",
    of_site=True,
)
def link_to_page_not_live(manuscript: Manuscript, site: SiteView) -> Iterator[Found]:
    links = [(p, mark) for p in manuscript.passages for mark in p.links if mark.target.startswith("page:")]
    if not links:
        return
    uids = {mark.target.removeprefix("page:") for _, mark in links}
    items = Item.objects.filter(uid__in=uids).select_related("publication")
    pages = {str(item.uid): item for item in items}
    for passage, mark in links:
        if problem := _why_not_live(pages.get(mark.target.removeprefix("page:"))):
            yield found(passage, problem, start=mark.start, end=mark.end)


def _why_not_live(item: Item | None) -> str:
    if item is None:
        return "This link leads to a page that does not exist."
    publication = getattr(item, "publication", None)
    if publication is None:
        return f"This link leads to “{item.title}”, which was never published."
    return "" if publication.is_live else f"This link leads to “{item.title}”, which was withdrawn."
