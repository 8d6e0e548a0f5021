"""What follows an act of the gate, after its commit: the search index is told, and people get an e-mail.

The one listener of `editorial.signals`. Mails go out once for each act; a mail server that fails is logged by Django
and undoes nothing. They hold titles and links only: what was written stays behind the sign-in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.urls import reverse

from editorial import registry, signals
from editorial.admin.steps import step_url
from editorial.models import Contributor, Item, Publication, Use
from search.following import follow


@receiver(signals.content_published, dispatch_uid="portal.tell_search.published")
@receiver(signals.content_withdrawn, dispatch_uid="portal.tell_search.withdrawn")
def tell_search(**facts: Any) -> None:
    follow()


@receiver(signals.review_requested, dispatch_uid="portal.ask_reviewer")
def ask_reviewer(item_id: int, by_id: int, **facts: Any) -> None:
    item, by = _read(item_id, by_id)
    if item.reviewer is not None:
        words = f"{by.name} asks you to read and sign this page."
        _mail([item.reviewer], by, f"Please review: {item.title}", words, step_url("sign", item))


@receiver(signals.changes_requested, dispatch_uid="portal.tell_owner.changes")
def tell_owner_of_request(item_id: int, by_id: int, **facts: Any) -> None:
    item, by = _read(item_id, by_id)
    words = f"{by.name} asks for changes before this page can be signed. What is asked for stands in its history."
    _mail([item.owner], by, f"Changes asked for: {item.title}", words, _change_page(item))


@receiver(signals.text_signed, dispatch_uid="portal.tell_owner.signed")
def tell_owner_of_signature(item_id: int, by_id: int, **facts: Any) -> None:
    item, by = _read(item_id, by_id)
    words = "This text is signed off. A publisher can put it before patients."
    _mail([item.owner], by, f"Signed off: {item.title}", words, _change_page(item))


@receiver(signals.sign_off_revoked, dispatch_uid="portal.tell_owner.revoked")
def tell_owner_of_revocation(item_id: int, by_id: int, **facts: Any) -> None:
    item, by = _read(item_id, by_id)
    words = f"{by.name} took back a sign-off of this page. If it is live, it no longer says “reviewed by”."
    _mail([item.owner], by, f"Sign-off taken back: {item.title}", words, _change_page(item))


@receiver(signals.content_withdrawn, dispatch_uid="portal.tell_owners.withdrawn")
def tell_owners_of_withdrawal(item_id: int, by_id: int, **facts: Any) -> None:
    item, by = _read(item_id, by_id)
    _mail([item.owner], by, f"Withdrawn: {item.title}", f"{by.name} withdrew this page.", _change_page(item))
    for page in live_pages_that_show(item):
        words = f"{by.name} withdrew “{item.title}”, which this page showed. Patients see the page without it."
        _mail([page.owner], by, f"Shows less than before: {page.title}", words, _change_page(page))


def live_pages_that_show(item: Item) -> Iterable[Item]:
    """Items whose live text shows this one by reference."""
    shows = Use.objects.filter(revision=OuterRef("revision"), kind=item.kind, uid=item.uid)
    live = Publication.objects.live().filter(Exists(shows)).select_related("item__owner")
    return [publication.item for publication in live.order_by("item_id")]


def _read(item_id: int, by_id: int) -> tuple[Item, Contributor]:
    return Item.objects.select_related("owner", "reviewer").get(pk=item_id), Contributor.objects.get(pk=by_id)


def _change_page(item: Item) -> str:
    draft = registry.draft_of(item.pk, item.kind)
    options = draft._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[draft.pk])


def _mail(people: Iterable[Contributor | None], by: Contributor, subject: str, words: str, address: str) -> None:
    """One mail to each who has an address; nobody is told what they did themselves, and fictional people read nothing."""
    for person in people:
        if person is not None and person.email and person.pk != by.pk and not person.is_demo:
            body = f"Dear {person.name},\n\n{words}\n\n{settings.SITE_URL}{address}\n\n{settings.SITE_NAME}\n"
            send_mail(" ".join(subject.split()), body, None, [person.email])
