"""Drafts out and back in. An imported row is written as a restore is, and ends in `save_draft` like a form: a row that
is behind the newest text is refused, nothing is published, and no sign-off is touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction

from editorial import actions, errors, registry
from editorial.actions.locks import lock
from editorial.canonical import NotCanonical, canonical
from editorial.models import Contributor, Draft, Item, Revision, Topic
from editorial.tagging import tags_named
from library.models import Organisation, Picture, Source, Statistic
from portal.exchange.documents import Layout
from portal.exchange.refusals import RowRefused
from portal.exchange.shapes import Named

NEW, CHANGED, SAME = "new", "changed", "the same"
# Where the things are that a document names by uid.
PLACES: dict[str, Any] = {
    "contributor": Contributor,
    "organisation": Organisation,
    "picture": Picture,
    "source": Source,
    "statistic": Statistic,
    "page": Item,
}


def rows_of(layout: Layout) -> Iterator[dict[str, Any]]:
    """The newest text of every draft of a kind in document form, by title."""
    items = Item.objects.filter(kind=layout.kind, head__isnull=False).exclude(head__signed__text="")
    for item in items.select_related("head__signed", "head__listing").order_by("title", "pk").iterator(chunk_size=100):
        assert item.head is not None
        yield {
            "uid": str(item.uid),
            "revision": item.head.number,
            "language": item.language,
            "slug": item.slug,
            "signed": json.loads(item.head.signed.text),
            "listing": json.loads(item.head.listing.text or "{}"),
        }


def bring_in(row: dict[str, Any], layout: Layout, by: Contributor | None) -> str:
    """Make a draft say what a row says, in a transaction of its own; says whether it is NEW, CHANGED or the SAME.

    Raises RowRefused, or what `save_draft` raises.
    """
    if by is None:
        raise errors.NoContributor
    signed, listing = _checked(row, layout)
    try:
        with transaction.atomic():
            return _save(row, signed, listing, layout, by)
    except IntegrityError as error:
        raise RowRefused("A uid in this row belongs to a part of another page. Leave it out for a new part.") from error
    except DataError as error:
        raise RowRefused("A text in this row is longer than its field.") from error
    except ObjectDoesNotExist as error:
        raise RowRefused("This row places something that is not here. Bring that in first.") from error
    except ValidationError as error:
        raise RowRefused(" ".join(error.messages)) from error


def _save(row: dict[str, Any], signed: dict[str, Any], listing: dict[str, Any], layout: Layout, by: Contributor) -> str:
    uid = str(row.get("uid") or "")
    found = Item.objects.filter(uid=uid, kind=layout.kind).first() if uid else None
    if found is None:
        draft, base = _new(uid, signed, layout, by), None
    else:
        item = lock(found.pk)
        head = item.head
        if head is not None and _says(head, signed, listing):
            return SAME
        base = _base(row, head)
        draft = registry.draft_of(item.pk, item.kind)
    unnamed = list(draft.authors.filter(consents_to_be_named=False)) if found else []
    registry.kind_named(layout.kind).write_back(draft, signed, listing)
    draft.authors.add(*unnamed)  # they are in no document, and must not get lost
    _, is_new = actions.save_draft(draft=draft, by=by, based_on=base, slug=_slug(row, draft.item))
    return NEW if found is None else CHANGED if is_new else SAME


def _says(head: Revision, signed: dict[str, Any], listing: dict[str, Any]) -> bool:
    return head.signed.text == canonical(signed) and head.listing.text == canonical(listing)


def _base(row: dict[str, Any], head: Revision | None) -> int | None:
    """The key of the revision that the row was made from, if it is still the newest; raises RowRefused."""
    if head is None or str(row.get("revision") or "") == str(head.number):
        return head.pk if head else None
    if not row.get("revision"):
        raise RowRefused(
            "The number of the revision is missing, so nobody can tell what it would overwrite. Export it."
        )
    raise RowRefused(
        f"{head.by.name} saved revision {head.number} after this file was written from revision {row['revision']}. "
        "Nothing was overwritten: export it again and make your changes there."
    )


def _new(uid: str, signed: dict[str, Any], layout: Layout, by: Contributor) -> Draft:
    own = UUID(uid) if uid else None
    item = actions.new_item(kind=layout.kind, language=signed["language"], by=by, uid=own)
    draft: Draft = registry.kind_named(layout.kind).model._default_manager.create(item=item, title=signed["title"])
    return draft


def _slug(row: dict[str, Any], item: Item) -> str | None:
    """The last part of the address for a page that was never public; raises RowRefused for one that was."""
    slug = str(row.get("slug") or "")
    if item.addresses.exists() and slug and slug != item.slug:
        raise RowRefused("The address of a page that was public is changed with the step for it, not by an import.")
    return slug or None


def _checked(row: dict[str, Any], layout: Layout) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two parts of a row, built as they must be and naming only what is there. Raises RowRefused."""
    signed: Any = row.get("signed")
    listing: Any = row.get("listing", {})
    named = Named()
    problems = [*layout.signed(signed, "", named), *layout.listing(listing, "", named)]
    if row.get("uid"):
        problems += _unless_uid(row["uid"])
    if not problems:
        problems = [*_about(signed, layout), *_missing(named)]
    if problems:
        raise RowRefused(" ".join(problems[:5]))
    for part in _parts(signed, layout):
        part.setdefault("uid", str(uuid4()))
    try:
        canonical([signed, listing])
    except NotCanonical as error:
        raise RowRefused(f"A value cannot be kept: {error}") from error
    return signed, listing


def _about(signed: dict[str, Any], layout: Layout) -> Iterator[str]:
    if signed.get("kind", layout.kind) != layout.kind:
        yield f"This is no {registry.kind_named(layout.kind).label.lower()}: import it with its own kind."
    if signed.get("language") not in [code for code, _ in settings.LANGUAGES]:
        yield f"The language must be one of {', '.join(dict(settings.LANGUAGES))}."
    uids = [part["uid"] for part in _parts(signed, layout) if "uid" in part]
    if len(set(uids)) < len(uids):
        yield "Two parts of this page have the same uid. Leave it out for a new part."


def _parts(signed: dict[str, Any], layout: Layout) -> list[dict[str, Any]]:
    """The blocks or questions; what another kind calls so is not read."""
    return [part for name in ("blocks", "questions") if name in layout.columns for part in signed.get(name, [])]


def _unless_uid(value: Any) -> Iterator[str]:
    try:
        UUID(str(value))
    except ValueError:
        yield "“uid” must be as in an exported file, or empty for a new page."


def _missing(named: Named) -> Iterator[str]:
    """A sentence for each thing that is not here."""
    for kind, uids in named.uids.items():
        if kind in PLACES or kind == "question set":
            items = Item.objects.filter(kind="question_set") if kind == "question set" else PLACES[kind].objects.all()
            there = {str(uid) for uid in items.filter(uid__in=uids).values_list("uid", flat=True)}
        elif kind == "tag":
            there = set(tags_named(uids))
        else:
            there = set(Topic.objects.filter(slug__in=uids).values_list("slug", flat=True))
        for uid in sorted(uids - there):
            yield f"There is no {kind} “{uid}” here: bring it in or make it first."
