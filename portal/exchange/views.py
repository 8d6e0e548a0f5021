"""The pages for export and import in the admin: a trial first, then the import of exactly the rows that were tried."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.contrib.admin.sites import site
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.admin.acting import acting_contributor_or_none
from portal.exchange import formats
from portal.exchange.refusals import FileRefused
from portal.exchange.running import run
from portal.exchange.tables import TABLES, Table

# A request must end soon; the command takes more.
MOST_ROWS = 500
MOST_BYTES = 5 * 2**20


class ImportForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=f"JSON, CSV or XLSX, {MOST_BYTES // 2**20} MB and {MOST_ROWS} rows at most. First you see what would "
        "become of each row.",
        widget=forms.FileInput(attrs={"accept": ".json,.csv,.xlsx"}),
    )


def table_named(name: str) -> Table:
    if name not in TABLES:
        raise Http404("There is no such list.")
    return TABLES[name]


def may(user: Any, verb: str, table: Table) -> bool:
    """May this account do `verb` (view, add, change) with what the table holds?"""
    options = table.model._meta
    return bool(user.has_perm(f"{options.app_label}.{get_permission_codename(verb, options)}"))


@require_safe
@never_cache
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The page to choose a format; with `?format=` the file."""
    table = table_named(name)
    if not may(request.user, "view", table):
        raise PermissionDenied
    ending = request.GET.get("format", "")
    if ending not in formats.FORMATS:
        return _show(request, table, "Export", "editorial/exchange/export.html", formats=formats.FORMATS)
    day = timezone.localdate().isoformat()
    headers = {"Content-Disposition": f'attachment; filename="{table.name}-{day}.{ending}"'}
    return HttpResponse(table.export(ending), content_type=formats.MEDIA_TYPES[ending], headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bring_in(request: HttpRequest, name: str) -> HttpResponse:
    """A file is tried and its report shown; the rows travel in the report, and its button imports them."""
    table = table_named(name)
    if not (may(request.user, "add", table) and may(request.user, "change", table)):
        raise PermissionDenied
    person = acting_contributor_or_none(request)
    is_trial = "kept" not in request.POST
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" and is_trial else ImportForm()
    context: dict[str, Any] = {"form": form, "person": person}
    if request.method == "POST" and (not is_trial or form.is_valid()):
        try:
            data, ending = _uploaded(form.cleaned_data["file"]) if is_trial else _kept(request.POST)
            rows = _few(formats.read(data, ending))
            report = run(table, rows, person, is_trial=is_trial, is_table=ending != "json", is_shown=True)
        except FileRefused as refused:
            form.errors["file"] = form.error_class([str(refused)])
        else:
            context |= {"report": report, "kept": packed(data) if is_trial else "", "ending": ending}
    return _show(request, table, "Import rows of", "editorial/exchange/import.html", **context)


def _uploaded(file: UploadedFile[Any]) -> tuple[bytes, str]:
    ending = formats.ending_of(file.name or "")
    if (file.size or 0) > MOST_BYTES:
        raise FileRefused(f"This file is larger than {MOST_BYTES // 2**20} MB. Use manage.py import_content for it.")
    return file.read(), ending


def packed(data: bytes) -> str:
    """A file for a hidden field: no machine has to remember it between the trial and the import."""
    return base64.b64encode(zlib.compress(data, 9)).decode()


def _kept(posted: Any) -> tuple[bytes, str]:
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(base64.b64decode(posted["kept"], validate=True), MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise FileRefused("The rows of the trial were lost on the way. Choose the file again.") from error
    ending = posted.get("ending", "")
    if unpacking.unconsumed_tail or ending not in formats.FORMATS:
        raise FileRefused("The rows of the trial were lost on the way. Choose the file again.")
    return data, ending


def _few(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(rows) > MOST_ROWS:
        raise FileRefused(f"This file has more than {MOST_ROWS} rows. Use manage.py import_content for it.")
    return rows


def _show(request: HttpRequest, table: Table, title: str, template: str, **context: Any) -> HttpResponse:
    everything = {
        **site.each_context(request),
        "title": f"{title} {table.title}",
        "table": table,
        "opts": table.model._meta,
        **context,
    }
    return TemplateResponse(request, template, everything)


urls = [
    path("exchange/<slug:name>/export/", site.admin_view(export), name="exchange_export"),
    path("exchange/<slug:name>/import/", site.admin_view(bring_in), name="exchange_import"),
]
