"""Taking what readers say about a page: the form on a page of its own, and the answer to a post.

No cookie is set or read, and nothing about the sender is passed on but the place it came from, to count with.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from editorial import errors, limits
from editorial.actions.feedback import leave_feedback
from editorial.feedback import HONEYPOT, Answer, FeedbackForm, action_of, as_errors, feedback_again, read_answer
from editorial.models import Publication
from editorial.showing import publication_at
from editorial.views import withdrawn

SENT = "sent=1"


# Without a token: it would need a cookie, and pages set none. Nothing is lost by that. Whoever sends an answer is
# nobody in particular and may do nothing that others may not, and a post from another site is refused all the same.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, **parts_of_path: str) -> HttpResponse:
    """`…/feedback/` below the address of any page."""
    path = request.path_info.removesuffix("feedback/")
    publication = publication_at(path)
    if publication is None:
        raise Http404
    if not publication.is_live:
        return withdrawn(request, publication)
    if request.method == "POST":
        return _taken(request, publication)
    if publication.path != path:
        return HttpResponsePermanentRedirect(action_of(publication.path))
    if request.META.get("QUERY_STRING") == SENT:
        return _page(request, "pages/feedback_sent.html", publication)
    return _page(request, "pages/feedback.html", publication, feedback_again(publication, Answer(), {}))


def _taken(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Keep an answer, or give it back with what is wrong. A program that fills in every field is thanked and ignored."""
    if _is_from_elsewhere(request):
        raise PermissionDenied(gettext("This was sent from another site. Open the page here, and send it from there."))
    answer = read_answer(request.POST)
    try:
        if not request.POST.get(HONEYPOT):
            leave_feedback(publication=publication, answer=answer, place=limits.place_of(request))
    except errors.FeedbackRefused as refused:
        return _again(request, publication, answer, as_errors(refused.problems), 422)
    except errors.TooOften as refused:
        response = _again(request, publication, answer, {"form": str(refused)}, 429)
        response.headers["Retry-After"] = str(refused.minutes * 60)
        return response
    except errors.NotLive:
        raise Http404 from None  # withdrawn in this very moment
    response = HttpResponseRedirect(f"{action_of(publication.path)}?{SENT}")
    response.status_code = 303  # a reload shows the thanks again and sends nothing
    response.headers["Cache-Control"] = "no-store"
    return response


def _again(
    request: HttpRequest, publication: Publication, answer: Answer, problems: dict[str, str], status: int
) -> HttpResponse:
    form = feedback_again(publication, answer, problems)
    response = _page(request, "pages/feedback.html", publication, form, status)
    response.headers["Cache-Control"] = "no-store"  # it holds what one reader typed
    return response


def _page(
    request: HttpRequest, template: str, publication: Publication, form: FeedbackForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"title": publication.title, "address": publication.path, "feedback": form}
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Did a page of another site send this? Browsers say so in one of two ways; what says nothing is no browser."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    try:
        return bool(origin) and urlsplit(origin).netloc != request.get_host()
    except ValueError:
        return True
