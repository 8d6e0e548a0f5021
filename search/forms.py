"""The forms in which editors keep words and recommendations for search. The rules are those of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from editorial.models import Item, Publication
from search.models import LONGEST_ASKED, BestBet, Synonym

SAYS = (
    "As people type it, in eight words at most; small words such as “the” do not matter. Singular and plural are two things "
    "that people say."
)


class KeptForm(forms.ModelForm):  # type: ignore[type-arg]
    """Says in its place why an action refused what was typed (`refusal`)."""

    refusal: ValidationError | None = None

    def clean(self) -> dict[str, Any] | None:
        if self.refusal is not None:
            raise self.refusal
        return super().clean()


class SynonymForm(KeptForm):
    class Meta:
        model = Synonym
        fields = ("language", "asked", "means")
        help_texts = {
            "asked": SAYS,
            "means": "The word or the title that our pages use. Whoever asks the one is shown pages with the other, too; not "
            "the other way round.",
        }


class BestBetForm(KeptForm):
    class Meta:
        model = BestBet
        fields = ("language", "asked", "item", "ordering")
        help_texts = {"asked": f"{SAYS} The page stands first when exactly this is asked and nothing more."}


class GapForm(forms.Form):
    """What a button of the work list sends along."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    asked = forms.CharField(max_length=LONGEST_ASKED)
    page = forms.ModelChoiceField(Item.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["page"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = Item.objects.filter(publication__in=Publication.objects.live()).select_related("publication")
