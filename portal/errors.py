"""What people read when something is wrong. One sentence that says what to do next, never a stack of terms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from editorial.around import elsewhere

CANNOT_READ = "We could not read that request."


def refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """A request that we do not look into. Costs no query and trusts nothing that came with it, not even the host."""
    page = loader.get_template("errors/400.html").render({"sentence": sentence})
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, 400, CANNOT_READ)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also what an action says when it refuses: the sentence of the exception stands on the page."""
    return render(request, "errors/403.html", {"sentence": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`reason` is for developers and is logged by Django; the page tells how to get on without losing the text."""
    return render(request, "errors/403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", {"elsewhere": elsewhere(request.path_info)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """No context and no database: whatever just failed must not be asked again."""
    return HttpResponse(loader.get_template("errors/500.html").render(), status=500)
