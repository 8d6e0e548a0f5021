"""The choosers of forms: Django's own, with what they lack.

They find nothing by a forged value instead of failing, say more about what they find, and put what is in the language
of the page first. An admin class may have `suggestion(object)`, the words for a line of the list, and, with
`OfLanguage`, `language_field`, where the language of its objects stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.admin.sites import site
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Case, IntegerField, Value, When
from django.forms import Media
from django.http import HttpRequest
from django.urls import path
from js_asset import Script

from editorial.admin.mixin import AdminMixin

LONGEST_TERM = 200
# More digits are no key of ours, and some databases fail on them.
LONGEST_KEY = 18


class Suggestions(AutocompleteJsonView):
    """Answers to what is typed into a chooser."""

    def process_request(self, request: HttpRequest) -> Any:
        term, *others = super().process_request(request)
        return term.replace("\x00", "")[:LONGEST_TERM], *others

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        describe = getattr(self.model_admin, "suggestion", None)
        return result | {"text": describe(obj)} if describe else result


class _Chooser(AutocompleteMixin):
    language = ""

    @property
    def media(self) -> Media:
        own: Media = super().media + Media(js=[Script("editorial/choosers.js", type="module")])
        return own

    def get_url(self) -> str:
        address: str = super().get_url()
        return f"{address}?language={self.language}" if self.language else address

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """A number that is too long is made none at all, so that the field says that it is no choice."""
        value = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        return [_short(each) for each in value] if isinstance(value, list) else _short(value)

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """A form with a forged value is shown again, without it."""
        return super().optgroups(name, [each for each in value if str(each).isdecimal() or not each], attr)


def _short(value: Any) -> Any:
    return f"{value[:LONGEST_KEY]}…" if isinstance(value, str) and len(value) > LONGEST_KEY else value


class Chooser(_Chooser, AutocompleteSelect):
    pass


class ChooserOfMany(_Chooser, AutocompleteSelectMultiple):
    pass


class ChoosersMixin(AdminMixin):
    """For admin classes and inlines with `autocomplete_fields`. Put it before `ModelAdmin`."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(
            db_field, request, **self._with_chooser(Chooser, db_field, request, kwargs)
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        own = self._with_chooser(ChooserOfMany, db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **own)

    def _with_chooser(self, chooser: Any, db_field: Any, request: HttpRequest, kwargs: Any) -> dict[str, Any]:
        if "widget" in kwargs or db_field.name not in self.get_autocomplete_fields(request):
            return dict(kwargs)
        widget = chooser(db_field, self.admin_site, using=kwargs.get("using"))
        widget.language = language_of_page(request)
        return {**kwargs, "widget": widget}


def language_of_page(request: HttpRequest) -> str:
    """The language of the draft whose form this is; nothing for a new page and for other forms."""
    item: Any = getattr(request, "page_item", None)
    return item.language if item is not None else ""


class OfLanguage(AdminMixin):
    """What is in the language of the page comes first; with `is_only_of_language` nothing else is offered."""

    language_field = "language"
    is_only_of_language = False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        language = request.GET.get("language", "")
        if "field_name" not in request.GET or language not in dict(settings.LANGUAGES):
            return found, may_repeat
        if self.is_only_of_language:
            return found.filter(**{self.language_field: language}), may_repeat
        first = Case(
            When(**{self.language_field: language}, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return found.order_by(first, *self.get_ordering(request), *(self.opts.ordering or []), "pk"), may_repeat


# Above the admin's own address of the same name.
urls = [path("autocomplete/", site.admin_view(Suggestions.as_view(admin_site=site)))]
