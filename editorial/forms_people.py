"""Forms about people and their accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError

from editorial.empty_fields import NamesEmptyFields
from editorial.models import Contributor


class ContributorForm(NamesEmptyFields, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Contributor
        exclude: list[str] = []

    def clean(self) -> dict[str, Any]:
        """A verified address belongs to one person: the account that takes it over must answer at it."""
        data: dict[str, Any] = super().clean() or {}
        user = data.get("user")
        takes_over = "user" in self.changed_data and self.instance.has_verified_email
        if user is not None and takes_over and user.email.casefold() != self.instance.email.casefold():
            sentence = "The account’s e-mail address is not the verified one of this person. Make them the same first."
            self.add_error("user", ValidationError(sentence, code="other_address"))
        return data


class _WithRoles(forms.ModelForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"] = forms.ModelMultipleChoiceField(
                Group.objects.order_by("pk"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                label="Roles",
                help_text="A clinical lead verifies people; nobody can verify or sign their own work.",
            )


class AccountForm(_WithRoles, UserChangeForm):  # type: ignore[type-arg]
    pass


class NewAccountForm(_WithRoles, AdminUserCreationForm):  # type: ignore[type-arg]
    """Every account is for somebody who works here, so it may open the admin; its roles say what it may do there."""

    email = forms.EmailField(required=True, help_text="For signing in, and for the mails of the site.")

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "email", "groups")

    def save(self, commit: bool = True) -> Any:
        self.instance.is_staff = True
        return super().save(commit)
