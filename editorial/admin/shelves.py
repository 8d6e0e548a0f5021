"""Topics and tags: where pages stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import taggit.admin
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from taggit.models import Tag as TaggitTag

from editorial import registry, roles
from editorial.actions.locks import raise_generation
from editorial.admin.acting import acting_contributor_or_none
from editorial.admin.suggesting import ChoosersMixin
from editorial.empty_fields import NamesEmptyFields
from editorial.models import Promotion, Publication, Tag, TagName, Topic, TopicName
from editorial.tagging import tags_called, tags_in_use, through_tables

assert taggit.admin  # it registers its own tag model; ours is the only one in use
admin.site.unregister(TaggitTag)


def counted(rows: QuerySet[Any], by: str) -> Any:
    """How many of `rows` point at each outer row through the column `by`, in the same query."""
    grouped = rows.order_by().filter(**{by: OuterRef("pk")}).values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped), 0)


class TopicNameInline(admin.TabularInline):  # type: ignore[type-arg]
    model = TopicName
    extra = 0


class TagNameInline(admin.TabularInline):  # type: ignore[type-arg]
    model = TagName
    extra = 0


class PromotionInline(ChoosersMixin, admin.TabularInline):  # type: ignore[type-arg]
    """What stands first on the hub, in this order. Only live pages are shown."""

    model = Promotion
    extra = 0
    autocomplete_fields = ("item",)


class ShelfAdmin(ChoosersMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """A shelf has an address, so it keeps its slug and is never deleted; renaming it shows on public pages at once."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(("slug",) if obj else ()))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        raise_generation()

    @admin.display(description="live pages", ordering="live_pages")
    def live_pages(self, obj: Any) -> int:
        count: int = obj.live_pages
        return count

    @admin.display(description="drafts", ordering="drafts")
    def drafts(self, obj: Any) -> int:
        count: int = obj.drafts
        return count


@admin.register(Topic)
class TopicAdmin(ShelfAdmin):
    list_display = ("title", "parent", "order", "live_pages", "drafts")
    list_select_related = ("parent",)
    search_fields = ("title", "slug")
    autocomplete_fields = ("parent",)
    fields = ("title", "slug", "parent", "introduction", "order")
    inlines = [PromotionInline, TopicNameInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        drafts = sum(
            (counted(kind.model._default_manager.filter(item__put_away_at=None), "topic") for kind in registry.kinds()),
            start=0,
        )
        live = counted(Publication.objects.live(), "topic")
        return super().get_queryset(request).annotate(live_pages=live, drafts=drafts)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("title",)}


class TagForm(NamesEmptyFields, forms.ModelForm):  # type: ignore[type-arg]
    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        same = tags_called([name]).get(name)
        if same is not None and same.pk != self.instance.pk:
            raise ValidationError(f"The tag “{same.name}” is there already. Use that one.", code="tag_exists")
        return name


@admin.register(Tag)
class TagAdmin(ShelfAdmin):
    """Another name is given on a page of its own, because it changes the address and the pages that carry the tag."""

    form = TagForm
    list_display = ("name", "slug", "parent", "live_pages", "drafts")
    list_select_related = ("parent",)
    search_fields = ("name", "slug", "synonyms", "names__name")
    inlines = [TagNameInline]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Ways to rename and merge are shown to whoever may; others read whom to ask."""
        person = acting_contributor_or_none(request)
        about = {"may_relist": person is not None and person.may("relist"), "who_relists": roles.who_can("relist")}
        return super().change_view(request, object_id, form_url, {**about, **(extra_context or {})})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["name", *(["slug"] if obj else []), "synonyms", "parent"]  # the slug is made from the name

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(("name",) if obj else ()))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = tags_in_use().filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> Any:
        drafts = sum(
            (
                counted(table._default_manager.filter(content_object__item__put_away_at=None), "tag")
                for table in through_tables()
            ),
            start=0,
        )
        live = counted(Publication.tags.through.objects.filter(content_object__state=Publication.State.LIVE), "tag")
        return super().get_queryset(request).filter(merged_into=None).annotate(live_pages=live, drafts=drafts)
