"""The form of a picture: which part of it is shown, and what must stay visible. And finding a picture by its looks."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.views.decorators.cache import never_cache
from js_asset import Script

from editorial.models import Publication, Use
from library.cutting import whole_of
from library.forms import NewPictureForm, PictureForm
from library.models import Picture, Rendition

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin[Picture]
else:
    Base = object

WORDS = ["name", "alt", "credit", "licence"]
EDGES = ("left", "top", "right", "bottom")
SHOWN = 60
THUMBNAIL = 480
CUTTING = (
    "Draw a frame on the whole picture with the mouse or a finger, or write the edges in percent, from its left and from "
    "its top: 0, 0, 100 and 100 show all of it. The part becomes a "
    "file of its own; the whole picture is kept. Pages that use it show the part once they were saved and reviewed again."
)
FOCUS = (
    "What must stay visible where less than the whole picture is shown: click on it in the picture, or write the percent "
    "from the left and from the top."
)


class PartMixin(Base):
    """For the admin of pictures: put it before `LibraryAdmin`."""

    readonly_fields = ("shown", "whole", "size", "pages", "live_pages")

    class Media:
        css = {"all": ["editorial/steps.css", "library/parts.css"]}
        js = [Script("library/parts.js", type="module")]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["upload", *WORDS]})]
        return [
            (None, {"fields": [*WORDS, "size", "pages", "live_pages"]}),
            ("The part that is shown", {"fields": ["whole", EDGES], "description": CUTTING, "classes": ["part"]}),
            (
                "Point of interest",
                {"fields": ["shown", ("focus_x", "focus_y")], "description": FOCUS, "classes": ["focus"]},
            ),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = NewPictureForm if obj is None else PictureForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(never_cache(self.choose_view))
        return [path("choose/", view, name="library_picture_choose"), *super().get_urls()]

    def choose_view(self, request: HttpRequest) -> JsonResponse:
        """Pictures whose name, alternative text, credit or licence hold every word of `q`, for the chooser of a form."""
        if not self.has_view_permission(request):
            return JsonResponse([], safe=False, status=403)
        found = Picture.objects.filter(is_missing=False).order_by("name", "pk")
        for word in request.GET.get("q", "").split()[:8]:
            found = found.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in WORDS)))
        pictures = list(found[:SHOWN])
        thumbnails = thumbnails_of([str(picture.file.name) for picture in pictures])
        return JsonResponse([_choice(picture, thumbnails) for picture in pictures], safe=False)

    @admin.display(description="what pages show")
    def shown(self, obj: Picture) -> str:
        return _image(str(obj.file.name), obj, "picture-shown picture-shown--part")

    @admin.display(description="whole picture")
    def whole(self, obj: Picture) -> str:
        return _image(whole_of(obj), obj, "picture-shown picture-shown--whole")

    @admin.display(description="live pages")
    def live_pages(self, obj: Picture) -> str:
        """Which live pages would be reviewed again after another part, credit or licence."""
        uses = Use.objects.filter(kind="picture", uid=obj.uid)
        live = Publication.objects.live().filter(revision__in=uses.values("revision")).select_related("address")
        rows = [(page.address.path, page.title) for page in live.order_by("title")]
        if not rows:
            return "No live page shows it."
        pages = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
        return format_html("Another part, credit or licence means that these are looked at again:<ul>{}</ul>", pages)


def _image(name: str, picture: Picture, classes: str) -> str:
    """With no size given: the part and the whole differ."""
    return format_html('<img src="{}" alt="{}" class="{}">', default_storage.url(name), picture.alt, classes)


def thumbnails_of(files: list[str]) -> dict[str, str]:
    """A small file for each picture file that has one. One query."""
    small = Rendition.objects.filter(original__in=files, width__lte=THUMBNAIL).order_by("media_type")
    return dict(small.exclude(media_type="image/avif").values_list("original", "file"))


def _choice(picture: Picture, thumbnails: dict[str, str]) -> dict[str, Any]:
    name = str(picture.file.name)
    return {
        "pk": picture.pk,
        "name": picture.name,
        "alt": picture.alt,
        "size": f"{picture.width} × {picture.height}",
        "licence": f"{picture.credit}, {picture.licence}",
        "src": default_storage.url(thumbnails.get(name, name)),
        "focus": f"{picture.focus_x}% {picture.focus_y}%",
    }
