"""The form of a draft: what it was based on, its address, and what to say when it cannot be saved."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict

from editorial import errors, policy
from editorial.empty_fields import NamesEmptyFields
from editorial.models import Item
from editorial.tag_field import TagsField
from editorial.translating import live_text_of

if TYPE_CHECKING:
    from editorial.merging import Merge, Settled


def spell_checked(form: forms.BaseForm, language: str) -> None:
    """The browser checks the spelling of everything that is written, in the language of the page."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.TextInput | forms.Textarea) and not field.widget.is_hidden:
            field.widget.attrs |= {"lang": language, "spellcheck": "true"}


class DraftForm(NamesEmptyFields, forms.ModelForm):  # type: ignore[type-arg]
    """`refusal` is set when the post must not be saved; `merge` when somebody else saved in between."""

    refusal: ClassVar[ValidationError | None] = None
    merge: ClassVar[Merge | Settled | None] = None

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    # Counts the states of one form, so that an older one never takes the place of a newer one (actions/forms.py).
    typed = forms.IntegerField(widget=forms.HiddenInput, required=False)
    slug = forms.CharField(
        label="Address",
        required=False,
        max_length=80,
        help_text="The last part of the address. Leave it empty: it is made from the title. Fixed once the page is live.",
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False, help_text="It cannot be changed later.")

    tags = TagsField(
        required=False, help_text="Parted by commas. For a tag that is not there yet write + before it: +new tag"
    )

    follows_source = forms.BooleanField(
        label="It now says what its source says",
        required=False,
        help_text="Tick this when the text was brought up to date with the page that it translates. Readers are then "
        "no longer told that it is behind.",
    )

    source_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.initial["token"] = str(uuid.uuid4())
        if self.instance.pk:
            # From the row that was read first: a page that was saved while this form was being read is then refused.
            self.initial["based_on"] = self.instance.item.head_id
            self.initial["slug"] = self.instance.item.slug
        spell_checked(self, self._language())
        if self.instance.translation_of is not None and (source_text := live_text_of(self.instance.translation_of)):
            self.initial["source_seen"] = source_text.pk
        if self.merge is not None and self.is_bound:
            data = cast(QueryDict, self.data).copy()
            self.merge.fields(self, data, "")
            self.data = data

    def clean_slug(self) -> str:
        """Refuse an address early, beside its field; the action checks again under the lock."""
        slug = policy.slug_from(self.cleaned_data["slug"] or "")
        if self.cleaned_data["slug"] and not slug:
            raise ValidationError("Write the address with letters, digits and hyphens, or leave it empty.")
        item = self._item()
        if slug and slug != item.slug:
            try:
                policy.check_address(item, slug)
            except errors.Refused as refused:
                raise ValidationError(str(refused), code=refused.code) from refused
        return slug

    def _item(self) -> Item:
        if self.instance.pk:
            item: Item = self.instance.item
            return item
        return Item(kind=self.kind_name, language=self.data.get("language") or "en")

    kind_name: ClassVar[str] = ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None:
            raise self.refusal
        self._pin_to_source()
        return cleaned

    def _pin_to_source(self) -> None:
        """Keep which text of its source a translation was made from: of a new source the live one, later when asked."""
        source: Item | None = self.cleaned_data.get("translation_of")
        if source is None:
            self.instance.translated_from = None
        elif source.kind != self.kind_name or source.language == self._language():
            sentence = "A translation is of a page of the same kind in another language. Choose that page."
            self.add_error("translation_of", ValidationError(sentence, code="not_a_source"))
        elif source.pk != self.initial.get("translation_of"):
            self.instance.translated_from = live_text_of(source)
        elif self.cleaned_data.get("follows_source"):
            newest = live_text_of(source)
            if newest is None or newest.pk != self.cleaned_data.get("source_seen"):
                sentence = "The source changed again while this form was open. Look at what changed, then tick this."
                self.add_error("follows_source", ValidationError(sentence, code="source_moved"))
            self.instance.translated_from = newest

    def _language(self) -> str:
        return self._item().language


class RowForm(NamesEmptyFields, forms.ModelForm):  # type: ignore[type-arg]
    """The form of a block or a question: it says which row it speaks of, also after that row is gone."""

    block_uid = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell_checked(self, language)
        self.fields["block_uid"].has_changed = lambda initial, data: False  # type: ignore[method-assign]
        if self.instance.pk:
            self.initial["block_uid"] = str(self.instance.uid)
