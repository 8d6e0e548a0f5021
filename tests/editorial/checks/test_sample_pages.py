"""The twenty cases of the two real sample pages, after import (tests/sample_pages.py)."""

import pytest

from editorial.checks.running import findings_in
from tests.sample_pages import CASES, FOLDER, A, B, Case, imported, unmet

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the sample pages are not on this machine")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number}-{case.page[:1]}")
def test_case_is_caught(case):
    assert unmet(case) == []


def test_all_twenty_cases_are_tried():
    assert {case.number for case in CASES} == set(range(1, 21))


def test_a_case_that_nobody_catches_is_said():
    assert unmet(Case(99, "nothing", A, ("C01",), ("never_said",), ("no such words",))) == [
        "C01",
        "never_said",
        "no such words",
    ]


@pytest.mark.parametrize("number", [17, 65, 112])
def test_lures_and_orphan_labels_are_left_out_by_the_import(number):
    """What was dropped is kept in the report; on a page, L01 would block it."""
    line = imported(A).lines[number - 1]
    assert line.done == "dropped"
    body = {"uid": "1", "type": "section", "heading": "About", "body": f"<p>{line.text}</p>"}
    document = {"kind": "article", "article_kind": "condition", "language": "en", "title": "Cancer", "blocks": [body]}
    assert "L01" in {finding.check for finding in findings_in(document)}


def test_claim_of_review_is_never_imported_as_text():
    assert [line.number for line in imported(B).lines if "claim_of_review" in {flag.code for flag in line.flags}] == [
        49
    ]
