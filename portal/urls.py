"""Addresses. Language first in every public path."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

admin.autodiscover()
# One way in, with passkeys, one-time codes and limits on failed attempts; the admin's own form has none of these.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path(settings.ADMIN_PATH, admin.site.urls),
    path(settings.ACCOUNTS_PATH, include("allauth.urls")),
    # Public addresses stand below this line.
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
