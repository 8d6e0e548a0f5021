"""What the change page says above the form."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial import state
from editorial.admin.acting import acting_contributor_or_none
from editorial.admin.checking import shown_of_saved
from editorial.admin.event_words import note_of
from editorial.admin.feedback import READS_READERS
from editorial.admin.findings_shown import panel
from editorial.admin.form_places import saved_places
from editorial.admin.mending import facts_to_add
from editorial.admin.sides import last_reviewed
from editorial.admin.steps import steps_for
from editorial.heard import heard_about
from editorial.length import length_of
from editorial.models import Draft, Event, Item, Publication
from editorial.translating import Translation, source_of, translations_of


def standing_of(request: HttpRequest, obj: Draft) -> dict[str, Any]:
    """Where the page stands, whose turn it is, and what this person may do about it."""
    row = state.with_state(type(obj)._default_manager.filter(pk=obj.pk)).get()
    person = acting_contributor_or_none(request)
    source = source_of(obj)
    return {
        "item": row.item,
        "state": _with_translation(state.state_of_draft(row), source),
        "reopened_because": _reasons(row.item),
        "comparisons": _comparisons(row.item),
        "source": source,
        "translations": translations_of(row.item),
        "request_for_changes": _last_request(row.item),
        "length": length_of(json.loads(row.item.head.signed.text or "{}")) if row.item.head else None,
        "has_import_notes": bool(getattr(obj, "import_notes", "")),
        "steps": steps_for(row.item, person) if person else [],
        "person": person,
        "heard": heard_about(row.item) if request.user.has_perm(READS_READERS) else None,
    }


def _with_translation(found: state.State, source: Translation | None) -> state.State:
    """A page that waits for nobody still waits for its translator where its source has moved on."""
    if source is None or not source.is_behind or found.waits_for:
        return found
    return replace(found, next_step="Bring the translation up to date with its source, and have it signed.")


def _reasons(item: Item) -> list[str]:
    """Why the review of the live page was opened again."""
    publication: Publication | None = getattr(item, "publication", None)
    return publication.reopened_because.splitlines() if publication else []


def _last_request(item: Item) -> dict[str, Any] | None:
    """What the reviewer asked for, while the text has not been sent again."""
    turns = Event.objects.filter(item=item, verb__in=["submit", "request_changes", "sign_off", "confirm_sign_off"])
    last = turns.select_related("by", "note").order_by("-seq").first()
    if last is None or last.verb != "request_changes":
        return None
    return {"by": last.by, "at": last.at, "words": note_of(last)}


def _comparisons(item: Item) -> list[tuple[str, str]]:
    """Pairs of words and address: the newest text beside the live one, and beside the last reviewed one."""
    found = []
    if state.draft_waits(item):
        found.append(("Compare with the live page", "live"))
    reviewed = last_reviewed(item)
    if reviewed is not None and reviewed != item.head_id:
        found.append(("Compare with the last reviewed text", "reviewed"))
    page = reverse("item_compare", args=[item.pk])
    return [(words, f"{page}?before={before}&after=head") for words, before in found]


def reading_page(request: HttpRequest, site: AdminSite, obj: Draft) -> HttpResponse:
    """For whoever may see a draft but not change it: where it stands, what they may do, and the page itself."""
    head, options = obj.item.head, obj._meta
    standing, places = standing_of(request, obj), saved_places(request, obj)
    context = {
        **site.each_context(request),
        **standing,
        **panel(shown_of_saved(obj.item, places), obj.item, standing["person"]),
        "facts": facts_to_add(obj.item, places),
        "is_saved": True,
        "title": obj.title,
        "opts": options,
        "original": obj,
        "is_nav_sidebar_enabled": False,
        "address": reverse("item_revision", args=[obj.item_id, head.number]) if head else "",
        "history": reverse(f"admin:{options.app_label}_{options.model_name}_history", args=[obj.pk]),
    }
    return TemplateResponse(request, "editorial/draft_reading.html", context)
