"""Handing out copies on paper and pictures for links. Public: they read publications and copies only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from editorial import clock
from editorial.models import Copy, Publication
from editorial.showing import fingerprint, publication_at, show_on_paper
from editorial.views import public_page, withdrawn
from portal.csp import CSP
from portal.paper.kept import kept_bytes

# The viewers of browsers are pages of their own: our policy for pages would forbid them their scripts and styles.
POLICY = {"frame-ancestors": [CSP.NONE], "base-uri": [CSP.NONE]}


class FormConverter:
    """The forms on paper, as they end the address of a page."""

    regex = "|".join(form for form in Copy.Form.values if form != Copy.Form.CARD)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@require_safe
def pdf(request: HttpRequest, language: str, slug: str, form: str, place: str = "") -> HttpResponse:
    """A page as PDF, if there is one that says what the page says now; otherwise the page itself."""
    return _copy(request, f"/{language}/{place}{slug}/", form, f"{slug}-{form}.pdf", "application/pdf")


@require_safe
def card(request: HttpRequest, language: str, slug: str, place: str = "") -> HttpResponse:
    """The picture that other sites show with a link to the page."""
    return _copy(request, f"/{language}/{place}{slug}/", Copy.Form.CARD, f"{slug}.png", "image/png")


@require_safe
def large_print(request: HttpRequest, language: str, slug: str, place: str = "", kind: str = "article") -> HttpResponse:
    return public_page(request, f"/{language}/{place}{slug}/", f"pages/{kind}.html", is_large=True)


def _copy(request: HttpRequest, path: str, form: str, name: str, content_type: str) -> HttpResponse:
    publication = publication_at(path)
    if publication is None:
        raise Http404
    if not publication.is_live:
        return withdrawn(request, publication)
    if publication.path != path:
        return HttpResponsePermanentRedirect(f"{publication.path}{request.path.removeprefix(path)}")
    mark = fingerprint(show_on_paper(publication, clock.today()))
    response = get_conditional_response(request, etag=f'"{mark[:32]}-{form}"', response=_file(publication, form, mark))
    if response is None:
        return HttpResponseRedirect(publication.path)
    response.headers["ETag"] = f'"{mark[:32]}-{form}"'
    response.headers["Cache-Control"] = "no-cache"
    if response.status_code == 200:
        response.headers["Content-Type"] = content_type
        response._csp_config = POLICY  # type: ignore[attr-defined]
        response.headers["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


def _file(publication: Publication, form: str, mark: str) -> HttpResponse | None:
    """The file of exactly this fingerprint: one that still says "reviewed by" after that was taken back is not it.

    Nor is one with other bytes than were made.
    """
    copy = Copy.objects.filter(item=publication.item_id, form=form, fingerprint=mark).first()
    content = kept_bytes(copy) if copy is not None else None
    return HttpResponse(content) if content is not None else None
