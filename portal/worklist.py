"""What waits for the person who signed in. Each question is one query, whatever the number of pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.template.defaultfilters import date as spelled
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime

from editorial import clock, registry, state
from editorial.admin.steps import step_url
from editorial.models import (
    Contributor,
    Event,
    Feedback,
    FindingWaiver,
    Item,
    KeptForm,
    Notice,
    Publication,
    Revision,
    SignOff,
    Waiver,
)
from editorial.translating import behind_their_source
from library.linking import broken, live_pages_naming
from library.models import Link, Picture
from search.gaps import open_gaps

SHOWN = 25
LONGEST_REASON = 160  # the whole of it stands above the form
REOPENED_ENDS_SOON = dt.timedelta(days=30)
NOTICE_ENDS_SOON = dt.timedelta(days=3)
WAIVER_ENDS_SOON = dt.timedelta(days=30)
TURNS = ("submit", "request_changes", "publish", "withdraw")

DONE = {
    "save_draft": "saved the draft",
    "duplicate": "began it as a copy",
    "submit": "sent it for review",
    "request_changes": "asked for changes",
    "sign_off": "signed it",
    "record_sign_off": "recorded a sign-off",
    "confirm_sign_off": "confirmed a sign-off",
    "revoke_sign_off": "took a sign-off back",
    "waive": "allowed it unreviewed",
    "waive_finding": "let a finding pass",
    "reopen_review": "opened its review again",
    "end_reopening": "took back why its review was open again",
    "publish": "published it",
    "withdraw": "withdrew it",
    "change_address": "changed its address",
    "relist": "changed where it is found",
    "restore": "went back to an older text",
    "put_away": "put the draft away",
    "take_back": "took the draft back",
    "rename_tag": "renamed a tag of it",
    "merge_tags": "merged two tags",
    "hand_over": "gave it another owner",
    "redact": "removed a text",
    "handle_feedback": "looked at what a reader said",
}


@dataclass(frozen=True)
class Entry:
    """One line: what it is, where to do it, why it is here, and a day that matters. `page` links the change page."""

    title: str
    address: str
    why: str
    when: str = ""
    item_id: int = 0
    page: str = "change"
    query: str = ""


@dataclass(frozen=True)
class Section:
    heading: str
    entries: tuple[Entry, ...]
    has_more: bool = False


def texts_to_sign(person: Contributor) -> QuerySet[Item]:
    """Put forward to this person or to anybody, and not written by this person."""
    if not person.may("sign_off"):
        return Item.objects.none()
    wrote = Revision.objects.filter(item=OuterRef("pk"), by=person)
    waiting = Item.objects.filter(Q(reviewer=person) | Q(reviewer=None), put_forward__isnull=False)
    waiting = waiting.exclude(put_forward_by=person).exclude(Exists(wrote))
    for kind in registry.kinds():
        named = kind.model._default_manager.filter(item=OuterRef("pk"), authors=person)
        waiting = waiting.exclude(Exists(named))
    return waiting.select_related("put_forward__by", "put_forward_by").order_by("put_forward__at")


def texts_to_publish(person: Contributor) -> QuerySet[Item]:
    """Newest texts that are signed, or may be live unreviewed, and are not what patients see."""
    if not person.may("publish"):
        return Item.objects.none()
    digest = OuterRef("head__signed_id")
    in_force = SignOff.objects.in_force().filter(revision__item=OuterRef("pk"))
    signed = in_force.filter(digest=digest)
    waived = Waiver.objects.filter(item=OuterRef("pk"), digest=digest, until__gte=clock.today())
    shown = Q(publication__revision__signed=F("head__signed"))
    of_live = in_force.filter(digest=OuterRef("publication__revision__signed_id"))
    newer = Exists(of_live.filter(pk__gt=OuterRef("publication__sign_off_id")))
    again = newer | (Q(publication__sign_off=None, publication__basis="unreviewed") & Exists(of_live))
    fresh = (Exists(signed) | Exists(waived)) & ~shown
    return Item.objects.filter(fresh | again, put_away_at=None).select_related("head").order_by("head__at")


def changes_requested_of(person: Contributor) -> QuerySet[Item]:
    """Pages of this person whose reviewer asked for changes and which were not sent again."""
    turns = Event.objects.filter(item=OuterRef("pk"), verb__in=TURNS).order_by("-seq")
    owned = Item.objects.filter(owner=person, put_forward=None, put_away_at=None).annotate(
        last_turn=Subquery(turns.values("verb")[:1]),
        asked_by=Subquery(turns.values("by__name")[:1]),
        asked_at=Subquery(turns.values("at")[:1]),
    )
    return owned.filter(last_turn="request_changes").order_by("asked_at")


def sign_offs_to_confirm(person: Contributor) -> QuerySet[SignOff]:
    """Records of paper and e-mail that a second person has to compare with the scan."""
    if not person.may("record_sign_off"):
        return SignOff.objects.none()
    recorded = SignOff.objects.exclude(how=SignOff.How.ACCOUNT).filter(confirmation=None, revocation=None)
    others = recorded.exclude(by=person).exclude(reviewer=person)
    return others.select_related("revision__item", "reviewer", "by").order_by("at")


def forms_kept_for(person: Contributor) -> QuerySet[KeptForm]:
    """What this person typed and could not save."""
    return KeptForm.objects.filter(user=person.user).select_related("item").order_by("-kept_at")


def reviews_due_for(person: Contributor, today: dt.date) -> QuerySet[Publication]:
    """Live pages of this person that are overdue, due soon, or whose review was taken back."""
    mine = Publication.objects.live().filter(item__owner=person).exclude(basis=Publication.Basis.UNREVIEWED)
    due = Q(next_review_on__lte=today + state.SOON) | Q(review_revoked_at__isnull=False)
    return mine.filter(due).select_related("item").order_by("next_review_on")


def reviews_open_again(person: Contributor, today: dt.date) -> QuerySet[Publication]:
    """Live pages that rest on something that changed: one's own, and for a clinical lead all whose time ends soon."""
    mine = Q(item__owner=person)
    if person.may("waive"):
        mine |= Q(reopened_until__lte=today + REOPENED_ENDS_SOON)
    opened = Publication.objects.live().filter(mine, reopened_at__isnull=False).select_related("item__owner")
    return opened.order_by("reopened_until", "title", "pk")


def links_broken_for(person: Contributor) -> list[tuple[Publication, list[Link]]]:
    """Live pages of this person that lead to addresses which failed twice, a day apart. Two queries."""
    newest = broken().order_by("-failing_since")[:SHOWN]
    return live_pages_naming(newest, Publication.objects.filter(item__owner=person))


def waivers_ending_for(person: Contributor, today: dt.date) -> QuerySet[Publication]:
    """Live pages that nobody reviewed yet: this person's own, and for a clinical lead all that end soon."""
    unreviewed = Publication.objects.live().filter(basis=Publication.Basis.UNREVIEWED).select_related("item")
    mine = Q(item__owner=person)
    if person.may("waive"):
        mine |= Q(next_review_on__lte=today + state.SOON)
    return unreviewed.filter(mine).order_by("next_review_on")


def findings_that_block_again(person: Contributor, today: dt.date) -> QuerySet[FindingWaiver]:
    """Findings that clinical leads let pass, and that hold their pages back again within a month."""
    if not person.may("waive"):
        return FindingWaiver.objects.none()
    ending = FindingWaiver.objects.filter(until__gte=today, until__lte=today + WAIVER_ENDS_SOON)
    given_again = FindingWaiver.objects.filter(
        item=OuterRef("item"), fingerprint=OuterRef("fingerprint"), until__gt=OuterRef("until")
    )
    return ending.exclude(Exists(given_again)).select_related("item").order_by("until", "pk")


def pages_readers_wrote_about(person: Contributor) -> QuerySet[Any, Any]:
    """Pages of this person with answers of readers that nobody looked at."""
    is_new = Q(feedback__status=Feedback.Status.NEW)
    owned = Item.objects.filter(owner=person).annotate(answers=Count("feedback", filter=is_new))
    return owned.filter(answers__gt=0).order_by("-answers", "title")


def notices_to_approve(person: Contributor) -> QuerySet[Notice]:
    """Finished notices that this person did not write and may let readers see."""
    if not person.may("approve_notice"):
        return Notice.objects.none()
    wrote = Event.objects.filter(item=OuterRef("item"), verb="save_notice", by=person)
    waiting = Notice.objects.waiting_for_approval(clock.now()).exclude(Exists(wrote)).select_related("written_by")
    return waiting if person.may("approve_emergency") else waiting.exclude(level=Notice.Level.EMERGENCY)


def notices_ending_for(person: Contributor) -> QuerySet[Notice]:
    """Notices that readers see and that are gone within three days: one's own, and for who approves all of them."""
    ending = Notice.objects.ending_soon(clock.now(), NOTICE_ENDS_SOON)
    return ending if person.may("approve_notice") else ending.filter(written_by=person)


def pictures_without_file(person: Contributor) -> QuerySet[Picture]:
    """Pictures of the library whose file is no longer in the storage, for whoever may do something about it."""
    missing = Picture.objects.filter(is_missing=True).order_by("name", "pk")
    # Asked first: it is nearly always "none", and permissions cost two questions more.
    if not missing.exists() or person.user is None or not person.user.has_perm("library.change_picture"):
        return Picture.objects.none()
    return missing


def questions_without_answer(person: Contributor, today: dt.date) -> list[int]:
    """How many things readers ask here without an answer, for whoever may lead them to a page."""
    if not person.may("relist"):
        return []
    found = open_gaps(today).count()
    return [found] if found else []


def recent_changes(number: int = 12) -> QuerySet[Event]:
    """What was done last, on any page."""
    known = [kind.name for kind in registry.kinds()]
    return Event.objects.filter(item__kind__in=known).select_related("item", "by").order_by("-at", "-pk")[:number]


def recently_done() -> list[Entry]:
    """The recent changes as lines with the address of their page."""
    entries = [_done(event) for event in recent_changes()]
    return list(_with_addresses([Section("", tuple(entries))])[0].entries)


def waiting_for(person: Contributor) -> list[Section]:
    """Everything that waits for a person, most pressing first; sections without entries are left out."""
    today = clock.today()
    questions: list[tuple[str, Any, Any]] = [
        ("Kept for you: not saved yet", forms_kept_for(person), _kept),
        ("Notices to approve", notices_to_approve(person), _to_approve),
        ("To read and sign", texts_to_sign(person), _to_sign),
        ("Changes were asked for", changes_requested_of(person), _asked),
        ("Recorded sign-offs to confirm", sign_offs_to_confirm(person), _to_confirm),
        ("Signed, to publish", texts_to_publish(person), _to_publish),
        ("Review opened again", reviews_open_again(person, today), lambda found: _open_again(found, person)),
        ("Due for review", reviews_due_for(person, today), lambda found: _due(found, today)),
        ("Live without a review", waivers_ending_for(person, today), _unreviewed),
        ("Findings that may pass no longer", findings_that_block_again(person, today), _blocks_again),
        ("Translations that are behind", behind_their_source(person), _behind),
        ("Notices that end soon", notices_ending_for(person), _ending),
        ("Links that do not answer", links_broken_for(person), _broken),
        ("Readers wrote to you", pages_readers_wrote_about(person), _heard),
        ("Asked without an answer", questions_without_answer(person, today), _asked_in_vain),
        ("Pictures without their file", pictures_without_file(person), _without_file),
    ]
    sections = []
    for heading, query, entry in questions:
        found = list(query[: SHOWN + 1])
        if found:
            sections.append(Section(heading, tuple(entry(row) for row in found[:SHOWN]), len(found) > SHOWN))
    return _with_addresses(sections)


def _done(event: Event) -> Entry:
    who = event.by.name if event.by else "The site"
    what = DONE.get(event.verb, event.verb.replace("_", " "))
    return Entry(event.item.title, "", f"{who} {what}.", date_format(localtime(event.at), "j F Y, H:i"), event.item_id)


def _to_sign(item: Item) -> Entry:
    assert item.put_forward is not None
    asked = item.put_forward_by.name if item.put_forward_by else "somebody"
    return Entry(item.title, step_url("sign", item), f"{asked} asks for the review.", _day(item.put_forward.at))


def _to_publish(item: Item) -> Entry:
    assert item.head is not None
    return Entry(item.title, step_url("publish", item), "Patients do not see this text yet.", _day(item.head.at))


def _to_confirm(row: SignOff) -> Entry:
    address = f"{step_url('confirm_sign_off', row.revision.item_id)}?sign_off={row.pk}"
    return Entry(row.revision.item.title, address, f"{row.by.name} recorded it for {row.reviewer.name}.", _day(row.at))


def _asked(item: Any) -> Entry:
    return Entry(item.title, "", f"{item.asked_by} asks for changes.", _day(item.asked_at), item.pk)


def _kept(form: KeptForm) -> Entry:
    query = f"?kept={form.pk}"
    why = "You typed it and never saved it." if form.is_typed else "It was refused when you saved it, and is kept."
    if form.item is not None:
        return Entry(form.item.title, "", why, moment_of(form.kept_at), form.item.pk, "kept", query)
    kind = registry.kind_named(form.kind)
    title = QueryDict(form.data).get("title", "").strip() or f"A new page: {kind.label.lower()}"
    address = reverse(f"admin:{kind.model._meta.app_label}_{kind.model._meta.model_name}_kept_new")
    return Entry(title, address + query, why, moment_of(form.kept_at))


def _due(row: Publication, today: dt.date) -> Entry:
    if row.review_revoked_at is not None:
        return Entry(row.title, "", "Its review was taken back, and the page says so.", "", row.item_id)
    assert row.next_review_on is not None
    why = "The review is overdue, and the page says so." if row.is_overdue(today) else "The next review comes up."
    return Entry(row.title, "", why, spelled(row.next_review_on, "j F Y"), row.item_id)


def _open_again(row: Publication, person: Contributor) -> Entry:
    """The newest reason, and whose page it is where it is somebody else's."""
    reasons = row.reopened_because.splitlines()
    more = f" And {len(reasons) - 1} more." if len(reasons) > 1 else ""
    why = Truncator(reasons[-1]).chars(LONGEST_REASON)
    owner = row.item.owner
    whose = "" if owner == person else f" Owner: {owner.name}." if owner else " It has no owner."
    return Entry(row.title, "", f"{why}{more}{whose}", f"by {spelled(row.reopened_until, 'j F Y')}", row.item_id)


def _broken(found: tuple[Publication, list[Link]]) -> Entry:
    page, links = found
    more = f" And {len(links) - 1} more." if len(links) > 1 else ""
    return Entry(page.title, "", f"{links[0].url}: {links[0].detail}{more}", "", page.item_id)


def _unreviewed(row: Publication) -> Entry:
    until = spelled(row.next_review_on, "j F Y")
    return Entry(row.title, "", "The page says “not yet reviewed”. Have it reviewed by then.", until, row.item_id)


def _blocks_again(waiver: FindingWaiver) -> Entry:
    why = f"The finding {waiver.check_id} holds this page back again after that day."
    return Entry(waiver.item.title, "", why, spelled(waiver.until, "j F Y"), waiver.item_id)


def _behind(row: Publication) -> Entry:
    assert row.translation_of is not None
    return Entry(row.title, "", f"“{row.translation_of.title}” changed since, and the page says so.", "", row.item_id)


def _to_approve(notice: Notice) -> Entry:
    address = reverse("approve_notice", args=[notice.pk])
    return Entry(notice.title, address, f"{notice.written_by.name} wrote this notice.", moment_of(notice.starts_at))


def _ending(notice: Notice) -> Entry:
    address = reverse("admin:editorial_notice_change", args=[notice.pk])
    return Entry(notice.title, address, "Readers see it until then. Is it still needed?", moment_of(notice.ends_at))


def _heard(item: Any) -> Entry:
    why = "1 new answer from a reader." if item.answers == 1 else f"{item.answers} new answers from readers."
    return Entry(item.title, "", why, "", item.pk)


def _asked_in_vain(found: int) -> Entry:
    why = "1 question that is asked often" if found == 1 else f"{found} questions that are asked often"
    return Entry("What people look for", reverse("admin:search_askedcount_changelist"), f"{why}, and no page answers.")


def _without_file(picture: Picture) -> Entry:
    address = reverse("admin:library_picture_change", args=[picture.pk])
    return Entry(picture.name, address, "Its file is gone. Restore it from a backup, or use another picture.")


def _with_addresses(sections: list[Section]) -> list[Section]:
    """Give entries about whole pages the address of their form: one query for each kind of page."""
    wanted = {entry.item_id for section in sections for entry in section.entries if entry.item_id}
    addresses: dict[int, tuple[str, int]] = {}
    for kind in registry.kinds() if wanted else ():
        options = kind.model._meta
        base = f"admin:{options.app_label}_{options.model_name}"
        found = kind.model._default_manager.filter(item__in=wanted).values_list("item_id", "pk")
        addresses |= {item_id: (base, pk) for item_id, pk in found}
    return [replace(s, entries=tuple(_addressed(entry, addresses) for entry in s.entries)) for s in sections]


def _addressed(entry: Entry, addresses: dict[int, tuple[str, int]]) -> Entry:
    if entry.item_id not in addresses:
        return entry
    base, pk = addresses[entry.item_id]
    return replace(entry, address=reverse(f"{base}_{entry.page}", args=[pk]) + entry.query)


def moment_of(at: dt.datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")


def _day(moment: dt.datetime) -> str:
    return spelled(clock.day_of(moment), "j F Y")
