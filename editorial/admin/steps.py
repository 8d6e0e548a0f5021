"""What can be done with a page next, by whom, and where.

`steps_for` gives the change page its buttons. `urls` go before the admin's own, whose catch-all would swallow them:

    path(settings.ADMIN_PATH, include(editorial.admin.steps.urls)),
    path(settings.ADMIN_PATH, admin.site.urls),
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.admin.sites import site
from django.urls import path, reverse

from editorial import clock, policy, roles
from editorial.actions.locks import document_of
from editorial.admin.checks_explained import urls as checks_urls
from editorial.admin.feedback import urls as feedback_urls
from editorial.admin.notice_steps import urls as notice_urls
from editorial.admin.steps_draft import HandOver, PutAway, Restore, TakeBack
from editorial.admin.steps_findings import WaiveFinding
from editorial.admin.steps_page import StepPage
from editorial.admin.steps_publish import ChangeAddress, Publish, Relist, Withdraw
from editorial.admin.steps_record import ConfirmSignOff, RecordSignOff, RevokeSignOff, show_scan
from editorial.admin.steps_review import RequestChanges, Submit, Waive
from editorial.admin.steps_sign import Sign
from editorial.admin.tag_steps import urls as tag_urls
from editorial.admin.verifying import urls as verifying_urls
from editorial.checks import keeping
from editorial.models import Contributor, Item, Publication, SignOff
from editorial.publishable import reviewed_again
from editorial.state import draft_waits, needs_review

# In the order of a page's life, which is the order of the buttons.
PAGES: list[type[StepPage]] = [
    Submit,
    Sign,
    RequestChanges,
    RecordSignOff,
    ConfirmSignOff,
    Publish,
    Relist,
    ChangeAddress,
    Waive,
    WaiveFinding,
    RevokeSignOff,
    HandOver,
    Restore,
    Withdraw,
    PutAway,
    TakeBack,
]

urls = [
    *(
        path(f"editorial/item/<int:pk>/{page.name}/", site.admin_view(page.as_view()), name=f"step_{page.name}")
        for page in PAGES
    ),
    path("editorial/sign-off/<int:pk>/scan/", site.admin_view(show_scan), name="sign_off_scan"),
    *verifying_urls,
    *feedback_urls,
    *checks_urls,
    *notice_urls,
    *tag_urls,
]


@dataclass(frozen=True)
class Step:
    """One button. `who` are the roles that may do it, in words; `is_primary` is what the page waits for."""

    name: str
    label: str
    url: str
    is_primary: bool
    who: str


def step_url(name: str, item: Item | int) -> str:
    """Where a step of an item is."""
    return reverse(f"step_{name}", args=[item if isinstance(item, int) else item.pk])


def steps_for(item: Item, person: Contributor | None) -> list[Step]:
    """The steps that make sense now and that this person may take, the awaited one first."""
    if person is None or item.head is None:
        return []
    possible = {"take_back": True} if item.put_away_at else _possible(item, person)
    found = [
        Step(page.name, page.label, step_url(page.name, item), possible[page.name], roles.who_can(page.action))
        for page in PAGES
        if page.name in possible and (person.may(page.action) or _own(page, item, person))
    ]
    return sorted(found, key=lambda step: not step.is_primary)


def _possible(item: Item, person: Contributor) -> dict[str, bool]:
    """Name of each step that makes sense -> whether the page waits for it."""
    head = item.head
    publication: Publication | None = getattr(item, "publication", None)
    assert head is not None
    is_live = publication is not None and publication.is_live
    is_clinical = policy.is_clinical(document_of(head))
    sign_offs = list(
        SignOff.objects.filter(revision__item=item, revocation__isnull=True).select_related("confirmation")
    )
    unconfirmed = any(s.how != SignOff.How.ACCOUNT and not hasattr(s, "confirmation") for s in sign_offs)
    is_signed = SignOff.objects.in_force().of_text(item.pk, head.digest).exists()
    has_news = not is_live or draft_waits(item)
    is_again = publication is not None and not has_news and reviewed_again(publication)
    is_due = publication is not None and is_live and needs_review(publication, clock.today())
    same_text = is_live and publication is not None and publication.revision.signed_id == head.signed_id
    asked = bool(item.put_forward_id)
    wants = {
        "submit": is_clinical and not asked and not is_again and (not is_signed or not has_news),
        "sign": asked,
        "request_changes": asked,
        "record_sign_off": asked,
        "confirm_sign_off": unconfirmed,
        "publish": has_news or is_again,
        "relist": same_text and has_news,
        "change_address": publication is not None,
        "waive": is_clinical and not is_signed,
        "waive_finding": person.may(WaiveFinding.action) and _has_finding_to_waive(item),
        "revoke_sign_off": bool(sign_offs),
        "hand_over": True,
        "withdraw": is_live,
        "put_away": publication is None,
    }
    awaited = {"sign", "confirm_sign_off"} | ({"publish"} if is_signed or not is_clinical else set())
    awaited |= {"submit"} if not is_signed or is_due else set()
    return {name: name in awaited for name, is_wanted in wants.items() if is_wanted}


def _has_finding_to_waive(item: Item) -> bool:
    head = item.head
    found = keeping.findings_of(head) if head is not None and head.signed.text else []
    return any(finding.is_waivable for finding in keeping.blocking(found, item))


def _own(page: type[StepPage], item: Item, person: Contributor) -> bool:
    """Reviewers may take back what they signed themselves."""
    return (
        page is RevokeSignOff
        and person.may("sign_off")
        and SignOff.objects.filter(revision__item=item, reviewer=person, revocation__isnull=True).exists()
    )
