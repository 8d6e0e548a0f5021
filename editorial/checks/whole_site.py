"""The checks over every page of the site: what patients read, and what is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from editorial import registry
from editorial.checks import keeping
from editorial.checks.findings import Finding
from editorial.models import Item, Publication, Revision

AT_ONCE = 50
_NEEDED = [f"{text}__{part}" for text in ("head", "publication__revision") for part in ("signed", "listing")]


@dataclass(frozen=True)
class Result:
    """The findings of one text. `blocking` are those that nobody let pass; `number` of `total` counts the pages."""

    item: Item
    is_live: bool
    findings: list[Finding]
    blocking: list[Finding]
    number: int
    total: int

    def as_json(self) -> dict[str, Any]:
        return {
            "page": str(self.item.uid),
            "kind": self.item.kind,
            "title": self.item.title,
            "is_live": self.is_live,
            "blocking": [finding.fingerprint for finding in self.blocking],
            "findings": [finding.as_json() for finding in self.findings],
        }


def check_site(*, live: bool = True, drafts: bool = True) -> Iterator[Result]:
    """One result for the live text of a page, and one for its newest text where that is another. Few at a time."""
    pages = Item.objects.filter(kind__in=[kind.name for kind in registry.kinds()])
    pks = list(pages.order_by("pk").values_list("pk", flat=True))
    number = 0
    for start in range(0, len(pks), AT_ONCE):
        some = Item.objects.filter(pk__in=pks[start : start + AT_ONCE]).select_related(*_NEEDED).order_by("pk")
        for item in some:
            number += 1
            for revision, is_live in _texts_of(item, live=live, drafts=drafts):
                revision.item = item
                found = keeping.findings_of(revision)
                yield Result(item, is_live, found, keeping.blocking(found, item), number, len(pks))


def _texts_of(item: Item, *, live: bool, drafts: bool) -> Iterator[tuple[Revision, bool]]:
    publication: Publication | None = getattr(item, "publication", None)
    shown = publication.revision if publication is not None and publication.is_live else None
    if live and shown is not None and shown.signed.text:
        yield shown, True
    is_another = item.head is not None and (shown is None or item.head.signed_id != shown.signed_id)
    if drafts and item.head is not None and is_another and item.head.signed.text:
        yield item.head, False
