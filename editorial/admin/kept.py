"""Nothing typed is lost: refused forms are kept whole, until their editor saves them or throws them away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format

from editorial import actions
from editorial.actions.forms import form_name
from editorial.admin.mixin import AdminMixin, is_key, noted
from editorial.models import Draft, KeptForm

BUTTONS = ("csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_over", "_stays", "_preview", "_clone")


class KeptFormMixin(AdminMixin):
    """For admins of drafts: keeps refused forms and brings them back. `kind_name` as there."""

    kind_name = ""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("add/kept/", view(self.kept_view), name=self._url_name("kept_new")),
            path("add/kept/discard/", view(self.discard_view), name=self._url_name("discard_new")),
            path("<int:pk>/kept/", view(self.kept_view), name=self._url_name("kept")),
            path("<int:pk>/kept/discard/", view(self.discard_view), name=self._url_name("discard")),
        ]
        return own + super().get_urls()

    def change_url(self, pk: int) -> str:
        return self.page_url("change", pk)

    def page_url(self, word: str, pk: int | None) -> str:
        """The address of a page beside the form of a draft, or beside the form of a new one (`pk` None)."""
        if pk is None:
            word = "add" if word == "change" else f"{word}_new"
        return reverse(f"admin:{self._url_name(word)}", args=[] if pk is None else [pk])

    def _url_name(self, word: str) -> str:
        options = self.model._meta
        return f"{options.app_label}_{options.model_name}_{word}"

    def keep_if_refused(self, request: HttpRequest, object_id: str | None) -> None:
        """Keep a refused form after its transaction ended: it must outlive the window it stands in."""
        refused = getattr(request, "conflict", None) or getattr(request, "refusal", None)
        if request.method != "POST" or not refused or not (object_id is None or object_id.isdigit()):
            return
        draft = self.model._base_manager.select_related("item").get(pk=object_id) if object_id else None
        if self.has_change_permission(request, draft) if draft else self.has_add_permission(request):
            self.keep(request, draft)

    def keep(self, request: HttpRequest, draft: Draft | None, *, is_typed: bool = False) -> KeptForm | None:
        """Keep the form that was posted."""
        data = request.POST.copy()
        for name in BUTTONS:
            data.pop(name, None)
        based_on = data.get("based_on", "")
        known = draft is not None and is_key(based_on) and draft.item.revisions.filter(pk=based_on).exists()
        return actions.keep_form(
            user=request.user,
            item=draft.item if draft else None,
            kind=self.kind_name,
            based_on=int(based_on) if known else None,
            data=data.urlencode(),
            is_typed=is_typed,
        )

    def kept_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """A kept form again, as it was typed, over the rows as they are now. It saves nothing by itself."""
        kept = self._chosen(self.kept_of(request, self.permitted(request, pk)), request.GET)
        if kept is None or request.method != "GET":
            return HttpResponseRedirect(self.page_url("change", pk))
        # Shown as a post that cannot be saved, so that Django's own view builds the bound form. The middleware has
        # settled the forgery check for the GET.
        request.method = "POST"
        request.POST = QueryDict(kept.data)
        noted(request)._files = MultiValueDict()
        when = date_format(timezone.localtime(kept.kept_at), "j F Y, H:i")
        noted(request).refusal = ValidationError(
            f"This is what you had typed on {when}. It is not saved yet: check it, then save.", code="kept"
        )
        noted(request).is_replayed = True
        object_id = None if pk is None else str(pk)
        response: HttpResponse = self.changeform_view(request, object_id, self.page_url("change", pk))
        response.status_code = 200
        return response

    def discard_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The editor decides for the other text: that kept form is thrown away."""
        waiting = self.kept_of(request, self.permitted(request, pk))
        if request.method == "POST":
            own = waiting.filter(form=form_name(request.POST)) if "token" in request.POST else waiting
            if kept := self._chosen(own, request.POST):
                actions.throw_away_form(user=request.user, kept=kept)
        return HttpResponseRedirect(self.page_url("change", pk))

    def kept_of(self, request: HttpRequest, draft: Draft | None) -> QuerySet[KeptForm]:
        """What is kept for this person of a page, or of new ones of this kind, newest first."""
        place = {"item": draft.item} if draft else {"item": None, "kind": self.kind_name}
        return KeptForm.objects.filter(user=request.user.pk, **place).order_by("-kept_at", "-pk")

    def _chosen(self, waiting: QuerySet[KeptForm], asked: QueryDict) -> KeptForm | None:
        """The one that `kept` names; the newest where it names none."""
        wanted = asked.get("kept", "")
        return (waiting.filter(pk=wanted if is_key(wanted) else 0) if wanted else waiting).first()

    def about_kept(self, request: HttpRequest, obj: Draft | None) -> dict[str, Any]:
        """For the form: the texts of this person that wait, and where they can be looked at."""
        urls = {f"{word}_url": self.page_url(word, obj.pk if obj else None) for word in ("kept", "discard")}
        return {"kept_forms": self.kept_of(request, obj) if request.method == "GET" else [], **urls}

    def permitted(self, request: HttpRequest, pk: int | None) -> Any:
        """The draft, if this person may change it; None for a new one, if this person may begin one."""
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        draft = self.model._base_manager.select_related("item").filter(pk=pk).first()
        if draft is None or not self.has_change_permission(request, draft):
            raise PermissionDenied
        return draft
