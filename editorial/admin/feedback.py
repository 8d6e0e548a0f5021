"""What readers said, as a list, and the page on which an editor says what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date as spelled
from django.urls import path

from editorial import actions, errors
from editorial.admin.acting import acting_contributor
from editorial.admin.list_filters import ManyChoices
from editorial.admin.steps_page import StepPage
from editorial.forms import HandleFeedbackForm
from editorial.models import Contributor, Feedback, Item

READS_READERS = "editorial.view_feedback"
MOST = 200
USEFUL = {True: "Useful", False: "Not useful", None: "–"}


class PageFilter(ManyChoices):
    title, parameter_name = "page", "page"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        said = Item.objects.filter(feedback__isnull=False).distinct().order_by("title")
        return [(str(pk), title) for pk, title in said.values_list("pk", "title")[:MOST]]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        if not value:
            return queryset
        return queryset.filter(item=int(value)) if value.isdecimal() and len(value) < 18 else queryset.none()


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is added, changed or removed here: readers write, and editors say what came of it in a step."""

    change_form_template = "editorial/feedback_change_form.html"
    list_display = ("words", "page", "section_title", "useful", "on", "status")
    list_filter = ("status", PageFilter, "is_useful", "language")
    list_select_related = ("item",)
    list_per_page = 50
    search_fields = ("text", "item__title", "section_title")
    search_help_text = "Words of the answer, or of the title of the page."
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["mark_as_read"]
    fields = (
        "page", "text_read", "section_title", "useful", "text", "on", "language", "status", "outcome", "handled_by",
        "handled_on",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("item", "revision", "handled_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="answer")
    def words(self, obj: Feedback) -> str:
        return obj.text or "(no words)"

    @admin.display(description="page", ordering="item__title")
    def page(self, obj: Feedback) -> str:
        return obj.item.title

    @admin.display(description="text that was read")
    def text_read(self, obj: Feedback) -> str:
        return f"Revision {obj.revision.number}"

    @admin.display(description="useful", ordering="is_useful")
    def useful(self, obj: Feedback) -> str:
        return USEFUL[obj.is_useful]

    @admin.action(description="Mark as read, nothing to do")
    def mark_as_read(self, request: HttpRequest, queryset: Any) -> None:
        """Each goes through the same action as in its own page, in the order of their items."""
        count = 0
        for answer in queryset.filter(status=Feedback.Status.NEW).order_by("item_id", "pk")[:MOST]:
            try:
                actions.handle_feedback(feedback=answer, by=acting_contributor(request), status=Feedback.Status.READ)
            except errors.Refused as refused:
                messages.error(request, str(refused))
                break
            count += 1
        if count:
            messages.success(request, f"{count} {'answer was' if count == 1 else 'answers were'} marked as read.")


class HandleFeedback(StepPage):
    """The step about one answer, for whoever may see the draft and what readers say."""

    name = "handle_feedback"
    action = "save_draft"
    label = "What came of it"
    intro = "Readers cannot be answered. What you write here stays with the answer and in the history of the page."
    button = "Keep this"
    form_class = HandleFeedbackForm

    answer: Feedback

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_perm(READS_READERS):
            raise PermissionDenied
        self.answer = get_object_or_404(Feedback.objects.select_related("revision"), pk=kwargs["pk"])
        return super().dispatch(request, pk=self.answer.item_id)

    def initial(self) -> dict[str, Any]:
        is_new = self.answer.status == Feedback.Status.NEW
        return {"status": Feedback.Status.READ if is_new else self.answer.status, "outcome": self.answer.outcome}

    def facts(self) -> list[tuple[str, str]]:
        answer = self.answer
        about = f"{answer.section_title or 'the whole page'}, revision {answer.revision.number}"
        said = [("About", about), ("Useful", USEFUL[answer.is_useful]), ("Answer", answer.text or "(no words)")]
        return [*said, ("Day", spelled(answer.on, "j F Y"))]

    def perform(self, by: Contributor, data: dict[str, Any]) -> str:
        actions.handle_feedback(feedback=self.answer, by=by, **data)
        return "The answer is off your list."


urls = [
    path("editorial/feedback/<int:pk>/handle/", site.admin_view(HandleFeedback.as_view()), name="handle_feedback"),
]
