"""The cases of the two real sample pages that checks of structure, text, links and questions must catch, after import.

A case is caught when a check speaks, or when the importer has dropped, mended or flagged the very words.
"""

from functools import cache
from pathlib import Path

import pytest

from articles.importing.page import ImportedQuestionSet
from articles.importing.reading import read_page
from editorial.checks.running import findings_in

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "real-input"
AGGREGATOR, REVIEWED = "aggregator-page.txt", "reviewed-article.txt"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the sample pages are not on this machine")


@cache
def imported(name):
    return read_page((FOLDER / name).read_bytes(), name)


def documents_of(name):
    """The article and the question sets of a sample page."""
    page = imported(name)
    sections = [block for block in page.blocks if not isinstance(block, ImportedQuestionSet)]
    blocks = [
        {"uid": str(number), "type": block.kind, "heading": block.heading, "body": block.body}
        for number, block in enumerate(sections)
    ]
    article = {"kind": "article", "article_kind": "condition", "title": page.title, "summary": page.summary}
    yield article | {"language": "en", "blocks": blocks}
    for held in page.question_sets:
        questions = [{"uid": q.question, "question": q.question, "answer": q.answer} for q in held.questions]
        yield {"kind": "question_set", "language": "en", "title": held.title, "questions": questions}


@cache
def found_in(name):
    """Each finding as check and words."""
    return {
        (finding.check, finding.place.words) for document in documents_of(name) for finding in findings_in(document)
    }


@pytest.mark.parametrize(
    ("case", "page", "check", "words"),
    [
        (1, AGGREGATOR, "S01", "Other possible effects include:"),
        (1, AGGREGATOR, "S01", "There are 5 molecular types of breast cancer:"),
        (4, REVIEWED, "T02", "is"),
        (5, REVIEWED, "T01", "The"),
        (5, REVIEWED, "S02", "ribs"),
        (10, AGGREGATOR, "L01", "See also our new up-to-date survival rates by stage"),
        (12, AGGREGATOR, "T12", "This week"),
        (12, AGGREGATOR, "T14", "Newton John"),
        (12, AGGREGATOR, "T14", "Dr. Sardesai"),
        (13, AGGREGATOR, "T11", "this site"),
        (13, AGGREGATOR, "T11", "This section covers"),
        (14, AGGREGATOR, "T03", "bodyâs"),
        (14, AGGREGATOR, "T04", "wont"),
        (14, AGGREGATOR, "T04", "cant"),
        (14, AGGREGATOR, "T04", "Its"),
        (14, AGGREGATOR, "T05", "tissuesfresh"),
        (14, AGGREGATOR, "T05", "weekslike"),
        (14, AGGREGATOR, "T06", "68h"),
        (14, AGGREGATOR, "T07", "II. ."),
        (15, AGGREGATOR, "S05", "What does metastasized cancer mean?"),
        (15, AGGREGATOR, "S09", "What is electrochemotherapy?"),
        (16, AGGREGATOR, "S03", "Bone: ."),
        (18, AGGREGATOR, "T10", "2cm"),
        (18, AGGREGATOR, "T09", "BUT"),
        (19, AGGREGATOR, "T13", "Learn more."),
    ],
)
def test_case_is_caught(case, page, check, words):
    assert any(name == check and said.startswith(words) for name, said in found_in(page)), case


def test_paragraph_that_stood_twice_is_flagged_or_found():
    """Case 3: the importer makes one of the two an answer, in a set of its own, and says so."""
    flagged = {flag.code for line in imported(AGGREGATOR).lines for flag in line.flags}
    assert any(name == "T08" for name, _ in found_in(AGGREGATOR)) or "same_text" in flagged


@pytest.mark.parametrize("words", ["Anne Hathaway Boob Job", "Can Nipple Piercing Cause Cancer", "Type 3 Cancer"])
def test_lures_and_orphan_labels_are_left_out_by_the_import(words):
    """Cases 10 and 11. What was dropped is kept in the report; on a page, L01 and L05 would block it."""
    line = next(line for line in imported(AGGREGATOR).lines if words in line.text)
    assert line.done == "dropped"
    body = {"uid": "1", "type": "section", "heading": "About", "body": f"<p>{line.text}</p>"}
    document = {"kind": "article", "article_kind": "condition", "language": "en", "title": "Cancer", "blocks": [body]}
    assert "L01" in {finding.check for finding in findings_in(document)}


def test_heading_without_text_is_caught():
    """Case 16: the importer makes "Treatment for Stage II Breast Cancer" no section, and says that nothing followed."""
    line = next(line for line in imported(AGGREGATOR).lines if line.text.startswith("Treatment for Stage II"))
    assert line.flags or any(check == "S04" for check, _ in found_in(AGGREGATOR))
