"""Scripts and styles of the admin under a strict Content-Security-Policy."""

from __future__ import annotations

from typing import Any

import django
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from js_asset import Media as NonceableMedia
from js_asset import Script


class NonceMedia:
    """Gives the form's import map, an inline script, the nonce of the request. Put it before `ModelAdmin`.

    Django's own admin templates do this from 6.1 on; before that they print the media without a nonce, and the text
    editor would not start. It also brings the scripts that every form of ours uses.
    """

    @property
    def media(self) -> Media:
        own = NonceableMedia(js=[Script("editorial/moving.js", type="module")])
        return super().media + own  # type: ignore[misc, no-any-return]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        nonce = getattr(request, "_csp_nonce", None)
        if nonce is not None and django.VERSION < (6, 1):
            context["media"] = NonceableMedia.from_media(context["media"], nonce=nonce)
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return response
