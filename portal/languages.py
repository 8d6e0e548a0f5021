"""Which language a request asks for, and how people write the name of one in an address."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

# The first part of a path where it may be meant as a language: EN, en-GB, ES_mx.
LIKE_A_LANGUAGE = re.compile(r"/([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3})(?=/|$)")


def known(code: str) -> str:
    """The language of the site that a code names, in any letter case and with any region; or nothing."""
    codes = {own.lower(): own for own, _ in settings.LANGUAGES}
    parts = code.lower().replace("_", "-").split("-")
    wider = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((codes[name] for name in wider if name in codes), "")


def best_for(header: str) -> str:
    """The first language of an Accept-Language header that we have; the first of the site where there is none."""
    wanted = (known(code) for code, weight in parse_accept_lang_header(header) if weight > 0)
    return next(filter(None, wanted), settings.LANGUAGE_CODE)


def spelled_as_ours(request: HttpRequest) -> str:
    """Where /EN/wrist/ or /en-GB/wrist/ should lead, with its query; nothing for what is spelled well or is no language."""
    found = LIKE_A_LANGUAGE.match(request.path_info)
    code = known(found.group(1)) if found else ""
    if found is None or code in ("", found.group(1)):
        return ""
    return f"/{code}{request.get_full_path()[found.end() :]}"
