"""The rules of the gate, in one place. Each raises its own exception; actions call them under the lock of the item."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from editorial import clock, errors, registry, roles
from editorial.checks import keeping
from editorial.models import (
    Address,
    Body,
    Contributor,
    Credential,
    Event,
    Item,
    Publication,
    Revision,
    SignOff,
    Waiver,
)
from editorial.repeated import wrote_elsewhere

# Reference: medicines and treatments change faster than the three years common elsewhere.
MONTHS = {"medicine": 12, "treatment": 12}
MONTHS_OTHERWISE = 36
CONFIRMATION_LASTS = dt.timedelta(minutes=5)
ORIGINS = frozenset({"text_origin", "picture"})
WROTE_ELSEWHERE = "wrote or edited, on another page, a good part of"

RESERVED_SLUGS = frozenset(
    "topics tags a-z questions glossary people search check feed.xml feeds sitemap.xml robots.txt admin accounts static "
    "media preview api en es ar about-this-copy healthz".split()
)


@dataclass(frozen=True)
class Confirmation:
    """That a person proved who they are once more: how ("password", "passkey", "code", "demonstration") and when."""

    method: str
    at: dt.datetime


def require(by: Contributor | None, action: str) -> Contributor:
    """The acting person, if their role includes `action`; raises NoContributor or NotAllowed."""
    if by is None or by.pk is None:
        raise errors.NoContributor
    if not by.may(action):
        raise errors.NotAllowed(action=action.replace("_", " "), who=roles.who_can(action))
    return by


def is_clinical(document: dict[str, Any]) -> bool:
    """Does this text need a clinical review? Organisation pages (contact, privacy, about) do not."""
    return document.get("article_kind") != "organisation"


def review_months(document: dict[str, Any]) -> int:
    """The longest time a sign-off of this text may last, in months."""
    return MONTHS.get(document.get("article_kind", ""), MONTHS_OTHERWISE)


def check_facts(kind: str, document: dict[str, Any], *, is_put_forward: bool = False) -> None:
    """Facts without which nothing goes to review or to patients, and which nobody can waive; raises FactsMissing.

    Where a text and its pictures come from is asked when it is put forward, and of texts that nobody reviews: one that
    was signed before it was asked keeps its signature.
    """
    asks_origin = is_put_forward or not is_clinical(document)
    missing = [f for f in registry.kind_named(kind).missing(document) if asks_origin or f.field not in ORIGINS]
    if missing:
        raise errors.FactsMissing(missing)


def check_findings(revision: Revision) -> None:
    """What the content checks hold back today, and no clinical lead let pass; raises FindingsBlock (DESIGN rule 1)."""
    holding = keeping.blocking(keeping.findings_of(revision), revision.item)
    if holding:
        raise errors.FindingsBlock(holding)


def check_text(revision: Revision, *, is_put_forward: bool = False) -> None:
    """Facts and findings at once, so that nobody is sent back twice; raises FactsMissing or FindingsBlock."""
    kind, document = revision.item.kind, json.loads(revision.signed.text)
    try:
        check_facts(kind, document, is_put_forward=is_put_forward)
    except errors.FactsMissing as refused:
        raise errors.FactsMissing(
            refused.missing, keeping.blocking(keeping.findings_of(revision), revision.item)
        ) from None
    check_findings(revision)


def check_can_be_put_away(item: Item) -> None:
    """Only what patients never saw is put away, and once; raises WasPublic or NothingToDo."""
    if Publication.objects.filter(item=item).exists() or item.addresses.exists():
        raise errors.WasPublic
    if item.put_away_at is not None:
        raise errors.NothingToDo(what="This draft was put away before.")


def check_not_put_away(item: Item) -> None:
    """Nobody goes on with a draft that no list shows; raises PutAway."""
    if item.put_away_by is not None:
        raise errors.PutAway(by=item.put_away_by.name)


def check_stays_what_it_is(before: dict[str, Any] | None, after: dict[str, Any]) -> None:
    """Kind of review and language belong to an item for life; raises KindFixed or LanguageFixed."""
    if before is None:
        return
    if is_clinical(before) != is_clinical(after):
        raise errors.KindFixed
    if before["language"] != after["language"]:
        raise errors.LanguageFixed


def check_may_sign(reviewer: Contributor, revision: Revision, item: Item, on: dt.date) -> list[Credential]:
    """Is this person qualified, verified by somebody not involved, named with consent, and not an author?

    Returns the credentials that nobody involved verified: no others may stand under the signature. Raises OwnText,
    Fictional, NoConsent, NoCredential, EmailNotVerified or VerifierInvolved (DESIGN rule 3).
    """
    involved = _involved(revision, item)
    if did := _what_they_did(reviewer, involved, revision):
        raise errors.OwnText(did=did)
    if reviewer.is_demo and not item.is_demo:
        raise errors.Fictional(name=reviewer.name)
    if not reviewer.consents_to_be_named:
        raise errors.NoConsent(name=reviewer.name)
    held = [c for c in reviewer.credentials.select_related("verified_by") if c.is_verified and not c.has_expired(on)]
    if not held:
        raise errors.NoCredential(name=reviewer.name)
    if not reviewer.has_verified_email:
        raise errors.EmailNotVerified(name=reviewer.name)
    verifiers = {c.verified_by for c in held} | {reviewer.email_verified_by}
    for verifier in verifiers:
        if verifier is not None and verifier.pk not in involved and wrote_elsewhere(verifier, revision):
            involved[verifier.pk] = WROTE_ELSEWHERE
    counting = [c for c in held if c.verified_by_id not in involved]
    credential = (counting or held)[0]
    for verifier, what in ((credential.verified_by, "credential"), (reviewer.email_verified_by, "e-mail address")):
        if verifier is not None and verifier.pk in involved:
            did = involved[verifier.pk].replace("are named", "is named")
            raise errors.VerifierInvolved(verifier=verifier.name, what=what, name=reviewer.name, did=did)
    return counting


def has_worked_on(person: Contributor, revision: Revision, item: Item) -> bool:
    """Did this person write, edit, author or put forward the text?"""
    return bool(_what_they_did(person, _involved(revision, item), revision))


def _what_they_did(reviewer: Contributor, involved: dict[int, str], revision: Revision) -> str:
    """What this person did to the text, also under another entry with the same e-mail address; empty: nothing."""
    if reviewer.pk in involved:
        return involved[reviewer.pk]
    entries = Contributor.objects.filter(pk__in=involved, email__iexact=reviewer.email) if reviewer.email else ()
    for same in entries[:1]:
        return involved[same.pk]
    return WROTE_ELSEWHERE if wrote_elsewhere(reviewer, revision) else ""


def _involved(revision: Revision, item: Item) -> dict[int, str]:
    """Who worked on the text, and what they did: contributor pk -> verb.

    Taken from what cannot be undone: striking an author off, or asking for the review once more, clears nobody.
    """
    asked = Event.objects.filter(item=item, verb="submit", facts__contains=revision.digest)
    involved = dict.fromkeys(filter(None, asked.values_list("by_id", flat=True)), "asked for the review of")
    revisions = Revision.objects.filter(item__in=_with_originals(item))
    texts = Body.objects.filter(pk__in=revisions.values("signed")).exclude(text="").values_list("text", flat=True)
    named = {author["uid"] for text in texts for author in json.loads(text).get("authors", [])}
    drafted = registry.draft_of(item.pk, item.kind).authors.values_list("pk", flat=True)
    authors = {*drafted, *Contributor.objects.filter(uid__in=named).values_list("pk", flat=True)}
    involved |= dict.fromkeys(authors, "are named as an author of")
    return involved | dict.fromkeys(revisions.values_list("by_id", flat=True), "wrote or edited")


def _with_originals(item: Item) -> list[int]:
    """The page, and those that it was begun as a copy of: whoever wrote them wrote this one."""
    found = [item.pk]
    for pk in found:  # grows while it is gone through
        facts = Event.objects.filter(item=pk, verb="duplicate").values_list("facts", flat=True)
        uids = [json.loads(told)["copied_from"] for told in facts]
        found += Item.objects.filter(uid__in=uids).exclude(pk__in=found).values_list("pk", flat=True) if uids else []
    return found


def check_identity(confirmation: Confirmation | None, reviewer: Contributor) -> Confirmation:
    """Signing asks again who you are; raises IdentityNotConfirmed. A demonstration counts for fictional people only."""
    if confirmation is None:
        raise errors.IdentityNotConfirmed
    if confirmation.method == "demonstration" and not (reviewer.is_demo and clock.is_demonstration()):
        raise errors.IdentityNotConfirmed
    age = clock.now() - confirmation.at
    if not dt.timedelta(0) <= age <= CONFIRMATION_LASTS:
        raise errors.IdentityNotConfirmed
    return confirmation


def check_dates(signed_on: dt.date, searched_on: dt.date, revision: Revision) -> None:
    """No text is signed before it exists, and nothing is known of the future; raises BadDate."""
    today = clock.today()
    if signed_on > today or searched_on > today:
        raise errors.BadDate(problem="This date lies in the future. Give the day on which it was done.")
    if signed_on < clock.day_of(revision.at):
        raise errors.BadDate(
            problem=f"This text was written on {clock.day_of(revision.at):%d %B %Y}, so nobody can have signed it earlier."
        )


@dataclass(frozen=True)
class Basis:
    """Why a text may be live, and the rows that prove it."""

    name: str
    sign_off: SignOff | None = None
    waiver: Waiver | None = None


def basis_for(item: Item, revision: Revision, document: dict[str, Any]) -> Basis:
    """The basis on which this very text may be live today; raises NotSigned with the reason."""
    if not is_clinical(document):
        return Basis(Publication.Basis.NONE_NEEDED)
    signed = SignOff.objects.in_force().of_text(item.pk, revision.digest).order_by("-signed_on", "-pk")
    sign_off = signed.first()
    if sign_off is not None:
        return Basis(Publication.Basis.SIGNED, sign_off=sign_off)
    waiver = Waiver.objects.filter(item=item, digest=revision.digest, until__gte=clock.today()).order_by("-pk").first()
    if waiver is not None:
        return Basis(Publication.Basis.UNREVIEWED, waiver=waiver)
    is_live = Publication.objects.live().filter(item=item).exists()
    still = " Patients still see the text that was live before." if is_live else ""
    raise errors.NotSigned(why=_why_not(item, revision), still=still)


def _why_not(item: Item, revision: Revision) -> str:
    signed = SignOff.objects.standing().for_whole_page().filter(revision__item=item)
    last = signed.select_related("reviewer", "revision").order_by("-pk").first()
    if last is None:
        return "Nobody has signed off this text."
    # A signature of this very text that still stands, and yet is not in force, was replaced by a newer one.
    if last.revision.number > revision.number or signed.filter(digest=revision.digest).exists():
        return (
            f"{last.reviewer.name} signed another text of this page (revision {last.revision.number}) on "
            f"{last.signed_on:%d %B %Y}. Going back to an older text needs a new signature."
        )
    return (
        f"The text was changed after {last.reviewer.name} signed revision {last.revision.number} on "
        f"{last.signed_on:%d %B %Y}, so the signature does not cover it."
    )


def check_embeds_live(kind: str, document: dict[str, Any]) -> None:
    """A page shows only what is live itself; raises EmbedNotLive."""
    wanted = registry.kind_named(kind).embeds(document)
    live = {
        str(uid) for uid in Publication.objects.live().filter(item__uid__in=wanted).values_list("item__uid", flat=True)
    }
    for uid in wanted:
        if uid not in live:
            item = Item.objects.filter(uid=uid).first()
            raise errors.EmbedNotLive(title=item.title if item else "something that is gone")


def slug_from(words: str) -> str:
    """The last part of an address, as the database can hold it: some letters become several."""
    return slugify(words)[:80].strip("-_")


def check_address(item: Item, slug: str) -> str:
    """The path for a slug of this item; raises AddressReserved or AddressTaken."""
    if slug in RESERVED_SLUGS:
        raise errors.AddressReserved(slug=slug)
    path = registry.kind_named(item.kind).path_for(item.language, slug)
    taken = Address.objects.filter(path=path).exclude(item=item).exists()
    same = Item.objects.filter(kind=item.kind, language=item.language, slug=slug).exclude(pk=item.pk).exists()
    if taken or same:
        raise errors.AddressTaken(path=path)
    return path
