"""Drafts by where their page stands, in one query: the database's side of what `editorial.state` says of each page."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from editorial import clock
from editorial.models import Item, Publication, SignOff, Waiver

PUBLICATION = "item__publication__"


def in_state(drafts: Any, code: str) -> Any:
    """The drafts whose page is in a state of `editorial.state.LABELS`."""
    today = clock.today()
    live = Q(**{f"{PUBLICATION}state": Publication.State.LIVE})
    revoked = Q(**{f"{PUBLICATION}review_revoked_at__isnull": False})
    unreviewed = Q(**{f"{PUBLICATION}basis": Publication.Basis.UNREVIEWED})
    reopened = Q(**{f"{PUBLICATION}reopened_at__isnull": False})
    overdue = Q(**{f"{PUBLICATION}next_review_on__isnull": False, f"{PUBLICATION}next_review_on__lt": today})
    never = Q(**{f"{PUBLICATION}isnull": True})
    has_kinds = any(field.name == "article_kind" for field in drafts.model._meta.fields)
    needs_none = Q(article_kind="organisation") if has_kinds else Q(pk__in=[])
    away = Q(item__put_away_at__isnull=False)
    asked, vouched = Q(item__put_forward__isnull=False), _vouched()
    return drafts.filter(
        {
            "draft": lambda: never & ~away & ~needs_none & ~vouched & ~asked,
            "in_review": lambda: never & ~away & ~needs_none & ~vouched & asked,
            "signed": lambda: never & ~away & ~needs_none & vouched,
            "ready": lambda: never & ~away & needs_none,
            "revoked": lambda: live & revoked,
            "unreviewed": lambda: live & ~revoked & unreviewed,
            "reopened": lambda: live & ~revoked & ~unreviewed & reopened,
            "overdue": lambda: live & ~revoked & ~unreviewed & ~reopened & overdue,
            "live": lambda: live & ~revoked & ~unreviewed & ~reopened & ~overdue,
            "put_away": lambda: away,
            "withdrawn": lambda: Q(**{f"{PUBLICATION}state": Publication.State.WITHDRAWN}),
        }[code]()
    )


def _vouched() -> Q:
    """Somebody signed the newest text, or a waiver covers it."""
    digest, item = OuterRef("item__head__signed_id"), OuterRef("item_id")
    signed = SignOff.objects.in_force().filter(digest=digest, revision__item_id=item)
    waived = Waiver.objects.filter(digest=digest, item_id=item, until__gte=clock.today())
    return Q(Exists(signed)) | Q(Exists(waived))


def with_draft_waiting(drafts: Any) -> Any:
    """Live pages whose draft says something else."""
    same = Q(
        item__head__signed_id=F(f"{PUBLICATION}revision__signed_id"),
        item__head__listing_id=F(f"{PUBLICATION}listing_id"),
    )
    return drafts.filter(**{f"{PUBLICATION}state": Publication.State.LIVE}).exclude(same)


def unfinished() -> Any:
    """Items whose newest text patients have not got: never live, or changed since. Those put away are not among them."""
    same = Q(head__signed_id=F("publication__revision__signed_id"), head__listing_id=F("publication__listing_id"))
    return Item.objects.filter(Q(publication=None) | ~same, head__isnull=False, put_away_at=None)
