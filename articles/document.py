"""Articles as documents (docs/documents.md): from rows to words, and back for a restore."""

from __future__ import annotations

import re
from typing import Any

from content_editor.contents import contents_for_item

from articles import models as m
from editorial.canonical import without_empty
from editorial.cleaning import cited, linked_pages
from editorial.models import Tag
from editorial.registry import Kind, Snapshot
from editorial.snapshots import SCHEMA, authors_of, lines, listing_of, write_authors, write_listing
from faq.models import QuestionSet
from library.models import Picture, Source
from library.sources import freeze

PHONE = re.compile(r"^(?P<label>.+?)\s*:\s*(?P<number>[^:]*)$")


def snapshot(draft: m.Article) -> Snapshot:
    """What the article says now, read fresh from its rows."""
    article = m.Article.objects.select_related("topic", "item", "translation_of").get(pk=draft.pk)
    blocks = [block_document(block) for block in blocks_of(article)]
    bodies = [text for block in blocks for text in (block.get("body", ""), block.get("action", ""))]
    marked = [uid for body in bodies for uid in cited(body)]
    others = [str(uid) for uid in article.sources.order_by("title", "pk").values_list("uid", flat=True)]
    sources = freeze([*marked, *others])
    signed = without_empty(
        {
            "schema": SCHEMA,
            "kind": "article",
            "language": article.item.language,
            "article_kind": article.article_kind,
            "title": article.title,
            "summary": article.summary.strip(),
            "translation_of": str(article.translation_of.uid) if article.translation_of else "",
            "authors": authors_of(article),
            "blocks": blocks,
            "sources": sources,
        }
    )
    uses = [("source", source["uid"]) for source in sources]
    uses += [("page", uid) for body in bodies for uid in linked_pages(body)]
    uses += [("question_set", block["item"]) for block in blocks if block["type"] == "question_set"]
    uses += [("picture", block["picture"]) for block in blocks if block["type"] == "picture"]
    return Snapshot(signed, listing_of(article), uses)


def blocks_of(article: m.Article) -> list[m.blocks.Block]:
    """All blocks in reading order; equal places are settled by type and age, so that the order is always the same."""
    contents = contents_for_item(article, plugins=m.BLOCKS)
    return sorted(contents.main, key=lambda block: (block.ordering, block._meta.model_name, block.pk))


def block_document(block: m.blocks.Block) -> dict[str, Any]:
    """One block in its final words."""
    return without_empty({"uid": str(block.uid), **_WRITERS[type(block)](block)})


def _section(block: m.Section) -> dict[str, Any]:
    return {"type": "section", "heading": block.heading, "aspect": block.aspect, "body": block.body}


def _care_card(block: m.CareCard) -> dict[str, Any]:
    phones = []
    for line in lines(block.phones):
        match = PHONE.match(line)
        phones.append({"label": match["label"], "number": match["number"]} if match else {"label": "", "number": line})
    return {
        "type": "care_card",
        "urgency": block.urgency,
        "heading": block.heading,
        "signs": lines(block.signs),
        "action": block.action,
        "phones": phones,
    }


def _callout(block: m.Callout) -> dict[str, Any]:
    return {"type": "callout", "heading": block.heading, "body": block.body}


def _key_points(block: m.KeyPoints) -> dict[str, Any]:
    return {"type": "key_points", "heading": block.heading, "body": block.body}


def _picture(block: m.PictureBlock) -> dict[str, Any]:
    picture = block.picture
    return {
        "type": "picture",
        "picture": str(picture.uid),
        "file": picture.file.name,
        "width": picture.width,
        "height": picture.height,
        "alt": "" if block.is_decorative else block.alt.strip(),
        "is_decorative": block.is_decorative,
        "caption": block.caption,
        "credit": picture.credit,
        "licence": picture.licence,
    }


def _question_set(block: m.QuestionSetBlock) -> dict[str, Any]:
    # Only the name of the item: its words are its own, signed by its own reviewer. The title is not kept either, or a
    # new title of the set would void the review of every page that shows it.
    return {"type": "question_set", "item": str(block.question_set.item.uid)}


_WRITERS: dict[type[m.blocks.Block], Any] = {
    m.Section: _section,
    m.CareCard: _care_card,
    m.Callout: _callout,
    m.KeyPoints: _key_points,
    m.PictureBlock: _picture,
    m.QuestionSetBlock: _question_set,
}


def write_back(draft: m.Article, signed: dict[str, Any], listing: dict[str, Any]) -> None:
    """Make the draft say what a document says; blocks keep their uids."""
    draft.title, draft.summary = signed["title"], signed.get("summary", "")
    draft.article_kind = signed["article_kind"]
    write_listing(draft, listing, Tag.objects.filter(slug__in=listing.get("tags", [])))
    write_authors(draft, signed)
    draft.sources.set(Source.objects.filter(uid__in=_uncited(signed)))
    for model in m.BLOCKS:
        model._default_manager.filter(parent=draft).delete()
    for index, entry in enumerate(signed.get("blocks", [])):
        block_from_document(draft, entry, (index + 1) * 10).save()


def _uncited(signed: dict[str, Any]) -> list[str]:
    blocks = signed.get("blocks", [])
    marked = {uid for entry in blocks for key in ("body", "action") for uid in cited(entry.get(key, ""))}
    return [source["uid"] for source in signed.get("sources", []) if source["uid"] not in marked]


def block_from_document(article: m.Article, entry: dict[str, Any], ordering: int) -> m.blocks.Block:
    """An unsaved block that says what `entry` says; raises Picture.DoesNotExist or QuestionSet.DoesNotExist."""
    place = {"parent": article, "region": "main", "ordering": ordering, "uid": entry["uid"]}
    heading, body = entry.get("heading", ""), entry.get("body", "")
    match entry["type"]:
        case "section":
            return m.Section(**place, heading=heading, body=body, aspect=entry.get("aspect", "other"))
        case "care_card":
            phones = [f"{phone['label']}: {phone['number']}" for phone in entry.get("phones", [])]
            return m.CareCard(
                **place,
                heading=heading,
                urgency=entry["urgency"],
                signs="\n".join(entry.get("signs", [])),
                action=entry.get("action", ""),
                phones="\n".join(phones),
            )
        case "callout":
            return m.Callout(**place, heading=heading, body=body)
        case "key_points":
            return m.KeyPoints(**place, heading=heading, body=body)
        case "picture":
            picture = Picture.objects.get(uid=entry["picture"])
            texts = {"alt": entry.get("alt", ""), "caption": entry.get("caption", "")}
            return m.PictureBlock(**place, picture=picture, is_decorative=entry.get("is_decorative", False), **texts)
        case "question_set":
            return m.QuestionSetBlock(**place, question_set=QuestionSet.objects.get(item__uid=entry["item"]))
    raise ValueError(f"unknown block type {entry['type']!r}")


KIND_FIELDS_ORGANISATION_LACKS = ("care_card", "key_points", "question_set")


def missing(document: dict[str, Any]) -> list[str]:
    """Facts without which an article goes neither to review nor live; nobody can waive them."""
    blocks = document.get("blocks", [])
    found = []
    if not document.get("title", "").strip():
        found.append("The title is missing: write one.")
    if not document.get("summary", "").strip():
        found.append("The main message is missing: write one to three sentences that patients read first.")
    if not any(block["type"] == "section" for block in blocks):
        found.append("There is no section yet: add at least one.")
    for block in blocks:
        found += _missing_in(block)
    if document.get("article_kind") == "organisation":
        clinical = [block["type"] for block in blocks if block["type"] in KIND_FIELDS_ORGANISATION_LACKS]
        if clinical:
            found.append(
                "An organisation page is not clinically reviewed, so it cannot hold care cards, key points or "
                "question sets: take them out or make a page of another kind."
            )
    elif not document.get("sources"):
        found.append("No source is named: mark at least one citation, or choose one under “other sources”.")
    return found


def _missing_in(block: dict[str, Any]) -> list[str]:
    if block["type"] == "picture" and not block.get("alt") and not block.get("is_decorative"):
        return ["A picture has no alternative text: write one, or tick “only decoration”."]
    if block["type"] == "care_card" and not block.get("signs"):
        return [f"The care card “{block.get('heading', '')}” lists no signs: write at least one."]
    if block["type"] == "section" and not block.get("body"):
        return [f"The section “{block.get('heading', '')}” is empty: write its text or take it out."]
    if block["type"] in ("callout", "key_points") and not block.get("body"):
        return [f"The box “{block.get('heading', '')}” is empty: write its text or take it out."]
    return []


def embeds(document: dict[str, Any]) -> list[str]:
    """The item uids of the question sets that the article shows by reference."""
    return [block["item"] for block in document.get("blocks", []) if block["type"] == "question_set"]


KIND = Kind(
    name="article",
    label="Article",
    model=m.Article,
    path="/{language}/{slug}/",
    snapshot=snapshot,
    write_back=write_back,
    rows=blocks_of,
    missing=missing,
    embeds=embeds,
)
