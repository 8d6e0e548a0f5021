"""Addresses. Language first in every public path."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from editorial.admin import replacing, revisions, steps, suggesting, used
from portal.exchange.views import urls as exchange_urls
from portal.gallery import gallery
from portal.media import picture

admin.autodiscover()
# The header holds the same links in one line, and a form needs the width.
admin.site.enable_nav_sidebar = False
# One way in, with passkeys, one-time codes and limits on failed attempts; the admin's own form has none of these.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    # Above the admin's own, whose catch-all would swallow them.
    path(f"{settings.ADMIN_PATH}editorial/", include("editorial.choosers")),
    path(settings.ADMIN_PATH, include(steps.urls)),
    path(settings.ADMIN_PATH, include(suggesting.urls)),
    path(settings.ADMIN_PATH, include(replacing.urls)),
    path(settings.ADMIN_PATH, include(revisions.urls)),
    path(settings.ADMIN_PATH, include(used.urls)),
    path(settings.ADMIN_PATH, include(exchange_urls)),
    path(f"{settings.ADMIN_PATH}gallery/", gallery, name="gallery"),
    path(settings.ADMIN_PATH, admin.site.urls),
    path(settings.ACCOUNTS_PATH, include("allauth.urls")),
    # Browsers ask for it on pages that name no icon, such as the admin's.
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}portal/icons/icon.svg"), name="favicon"),
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:name>", picture, name="picture"),
    # Public addresses stand below this line.
    path("", include("portal.public_urls")),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
