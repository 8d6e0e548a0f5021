"""Who acts when somebody presses a button in the admin."""

from __future__ import annotations

from django.http import HttpRequest

from editorial import errors
from editorial.models import Contributor


def acting_contributor(request: HttpRequest) -> Contributor:
    """The contributor behind the account that is signed in; raises NoContributor."""
    person = Contributor.objects.filter(user=request.user.pk).select_related("user").first()
    if person is None:
        raise errors.NoContributor
    return person


def acting_contributor_or_none(request: HttpRequest) -> Contributor | None:
    """The contributor behind the account, or None: for showing, never for acting."""
    try:
        return acting_contributor(request)
    except errors.NoContributor:
        return None
