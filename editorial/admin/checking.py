"""The checks beside the form of a draft: of the saved text when it opens, of what is typed while it is typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from js_asset import ImportMap, Media, Script

from editorial import clock
from editorial.admin.acting import acting_contributor_or_none
from editorial.admin.findings_shown import Shown, panel, shown
from editorial.admin.form_places import FormPlaces
from editorial.admin.mending import facts_to_add, refused_by_form
from editorial.admin.mixin import AdminMixin
from editorial.admin.typed_text import Typed, typed_text
from editorial.checks import keeping
from editorial.checks.registry import SiteView
from editorial.checks.running import findings_in, site_findings_in
from editorial.length import is_begun
from editorial.models import Draft, Item, Revision

# For the change form only: Django prints the media of other pages without the nonce that an import map needs.
CHECKING_MEDIA = Media(
    js=[Script(f"editorial/checks/{name}.js", type="module") for name in ("panel", "mending")],
    importmap=ImportMap(
        {f"editorial/{name}": f"editorial/checks/{name}.js" for name in ("places", "marks")}
        | {"editorial/toast": "editorial/toast.js"}
    ),
)


class CheckedFormMixin(AdminMixin):
    """For admins of drafts: the panel, and the address that checks what is typed."""

    def get_urls(self) -> list[Any]:
        options = self.model._meta
        view = self.admin_site.admin_view(require_POST(self.check_view))
        name = f"{options.app_label}_{options.model_name}_check"
        return [
            path("check/", view, name=f"{name}_new"),
            path("<int:pk>/check/", view, name=name),
            *super().get_urls(),
        ]

    # No lock and no transaction: somebody else may save meanwhile, and the next check reads what is there then.
    def check_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The findings of what is typed, as data and as the list that the panel shows. Nothing is saved."""
        draft = self._draft_to_check(request, pk)
        item = draft.item if draft else None
        try:
            typed = typed_text(self, request, draft)
        except ValidationError as refused:
            return JsonResponse({"findings": [], "counts": "", "sentence": " ".join(refused.messages)})
        found = shown_of_typed(typed, item)
        context = panel(found, item, acting_contributor_or_none(request))
        listed = render_to_string("editorial/findings_list.html", context, request)
        return JsonResponse({"findings": found.as_json(), "counts": found.counts, "sentence": "", "html": listed})

    def _draft_to_check(self, request: HttpRequest, pk: int | None) -> Draft | None:
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        draft: Draft | None = self.model._base_manager.select_related("item").filter(pk=pk).first()
        if draft is None or not self.has_change_permission(request, draft):
            raise PermissionDenied
        return draft

    def about_findings(self, request: HttpRequest, draft: Draft | None, context: dict[str, Any]) -> dict[str, Any]:
        """For the change form: what it refuses, and what is found in the saved text. The browser checks what came back."""
        options = self.model._meta
        name = f"admin:{options.app_label}_{options.model_name}_check"
        page = context["adminform"].form
        rows = [form for inline in context["inline_admin_formsets"] for form in inline.formset.forms]
        is_saved = draft is not None and not page.is_bound
        places = FormPlaces(page, rows)
        found = shown_of_saved(draft.item, places) if draft and is_saved else Shown([])
        return {
            "media": context["media"] + CHECKING_MEDIA,
            "to_mend": refused_by_form(page, rows),
            "facts": facts_to_add(draft.item, places) if draft and is_saved else [],
            **panel(found, draft.item if draft else None, acting_contributor_or_none(request)),
            "is_saved": is_saved,
            "is_typed": page.is_bound,
            "check_address": reverse(name, args=[draft.pk]) if draft else reverse(f"{name}_new"),
        }


def shown_of_typed(typed: Typed, item: Item | None) -> Shown:
    """What is found in a text that is not saved."""
    site = site_findings_in(typed.signed, SiteView(item, clock.today()), typed.listing)
    terms = keeping.marked_terms(typed.listing)
    findings = [*findings_in(typed.signed, typed.listing, terms), *site]
    if not is_begun(typed.signed):  # everything is missing from it; to say so would help nobody
        findings = [finding for finding in findings if finding.place.words]
    return shown(findings, FormPlaces(typed.forms[0], typed.forms[1:]), item)


def shown_of_saved(item: Item, places: FormPlaces) -> Shown:
    """What is found in the newest saved text."""
    head = Revision.objects.with_texts().filter(pk=item.head_id or 0).first()
    found = keeping.findings_of(head) if head is not None and head.signed.text else []
    return shown(found, places, item)
