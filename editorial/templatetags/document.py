"""What templates need for drawing a document, and a pure document cannot know."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template
from django.core.files.storage import default_storage

register = template.Library()


@register.filter
def picture_address(file: str) -> str:
    """Where browsers find a picture file; media may live on another machine."""
    return default_storage.url(file) if file else ""


@register.filter
def host(url: str) -> str:
    """The name of the site a link leads to, so that readers know before they follow it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
