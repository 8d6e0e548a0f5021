"""Documents for checks, in a few words."""

import pytest

from editorial.checks import registry
from editorial.checks.findings import Severity, found
from editorial.checks.manuscript import Manuscript
from editorial.checks.running import findings_in

UID = "00000000-0000-4000-8000-{:012d}"


def page(*blocks, **fields):
    """An article with these blocks; a text alone is the body of a section."""
    laid_out = [
        {
            "uid": UID.format(number),
            **({"type": "section", "heading": "What to know", "body": block} if isinstance(block, str) else block),
        }
        for number, block in enumerate(blocks, start=1)
    ]
    return {
        "schema": 1,
        "kind": "article",
        "language": "en",
        "article_kind": "condition",
        "title": "Broken wrist",
        "summary": "Most broken wrists heal well.",
        "blocks": laid_out,
    } | fields


def manuscript(*blocks, **fields):
    return Manuscript(page(*blocks, **fields))


def found_by(check, *blocks, **fields):
    """What one check finds on a page, as findings."""
    return [finding for finding in findings_in(page(*blocks, **fields)) if finding.check == check]


def words_found(check, *blocks, **fields):
    """The words that one check marks on a page."""
    return [finding.place.words for finding in found_by(check, *blocks, **fields)]


def repairs(check, *blocks, **fields):
    return [finding.repair for finding in found_by(check, *blocks, **fields)]


def questions(*pairs, **fields):
    """A question set of questions with their short answers."""
    entries = [
        {"uid": UID.format(number), "question": question, "short_answer": answer, "answer": f"<p>{answer}</p>"}
        for number, (question, answer) in enumerate(pairs, start=1)
    ]
    return {"kind": "question_set", "language": "en", "title": "Questions", "questions": entries} | fields


@pytest.fixture
def with_check(monkeypatch):
    """Register a check for one test: it finds the word “forbidden”."""

    def register(severity=Severity.BLOCKING, **facts):
        def run(manuscript):
            for passage in manuscript.passages:
                at = passage.text.find("forbidden")
                if at >= 0:
                    yield found(passage, "A forbidden word.", start=at, end=at + len("forbidden"))

        words = {"finds": "a word", "why": "a test", "remedy": "Take it out."}
        monkeypatch.setattr(registry, "_checks", dict(registry._checks))
        registry.check("X99", "Forbidden word", severity, **words | facts)(run)
        monkeypatch.setattr(registry, "version", lambda: "with-x99")
        monkeypatch.setattr("editorial.checks.keeping.version", lambda: "with-x99")

    return register
