"""Forms that are not saved: kept whole, and thrown away when they have done their work."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict

from editorial import clock
from editorial.canonical import digest
from editorial.models import Item, KeptForm, Revision

# How much of a revision's token names the form that it was saved from; the rest names the words.
FORM_LENGTH = 12


def form_name(data: QueryDict) -> str:
    """Names one opened form, through all refusals until it is saved; empty for a form without a token."""
    token = data.get("token", "")
    return digest(token)[:FORM_LENGTH] if token else ""


@transaction.atomic
def keep_form(
    *, user: Any, item: Item | None, kind: str = "", based_on: int | None, data: str, is_typed: bool = False
) -> KeptForm | None:
    """Keep a form whole: one that was refused, or one that is being typed (`is_typed`). A new page has only a `kind`.

    A state takes the place of an older one of the same form and of nothing else. A form that was refused is kept beside
    whatever else waits: it is the one the person just pressed Save on. While another form of the page waits, nothing
    more is kept of what is only typed: None is returned, and the person decides. It is None also for a state that was
    overtaken, by a later one of the same form or by its save, and for one without a token: nobody knows which it is of.
    """
    posted = QueryDict(data)
    name = form_name(posted)
    place = {"user": user, "item": item, "kind": "" if item else kind}
    if is_typed and (not name or _was_saved(user, item, posted) or not _has_place(posted, place)):
        return None
    facts = {"based_on_id": based_on, "data": data, "is_typed": is_typed, "kept_at": clock.now()}
    if not name:
        return KeptForm.objects.create(**place, **facts)
    kept, _ = KeptForm.objects.update_or_create(**place, form=name, defaults=facts)
    return kept


def _has_place(typed: QueryDict, place: dict[str, Any]) -> bool:
    """Does nothing wait there, or an earlier state of this form? Forms count their states in `typed`."""
    waiting = {kept.form: kept for kept in KeptForm.objects.select_for_update().filter(**place)}
    kept = waiting.get(form_name(typed))
    return _state(typed) > _state(QueryDict(kept.data)) if kept else not waiting


def _state(data: QueryDict) -> int:
    number = data.get("typed", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0


def _was_saved(user: Any, item: Item | None, typed: QueryDict) -> bool:
    """Was this very form saved meanwhile? Then a state of it that was on its way comes too late."""
    saved = Revision.objects.filter(by__user=user, token__startswith=form_name(typed))
    return (saved.filter(item=item) if item else saved).exists()


def throw_away_form(*, user: Any, kept: KeptForm) -> None:
    """The editor has decided against a kept form; others stay."""
    KeptForm.objects.filter(user=user, pk=kept.pk).delete()


def form_was_saved(*, user: Any, item: Item, saved: QueryDict) -> None:
    """Throw away what was kept of a form that is saved now; what was kept of another form stays for its person."""
    if not (name := form_name(saved)):
        return
    of_this_page = Q(item=item) | Q(item=None, kind=item.kind)
    KeptForm.objects.filter(of_this_page, user=user, form=name).delete()
