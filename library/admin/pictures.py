"""Pictures in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from editorial.admin.acting import acting_contributor
from library import actions
from library.admin.parts import PartMixin
from library.admin.shared import LibraryAdmin, tell_reopened
from library.models import Picture


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
            tell_reopened(request, actions.save_picture(picture=obj, by=acting_contributor(request)))
