"""What a form says of a field that was left empty: which one it is, and what to do there."""

from __future__ import annotations

from django import forms
from django.forms.utils import pretty_name
from django.utils.text import capfirst

# The first that fits; a date is no choice, and a choice is no text.
WHAT_TO_DO: list[tuple[type[forms.Field], str]] = [
    (forms.BooleanField, "Tick “{label}”: this cannot go on without it."),
    (forms.FileField, "Choose a file under “{label}”."),
    (forms.ChoiceField, "Nothing is chosen under “{label}”: choose here."),
    (forms.ModelChoiceField, "Nothing is chosen under “{label}”: choose here."),
    (forms.DateField, "“{label}” is empty: give the day here."),
    (forms.IntegerField, "“{label}” is empty: write the number here."),
]
OTHERWISE = "“{label}” is empty: write it here."


class NamesEmptyFields(forms.BaseForm):
    """For forms whose fields are filled in by people. A sentence that a field brings itself stays."""

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                words = next((words for kind, words in WHAT_TO_DO if isinstance(field, kind)), OTHERWISE)
                label = capfirst(str(field.label or pretty_name(name)))
                field.error_messages["required"] = words.format(label=label)
        super().full_clean()
