"""Keeps the files of live pages in step with what the pages say. Late and twice is the same as once.

Whether a copy is still true is decided when it is asked for (`portal/paper/views.py`), by the fingerprint of the page at
that moment; here it is only made. A file counts with its row, which is written after it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from editorial import clock
from editorial.models import Copy, Publication
from editorial.showing import Shown, fingerprint, show_on_paper
from portal import generation
from portal.faults import FAULTS
from portal.paper.card import card
from portal.paper.kept import digest_of, kept_bytes
from portal.paper.leaflet import leaflet
from portal.paper.typeset import CannotSet, card_png, leaflet_pdf

logger = logging.getLogger(__name__)

KINDS = ("article", "question_set")
FOLDER = "copies"


@dataclass
class Made:
    """What a run did: files made, files taken away, and the titles of pages that could not be set."""

    files: int = 0
    removed: int = 0
    refused: list[str] = field(default_factory=list)


def make_copies() -> Made:
    """Make what is missing or stale for every live page, those changed last first."""
    made = Made(removed=_remove_those_of_withdrawn_pages())
    told = 0  # files that the pages know of
    for key in _in_turn():
        try:
            made.files += _copies_for(key)
        except CannotSet as reason:
            made.refused.append(_title(key))
            logger.warning("No copy on paper of “%s”: %s", made.refused[-1], reason)
        except FAULTS:  # ours, and no reason to leave the pages after it without theirs
            made.refused.append(_title(key))
            logger.exception("No copy on paper of “%s”", made.refused[-1])
        if made.files and not told:  # somebody may be waiting for the first one; for the others, once at the end
            generation.tell_pages()
            told = made.files
    if made.files > told:
        generation.tell_pages()
    return made


def _title(key: int) -> str:
    return Publication.objects.values_list("title", flat=True).get(pk=key)


def _in_turn() -> Iterator[int]:
    """The keys of live pages, those changed last first. A page that changes meanwhile comes next: its reader waits."""
    live = Publication.objects.live().filter(kind__in=KINDS).order_by("-generation", "pk")
    left, known = deque(live.values_list("pk", flat=True)), generation.current()
    while left:
        now = generation.current()
        if now != known:
            left.extendleft(live.filter(generation__gt=known).values_list("pk", flat=True))
            known = now
        yield left.popleft()


def _copies_for(key: int) -> int:
    """Make the files of one page; how many were made. Raises CannotSet."""
    publication: Publication | None = Publication.objects.live().with_documents().filter(pk=key).first()
    if publication is None:
        return 0
    # A page is shown in its own language; what it says in another would have another fingerprint.
    with translation.override(publication.language):
        shown = show_on_paper(publication, clock.today())
        mark = fingerprint(shown)
        made = 0
        for form in _stale_forms(publication, mark):
            _keep(publication, form, mark, _drawn(publication, shown, form))
            made += 1
    return made


def _stale_forms(publication: Publication, mark: str) -> list[str]:
    rows = Copy.objects.filter(item=publication.item_id, fingerprint=mark)
    fresh = {copy.form for copy in rows if kept_bytes(copy) is not None}
    return [form for form in Copy.Form.values if form not in fresh]


def _drawn(publication: Publication, shown: Shown, form: str) -> bytes:
    if form == Copy.Form.CARD:
        return card_png(card(shown, is_demo=publication.is_demo))
    data = leaflet(shown, form, publication.code, is_demo=publication.is_demo)
    return leaflet_pdf(data, int(publication.changed_at.timestamp()))


def _keep(publication: Publication, form: str, mark: str, content: bytes) -> None:
    ending = "png" if form == Copy.Form.CARD else "pdf"
    name = f"{FOLDER}/{publication.item.uid}-{form}-{mark[:16]}.{ending}"
    before = Copy.objects.filter(item=publication.item_id, form=form).values_list("file", flat=True).first()
    default_storage.delete(name)  # what a stopped run left half written
    default_storage.save(name, ContentFile(content))
    facts = {
        "fingerprint": mark,
        "file": name,
        "size": len(content),
        "digest": digest_of(content),
        "made_at": timezone.now(),
    }
    Copy.objects.update_or_create(item=publication.item, form=form, defaults=facts)
    if before and before != name:
        default_storage.delete(before)


def _remove_those_of_withdrawn_pages() -> int:
    """What was taken away from patients is not kept lying about."""
    gone = list(Copy.objects.exclude(item__publication__state=Publication.State.LIVE))
    for copy in gone:
        copy.delete()
        default_storage.delete(copy.file)
    return len(gone)
