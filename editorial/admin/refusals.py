"""An act of the gate that is refused while a form is saved is told in that form, with what was typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from editorial import errors
from editorial.admin.mixin import AdminMixin, noted


class RefusalsMixin(AdminMixin):
    """The form gets the refusal as `refusal`, and says it."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    # Outside the transaction, which the refusal ended.
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except errors.Refused as refused:
            noted(request).refusal = ValidationError(str(refused), code=refused.code)
            return super().changeform_view(request, object_id, form_url, extra_context)
