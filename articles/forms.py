"""The form that takes pages in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.importing.files import PICTURE_ENDINGS
from articles.importing.formats import ENDINGS, LARGEST, LONGEST_TEXT, MIB

TOO_LONG = (
    f"This text is longer than {LONGEST_TEXT // MIB} MB, the most that can be imported: paste it in several parts."
)
ACCEPT = ",".join([*ENDINGS, *PICTURE_ENDINGS])


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked as one would be."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in given if each]


class ImportForm(forms.Form):
    uploads = ManyFilesField(
        label="Files",
        required=False,
        help_text="Word (.docx), saved web pages (.html), Markdown (.md) or plain text (.txt), 20 at a time, "
        f"up to {LARGEST // MIB} MB each, with up to {LONGEST_TEXT // MIB} MB of text. Choose the pictures of a saved web "
        "page together with it: nothing is fetched from the internet.",
        widget=ManyFilesInput(attrs={"multiple": True, "accept": ACCEPT}),
    )
    pasted = forms.CharField(
        label="Or text to paste",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        error_messages={"max_length": TOO_LONG},
        help_text="Headings, lists, tables and links come along when you paste from Word or a web page.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    pasted_html = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        error_messages={"max_length": TOO_LONG},
        widget=forms.HiddenInput,
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, help_text="The language of what you bring in.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("uploads") and not (data.get("pasted") or "").strip():
            raise ValidationError("Choose at least one file, or paste a text.", code="nothing")
        return data
