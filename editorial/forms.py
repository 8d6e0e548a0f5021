"""The forms of the steps: what a person types before an action runs. The rules are the actions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from editorial import clock, errors, policy
from editorial.actions.locks import document_of
from editorial.empty_fields import NamesEmptyFields
from editorial.models import Contributor, Feedback, Item, Publication, Revision, SignOff

if TYPE_CHECKING:
    from editorial.admin.findings_shown import Line

SCAN_MAX_BYTES = 10 * 2**20
# By what a file begins with: its name and what the browser says about it prove nothing.
SCAN_KINDS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def people_who_may(action: str) -> QuerySet[Contributor]:
    """Contributors whose account may do `action` (as `Contributor.may` asks, for many)."""
    permissions = Permission.objects.filter(
        codename=action, content_type__app_label="editorial", content_type__model="item"
    )
    return (
        Contributor.objects.filter(user__is_active=True, user__is_staff=True)
        .filter(Q(user__groups__permissions__in=permissions) | Q(user__user_permissions__in=permissions))
        .distinct()
    )


def people_who_may_review(item: Item) -> QuerySet[Contributor]:
    """Verified people who did not write this text. Whoever has no account signs on paper or by e-mail."""
    wrote = Revision.objects.filter(item=item).values("by")
    people = (
        Contributor.objects.filter(
            Q(user__isnull=True) | Q(pk__in=people_who_may("sign_off").values("pk")), consents_to_be_named=True
        )
        .exclude(pk__in=wrote)
        .prefetch_related("credentials")
    )
    today = clock.today()
    verified = [p.pk for p in people if p.has_verified_email and p.usable_credential(today)]
    return Contributor.objects.filter(pk__in=verified)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.role_title}" if obj.role_title else str(obj.name)


class SignOffField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reviewer.name}, signed on {obj.signed_on:%d %B %Y} (revision {obj.revision.number})"


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def reason(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class StepForm(NamesEmptyFields, forms.Form):
    """A step of `item`, taken by `person` (None: somebody without a contributor, whom the action will refuse)."""

    def __init__(self, *args: Any, item: Item, person: Contributor | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.person = item, person
        for field in self.fields.values():
            if isinstance(field, forms.BooleanField):
                field.label_suffix = ""  # a sentence to agree to

    def choose_from(self, field: str, people: QuerySet[Contributor], nobody: str) -> None:
        chooser = self.fields[field]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = people
        if not people.exists():
            chooser.help_text = nobody


class RevisionForm(StepForm):
    """Names the revision that the page showed, so that the action acts on exactly that one."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_revision(self) -> Revision:
        revision = Revision.objects.with_texts().filter(item=self.item, pk=self.cleaned_data["revision"]).first()
        if revision is None:
            raise ValidationError(
                "This text does not belong to this page. Open the step again.", code="unknown_revision"
            )
        if not revision.signed.text:
            raise ValidationError(str(errors.TextRemoved()), code=errors.TextRemoved.code)
        return revision


class PublishForm(RevisionForm):
    note = forms.CharField(
        label="What changed, for patients",
        required=False,
        max_length=300,
        help_text="One plain sentence for the list of changes on the page, where its text or its review is new. Such as: "
        "Added the signs of too much calcium.",
    )
    is_small = forms.BooleanField(
        label="Only small things changed, such as spelling: readers need no sentence", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Publication.objects.live().filter(item=self.item).exists():
            del self.fields["is_small"]  # readers have seen nothing before

    def clean(self) -> dict[str, Any]:
        """Readers of a page that says something else than before are told what."""
        cleaned = super().clean() or self.cleaned_data
        revision, live = cleaned.get("revision"), Publication.objects.live().filter(item=self.item).first()
        is_other_text = revision is not None and live is not None and live.revision.digest != revision.digest
        if is_other_text and "note" in cleaned and not cleaned["note"].strip() and not cleaned.get("is_small"):
            sentence = "Write in a sentence what is new for readers, or tick below that only small things changed."
            self.add_error("note", ValidationError(sentence, code="change_untold"))
        return cleaned


NOBODY_MAY_REVIEW = (
    "Nobody can review this text yet. A clinical lead verifies a reviewer’s credential and e-mail address under "
    "Contributors, and records the consent to be named."
)


class SubmitForm(RevisionForm):
    reviewer = PersonField(
        Contributor.objects.none(), required=False, empty_label="Any reviewer", help_text="They get an e-mail."
    )
    note = reason("Note for the reviewer", "What you would like checked most closely.", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_who_may_review(self.item).exclude(pk=self.person.pk if self.person else 0)
        self.choose_from("reviewer", people, NOBODY_MAY_REVIEW)


class RequestChangesForm(RevisionForm):
    note = reason("What should be changed", "Sent to the owner and kept with the history.")


class SignForm(RevisionForm):
    has_read = forms.BooleanField(label="I have read the whole text and vouch for it")
    evidence_searched_on = forms.DateField(
        label="Evidence searched on",
        widget=Day,
        help_text="The day on which the evidence behind this text was last looked up.",
    )
    months = forms.IntegerField(label="Months until the next review", min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.item.put_forward is not None:
            longest = policy.review_months(document_of(self.item.put_forward))
            self.fields["months"].initial = self.initial.get("months", longest)
            self.fields[
                "months"
            ].help_text = f"{longest} at most for a text of this kind. A longer time is shortened to that."


class RecordForm(RevisionForm):
    reviewer = PersonField(Contributor.objects.none(), label="Who signed")
    how = forms.ChoiceField(
        label="How it was given", choices=[(SignOff.How.PAPER, "On paper"), (SignOff.How.EMAIL, "By e-mail")]
    )
    scan = forms.FileField(
        help_text="The signed paper or the e-mail as PDF, PNG or JPEG, 10 MB at most. Patients never see it."
    )
    signed_on = forms.DateField(widget=Day)
    evidence_searched_on = forms.DateField(label="Evidence searched on", widget=Day)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("reviewer", people_who_may_review(self.item), NOBODY_MAY_REVIEW)

    def clean_scan(self) -> UploadedFile[Any]:
        scan: UploadedFile[Any] = self.cleaned_data["scan"]
        if (scan.size or 0) > SCAN_MAX_BYTES:
            raise ValidationError("This file is larger than 10 MB. Scan it with fewer dots per inch.", code="too_large")
        beginning = scan.read(16)
        scan.seek(0)
        kind = next((kind for magic, kind in SCAN_KINDS.items() if beginning.startswith(magic)), "")
        if not kind:
            raise ValidationError(
                "This is no PDF, PNG or JPEG file. Scan the paper again as one of them.", code="wrong_kind"
            )
        self.cleaned_data["scan_kind"] = kind
        return scan


class SignOffForm(StepForm):
    """Names one of the sign-offs that the page offers."""

    sign_off = SignOffField(SignOff.objects.none(), empty_label=None, label="Sign-off", widget=forms.RadioSelect)

    def __init__(self, *args: Any, sign_offs: QuerySet[SignOff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["sign_off"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = sign_offs.select_related("reviewer", "revision").order_by("-pk")
        newest = chooser.queryset.first()
        chooser.initial = self.initial.get("sign_off", newest.pk if newest else None)


class ConfirmForm(SignOffForm):
    has_compared = forms.BooleanField(label="I have opened the scan, and it says what this record says")


class RevokeForm(SignOffForm):
    reason = reason("Reason", "Kept with the history.")


class WaiveForm(RevisionForm):
    reason = reason("Reason", "Why patients are better off with an unreviewed text. Kept with the history.")
    until = forms.DateField(label="Allowed until", widget=Day, help_text="Within twelve months.")


class WaiveFindingForm(RevisionForm):
    finding = forms.ChoiceField(label="What may pass", widget=forms.RadioSelect)
    reason = reason("Reason", "Why patients are not harmed by it. Kept with the history, and shown beside the text.")
    until = forms.DateField(
        label="Until", widget=Day, help_text="Within twelve months. After that day it blocks again."
    )

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["finding"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(line.finding.fingerprint, _words_of(line)) for line in lines]
        chooser.error_messages["invalid_choice"] = str(errors.FindingNotThere())


def _words_of(line: Line) -> str:
    said = f" “{line.words}”" if line.words else ""
    return f"{line.finding.check}: {line.finding.message}{said} ({line.place.words})"


class WithdrawForm(StepForm):
    reason = reason("Reason", "Patients read it at the old address, so write it for them.")
    replaced_by = forms.CharField(
        label="Page that replaces it",
        required=False,
        max_length=300,
        help_text="Its title or its address, as /en/broken-wrist/. The old address then leads there.",
        widget=forms.TextInput(attrs={"list": "replacements", "autocomplete": "off"}),
    )

    def clean_replaced_by(self) -> Item | None:
        wanted = self.cleaned_data["replaced_by"].strip()
        if not wanted:
            return None
        live = Publication.objects.live().exclude(item=self.item).select_related("item")
        named = Q(title__iexact=wanted, language=self.item.language) | Q(item__addresses__path=urlsplit(wanted).path)
        found = list(live.filter(named).distinct()[:2])
        if not found:
            raise ValidationError("No live page has this title or address.", code="unknown_page")
        if len(found) > 1:
            raise ValidationError("Several pages have this title. Give the address of one.", code="several_pages")
        return found[0].item


class AddressForm(StepForm):
    slug = forms.CharField(
        label="New last part of the address",
        max_length=80,
        help_text="Letters, digits and hyphens. The old address leads here for ever.",
    )


class RestoreForm(RevisionForm):
    based_on = forms.IntegerField(widget=forms.HiddenInput)


class HandOverForm(StepForm):
    to = PersonField(Contributor.objects.none(), label="New owner")
    note = reason("Note", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_who_may("save_draft").exclude(pk=self.item.owner_id or 0)
        self.choose_from("to", people, "There is nobody else who may write drafts.")


class PutAwayForm(StepForm):
    note = reason("Why, in a few words", "Kept with the history.", required=False)


class HandleFeedbackForm(StepForm):
    status = forms.ChoiceField(
        label="This answer was",
        choices=[(Feedback.Status.READ, "Read: nothing to do"), (Feedback.Status.ACTED, "Followed by a change")],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label="What came of it",
        required=False,
        max_length=300,
        help_text="A sentence, such as “The page now says six weeks.” Needed where something was changed.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    removes_text = forms.BooleanField(
        label="Take the words out: they tell who wrote them",
        required=False,
        help_text="A name, a number, an address. They are gone for good; do not repeat them above.",
    )
