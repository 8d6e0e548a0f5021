"""Nothing typed is lost: refused forms are kept whole, and everybody sees who else has a form open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from editorial import actions
from editorial.admin.mixin import AdminMixin, noted
from editorial.models import Item, KeptForm, OpenForm

OPEN_FOR = dt.timedelta(seconds=45)
BUTTONS = ("csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_over", "_preview", "_clone")


class KeptFormMixin(AdminMixin):
    """For admins of drafts: keeps refused forms, brings them back, and tells who else is here."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/kept/", view(self.kept_view), name=self._url_name("kept")),
            path("<int:pk>/kept/discard/", view(self.discard_view), name=self._url_name("discard")),
            path("<int:pk>/open/", view(self.open_view), name=self._url_name("open")),
        ]
        return own + super().get_urls()

    def change_url(self, pk: int) -> str:
        options = self.model._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[pk])

    def _url_name(self, word: str) -> str:
        options = self.model._meta
        return f"{options.app_label}_{options.model_name}_{word}"

    def keep_if_refused(self, request: HttpRequest, object_id: str | None) -> None:
        """Keep a refused form after its transaction ended: it must outlive the window it stands in."""
        refused = getattr(request, "conflict", None) or getattr(request, "refusal", None)
        if request.method != "POST" or not refused or object_id is None or not object_id.isdigit():
            return
        draft = self.model._base_manager.select_related("item").get(pk=object_id)
        if not self.has_change_permission(request, draft):
            return
        data = request.POST.copy()
        for name in BUTTONS:
            data.pop(name, None)
        based_on = data.get("based_on", "")
        known = based_on.isdigit() and draft.item.revisions.filter(pk=based_on).exists()
        actions.keep_form(
            user=request.user, item=draft.item, based_on=int(based_on) if known else None, data=data.urlencode()
        )

    def kept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The kept form again, as it was typed, over the rows as they are now. It saves nothing by itself."""
        draft = self._permitted(request, pk)
        kept = KeptForm.objects.filter(user=request.user.pk, item=draft.item).first()
        if kept is None or request.method != "GET":
            return HttpResponseRedirect(self.change_url(pk))
        # Shown as a post that cannot be saved, so that Django's own view builds the bound form. The middleware has
        # settled the forgery check for the GET.
        request.method = "POST"
        request.POST = QueryDict(kept.data)
        noted(request)._files = MultiValueDict()
        when = date_format(timezone.localtime(kept.kept_at), "j F Y, H:i")
        noted(request).refusal = ValidationError(
            f"This is what you had typed on {when}. It is not saved yet: check it, then save.", code="kept"
        )
        response: HttpResponse = self.changeform_view(request, str(pk), self.change_url(pk))
        response.status_code = 200
        return response

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The editor decides for the other text: the kept form is thrown away."""
        if request.method == "POST":
            actions.throw_away_form(user=request.user, item=self._permitted(request, pk).item)
        return HttpResponseRedirect(self.change_url(pk))

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Says that this person has the form open, and answers who else has."""
        return require_POST(self._say_open)(request, pk)

    def _say_open(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self._permitted(request, pk).item
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

    def about_kept(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """For the change form: a text of this person that waits, and who else is here."""
        kept = KeptForm.objects.filter(user=request.user.pk, item=obj.item).first() if request.method == "GET" else None
        urls = {
            f"{word}_url": reverse(f"admin:{self._url_name(word)}", args=[obj.pk])
            for word in ("kept", "discard", "open")
        }
        return {"kept": kept, "others": self.others_here(request, obj.item), **urls}

    def _permitted(self, request: HttpRequest, pk: int) -> Any:
        draft = self.model._base_manager.select_related("item").filter(pk=pk).first()
        if draft is None or not self.has_change_permission(request, draft):
            raise PermissionDenied
        return draft
