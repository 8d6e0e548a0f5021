"""The content checks against labels that somebody else wrote before them."""

import pytest

from editorial.checks.registry import checks
from tests.editorial.checks import harness

CHECKS = checks(of_site=False)


@pytest.mark.parametrize("check", CHECKS, ids=[check.id for check in CHECKS])
@pytest.mark.parametrize("scores", [harness.scores, harness.document_scores], ids=["sentences", "documents"])
def test_check_finds_what_is_labelled_and_little_else(check, scores):
    score = scores().get(check.id, harness.Score())
    least = harness.LEAST[check.severity]
    assert score.recall >= least, score.misses
    assert score.precision >= least, score.alarms


@pytest.mark.parametrize("name", [name for name, entry in harness.labelled_documents().items() if not entry["found"]])
def test_clean_document_has_no_finding_that_blocks_or_warns(name):
    entry = harness.labelled_documents()[name]
    findings = harness.findings_in_document(entry)
    assert [(f.check, f.place.words) for f in findings if f.severity != "advice"] == []


def test_blocking_checks_hold_on_the_fresh_set():
    """All of them together: each has only five lines there."""
    scores = harness.scores("fresh")
    blocking = [scores[check.id] for check in CHECKS if check.severity == "blocking" and check.id in scores]
    hit, expected = sum(score.hit for score in blocking), sum(score.expected for score in blocking)
    assert expected >= 100
    assert hit / expected >= 0.95
    assert sum(score.false for score in blocking) / (hit + 1) <= 0.05
