"""What every request must be and what every answer carries."""

import re
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

import django
from django.conf import settings
from django.forms.widgets import Media
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.utils.cache import has_vary_header
from js_asset.media import Media as MediaWithNonce

from portal import errors, languages
from portal.csp import CSP, Policy, get_nonce

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponseBase]

SEARCH_PATH = re.compile(r"/[\w-]{2,12}/search/")
# NUL is harmless to SQLite and an error to PostgreSQL; no address of ours holds any of these.
CONTROL_BYTES = re.compile(rb"[\x00-\x1f\x7f]")
# In a query, tab and line ends are what a person may paste into a search box.
CONTROL_BYTES_IN_QUERY = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


def is_staff_path(path: str) -> bool:
    return path.startswith(settings.STAFF_PATHS)


class SecurityHeadersMiddleware:
    """Headers that are the same everywhere, and the last word on what a cache may keep."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _is_private(request, response):
            response.headers["Cache-Control"] = "private, no-store"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
        return response


def _is_private(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer belongs to one person, or to one moment.

    The session is asked whether anything read it, and is not read here: a public page is the same for everybody, also
    for an editor who is signed in, and so stays cacheable.
    """
    return (
        is_staff_path(request.path_info)
        or bool(response.cookies)
        or response.status_code >= 500
        or has_vary_header(response, "Cookie")
        or getattr(getattr(request, "session", None), "accessed", False)
    )


class InputLimitsMiddleware:
    """Refuse early what no reader sends: control characters, endless addresses, large bodies.

    A search takes a whole letter, with whatever was pasted along (`search.analysis.read_query` drops what is no text).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        path = request.path_info.encode("utf-8", "surrogatepass")
        is_search = bool(SEARCH_PATH.fullmatch(request.path_info))
        longest = settings.SEARCH_MAX_BYTES if is_search else settings.QUERY_MAX_BYTES
        if len(query) > longest or len(path) > settings.PATH_MAX_BYTES:
            return errors.refused(request, 414, "That address is too long.")
        if _has_control_bytes(path, b"" if is_search else query):
            return errors.refused(request, 400, "That address holds characters that no page of ours uses.")
        if _is_body_too_large(request):
            return errors.refused(request, 413, "That is more text than we can take at once.")
        return self.get_response(request)


def _has_control_bytes(path: bytes, query: bytes) -> bool:
    return bool(CONTROL_BYTES.search(path)) or bool(CONTROL_BYTES_IN_QUERY.search(unquote_to_bytes(query)))


def _is_body_too_large(request: HttpRequest) -> bool:
    if is_staff_path(request.path_info):
        return False  # Django's own limits hold there; a picture may be large
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not (length.isascii() and length.isdigit()) or int(length) > settings.PUBLIC_BODY_MAX_BYTES


def _policy_for(request: HttpRequest) -> Policy:
    policy: Policy = settings.STAFF_CSP if is_staff_path(request.path_info) else settings.SECURE_CSP
    return policy


def _may_stand_in_a_frame(response: HttpResponseBase) -> bool:
    return response.headers.get("X-Frame-Options") == "SAMEORIGIN"


class LanguageInPathMiddleware:
    """The interface speaks the language that a path begins with, and the site's first language elsewhere.

    A language that is written in another way (/EN/, /en-GB/) leads to ours; one that we do not have is a page not found.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_read = request.method in {"GET", "HEAD"} and not is_staff_path(request.path_info)
        if is_read and (address := languages.spelled_as_ours(request)):
            return HttpResponsePermanentRedirect(address)
        with translation.override(language_in(request.path_info)):
            return self.get_response(request)


def language_in(path: str) -> str:
    """The language that a path names, or the first of the site."""
    first = path.strip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class StaffPagesMiddleware:
    """The content policy of staff pages: a nonce for scripts, and frames of our own for the preview.

    A view that may stand in a frame says so with Django's `xframe_options_sameorigin`; the policy follows that header.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        own = getattr(response, "_csp_config", None)
        policy: Policy = own if own is not None else _policy_for(request)
        framed: Policy = {"frame-ancestors": [CSP.SELF]} if _may_stand_in_a_frame(response) else {}
        response._csp_config = policy | framed  # type: ignore[attr-defined]
        return response

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        """Put the nonce on `{{ media }}`, which admin templates print without one before Django 6.1."""
        context = response.context_data
        media = context.get("media") if context and is_staff_path(request.path_info) else None
        if django.VERSION < (6, 1) and context and isinstance(media, Media):
            context["media"] = MediaWithNonce.from_media(media, nonce=get_nonce(request))
        return response
