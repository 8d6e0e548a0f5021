"""What the content checks find in an imported page, before or without saving it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from articles.importing.page import ImportedBlock, ImportedPage, ImportedPicture, ImportedQuestionSet
from editorial.canonical import without_empty
from editorial.checks.findings import ORDER
from editorial.checks.running import findings_in


def counted_findings(page: ImportedPage, language: str) -> dict[str, int]:
    """How many findings of each severity the page and its question sets have, the gravest first."""
    counts = Counter(finding.severity for document in documents_of(page, language) for finding in findings_in(document))
    return {str(severity): counts[severity] for severity in ORDER}


def documents_of(page: ImportedPage, language: str) -> Iterator[dict[str, Any]]:
    """As they would be frozen (docs/documents.md), blocks named by their place."""
    common = {"schema": 1, "language": language, "sources": [{"uid": s.uid, "title": s.title} for s in page.sources]}
    blocks = [without_empty({"uid": str(n), **block_of(block, n)}) for n, block in enumerate(page.blocks)]
    article = {"kind": "article", "article_kind": "condition", "title": page.title, "summary": page.summary}
    yield without_empty({**common, **article, "blocks": blocks})
    for block in page.question_sets:
        questions = [{"uid": str(n), "question": q.question, "answer": q.answer} for n, q in enumerate(block.questions)]
        yield {**common, "kind": "question_set", "title": block.title, "questions": questions}


def block_of(block: ImportedBlock, number: int) -> dict[str, Any]:
    if isinstance(block, ImportedQuestionSet):
        return {"type": "question_set", "item": str(number)}
    if isinstance(block, ImportedPicture):
        return {"type": "picture", "alt": block.alt, "caption": block.caption}
    return {"type": block.kind, "heading": block.heading, "aspect": block.aspect, "body": block.body}
