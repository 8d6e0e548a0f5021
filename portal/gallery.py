"""The gallery: every component in every state, built by the real templates. For staff, without any real page."""

from __future__ import annotations

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import gallery_around as around
from portal import gallery_samples as samples


@require_safe
@staff_member_required
def gallery(request: HttpRequest) -> HttpResponse:
    context = {
        **around.context(),
        "page": samples.article(),
        "term": samples.term(),
        "provenances": samples.PROVENANCES,
        "provenance": samples.SIGNED,
        "preview": {"text": "This is a preview of a draft. Patients do not see it."},
    }
    return render(request, "pages/gallery.html", context)
