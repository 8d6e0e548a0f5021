"""By what a list of drafts can be narrowed. What a choice finds is what `editorial.state` says of each page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from editorial import clock, state
from editorial.admin.acting import acting_contributor_or_none
from editorial.checks import registry
from editorial.drafts_in_state import PUBLICATION, in_state, unfinished, with_draft_waiting
from editorial.models import Checked, Contributor, Publication, Tag, Topic

WAITING = "waiting"
UNFINISHED = "unfinished"
NOBODY = "nobody"


class Choices(admin.SimpleListFilter):
    """A filter whose choices are there even when only one is in use, so that the list says what it can do."""

    def value(self) -> str:
        return (super().value() or "").replace("\x00", "")


class ManyChoices(Choices):
    template = "editorial/list_filter.html"


class StateFilter(Choices):
    title, parameter_name = "state", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            *state.LABELS.items(),
            (WAITING, "Live, draft waiting"),
            (UNFINISHED, "Never live, or changed since"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Drafts that were put away stand in their own list only."""
        if self.value() in state.LABELS:
            return in_state(queryset, self.value())
        queryset = queryset.filter(item__put_away_at=None)
        if self.value() == WAITING:
            return with_draft_waiting(queryset)
        return queryset.filter(item__in=unfinished()) if self.value() == UNFINISHED else queryset


class DueFilter(Choices):
    title, parameter_name = "next review", "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("overdue", "Overdue"), ("soon", "Within 90 days")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today, due = clock.today(), f"{PUBLICATION}next_review_on"
        live = queryset.filter(**{f"{PUBLICATION}state": Publication.State.LIVE}) if self.value() else queryset
        if self.value() == "overdue":
            return live.filter(**{f"{due}__lt": today})
        if self.value() == "soon":
            return live.filter(**{f"{due}__gte": today, f"{due}__lte": today + state.SOON})
        return queryset


class FindingsFilter(Choices):
    """What the checks found in the newest text, as far as this version of them has read it."""

    title, parameter_name = "checks", "findings"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("blocking", "Something to mend"), ("unchecked", "Not checked yet")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        read = Checked.objects.filter(digest=OuterRef("item__head__signed_id"), version=registry.version())
        if self.value() == "blocking":
            return queryset.filter(Exists(read.filter(findings__contains='"severity": "blocking"')))
        return queryset.filter(~Exists(read)) if self.value() == "unchecked" else queryset


class TopicFilter(ManyChoices):
    title, parameter_name = "topic", "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        topics = Topic.objects.values_list("slug", "title", "parent__title")
        return [(slug, f"{above}: {title}" if above else title) for slug, title, above in topics]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """A topic has what its subtopics have, as on the patients’ side."""
        slug = self.value()
        under = Q(topic__slug=slug) | Q(topic__parent__slug=slug) | Q(topic__parent__parent__slug=slug)
        return queryset.filter(under) if slug else queryset


class TagFilter(ManyChoices):
    title, parameter_name = "tag", "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        through = model_admin.model.tags.through
        return list(Tag.objects.filter(pk__in=through.objects.values("tag_id")).values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        through = queryset.model.tags.through
        tagged = through.objects.filter(tag__slug=self.value()).values("content_object_id")
        return queryset.filter(pk__in=tagged) if self.value() else queryset


class LanguageFilter(ManyChoices):
    title, parameter_name = "language", "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return settings.LANGUAGES

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(item__language=self.value()) if self.value() else queryset


class OwnerFilter(ManyChoices):
    title, parameter_name = "owner", "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        owners = Contributor.objects.filter(owned_items__isnull=False).distinct().order_by("name")
        return [("me", "Mine"), (NOBODY, "Nobody"), *owners.values_list("slug", "name")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "me":
            me = acting_contributor_or_none(request)
            return queryset.filter(item__owner=me) if me else queryset.none()
        if self.value() == NOBODY:
            return queryset.filter(item__owner=None)
        return queryset.filter(item__owner__slug=self.value()) if self.value() else queryset
