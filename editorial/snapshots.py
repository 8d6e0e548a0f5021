"""What all kinds freeze in the same way: authors, listing, sources."""

from __future__ import annotations

import json
from typing import Any

from editorial.canonical import without_empty
from editorial.models import Contributor, Draft, Item, Revision, Topic
from editorial.registry import Chosen, Fact
from editorial.tagging import distinct_tags, tags_named

SCHEMA = 1


def lines(text: str) -> list[str]:
    """The lines of a text field that say something, in order, each once."""
    return list(dict.fromkeys(stripped for line in text.splitlines() if (stripped := line.strip())))


def saved(draft: Draft) -> Chosen:
    """What is chosen in the rows of a draft."""
    return lambda name: getattr(draft, name).all()


def authors_of(chosen: Chosen) -> list[dict[str, str]]:
    """The authors as the page names them; those who do not agree to be named are left out."""
    named = chosen("authors").filter(consents_to_be_named=True).order_by("name", "pk")
    return [
        without_empty({"uid": str(person.uid), "name": person.name, "role": person.role_title, "slug": person.slug})
        for person in named
    ]


def translation_of(draft: Draft) -> dict[str, str]:
    """The page that this one translates, and the digest of the text that it was made from."""
    if draft.translation_of is None:
        return {}
    made_from = draft.translated_from
    return {
        "translation_of": str(draft.translation_of.uid),
        "translated_digest": made_from.digest if made_from else "",
    }


def origin_of(draft: Draft) -> dict[str, str]:
    """Where the text comes from, as the page says it. Nothing for drafts from before it was asked."""
    return without_empty(
        {
            "origin": draft.text_origin,
            "copyright_holder": draft.copyright_holder.strip(),
            "licence": draft.licence.strip(),
        }
    )


def origin_missing(document: dict[str, Any]) -> list[Fact]:
    """What a document does not say of its origin; nobody can waive it."""
    origin = document.get("origin")
    if not origin:
        return [Fact("It is not said where the text comes from: choose it.", field="text_origin")]
    if origin in (Draft.Origin.LICENSED, Draft.Origin.SYNDICATED) and not (
        document.get("copyright_holder") and document.get("licence")
    ):
        sentence = "The text comes from others: name whose text it is and under which licence it stands here."
        return [Fact(sentence, field="licence" if document.get("copyright_holder") else "copyright_holder")]
    return []


def write_origin(draft: Draft, signed: dict[str, Any], listing: dict[str, Any]) -> None:
    """Make the draft come from where a document says; the caller saves."""
    if "origin" in signed:  # a text from before it was asked says nothing: what the draft says stays
        draft.text_origin, draft.licence = signed["origin"], signed.get("licence", "")
        draft.copyright_holder, draft.permission = signed.get("copyright_holder", ""), listing.get("permission", "")


def write_translation(draft: Draft, document: dict[str, Any]) -> None:
    """Make the draft a translation of what a document says it is one of; the caller saves."""
    source = Item.objects.filter(uid=document["translation_of"]).first() if "translation_of" in document else None
    that_text = Revision.objects.filter(item=source, signed=document.get("translated_digest", ""))
    draft.translation_of = source
    draft.translated_from = that_text.order_by("-number").first() if source else None


def listing_of(draft: Any, chosen: Chosen) -> dict[str, Any]:
    """The listing part: where the page stands."""
    return without_empty(
        {
            "schema": SCHEMA,
            "topic": draft.topic.slug if draft.topic else "",
            "tags": _tags_of(draft, chosen),
            "synonyms": lines(draft.synonyms),
            "related": sorted(str(uid) for uid in chosen("related").values_list("uid", flat=True)),
            "permission": draft.permission.strip(),
        }
    )


def _tags_of(draft: Any, chosen: Chosen) -> list[str]:
    """The slugs of a draft's tags; as its newest text spells them while the same tags are meant.

    So a tag that was renamed or merged makes no draft differ from its newest text.
    """
    slugs: list[str] = sorted({(tag.merged_into or tag).slug for tag in chosen("tags").select_related("merged_into")})
    head = draft.item.head
    before = json.loads(head.listing.text).get("tags", []) if head and head.listing.text else []
    if before == slugs:
        return slugs
    meant = tags_named(before)
    is_same = len(meant) == len(before) and sorted({tag.slug for tag in meant.values()}) == slugs
    return before if is_same else slugs


def write_listing(draft: Any, listing: dict[str, Any]) -> None:
    """Make the draft stand where a listing part says."""
    draft.topic = Topic.objects.filter(slug=listing.get("topic", "")).first()
    draft.synonyms = "\n".join(listing.get("synonyms", []))
    draft.save()
    draft.tags.set(distinct_tags(listing.get("tags", [])))
    draft.related.set(Item.objects.filter(uid__in=listing.get("related", [])))


def write_authors(draft: Draft, document: dict[str, Any]) -> None:
    """Make the draft name the authors that a document names."""
    draft.authors.set(Contributor.objects.filter(uid__in=[author["uid"] for author in document.get("authors", [])]))
