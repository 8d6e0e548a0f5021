"""The form of an article with its prepared parts: an editor chooses a kind of page first, and finds its parts in the form.

A prepared part that nobody touched is not saved, as if it had never been there. `?begin=<kind>` in the address of a form
puts in those that the page does not have yet; saving and going on keeps it there, so that the outline stays in sight.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from content_editor.admin import ContentEditorInline
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse

from articles.beginnings import Part, kinds, part_named, parts_not_begun
from articles.document import blocks_of
from articles.models import Article
from editorial.admin.draftform import RowForm
from editorial.admin.mixin import AdminMixin

BEGIN = "begin"
EMPTY = "empty"
PLACE = ("region", "ordering", "prepared")


class PreparedForm(RowForm):
    """The form of a block, which may be a prepared one: then only what differs from what was prepared is a change."""

    prepared = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prepared"].has_changed = lambda initial, data: False  # type: ignore[method-assign]
        part = part_named(self.data.get(self.add_prefix("prepared"), "")) if self.is_bound else None
        if part is None or self.instance.pk:
            return
        self.initial.update(part.initial)
        for name in PLACE:  # moving an empty part writes nothing into it
            self.fields[name].has_changed = lambda initial, data: False  # type: ignore[method-assign]


class PreparedInline(ContentEditorInline):
    """One kind of block, with as many empty forms as parts are prepared."""

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(prepared_for(request, obj, self.model))


def prepared_for(request: HttpRequest, article: Article | None, model: Any) -> list[dict[str, Any]]:
    """The initial values of the blocks of one kind that this form is opened with."""
    kind = request.GET.get(BEGIN, "")
    if request.method != "GET" or kind not in Article.Kind:
        return []
    if not hasattr(request, "prepared_parts"):
        language = article.item.language if article else request.GET.get("language", "en")
        blocks = blocks_of(article) if article else []
        request.prepared_parts = parts_not_begun(kind, language, blocks)  # type: ignore[attr-defined]
    parts: list[tuple[Part, int]] = request.prepared_parts  # type: ignore[attr-defined]
    return [{**part.initial, "ordering": place} for part, place in parts if part.model is model]


class BeginningMixin(AdminMixin):
    """For the admin of articles: put it before `DraftAdmin`."""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if request.method == "GET" and BEGIN not in request.GET:
            return self._choose_kind(request)
        return super().add_view(request, form_url, extra_context)

    def _choose_kind(self, request: HttpRequest) -> HttpResponse:
        """What kind of page shall it be? Each answer leads to the form with the parts of that kind."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        wanted = {name: request.GET[name] for name in request.GET if name != BEGIN}
        choices = [(f"?{urlencode(wanted | {BEGIN: value})}", name, why) for value, name, why in kinds()]
        context = {
            **self.admin_site.each_context(request),
            **self.about_kept(request, None),  # type: ignore[attr-defined]
            "title": "What kind of page shall it be?",
            "opts": self.model._meta,
            "choices": choices,
            "empty": f"?{urlencode(wanted | {BEGIN: EMPTY})}",
            "languages": self._languages(wanted),
        }
        return TemplateResponse(request, "editorial/choose_kind.html", context)

    def _languages(self, wanted: dict[str, str]) -> list[tuple[str, str, bool]]:
        """Address, name and whether it is chosen, of each language that the headings can be in."""
        chosen = wanted.get("language", "en")
        return [
            (f"?{urlencode(wanted | {'language': code})}", name, code == chosen) for code, name in settings.LANGUAGES
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        kind = request.GET.get(BEGIN, "")
        return initial | ({"article_kind": kind} if kind in Article.Kind else {})

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        prepared = prepared_for(request, obj if obj.pk else None, inline.model)
        return kwargs | ({"initial": prepared} if prepared else {})

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return _still_preparing(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return _still_preparing(request, super().response_change(request, obj))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        if article is not None and request.method == "GET" and BEGIN not in request.GET:
            context["parts_to_begin"] = parts_to_begin(article)
            context["begin_url"] = f"?{urlencode({BEGIN: article.article_kind})}"
            context.setdefault("beneath", []).append("editorial/parts_to_begin.html")
        return super().render_change_form(request, context, *args, **kwargs)


def _still_preparing(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whoever saves and goes on in a form with prepared parts goes on with those that are still empty."""
    kind = _kind_prepared(request.POST)
    if "_continue" not in request.POST or not kind or not isinstance(response, HttpResponseRedirect):
        return response
    if f"{BEGIN}=" not in response.url:
        response["Location"] += f"{'&' if '?' in response.url else '?'}{urlencode({BEGIN: kind})}"
    return response


def _kind_prepared(posted: QueryDict) -> str:
    keys = (posted[name] for name in posted if name.endswith("-prepared") and posted[name])
    part = part_named(str(next(keys, "")))
    return part.key.split(":")[1] if part else ""


def parts_to_begin(article: Article) -> list[str]:
    """The headings of the parts that a page of this kind is begun with and that this one does not have."""
    parts = parts_not_begun(article.article_kind, article.item.language, blocks_of(article))
    return [part.values["heading"] for part, _ in parts]
