"""The forms of the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from editorial.empty_fields import NamesEmptyFields
from library.cutting import Cut, cut_of, part_of, show_part
from library.models import Picture
from library.pictures import MAX_BYTES, PictureRefused, Redrawn, keep, redrawn

WORDS = ("name", "alt", "credit", "licence")


class LibraryForm(NamesEmptyFields, forms.ModelForm):  # type: ignore[type-arg]
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


def percent(label: str) -> forms.IntegerField:
    """A place in the picture; left empty, it stays where it is."""
    widget = forms.NumberInput(attrs={"class": "vIntegerField"})
    return forms.IntegerField(label=label, min_value=0, max_value=100, required=False, widget=widget)


class PictureForm(LibraryForm):
    """The words of a picture, the part of it that is shown, and what must stay visible."""

    left = percent("Left edge")
    top = percent("Top edge")
    right = percent("Right edge")
    bottom = percent("Bottom edge")
    focus_x = percent("From the left")
    focus_y = percent("From the top")

    class Meta:
        model = Picture
        fields = (*WORDS, "focus_x", "focus_y")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(cut_of(self.instance)._asdict())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in (*Cut._fields, "focus_x", "focus_y"):
            if cleaned.get(name, 0) is None:
                cleaned[name] = self.initial[name]
        if not all(name in cleaned for name in Cut._fields):
            return cleaned
        self.cut = Cut(*(cleaned[name] for name in Cut._fields))
        if self.cut.left >= self.cut.right or self.cut.top >= self.cut.bottom:
            sentence = "Nothing is left. The left edge must be smaller than the right one, the top than the bottom."
            raise ValidationError(sentence, code="nothing_left")
        try:
            self.part = part_of(self.instance, self.cut) if self.cut != cut_of(self.instance) else None
        except PictureRefused as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if self.cut != cut_of(self.instance):
            show_part(self.instance, self.cut, self.part)
        return super().save(commit)
