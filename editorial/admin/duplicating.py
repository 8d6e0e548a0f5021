"""A button on the form of a draft that begins a new page as a copy of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from editorial import actions, errors
from editorial.admin.acting import acting_contributor
from editorial.admin.mixin import AdminMixin


class DuplicateMixin(AdminMixin):
    """For admins of drafts."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.duplicate_view)
        options = self.model._meta
        name = f"{options.app_label}_{options.model_name}_duplicate"
        return [path("<int:pk>/duplicate/", view, name=name), *super().get_urls()]

    def duplicate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Copy the saved text, and open the form of the copy."""
        draft = self.get_object(request, str(pk))
        if draft is None or not self.has_view_permission(request, draft) or not self.has_add_permission(request):
            raise PermissionDenied
        options = self.model._meta
        change = f"admin:{options.app_label}_{options.model_name}_change"
        if request.method != "POST":
            return HttpResponseRedirect(reverse(change, args=[pk]))
        try:
            copy = actions.duplicate(draft=draft, by=acting_contributor(request))
        except errors.Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse(change, args=[pk]))
        messages.success(
            request, f"This is a copy of the saved text of “{draft.title}”. Give it a title of its own, and change it."
        )
        return HttpResponseRedirect(reverse(change, args=[copy.pk]))
