"""Sources as documents freeze them."""

from __future__ import annotations

from collections.abc import Iterable

from editorial.canonical import without_empty
from library.models import Source


def freeze(uids: Iterable[str]) -> list[dict[str, str]]:
    """The sources with these uids in their order, in their final words; unknown uids are left out."""
    wanted = list(dict.fromkeys(uids))
    found = {str(source.uid): source for source in Source.objects.filter(uid__in=wanted)}
    return [without_empty(found[uid].as_document()) for uid in wanted if uid in found]
