"""What every template may name."""

from django.conf import settings
from django.http import HttpRequest

from portal.navigation import site_of


def site(request: HttpRequest) -> dict[str, object]:
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "site": site_of(request)}
