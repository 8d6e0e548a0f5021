"""Imports in the admin: the list of them, the page that takes files in, and the report of each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import date as spelled
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from articles.forms import ImportForm
from articles.importing import words
from articles.importing.bringing import Brought
from articles.importing.shown import shown
from articles.importing.uploads import bring_all
from articles.models import Article, ImportedFile
from editorial import errors, registry
from editorial.actions.locks import document_of
from editorial.admin.acting import acting_contributor, acting_contributor_or_none
from editorial.checks.findings import ORDER
from editorial.checks.keeping import findings_of


@admin.register(ImportedFile)
class ImportedFileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is changed or removed here: what was brought in stays on the list."""

    list_display = ("name", "format", "brought_in", "by_whom", "outcome")
    list_filter = ("format",)
    list_select_related = ("by", "article")
    list_per_page = 50
    search_fields = ("name", "article__title")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        person = acting_contributor_or_none(request)
        return person is not None and person.may("save_draft")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Imports", **(extra_context or {})})

    @admin.display(description="brought in", ordering="at")
    def brought_in(self, obj: ImportedFile) -> str:
        return spelled(obj.at, "j F Y, H:i")

    @admin.display(description="by", ordering="by__name")
    def by_whom(self, obj: ImportedFile) -> str:
        return obj.by.name

    @admin.display(description="became")
    def outcome(self, obj: ImportedFile) -> str:
        if obj.article is None:
            return obj.refusal
        address = reverse("admin:articles_article_change", args=[obj.article.pk])
        return format_html('<a href="{}">{}</a>', address, obj.article.title)

    # The page that takes files in

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
        wants_json = request.headers.get("Accept") == "application/json"
        if form.is_bound and form.is_valid():
            try:
                brought = bring_all(**form.cleaned_data, by=acting_contributor(request))
            except errors.Refused as refused:
                form.add_error(None, str(refused))
            else:
                if wants_json:
                    return JsonResponse({"files": [self.told(request, each) for each in brought]})
                return self.lead_on(request, brought)
        if form.is_bound and wants_json:
            sentences = [str(error) for found in form.errors.values() for error in found]
            return JsonResponse({"sentence": " ".join(sentences)}, status=400)
        context = self.admin_site.each_context(request) | {"title": "Import texts", "opts": self.opts, "form": form}
        return TemplateResponse(request, "articles/import_form.html", context, status=400 if form.errors else 200)

    def lead_on(self, request: HttpRequest, brought: list[Brought]) -> HttpResponse:
        """To the report of one file, or to the list of several."""
        for each in brought:
            is_good = each.refusal is None and each.is_new
            sentence = self.told(request, each)["sentence"]
            messages.add_message(request, messages.SUCCESS if is_good else messages.WARNING, sentence)
        if not self.has_view_permission(request):
            return HttpResponseRedirect(request.path)
        if len(brought) == 1 and (address := self.told(request, brought[0])["url"]):
            return HttpResponseRedirect(address)
        return HttpResponseRedirect(reverse("admin:articles_importedfile_changelist"))

    def told(self, request: HttpRequest, brought: Brought) -> dict[str, Any]:
        """A sentence about one file, and where its report is. Of drafts that this person may not see it names none."""
        entry, is_old = brought.file, brought.refusal is None and not brought.is_new
        may_see = self.has_view_permission(request, entry)
        if is_old:
            may_see = may_see and request.user.has_perm("articles.view_article")
        address = reverse("admin:articles_importedfile_change", args=[entry.pk]) if may_see else ""
        if brought.refusal is not None:
            sentence = f"“{brought.name}” was not imported. {brought.refusal}"
        elif brought.is_new:
            sentence = f"“{brought.name}” is the draft “{entry.article}” now. Its report says what to look at."
        else:
            before = f", on {spelled(entry.at, 'j F Y')}, as “{entry.article}”" if may_see else ""
            sentence = f"“{brought.name}” was imported before{before}. Nothing was changed."
        return {"name": brought.name, "sentence": sentence, "url": address, "is_refused": brought.refusal is not None}

    # The report

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404("There is no such import.")
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": "What became of the file",
            "opts": self.opts,
            "entry": entry,
            "report": shown(entry.report),
            "may_import": self.has_add_permission(request),
            **(standing_of(entry.article) if entry.article else {}),
        }
        return TemplateResponse(request, "articles/import_report.html", context)


def standing_of(article: Article) -> dict[str, Any]:
    """What the draft lacks today, and how many findings its text has."""
    head = article.item.head
    if head is None or not head.signed.text:
        return {"article": article}
    findings = findings_of(head)
    counts = {severity.value: sum(f.severity is severity for f in findings) for severity in ORDER}
    return {
        "article": article,
        "missing": registry.kind_named("article").missing(document_of(head)),
        "findings": words.found(counts),
    }
