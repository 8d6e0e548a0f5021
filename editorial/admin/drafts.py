"""The admin of drafts: ordinary forms that never overwrite somebody else's text and end in `save_draft`.

The documented hooks used, in the order in which Django calls them:

    get_object          locks the item, then reads; notices that somebody else saved meanwhile   (stale.py)
    get_form            gives the form its refusal and its merge                                  (stale.py)
    get_formset_kwargs  fits the posted blocks to the rows as they are now                        (stale.py)
    save_model          gives a new draft its item
    save_related        after many-to-many, tags and blocks: preview, or `save_draft`
    changeform_view     outside the transaction: turns a refusal into the same form with the text kept
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from editorial import actions, errors, registry
from editorial.actions.locks import lock
from editorial.admin.acting import acting_contributor
from editorial.admin.checking import CheckedFormMixin
from editorial.admin.duplicating import DuplicateMixin
from editorial.admin.mixin import noted
from editorial.admin.preview import render_preview
from editorial.admin.stale import StaleSaveMixin, saved_by_twin, token_of
from editorial.admin.standing import reading_page, standing_of
from editorial.admin.suggesting import ChoosersMixin
from editorial.admin.typed import TypedFormMixin
from editorial.canonical import canonical
from editorial.models import Draft

STAYING = {"_continue", "_stays"}


class Preview(Exception):
    """Raised out of the transaction of a preview, so that nothing of it stays."""

    def __init__(self, signed: dict[str, Any], listing: dict[str, Any]) -> None:
        super().__init__()
        self.signed, self.listing = signed, listing


class DraftAdmin(ChoosersMixin, StaleSaveMixin, TypedFormMixin, DuplicateMixin, CheckedFormMixin):
    """Put it before ContentEditor or ModelAdmin. `kind_name` names the registered kind."""

    change_form_template = "editorial/draft_change_form.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # drafts are kept with their history; pages are withdrawn

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("item__publication")

    def was_public(self, obj: Draft) -> bool:
        """Did the page ever have a public address? Then only the step “change address” changes it."""
        return obj.item.addresses.exists()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            language = form.cleaned_data.get("language") or "en"
            obj.item = actions.new_item(kind=self.kind_name, language=language, by=acting_contributor(request))
        super().save_model(request, obj, form, change)

    # The rows are written; now freeze them, or show them and forget.
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if "_clone" in request.POST:
            raise PermissionDenied  # content-editor's cloning copies any block of any page, without a lock
        super().save_related(request, form, formsets, change)
        draft = form.instance
        if "_preview" in request.POST:
            snapshot = registry.kind_named(self.kind_name).snapshot(draft)
            raise Preview(json.loads(canonical(snapshot.signed)), json.loads(canonical(snapshot.listing)))
        actions.save_draft(
            draft=draft,
            by=acting_contributor(request),
            based_on=lock(draft.item_id).head_id if change else None,
            slug=form.cleaned_data.get("slug") if "slug" in form.data else None,
            token=token_of(request.POST),
        )
        actions.form_was_saved(user=request.user, item=draft.item, saved=request.POST)
        self.leave(request, draft.item)

    # Outside the transaction: what was refused late is rolled back; the same post is shown again as refused.
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        reader = self._reader_of(request, object_id)
        if reader is not None:
            return reading_page(request, self.admin_site, reader)
        try:
            response = self._answer(request, object_id, form_url, extra_context)
        except Preview as shown:
            return render_preview(
                request, shown.signed, shown.listing, banner="This is what you have typed. It is not saved."
            )
        except errors.AlreadySaved as saved:
            return self._back_to(saved.item_id)
        except IntegrityError:
            twin = saved_by_twin(request)
            if twin is None:
                raise
            return self._back_to(twin)
        if not getattr(request, "is_replayed", False):
            self.keep_if_refused(request, object_id)
        return response

    def _reader_of(self, request: HttpRequest, object_id: str | None) -> Any:
        """The draft, if this person may see it and not change it: they read the page, not a form that is closed."""
        if request.method != "GET" or object_id is None:
            return None
        draft = self.get_object(request, unquote(object_id))
        may_see = draft is not None and self.has_view_permission(request, draft)
        return draft if may_see and not self.has_change_permission(request, draft) else None

    def _answer(self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any) -> HttpResponse:
        """Django's own view; a refusal that comes after the rows were written is shown in a second pass."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except errors.AlreadySaved:
            raise
        except errors.Refused as refused:
            noted(request).refusal = ValidationError(str(refused), code=refused.code)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _back_to(self, item_id: int) -> HttpResponse:
        draft = self.model._base_manager.get(item_id=item_id)
        return HttpResponseRedirect(self.change_url(draft.pk))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        merge = getattr(request, "merge", None) if getattr(request, "conflict", None) else None
        context |= {"conflict": merge, "refusal": getattr(request, "refusal", None), **self.about_kept(request, obj)}
        context["stays"] = STAYING & set(request.POST)  # who asked to stay in the form stays when the clash is settled
        context |= self.about_findings(request, obj, context)
        if obj is not None:
            context |= standing_of(request, obj)
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        if merge is not None or context["refusal"]:
            response.status_code = 409
        return response
