"""Verifying people. Their changes are chained on an item of the whole site."""

from __future__ import annotations

from django.db import transaction

from editorial import clock, errors, history, policy
from editorial.actions.locks import lock
from editorial.models import Contributor, Credential, Item

SITE_KIND = "site"


def site_item() -> Item:
    """The item that holds the events of the whole site, locked."""
    Item.objects.get_or_create(kind=SITE_KIND, language="en", slug="site", defaults={"title": "The site"})
    return lock(Item.objects.get(kind=SITE_KIND, slug="site").pk)


def _check_other_person(by: Contributor, person: Contributor) -> None:
    if by.pk == person.pk:
        raise errors.NothingToDo(what="Nobody can verify their own entry. Ask another clinical lead.")
    if by.is_demo and not person.is_demo:
        raise errors.Fictional(name=by.name)


@transaction.atomic
def verify_email(*, person: Contributor, by: Contributor) -> None:
    """Vouch for the e-mail address of a person as it is now; changing it voids this."""
    by = policy.require(by, "verify_person")
    item = site_item()
    person = Contributor.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _check_other_person(by, person)
    if not person.email:
        raise errors.NothingToDo(what=f"{person.name} has no e-mail address. Add it, save, then verify it.")
    person.email_verified_by, person.email_verified_at = by, clock.now()
    person.email_verified_digest = person.facts_digest()
    person.save(update_fields=["email_verified_by", "email_verified_at", "email_verified_digest"])
    history.record(item, "verify_email", by, person=str(person.uid), digest=person.email_verified_digest)


@transaction.atomic
def verify_credential(*, credential: Credential, by: Contributor) -> None:
    """Vouch that a credential was looked up at its awarding body; changing it voids this."""
    by = policy.require(by, "verify_person")
    item = site_item()
    credential = Credential.objects.select_for_update(of=("self",)).select_related("contributor").get(pk=credential.pk)
    _check_other_person(by, credential.contributor)
    if credential.has_expired(clock.today()):
        raise errors.NothingToDo(what="This credential has expired. Enter the new date of expiry first.")
    credential.verified_by, credential.verified_on = by, clock.today()
    credential.verified_digest = credential.facts_digest()
    credential.save(update_fields=["verified_by", "verified_on", "verified_digest"])
    history.record(item, "verify_credential", by, credential=credential.pk, digest=credential.verified_digest)
