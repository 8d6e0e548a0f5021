"""The question of find and replace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from editorial import registry
from editorial.models import Topic
from editorial.replacing.pages import WHERE, Scope
from editorial.replacing.words import Wanted


class ReplaceForm(forms.Form):
    find = forms.CharField(label="Words to find", max_length=200)
    replacement = forms.CharField(
        label="Replace them by", max_length=200, required=False, help_text="Left empty, the words are taken out."
    )
    any_part = forms.BooleanField(label="Also inside longer words", required=False)
    ignores_case = forms.BooleanField(
        label="Capitals and small letters are the same",
        required=False,
        help_text="A capital at the beginning stays one.",
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds", required=False, help_text="None ticked: all.", widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(choices=[("", "All languages"), *settings.LANGUAGES], required=False)
    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, empty_label="All topics")
    where = forms.MultipleChoiceField(
        label="Where",
        choices=list(WHERE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: everywhere.",
    )
    after = forms.IntegerField(required=False, min_value=0, max_value=2**31, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, topic = self.fields["kinds"], self.fields["topic"]
        assert isinstance(kinds, forms.MultipleChoiceField) and isinstance(topic, forms.ModelChoiceField)
        kinds.choices = [(kind.name, kind.label) for kind in registry.kinds()]
        topic.queryset = Topic.objects.all()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        wanted, new = data.get("find", ""), data.get("replacement", "")
        if wanted and not any(sign.isalnum() for sign in wanted):
            self.add_error("find", ValidationError("Write at least one letter or digit.", code="no_words"))
        if wanted and wanted == new:
            self.add_error("replacement", ValidationError("These are the same words.", code="same_words"))
        return data

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(data["find"], data["replacement"], not data["any_part"], data["ignores_case"])

    def scope(self) -> Scope:
        data = self.cleaned_data
        topic = data["topic"].pk if data["topic"] else None
        return Scope(tuple(data["kinds"]), data["language"], topic, tuple(data["where"]))
