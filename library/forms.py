"""The forms of the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from library.models import Picture
from library.pictures import MAX_BYTES, PictureRefused, Redrawn, keep, redrawn

WORDS = ("name", "alt", "credit", "licence")


class LibraryForm(forms.ModelForm):  # type: ignore[type-arg]
    """Says in its place why an action refused what was typed (`refusal`)."""

    refusal: ValidationError | None = None

    def clean(self) -> dict[str, Any] | None:
        if self.refusal is not None:
            raise self.refusal
        return super().clean()


class NewPictureForm(LibraryForm):
    upload = forms.FileField(
        label="Picture",
        help_text="PNG, JPEG or WebP, 10 MB and 24 million pixels at most. Place and camera data are taken out.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    class Meta:
        model = Picture
        fields = WORDS

    def clean_upload(self) -> Redrawn:
        """The picture, drawn anew."""
        try:
            return redrawn(self.cleaned_data["upload"].read(MAX_BYTES + 1))
        except PictureRefused as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal

    def save(self, commit: bool = True) -> Any:
        words = {name: self.cleaned_data[name] for name in WORDS}
        self.instance = keep(self.cleaned_data["upload"], **words)
        return self.instance

    def save_m2m(self) -> None:
        """A picture has no relations; the admin asks all the same."""
