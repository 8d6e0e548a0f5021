"""Statistics and organisations in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.acting import acting_contributor
from editorial.admin.suggesting import OfLanguage
from library import actions
from library.admin.shared import LibraryAdmin, tell_reopened
from library.models import Organisation, Statistic
from library.wording import sentence_of


@admin.register(Statistic)
class StatisticAdmin(OfLanguage, LibraryAdmin):
    is_only_of_language = True  # a figure in another language would stand untranslated on the page
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

    def suggestion(self, statistic: Statistic) -> str:
        """How a figure stands in the list of a chooser."""
        return f"{statistic.name}: {statistic.sentence}"[:160]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The sentence is written once, and anew only where a field changed and nobody typed another."""
        untouched = change and "sentence" not in form.changed_data and bool(form.changed_data)
        was_ours = untouched and obj.sentence == sentence_of(Statistic.objects.get(pk=obj.pk))
        if not obj.sentence.strip() or was_ours:
            obj.sentence = sentence_of(obj)
        tell_reopened(request, actions.save_statistic(statistic=obj, by=acting_contributor(request)))


@admin.register(Organisation)
class OrganisationAdmin(OfLanguage, LibraryAdmin):
    kind_of_use = "organisation"
    list_display = ("name", "phone", "country", "language", "checked_on", "pages")
    list_filter = ("country", "language", "is_demo")
    search_fields = ("name", "offers", "url")
    fields = ("name", "language", "offers", "phone_label", "phone", "hours", "url", "country", "checked_on", "pages")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        tell_reopened(request, actions.save_organisation(organisation=obj, by=acting_contributor(request)))
