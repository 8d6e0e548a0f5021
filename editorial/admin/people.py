"""People: contributors with their credentials, and the accounts they sign in with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin  # its module registers accounts and groups, whatever is imported first
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from editorial import clock
from editorial.actions.locks import raise_generation
from editorial.admin.verifying import words_about_credential, words_about_email
from editorial.forms_people import AccountForm, ContributorForm, NewAccountForm
from editorial.models import Contributor, Credential

admin.site.unregister(User)
admin.site.unregister(Group)  # roles are made by a migration and hold what the roles module says


class CredentialInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Credential
    fk_name = "contributor"
    extra = 0
    fields = ("type", "title", "awarding_body", "number", "expires_on", "verification")
    readonly_fields = ("verification",)

    @admin.display(description="verified")
    def verification(self, obj: Credential) -> str:
        return words_about_credential(obj) if obj.pk else "Save first, then verify."

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("verified_by")


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = ContributorForm
    change_form_template = "editorial/contributor_change_form.html"
    list_display = ("name", "role_title", "account", "may_sign", "is_demo")
    list_filter = ("consents_to_be_named", "user__groups", "is_demo")
    search_fields = ("name", "email", "role_title", "user__username")
    inlines = [CredentialInline]
    readonly_fields = ("email_verification", "interests_declared_on")
    fieldsets = (
        (None, {"fields": ("name", "slug", "role_title", "affiliation", "consents_to_be_named")}),
        ("Account", {"fields": ("user", "email", "email_verification")}),
        ("On the public profile", {"fields": ("biography", "interests", "interests_declared_on")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        people = super().get_queryset(request).select_related("user", "email_verified_by")
        return people.prefetch_related("credentials")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = ["slug"] if obj else []
        if obj and obj.user_id:
            fixed.append("user")  # somebody else's signature must not become another account's
        return (*self.readonly_fields, *fixed)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("name",)}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only whoever agreed to be named has a public profile."""
        return obj.get_absolute_url() if obj is not None and obj.consents_to_be_named else None

    def save_model(self, request: HttpRequest, obj: Contributor, form: Any, change: bool) -> None:
        if "interests" in form.changed_data:
            obj.interests_declared_on = clock.today() if obj.interests else None
        super().save_model(request, obj, form, change)
        raise_generation()  # the public profile shows what was changed

    @admin.display(description="account", ordering="user__username")
    def account(self, obj: Contributor) -> str:
        return obj.user.get_username() if obj.user else "none"

    @admin.display(description="may sign", boolean=True)
    def may_sign(self, obj: Contributor) -> bool:
        usable = obj.usable_credential(clock.today()) is not None
        return usable and obj.has_verified_email and obj.consents_to_be_named

    @admin.display(description="verified")
    def email_verification(self, obj: Contributor) -> str:
        return words_about_email(obj) if obj.pk else "Save first; then a clinical lead verifies the address."


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts, for administrators. What an account may do are its roles; nobody gives roles to themselves."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ("username", "email", "contributor_name", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = ((None, {"fields": ("username", "email", "usable_password", "password1", "password2", "groups")}),)
    fieldsets = (
        (None, {"fields": ("username", "password", "email")}),
        ("What this account may do", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("contributor")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = [] if request.user.is_superuser else ["is_superuser"]
        if obj is not None and obj.pk == request.user.pk:
            fixed += ["groups", "is_active", "is_staff", "is_superuser"]
        return (*self.readonly_fields, *dict.fromkeys(fixed))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # an account is switched off; what it did keeps its name

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        messages.warning(
            request,
            f"“{obj.get_username()}” can sign in. It can do nothing until you have given it its roles and added a "
            "contributor for it under Contributors.",
        )
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and request.method == "GET" and not hasattr(obj, "contributor"):
            address = f"{reverse('admin:editorial_contributor_add')}?user={obj.pk}"
            words = 'No contributor belongs to this account, so it can do nothing yet. <a href="{}">Add the contributor</a>.'
            messages.warning(request, format_html(words, address))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="contributor", ordering="contributor__name")
    def contributor_name(self, obj: Any) -> str:
        return obj.contributor.name if hasattr(obj, "contributor") else "none: add one"
