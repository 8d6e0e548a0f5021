"""What is being typed is kept on the server, beside the drafts: never a revision, no row of a draft touched."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache

from editorial.actions.forms import form_name
from editorial.admin.presence import OpenFormMixin
from editorial.length import WORDS_A_MINUTE

SIGNED_OUT = "You are signed out, so what you type is not kept on the server. It stays in this window."
SOMEBODY_ELSE = "Somebody else is signed in here now, so what you type is not kept. It stays in this window."
MAY_NOT = "Your account may no longer change this page, so what you type is not kept. It stays in this window."
ANOTHER = (
    "What you type here is not kept on the server, because another text of yours waits there, from {when}. Look at that "
    "one, or throw it away."
)


def said(status: int, sentence: str, way: tuple[str, str] = ("", "")) -> JsonResponse:
    """`way`: words and address of a link that helps, to be opened in another window."""
    return JsonResponse({"sentence": sentence, "way": way}, status=status)


class TypedFormMixin(OpenFormMixin):
    """For admins of drafts: `static/editorial/typed.js` posts the whole form here while somebody types."""

    def get_urls(self) -> list[Any]:
        own = [
            path("add/typed/", never_cache(self.typed_view), name=self._url_name("typed_new")),
            path("<int:pk>/typed/", never_cache(self.typed_view), name=self._url_name("typed")),
        ]
        return own + super().get_urls()

    def typed_view(self, request: HttpRequest, pk: int | None = None) -> JsonResponse:
        """A script asks, so whoever is signed out gets a sentence and not the way to the sign-in page.

        GET answers the forgery token of the session of today: signing in again in another window makes a new one.
        """
        if not self.admin_site.has_permission(request):
            return said(401, SIGNED_OUT, ("Sign in again", reverse("admin:login")))
        if request.GET.get("user") != str(request.user.pk):
            return said(403, SOMEBODY_ELSE)
        try:
            draft = self.permitted(request, pk)
        except PermissionDenied:
            return said(403, MAY_NOT)
        if request.method != "POST":
            return JsonResponse({"csrf": get_token(request)})
        kept = self.keep(request, draft, is_typed=True)
        if kept is None:
            return self._not_kept(request, draft)
        return JsonResponse({"at": date_format(timezone.localtime(kept.kept_at), "H:i")})

    def _not_kept(self, request: HttpRequest, draft: Any) -> JsonResponse:
        """Another form of this person has the place, or this state was overtaken, which is nothing to speak of."""
        waiting = self.kept_of(request, draft)
        kept = waiting.first()
        if kept is None or waiting.filter(form=form_name(request.POST)).exists():
            return JsonResponse({"overtaken": True})
        when = date_format(timezone.localtime(kept.kept_at), "j F Y, H:i")
        way = ("Look at it", self.page_url("kept", draft.pk if draft else None))
        return said(409, ANOTHER.format(when=when), way)

    def about_kept(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        pk = obj.pk if obj else None
        typed_url = f"{self.page_url('typed', pk)}?user={request.user.pk}"
        return super().about_kept(request, obj) | {"typed_url": typed_url, "words_a_minute": WORDS_A_MINUTE}
