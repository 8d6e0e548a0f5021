"""Everybody sees who else has a form open: a notice, never a lock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from editorial.admin.kept import KeptFormMixin
from editorial.models import Draft, Item, OpenForm

OPEN_FOR = dt.timedelta(seconds=45)


class OpenFormMixin(KeptFormMixin):
    """For admins of drafts: says who else is here."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.open_view)
        return [path("<int:pk>/open/", view, name=self._url_name("open")), *super().get_urls()]

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Says that this person has the form open, and answers who else has."""
        return require_POST(self._say_open)(request, pk)

    def _say_open(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.permitted(request, pk).item
        OpenForm.objects.update_or_create(
            user_id=int(request.user.pk or 0), item=item, defaults={"seen_at": timezone.now()}
        )
        return JsonResponse({"others": self.others_here(request, item)})

    def leave(self, request: HttpRequest, item: Item) -> None:
        """Whoever saved has the form open no longer; the page says so again if it stays open."""
        OpenForm.objects.filter(user_id=int(request.user.pk or 0), item=item).delete()

    def others_here(self, request: HttpRequest, item: Item) -> list[str]:
        """Names of the others who have the form open now."""
        recent = OpenForm.objects.filter(item=item, seen_at__gt=timezone.now() - OPEN_FOR).exclude(user=request.user.pk)
        return [
            str(getattr(form.user, "contributor", form.user)) for form in recent.select_related("user__contributor")
        ]

    def about_kept(self, request: HttpRequest, obj: Draft | None) -> dict[str, Any]:
        about = super().about_kept(request, obj)
        if obj is None:
            return {**about, "others": []}
        return {**about, "others": self.others_here(request, obj.item), "open_url": self.page_url("open", obj.pk)}
