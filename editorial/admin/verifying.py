"""Verifying people: what stands in words, and the page with the buttons."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date as spelled
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from editorial import actions, clock, errors, policy
from editorial.admin.acting import acting_contributor
from editorial.models import Contributor, Credential


def words_about_email(person: Contributor) -> str:
    """Is the address verified, by whom and since when, or why not?"""
    if not person.email:
        return "No address."
    if person.email_verified_by is None or person.email_verified_at is None:
        return "Not verified yet."
    since = spelled(clock.day_of(person.email_verified_at), "j F Y")
    if not person.has_verified_email:
        return f"Not verified: the address was changed after {person.email_verified_by.name} verified it on {since}."
    return f"Verified by {person.email_verified_by.name} on {since}."


def words_about_credential(credential: Credential) -> str:
    """Is the credential verified, by whom and since when, or why not?"""
    if credential.has_expired(clock.today()):
        return f"Not valid: it expired on {spelled(credential.expires_on, 'j F Y')}."
    if credential.verified_by is None:
        return "Not verified yet."
    since = spelled(credential.verified_on, "j F Y")
    if not credential.is_verified:
        return f"Not verified: it was changed after {credential.verified_by.name} verified it on {since}."
    return f"Verified by {credential.verified_by.name} on {since}."


@require_http_methods(["GET", "HEAD", "POST"])
def verify_person(request: HttpRequest, pk: int) -> HttpResponse:
    """The address and the credentials of a person, each with what is known of it and a button for clinical leads."""
    person = get_object_or_404(Contributor.objects.select_related("email_verified_by"), pk=pk)
    if not site.get_model_admin(Contributor).has_view_permission(request, person):
        raise PermissionDenied
    credentials = list(person.credentials.select_related("verified_by"))
    if request.method == "POST":
        try:
            messages.success(request, _verify(request, person, credentials))
        except errors.Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)
    context = {
        **site.each_context(request),
        "title": "Verify who this is",
        "person": person,
        "opts": Contributor._meta,
        "email_words": words_about_email(person),
        "refusal": _why_not(request, person),
        "credentials": [(credential, words_about_credential(credential)) for credential in credentials],
        "back": reverse("admin:editorial_contributor_change", args=[person.pk]),
    }
    return TemplateResponse(request, "editorial/steps/verify.html", context)


def _verify(request: HttpRequest, person: Contributor, credentials: list[Credential]) -> str:
    """Verify what the button stood beside, if it still says what the page showed."""
    by = acting_contributor(request)
    asked, shown = request.POST.get("credential", ""), request.POST.get("shown", "")
    chosen = next((credential for credential in credentials if str(credential.pk) == asked), None)
    subject: Contributor | Credential | None = person if "email" in request.POST else chosen
    if subject is None or subject.facts_digest() != shown:
        raise errors.NothingToDo(what="It was changed after you opened this page. Look at it again, then verify it.")
    if isinstance(subject, Credential):
        actions.verify_credential(credential=subject, by=by)
        return f"You verified “{subject.title}” of {person.name}."
    actions.verify_email(person=subject, by=by)
    return f"You verified the e-mail address of {person.name}."


def _why_not(request: HttpRequest, person: Contributor) -> str:
    """Why this account gets no buttons; empty when it gets them."""
    try:
        by = policy.require(acting_contributor(request), "verify_person")
    except errors.Refused as refusal:
        return str(refusal)
    return "Nobody can verify their own entry. Ask another clinical lead." if by.pk == person.pk else ""


urls = [path("editorial/person/<int:pk>/verify/", site.admin_view(verify_person), name="verify_person")]
