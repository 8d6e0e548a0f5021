"""Question sets as documents (docs/documents.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from editorial.canonical import without_empty
from editorial.cleaning import cited, linked_pages, plain_text
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
from faq.models import Question, QuestionSet
from library.sources import freeze


def snapshot(draft: QuestionSet) -> Snapshot:
    """What the question set says now, read fresh from its rows."""
    questions = QuestionSet.objects.select_related("topic", "item", "translation_of", "translated_from").get(
        pk=draft.pk
    )
    return written(questions, questions.questions.all(), saved(questions))


def written(questions: QuestionSet, rows: Iterable[Question], chosen: Chosen) -> Snapshot:
    """What a question set says that may not be saved yet."""
    asked = [
        without_empty({"uid": str(q.uid), "question": q.question, "short_answer": q.short_answer, "answer": q.answer})
        for q in rows
    ]
    bodies = [questions.introduction, *(entry.get("answer", "") for entry in asked)]
    sources = freeze(uid for body in bodies for uid in cited(body))
    signed = without_empty(
        {
            "schema": SCHEMA,
            "kind": "question_set",
            "language": questions.item.language,
            "title": questions.title,
            "introduction": questions.introduction,
            **translation_of(questions),
            **origin_of(questions),
            "authors": authors_of(chosen),
            "questions": asked,
            "sources": sources,
        }
    )
    uses = [("source", source["uid"]) for source in sources]
    uses += [("page", uid) for body in bodies for uid in linked_pages(body)]
    return Snapshot(signed, listing_of(questions, chosen), uses)


def write_back(draft: QuestionSet, signed: dict[str, Any], listing: dict[str, Any]) -> None:
    """Make the draft say what a document says; questions keep their uids."""
    draft.title, draft.introduction = signed["title"], signed.get("introduction", "")
    write_translation(draft, signed)
    write_origin(draft, signed, listing)
    write_listing(draft, listing)
    write_authors(draft, signed)
    draft.questions.all().delete()
    Question.objects.bulk_create(
        Question(
            uid=entry["uid"],
            question_set=draft,
            question=entry["question"],
            ordering=(index + 1) * 10,
            short_answer=entry.get("short_answer", ""),
            answer=entry.get("answer", ""),
        )
        for index, entry in enumerate(signed.get("questions", []))
    )


def missing(document: dict[str, Any]) -> list[Fact]:
    """Facts without which a question set goes neither to review nor live."""
    found = []
    if not document.get("title", "").strip():
        found.append(Fact("The title is missing: write one.", field="title"))
    questions = document.get("questions", [])
    if not questions:
        found.append(Fact("There is no question yet: add at least one."))
    found += [
        Fact(
            f"The question “{entry['question']}” has no answer: write one or take the question out.",
            entry.get("uid", ""),
            "answer",
        )
        for entry in questions
        if not (plain_text(entry.get("answer", "")).strip() or entry.get("short_answer", "").strip())
    ]
    return found + origin_missing(document)


KIND = Kind(
    name="question_set",
    label="Questions and answers",
    model=QuestionSet,
    path="/{language}/questions/{slug}/",
    snapshot=snapshot,
    written=written,
    write_back=write_back,
    rows=lambda draft: draft.questions.all(),
    missing=missing,
    embeds=lambda document: [],
    words={
        QuestionSet: {"title": "titles", "introduction": "texts", "synonyms": "names"},
        Question: {"question": "questions", "short_answer": "questions", "answer": "texts"},
    },
)
