"""What the mixins of admin classes may take for granted: told to the type checker, and nothing at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib import admin

    from editorial.merging import Merge, Settled
    from editorial.models import Item, Revision

    AdminMixin = admin.ModelAdmin[Any]
else:
    AdminMixin = object


class DraftRequest(HttpRequest):
    """A post of a draft's form, with what is found out about it on the way."""

    conflict: Revision  # what somebody else saved since the form was opened
    merge: Merge | Settled
    refusal: ValidationError
    is_replayed: bool  # no post at all, but a kept form that is looked at again
    page_item: Item  # of the draft whose form this is
    _files: Any


def noted(request: HttpRequest) -> DraftRequest:
    """The request, for writing down what was found out about it."""
    return cast(DraftRequest, request)


def is_key(text: str) -> bool:
    """Can this be the number of a row? What a browser sends may be anything, and "²" is a digit too."""
    return text.isascii() and text.isdecimal() and len(text) < 16
