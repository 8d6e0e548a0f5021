"""Sources as documents freeze them, and what of the library rests on them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from editorial.canonical import without_empty
from editorial.page import Link
from library.models import Source, Statistic


def freeze(uids: Iterable[str]) -> list[dict[str, str]]:
    """The sources with these uids in their order, in their final words; unknown uids are left out."""
    wanted = list(dict.fromkeys(uids))
    found = {str(source.uid): source for source in Source.objects.filter(uid__in=wanted)}
    return [without_empty(found[uid].as_document()) for uid in wanted if uid in found]


def standings_of(uids: Iterable[str]) -> dict[str, str]:
    """What happened to those among these sources that do not stand as they were published, by uid. One query."""
    changed = Source.objects.filter(uid__in=list(uids)).exclude(status=Source.Status.CURRENT)
    return {str(uid): status for uid, status in changed.values_list("uid", "status")}


def figures_from(source: Source) -> list[Link]:
    """The statistics that come from a source, with the pages of their forms. One query."""
    found = Statistic.objects.filter(source=source).order_by("name", "pk")
    return [Link(f"Figure: {figure}", reverse("admin:library_statistic_change", args=[figure.pk])) for figure in found]
