"""What the picture for links says: the site, the title, and who reviewed the page, if somebody did.

Where a source was taken back it says that instead: a picture has no room for the whole truth.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext

from editorial.showing import Shown
from portal.paper.parts import day

LONGEST_TITLE = 160


def card(shown: Shown, *, is_demo: bool = False) -> dict[str, Any]:
    """The data of `card.typ`, in the language that is active."""
    page, provenance = shown.page, shown.provenance
    reviewed = ""
    if provenance is not None and provenance.is_reviewed and provenance.reviewer is not None:
        facts = {"name": provenance.reviewer.name, "day": day(provenance.reviewed_on)}
        reviewed = gettext("Reviewed by %(name)s on %(day)s") % facts
    if provenance is not None and provenance.retracted_source:
        reviewed = gettext("A source of this page was taken back")
    return {
        "language": page.language.split("-")[0],
        "direction": page.dir,
        "site": settings.SITE_NAME,
        "title": Truncator(page.title).chars(LONGEST_TITLE),
        "reviewed": reviewed,
        "demo": gettext("Demo").upper() if is_demo else "",
    }
