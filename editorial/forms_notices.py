"""The form of a notice, and of the steps that let readers see it and end it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from editorial import errors, notice_rules
from editorial.empty_fields import NamesEmptyFields
from editorial.models import Notice

HELP = {
    "level": "Emergency: somebody could be harmed today. Warning: something readers must know before they rely on a "
    "page. Information: everything else. An emergency is shown first and is approved by a clinical lead.",
    "scope": "A notice of a topic also stands on the pages of the topics under it.",
    "language": "It is shown on pages in this language only. Write one notice for each language.",
    "title": "One line that says it all: many read nothing else.",
    "text": "Two or three sentences: what happened, whom it concerns, what to do now.",
    "starts_at": "Shown from this moment, once it is approved.",
    "ends_at": "Gone from this moment, by itself. 90 days after the start at most; then write it anew.",
    "is_ready": "Tick this when it is finished: somebody else is then asked to approve it.",
}
SPOKEN_OF = ("level", "scope", "topic", "page", "language", "title", "text", "starts_at", "ends_at")


class NoticeForm(NamesEmptyFields, forms.ModelForm):  # type: ignore[type-arg]
    """`seen` names the state of the notice that was opened, so that nobody writes over somebody else's change."""

    refusal: ClassVar[ValidationError | None] = None

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    class Meta:
        model = Notice
        fields = (*SPOKEN_OF, "is_ready")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = words

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.refusal is not None:
            raise self.refusal
        if all(cleaned.get(name) for name in ("level", "scope", "language", "starts_at", "ends_at")):
            self._check({name: cleaned.get(name) for name in SPOKEN_OF})
        return cleaned

    def _check(self, said: dict[str, Any]) -> None:
        """The rules of the action, told beside the fields that they are about."""
        try:
            said["text"] = notice_rules.with_addresses(said["text"] or "")
            notice_rules.check(Notice(**{**said, "title": said["title"] or ""}))
        except errors.NoticeRefused as refused:
            for problem in refused.problems:
                if problem.field not in self.errors:
                    self.add_error(problem.field, ValidationError(problem.sentence, code=problem.code))


class NoticeStepForm(NamesEmptyFields, forms.Form):
    """Names the state of the notice that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ApproveNoticeForm(NoticeStepForm):
    has_read = forms.BooleanField(label="I have read it, and readers should see exactly this")
