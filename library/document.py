"""Glossary terms as documents (docs/documents.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from editorial.canonical import without_empty
from editorial.cleaning import cited, linked_pages
from editorial.registry import Chosen, Fact, Kind, Snapshot
from editorial.snapshots import (
    SCHEMA,
    authors_of,
    lines,
    listing_of,
    origin_missing,
    origin_of,
    saved,
    translation_of,
    write_authors,
    write_listing,
    write_origin,
    write_translation,
)
from library.models import Source, Term
from library.sources import freeze


def snapshot(draft: Term) -> Snapshot:
    """What the term says now, read fresh from its row."""
    term = Term.objects.select_related("topic", "item", "translation_of", "translated_from").get(pk=draft.pk)
    return written(term, (), saved(term))


def written(term: Term, rows: Iterable[Any], chosen: Chosen) -> Snapshot:
    """What a term says that may not be saved yet."""
    others = [str(uid) for uid in chosen("sources").order_by("title", "pk").values_list("uid", flat=True)]
    sources = freeze([*cited(term.body), *others])
    signed = without_empty(
        {
            "schema": SCHEMA,
            "kind": "term",
            "language": term.item.language,
            "title": term.title.strip(),
            "definition": term.definition.strip(),
            "forms": lines(term.forms),
            "pronunciation": term.pronunciation.strip(),
            "body": term.body,
            **translation_of(term),
            **origin_of(term),
            "authors": authors_of(chosen),
            "sources": sources,
        }
    )
    uses = [("source", source["uid"]) for source in sources]
    uses += [("page", uid) for uid in linked_pages(term.body)]
    return Snapshot(signed, listing_of(term, chosen), uses)


def write_back(draft: Term, signed: dict[str, Any], listing: dict[str, Any]) -> None:
    """Make the draft say what a document says."""
    draft.title, draft.definition = signed["title"], signed.get("definition", "")
    draft.forms, draft.pronunciation = "\n".join(signed.get("forms", [])), signed.get("pronunciation", "")
    draft.body = signed.get("body", "")
    write_translation(draft, signed)
    write_origin(draft, signed, listing)
    write_listing(draft, listing)
    write_authors(draft, signed)
    marked = set(cited(draft.body))
    uncited = [source["uid"] for source in signed.get("sources", []) if source["uid"] not in marked]
    draft.sources.set(Source.objects.filter(uid__in=uncited))


def missing(document: dict[str, Any]) -> list[Fact]:
    """Facts without which a term goes neither to review nor live."""
    found = []
    if not document.get("title", "").strip():
        found.append(Fact("The word is missing: write it.", field="title"))
    if not document.get("definition", "").strip():
        sentence = "The definition is missing: say in one or two plain sentences what the word means."
        found.append(Fact(sentence, field="definition"))
    return found + origin_missing(document)


KIND = Kind(
    name="term",
    label="Glossary term",
    model=Term,
    path="/{language}/glossary/{slug}/",
    snapshot=snapshot,
    written=written,
    write_back=write_back,
    rows=lambda draft: [],
    missing=missing,
    embeds=lambda document: [],
    words={
        Term: {
            "title": "titles",
            "definition": "summaries",
            "forms": "names",
            "synonyms": "names",
            "pronunciation": "names",
            "body": "texts",
        }
    },
    stands_in_lists=False,
)
