"""What all admins of the library do: everything is used on pages, and nothing of it is deleted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Q, Subquery, URLField
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from editorial.admin.refusals import RefusalsMixin
from editorial.admin.suggesting import ChoosersMixin
from editorial.models import Use
from library.forms import LibraryForm


def pages_using(kind: str) -> Any:
    """On how many pages a thing of the library stands, in the draft or before patients, in the same query."""
    now = Q(revision__item__head=F("revision")) | Q(revision__item__publication__revision=F("revision"))
    uses = Use.objects.filter(now, kind=kind, uid=OuterRef("uid")).order_by().values("uid")
    return Coalesce(Subquery(uses.annotate(n=Count("revision__item", distinct=True)).values("n")), 0)


class LibraryAdmin(RefusalsMixin, ChoosersMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing of the library is deleted: older revisions name it."""

    kind_of_use = ""
    form = LibraryForm
    readonly_fields: ClassVar[Any] = ("pages",)
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(pages_now=pages_using(self.kind_of_use))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="used by", ordering="pages_now")
    def pages(self, obj: Any) -> str:
        count = getattr(obj, "pages_now", 0)
        if not count:
            return "no page"
        words = "1 page" if count == 1 else f"{count} pages"
        return format_html('<a href="{}">{}</a>', reverse("where_used", args=[self.kind_of_use, obj.uid]), words)


def tell_reopened(request: HttpRequest, count: int) -> None:
    """Say what a change made of the pages that use the thing."""
    if count:
        pages = "of 1 live page that uses it" if count == 1 else f"of {count} live pages that use it"
        messages.warning(request, f"The review {pages} was opened again; their owners find it in their work list.")
