"""The checks read each paragraph up to a limit, and say where they stopped."""

import pytest

from editorial.checks.manuscript import LONGEST_PASSAGE, Manuscript
from editorial.checks.running import findings_in
from tests.editorial.checks.conftest import page


@pytest.mark.parametrize("text", [":" * 30_000, "a" * 100_000, "." * 50_000, "pain " * 20_000])
def test_no_check_reads_further_than_the_limit(text):
    """Some rules need time that grows with the square of a paragraph."""
    assert max(len(p.text) for p in Manuscript(page(f"<p>{text}</p>")).passages) == LONGEST_PASSAGE
    findings_in(page(f"<p>{text}</p>"))


def test_paragraph_that_was_not_read_to_its_end_is_said():
    assert "T15" in {finding.check for finding in findings_in(page(f"<p>{'It heals. ' * 500}</p>"))}
    assert "T15" not in {finding.check for finding in findings_in(page(f"<p>{'It heals. ' * 300}</p>"))}


@pytest.mark.parametrize(
    "sentence",
    [
        "The higher the number, the greater the risk is.",
        "The older you are, the higher your risk is.",
        "Your height is measured, then your weight is.",
    ],
)
def test_good_sentence_that_ends_in_is_lacks_no_value(sentence):
    assert "T02" not in {finding.check for finding in findings_in(page(f"<p>{sentence}</p>"))}


def test_number_that_a_card_has_too_is_a_warning_in_the_text():
    card = {
        "type": "care_card",
        "urgency": "urgent",
        "heading": "Call 111 if you:",
        "signs": ["have a fever"],
        "phones": [{"label": "NHS", "number": "111"}],
    }
    text = "<p>If you are not sure, call 111 for advice.</p>"
    found = [f for f in findings_in(page(card, text, country="GB")) if f.check == "M07"]
    assert [f.severity for f in found] == ["warning"]
    assert [f.severity for f in findings_in(page(text, country="GB")) if f.check == "M07"] == ["blocking"]
