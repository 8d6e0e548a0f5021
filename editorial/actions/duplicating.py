"""Beginning a page as a copy of another."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from editorial import history, policy, registry
from editorial.actions.drafting import new_item, save_draft
from editorial.actions.locks import lock
from editorial.models import Contributor, Draft

# What makes a page this one and no other. A copy is no translation: it is checked against nothing.
OF_ITS_OWN = frozenset({"item", "translation_of", "translated_from"})
LONGEST_TITLE = 100


@transaction.atomic
def duplicate(*, draft: Draft, by: Contributor) -> Draft:
    """Begin a page that says what the draft says now: the same fields, blocks with new uids, no review and no address.

    Whoever wrote the original may not sign the copy either (`policy.check_may_sign`), so the event names it.
    """
    by = policy.require(by, "save_draft")
    original = lock(draft.item_id)
    kind = registry.kind_named(original.kind)
    draft = registry.draft_of(original.pk, original.kind)
    item = new_item(kind=original.kind, language=original.language, by=by)
    title = f"Copy of {draft.title}"[:LONGEST_TITLE].rstrip()
    copy: Draft = _copied(draft, OF_ITS_OWN | kind.not_copied, item=item, title=title)
    for field in draft._meta.many_to_many:
        getattr(copy, field.name).set(getattr(draft, field.name).all())
    for row in kind.rows(draft):
        parent = next(field.name for field in row._meta.concrete_fields if field.related_model is type(draft))
        _copied(row, frozenset({"uid"}), **{parent: copy})
    revision, _ = save_draft(draft=copy, by=by, based_on=None)
    # By its uid alone: the law may demand that words go, and events are never changed.
    history.record(item, "duplicate", by, revision=revision.number, copied_from=str(original.uid))
    return copy


def _copied(row: Any, left_out: frozenset[str], **own: models.Model | str) -> Any:
    """A saved copy of a row, with what is `own` to it and the defaults for what is left out."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key and f.name not in left_out | set(own)]
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in fields}, **own)
    copy.save()
    return copy
