"""Articles as documents (docs/documents.md): from rows to words, and back for a restore."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from content_editor.contents import contents_for_item

from articles import models as m
from articles.aims import aim_in_words
from articles.block_documents import block_document, block_from_document
from editorial.canonical import without_empty
from editorial.cleaning import cited, linked_pages
from editorial.registry import Chosen, Fact, Kind, Snapshot
from editorial.snapshots import (
    SCHEMA,
    authors_of,
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
from library.countries import Country
from library.marking import terms_in
from library.models import Organisation, Source
from library.sources import freeze

# The fields of a block that hold clean HTML.
RICH = ("body", "action", "introduction", "without")


def snapshot(draft: m.Article) -> Snapshot:
    """What the article says now, read fresh from its rows."""
    article = m.Article.objects.select_related("topic", "item", "translation_of", "translated_from").get(pk=draft.pk)
    return written(article, blocks_of(article), saved(article))


def written(article: m.Article, rows: Iterable[m.blocks.Block], chosen: Chosen) -> Snapshot:
    """What an article says that may not be saved yet."""
    blocks = [block_document(block, article.country) for block in rows]
    bodies = [text for block in blocks for text in bodies_of(block)]
    sources = freeze([*_marked(blocks), *_others(chosen)])
    support = [organisation.as_document() for organisation in chosen("support").order_by("name", "pk")]
    signed = without_empty(
        {
            "schema": SCHEMA,
            "kind": "article",
            "language": article.item.language,
            "article_kind": article.article_kind,
            "title": article.title,
            "summary": article.summary.strip(),
            **translation_of(article),
            **origin_of(article),
            "country": article.country,
            # None and not {}: an empty field is left out, so that the digests of older texts stay what they are.
            "aim": aim_in_words(article) or None,
            "uncertainty": article.uncertainty.strip(),
            "authors": authors_of(chosen),
            "blocks": blocks,
            "support": support,
            "funding": article.funding,
            "funder": article.funder.strip(),
            "involvement": article.involvement.strip(),
            "sources": sources,
        }
    )
    uses = [("source", source["uid"]) for source in sources]
    uses += [("page", uid) for body in bodies for uid in linked_pages(body)]
    uses += [(kind, block[name]) for kind, name in USED_BY_BLOCKS for block in blocks if block["type"] == kind]
    uses += [("organisation", entry["uid"]) for entry in support]
    listing = listing_of(article, chosen)
    if terms := terms_in(bodies, article.item.language, chosen("unmarked_terms").values_list("uid", flat=True)):
        listing["terms"] = terms
        uses += [("term", uid) for uid in terms]
    return Snapshot(signed, listing, uses)


USED_BY_BLOCKS = (("question_set", "item"), ("picture", "picture"), ("statistic", "statistic"))


def bodies_of(block: dict[str, Any]) -> list[str]:
    """The clean HTML of a block's document."""
    return [block[name] for name in RICH if block.get(name)]


def _marked(blocks: list[dict[str, Any]]) -> list[str]:
    """The uids of sources in reading order: those that texts cite, and those that statistics come from."""
    found: list[str] = []
    for block in blocks:
        found += [uid for body in bodies_of(block) for uid in cited(body)]
        if block["type"] == "statistic":
            found.append(block["source"])
    return found


def _others(chosen: Chosen) -> list[str]:
    return [str(uid) for uid in chosen("sources").order_by("title", "pk").values_list("uid", flat=True)]


def blocks_of(article: m.Article) -> list[m.blocks.Block]:
    """All blocks in reading order; equal places are settled by type and age, so that the order is always the same."""
    contents = contents_for_item(article, plugins=m.BLOCKS)
    return sorted(contents.main, key=lambda block: (block.ordering, block._meta.model_name, block.pk))


def write_back(draft: m.Article, signed: dict[str, Any], listing: dict[str, Any]) -> None:
    """Make the draft say what a document says; blocks keep their uids."""
    draft.title, draft.summary = signed["title"], signed.get("summary", "")
    draft.article_kind = signed["article_kind"]
    for name in ("country", "uncertainty", "funding", "funder", "involvement"):
        setattr(draft, name, signed.get(name, ""))
    aim = signed.get("aim", {})
    draft.treatment_aim, draft.aim_statement = aim.get("aim", ""), aim.get("statement", "")
    if draft.aim_statement == aim_in_words(draft, usual=True).get("statement"):
        draft.aim_statement = ""
    write_translation(draft, signed)
    write_origin(draft, signed, listing)
    write_listing(draft, listing)
    write_authors(draft, signed)
    draft.sources.set(Source.objects.filter(uid__in=_uncited(signed)))
    draft.support.set(Organisation.objects.filter(uid__in=[entry["uid"] for entry in signed.get("support", [])]))
    for model in m.BLOCKS:
        model._default_manager.filter(parent=draft).delete()
    for index, entry in enumerate(signed.get("blocks", [])):
        block_from_document(draft, entry, (index + 1) * 10).save()


def _uncited(signed: dict[str, Any]) -> list[str]:
    marked = set(_marked(signed.get("blocks", [])))
    return [source["uid"] for source in signed.get("sources", []) if source["uid"] not in marked]


KIND_FIELDS_ORGANISATION_LACKS = ("care_card", "key_points", "question_set", "statistic", "choices")


def missing(document: dict[str, Any]) -> list[Fact]:
    """Facts without which an article goes neither to review nor live; nobody can waive them."""
    blocks = document.get("blocks", [])
    found = []
    if not document.get("title", "").strip():
        found.append(Fact("The title is missing: write one.", field="title"))
    if not document.get("summary", "").strip():
        sentence = "The main message is missing: write one to three sentences that patients read first."
        found.append(Fact(sentence, field="summary"))
    if not any(block["type"] == "section" for block in blocks):
        found.append(Fact("There is no section yet: add at least one."))
    for block in blocks:
        found += [Fact(sentence, block.get("uid", ""), field) for sentence, field in _missing_in(block)]
    found += _rights_missing(blocks)
    if document.get("funding") in ("funded", "sponsored") and not document.get("funder"):
        found.append(Fact("The page says that it was paid for, but not by whom: name who paid.", field="funder"))
    if document.get("country") not in (None, *Country.values):
        sentence = "The country of the telephone numbers is not known here: choose another."
        found.append(Fact(sentence, field="country"))
    if document.get("article_kind") == "organisation":
        clinical = [block for block in blocks if block["type"] in KIND_FIELDS_ORGANISATION_LACKS]
        if clinical:
            sentence = (
                "An organisation page is not clinically reviewed, so it cannot hold care cards, key points, "
                "statistics, treatment choices or question sets: take them out or make a page of another kind."
            )
            found.append(Fact(sentence, clinical[0].get("uid", ""), "heading"))
    elif not document.get("sources"):
        sentence = (
            "No source is named: put the cursor behind a statement and press the citation button ❝ (Ctrl+Alt+C), or choose "
            "a source under “Other sources”."
        )
        found.append(Fact(sentence, field="sources"))
    return found + origin_missing(document)


def _missing_in(block: dict[str, Any]) -> list[tuple[str, str]]:
    """What a block lacks: pairs of a sentence and the field."""
    heading = block.get("heading", "")
    if block["type"] == "picture" and not block.get("alt") and not block.get("is_decorative"):
        return [("A picture has no alternative text: write one, or tick “only decoration”.", "alt")]
    if block["type"] == "care_card" and not block.get("signs"):
        return [(f"The care card “{heading}” lists no signs: write at least one.", "signs")]
    if block["type"] == "care_card" and not all(map(_has_number, block.get("phones", []))):
        sentence = (
            f"The care card “{heading}” names a telephone without its number: write the number (or ____ where the "
            "reader writes it), or choose the country of the page."
        )
        return [(sentence, "phones")]
    if block["type"] == "choices":
        return _missing_in_choices(block)
    if block["type"] == "section" and not block.get("body"):
        return [(f"The section “{heading}” is empty: write its text or take it out.", "body")]
    if block["type"] in ("callout", "key_points") and not block.get("body"):
        return [(f"The box “{heading}” is empty: write its text or take it out.", "body")]
    return []


def _rights_missing(blocks: list[dict[str, Any]]) -> list[Fact]:
    """Pictures that came with an imported file say neither whose they are nor whether we may show them."""
    found = []
    for block in blocks:
        lacks = [f"no {name}" for name in ("credit", "licence") if not block.get(name, "").strip()]
        if block["type"] == "picture" and lacks:
            named = block.get("alt") or block.get("caption")
            which = f"The picture “{named}”" if named else "A picture"
            sentence = (
                f"{which} has {' and '.join(lacks)}: fill that in where the picture is kept, then save this page again."
            )
            found.append(Fact(sentence, block.get("uid", ""), "picture", ("picture", block["picture"])))
    return found


def _has_number(phone: dict[str, str]) -> bool:
    """Something to dial, or a line to write it on."""
    return any(sign.isdigit() for sign in phone["number"]) or "__" in phone["number"]


def _missing_in_choices(block: dict[str, Any]) -> list[tuple[str, str]]:
    """Each choice says what it may bring and what it may cost; a choice is no choice alone (DISCERN 9 to 15)."""
    heading, options = block.get("heading", ""), block.get("options", [])
    found = []
    if len(options) < 2:
        sentence = f"The choices “{heading}” need two at least; “no treatment for now” may be one."
        found.append((sentence, "options"))
    for option in options:
        if not (option.get("name") and option.get("benefits") and option.get("harms")):
            sentence = (
                f"The choice “{option.get('name', '')}” under “{heading}” needs its name, at least one benefit (+) and "
                "at least one harm (-)."
            )
            found.append((sentence, "options"))
    if not block.get("without"):
        sentence = f"The choices “{heading}” do not say what happens without treatment: write it."
        found.append((sentence, "without"))
    return found


def embeds(document: dict[str, Any]) -> list[str]:
    """The item uids of the question sets that the article shows by reference."""
    return [block["item"] for block in document.get("blocks", []) if block["type"] == "question_set"]


WORDS = {
    m.Article: {
        "title": "titles",
        "synonyms": "names",
        "summary": "summaries",
        "aim_statement": "texts",
        "uncertainty": "texts",
        "involvement": "texts",
    },
    m.Section: {"heading": "headings", "body": "texts"},
    m.CareCard: {"heading": "headings", "signs": "signs", "action": "texts"},
    m.Callout: {"heading": "headings", "body": "texts"},
    m.KeyPoints: {"heading": "headings", "body": "texts"},
    m.StatisticBlock: {"heading": "headings"},
    m.Choices: {
        "heading": "headings",
        "introduction": "texts",
        "options": "choices",
        "without": "texts",
        "questions": "questions",
    },
    m.PictureBlock: {"alt": "pictures", "caption": "pictures"},
}

KIND = Kind(
    name="article",
    label="Article",
    model=m.Article,
    path="/{language}/{slug}/",
    snapshot=snapshot,
    written=written,
    write_back=write_back,
    rows=blocks_of,
    missing=missing,
    embeds=embeds,
    not_copied=frozenset({"import_digest", "import_notes"}),
    words=WORDS,
)
