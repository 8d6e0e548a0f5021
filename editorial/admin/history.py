"""Everything that happened to a page, newest first, with what can be done with each text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial.admin.acting import acting_contributor_or_none
from editorial.admin.event_words import note_of, sentence_of
from editorial.admin.mixin import AdminMixin
from editorial.admin.sides import last_reviewed, publication_of, sign_offs_by_digest
from editorial.models import Event, Item, Revision, SignOff
from editorial.page import Link

PER_PAGE = 50

SAVES = frozenset({"save_draft", "restore"})


@dataclass(frozen=True)
class Entry:
    """One line: the event, and for a save the revision that it made."""

    event: Event
    sentence: str
    note: str
    revision: Revision | None
    is_live: bool
    sign_offs: list[SignOff]
    links: list[Link]


class HistoryMixin(AdminMixin):
    """For admins of drafts: replaces Django's history, which knows nothing of texts, reviews and publications."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        draft = self.get_object(request, object_id)
        if draft is None:
            raise Http404("There is no such page.")
        if not self.has_view_permission(request, draft):
            raise PermissionDenied
        item = Item.objects.select_related("publication").get(pk=draft.item_id)
        events = Event.objects.filter(item=item).select_related("by", "note").order_by("-seq")
        page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
        person = acting_contributor_or_none(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "item": item,
            "draft": draft,
            "opts": draft._meta,
            "page": page,
            "entries": _entries(item, page.object_list, may_restore=bool(person and person.may("save_draft"))),
            "compare_url": reverse("item_compare", args=[item.pk]),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "editorial/history.html", context)


def _entries(item: Item, events: Iterable[Event], *, may_restore: bool) -> list[Entry]:
    """The entries of one page of the history. Four queries, however many there are."""
    told = [(event, json.loads(event.facts)) for event in events]
    numbers = {facts["revision"] for _, facts in told if "revision" in facts}
    revisions = {
        revision.number: revision
        for revision in item.revisions.filter(number__in=numbers).select_related("restored_from", "signed")
    }
    signed = sign_offs_by_digest(item, [revision.signed_id for revision in revisions.values()])
    reviewed = last_reviewed(item)
    return [
        _entry(item, event, facts, revisions.get(facts.get("revision", 0)), signed, reviewed, may_restore)
        for event, facts in told
    ]


def _entry(
    item: Item,
    event: Event,
    facts: dict[str, Any],
    revision: Revision | None,
    signed: dict[str, list[SignOff]],
    reviewed: int | None,
    may_restore: bool,
) -> Entry:
    publication = publication_of(item)
    live = publication.revision_id if publication and publication.is_live else None
    made_text = revision is not None and event.verb in SAVES
    return Entry(
        event=event,
        sentence=sentence_of(event, facts),
        note=note_of(event),
        revision=revision if made_text else None,
        is_live=made_text and revision is not None and revision.pk == live,
        sign_offs=signed.get(revision.signed_id, []) if made_text and revision else [],
        links=_links(item, revision, live, reviewed, may_restore) if made_text and revision else [],
    )


def _links(item: Item, revision: Revision, live: int | None, reviewed: int | None, may_restore: bool) -> list[Link]:
    if not revision.signed.text:
        return []
    compare = reverse("item_compare", args=[item.pk])
    against = [("live", "the live text", live), ("reviewed", "the last reviewed text", reviewed)]
    others = [(name, words) for name, words, pk in against if pk and pk != revision.pk]
    if revision.number > 1:
        others.insert(0, ("previous", "the one before"))
    links = [Link("View as page", reverse("item_preview", args=[item.pk, revision.number]))]
    links += [
        Link(f"Compare with {words}", f"{compare}?{urlencode({'before': name, 'after': revision.number})}")
        for name, words in others
    ]
    if may_restore and revision.pk != item.head_id:
        links.append(Link("Restore", f"{reverse('step_restore', args=[item.pk])}?revision={revision.pk}"))
    return links
