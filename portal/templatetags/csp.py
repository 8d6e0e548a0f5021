"""`{% csp_nonce_attr %}` and `{% csp_nonce_attr media %}`, which Django has built in from 6.1."""

from typing import Any

import django
from django import template
from django.forms.widgets import Media
from django.template.context import Context
from django.utils.html import format_html
from js_asset.media import Media as MediaWithNonce

register = template.Library()


def csp_nonce_attr(context: Context, media: Media | None = None) -> str:
    """The nonce as an attribute, or the tags of a form's media with the nonce on each. Empty without a policy."""
    nonce: Any = context.get("csp_nonce")
    if media:
        rendered = media if nonce is None else MediaWithNonce.from_media(media, nonce=nonce)
        return str(rendered)
    return "" if nonce is None else format_html('nonce="{}"', nonce)


if django.VERSION < (6, 1):
    register.simple_tag(csp_nonce_attr, takes_context=True)
