"""Sources, statistics, organisations and pictures in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, F, OuterRef, Q, Subquery, URLField
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from editorial.models import Use
from library.admin.parts import PartMixin
from library.models import Organisation, Picture, Source, Statistic
from library.wording import sentence_of


def pages_using(kind: str) -> Any:
    """On how many pages a thing of the library stands, in the draft or before patients, in the same query."""
    now = Q(revision__item__head=F("revision")) | Q(revision__item__publication__revision=F("revision"))
    uses = Use.objects.filter(now, kind=kind, uid=OuterRef("uid")).order_by().values("uid")
    return Coalesce(Subquery(uses.annotate(n=Count("revision__item", distinct=True)).values("n")), 0)


class LibraryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing of the library is deleted: older revisions name it."""

    kind_of_use = ""
    readonly_fields: ClassVar[Any] = ("pages",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(pages_now=pages_using(self.kind_of_use))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="used by", ordering="pages_now")
    def pages(self, obj: Any) -> str:
        count = getattr(obj, "pages_now", 0)
        return "no page" if not count else "1 page" if count == 1 else f"{count} pages"


@admin.register(Source)
class SourceAdmin(LibraryAdmin):
    kind_of_use = "source"
    list_display = ("title", "publisher", "published", "kind", "checked_on", "pages")
    list_filter = ("kind", "is_demo")
    search_fields = ("title", "publisher", "authors", "url")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("title", "authors", "publisher", "published", "kind", "url", "checked_on", "pages")}),
    )


@admin.register(Statistic)
class StatisticAdmin(LibraryAdmin):
    kind_of_use = "statistic"
    list_display = ("name", "sentence", "source", "pages")
    list_filter = ("measure", "language", "is_demo")
    list_select_related = ("source",)
    search_fields = ("name", "sentence", "population", "place")
    autocomplete_fields = ("source",)
    fieldsets = (
        (None, {"fields": ("name", "language", "measure")}),
        ("The figure", {"fields": ("is_approximate", ("low", "high", "out_of"), "counted", "population", "outcome")}),
        ("Where and when", {"fields": ("place", ("period_start", "period_end"), "horizon_years")}),
        ("What it rests on", {"fields": ("source", "locator", "caveat")}),
        ("For patients", {"fields": ("sentence", "pages")}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The sentence is written once, and anew only where a field changed and nobody typed another."""
        untouched = change and "sentence" not in form.changed_data and bool(form.changed_data)
        was_ours = untouched and obj.sentence == sentence_of(Statistic.objects.get(pk=obj.pk))
        if not obj.sentence.strip() or was_ours:
            obj.sentence = sentence_of(obj)
        super().save_model(request, obj, form, change)


@admin.register(Organisation)
class OrganisationAdmin(LibraryAdmin):
    kind_of_use = "organisation"
    list_display = ("name", "phone", "country", "language", "checked_on", "pages")
    list_filter = ("country", "language", "is_demo")
    search_fields = ("name", "offers", "url")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    fields = ("name", "language", "offers", "phone_label", "phone", "hours", "url", "country", "checked_on", "pages")


@admin.register(Picture)
class PictureAdmin(PartMixin, LibraryAdmin):
    kind_of_use = "picture"
    list_display = ("name", "size", "credit", "licence", "has_file", "pages")
    list_filter = ("is_missing", "licence", "is_demo")
    search_fields = ("name", "alt", "credit")

    @admin.display(description="file there", boolean=True, ordering="is_missing")
    def has_file(self, obj: Picture) -> bool:
        return not obj.is_missing

    @admin.display(description="size")
    def size(self, obj: Picture) -> str:
        return f"{obj.width} × {obj.height}"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:  # a new one was kept by its form, which drew it anew
            super().save_model(request, obj, form, change)
