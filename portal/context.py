"""What every template may name."""

from django.conf import settings
from django.http import HttpRequest

from portal.navigation import Site


def site(request: HttpRequest) -> dict[str, object]:
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "site": Site(request.path)}
