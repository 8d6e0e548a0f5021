"""`/healthz`: does this process answer, does the database, and how does search? For whoever watches the machine.

Public, so it names no path, no fault and nothing that anybody looked for; the log says more.
"""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from search.index import Health, keeper

IN_STEP = "in step; pages: {pages}"
BEHIND = "behind the site; pages: {pages}; if it stays so, the log says why"
MISSING = "not there, so names of pages are searched in the database; if it stays so, the log says why"
ELSEWHERE = "; in a temporary directory because its own cannot be written"


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Search without an index still answers, and so it is no reason to take a process out."""
    try:
        lines, status = ["database: answers", f"search index: {_said(keeper().health())}"], 200
    except DatabaseError:
        lines, status = ["database: does not answer", "search index: not asked"], 503
    answer = HttpResponse("\n".join([*lines, ""]), status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _said(found: Health) -> str:
    if found.is_missing:
        return MISSING
    state = IN_STEP if found.is_in_step else BEHIND
    return state.format(pages=found.pages) + (ELSEWHERE if found.is_elsewhere else "")
