"""A stale save never wins: what happens when somebody else saved while a form was open."""

from __future__ import annotations

import json
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from editorial import errors
from editorial.actions.forms import form_name
from editorial.actions.locks import lock
from editorial.admin.acting import acting_contributor, acting_contributor_or_none
from editorial.admin.draftform import DraftForm
from editorial.admin.kept import BUTTONS
from editorial.admin.mixin import AdminMixin, is_key, noted
from editorial.canonical import digest
from editorial.clashes import has_choices
from editorial.merging import Merge, Settled
from editorial.models import Draft, Revision


def token_of(posted: QueryDict) -> str:
    """Names this very post, so that a double click is one save; the same form with other words in it is another.

    It begins with the name of the form, by which a state of it that comes in late is known to be saved.
    """
    if not posted.get("token"):
        return ""
    left_out = {*BUTTONS, "typed"}
    content = sorted((name, value) for name, values in posted.lists() if name not in left_out for value in values)
    return form_name(posted) + digest(json.dumps(content))[:24]


def saved_by_twin(request: HttpRequest) -> int | None:
    """The item of the other post of a double click, which won the race to the database."""
    token = token_of(request.POST)
    twin = Revision.objects.filter(by=acting_contributor(request), token=token).first() if token else None
    return twin.item_id if twin else None


class StaleSaveMixin(AdminMixin):
    """Compares what a form was based on with the newest text, before the form is bound. `kind_name` names the kind."""

    form = DraftForm
    kind_name = ""

    # The lock comes first, then the reading.
    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        if not (object_id.isascii() and object_id.isdecimal()):
            return None  # "+5" and " 5" are the number 5 to the database, and would go round the lock
        if request.method == "POST" and connection.in_atomic_block:
            self._notice_other_save(request, object_id)
        draft = super().get_object(request, object_id, from_field)
        if draft is not None:
            noted(request).page_item = draft.item
        return draft

    def _notice_other_save(self, request: HttpRequest, object_id: str) -> None:
        item_id = self.model._base_manager.filter(pk=object_id).values_list("item_id", flat=True).first()
        if item_id is None or "_preview" in request.POST:
            return
        item = lock(item_id)
        head, token = item.head, token_of(request.POST)
        if head is None or str(head.pk) == (request.POST.get("_over") or request.POST.get("based_on")):
            return
        if token and head.token == token:
            raise errors.AlreadySaved(item.pk)
        noted(request).conflict = head

    def _merge(self, request: HttpRequest, obj: Draft | None) -> Merge | Settled | None:
        """The merge of a stale post, or what its editor chose when it was posted again, made once; else None."""
        is_stale = getattr(request, "conflict", None) is not None
        if obj is None or not (is_stale or has_choices(request.POST)):
            return None
        if not connection.in_atomic_block:  # a question about what is typed saves nothing, so it settles nothing
            return None
        if not hasattr(request, "merge"):
            item = lock(obj.item_id)
            number = request.POST.get("based_on", "")
            based_on = item.revisions.with_texts().filter(pk=number).first() if is_key(number) else None
            settled = Settled(obj, item.kind, request.POST)
            noted(request).merge = Merge(item, obj, based_on, request.POST) if is_stale else settled
        merge: Merge | Settled = noted(request).merge
        return merge

    # The refusal is an error of the form: everything typed is shown again, nothing is written or logged.
    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = cast(type[DraftForm], super().get_form(request, obj, change=change, **kwargs))
        form.kind_name = self.kind_name
        form.merge = self._merge(request, obj)
        form.refusal = getattr(request, "refusal", None)
        if isinstance(form.merge, Merge) and form.refusal is None:
            head = form.merge.head
            refused = errors.StaleDraft(by=head.by.name, number=head.number)
            form.refusal = ValidationError(str(refused), code=refused.code)
        return form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        kwargs["form_kwargs"] = {"language": obj.item.language if obj and obj.pk else "en"}
        merge = self._merge(request, obj)
        if merge is not None and "data" in kwargs:
            formset = inline.get_formset(request, obj)
            live = list(kwargs["queryset"].filter(**{formset.fk.name: obj.pk}).order_by("pk"))
            merge.rows(formset.form, kwargs["data"], prefix, live)
            kwargs["queryset"] = kwargs["queryset"].order_by("pk")
        return kwargs

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Whoever had pressed “Save and continue” before two texts clashed stays in the form."""
        if "_over" in request.POST and "_stays" in request.POST:
            return HttpResponseRedirect(request.path)
        return super().response_post_save_change(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever begins a page is its author, and writes it here, until the form says otherwise."""
        person = acting_contributor_or_none(request)
        authors = [person.pk] if person else []
        return {
            "authors": authors,
            "text_origin": Draft.Origin.ORIGINAL,
            **super().get_changeform_initial_data(request),
        }
