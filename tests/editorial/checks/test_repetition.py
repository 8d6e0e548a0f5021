"""Text that stands on the page twice (T08)."""

from editorial.checks.running import findings_in
from tests.editorial.checks.conftest import found_by, questions

LONG = "Drink a glass of water with each tablet, and sit upright while you swallow it."


def test_paragraph_twice():
    (finding,) = found_by("T08", f"<p>{LONG}</p>", f"<p>{LONG}</p>")
    assert finding.is_blocking


def test_capitals_marks_and_apostrophes_make_no_difference():
    assert found_by(
        "T08",
        "<p>Don’t drive a car for two days after the test!</p><p>don't drive a car for two days after the test.</p>",
    )


def test_short_text_may_come_twice():
    assert not found_by("T08", "<p>Ask your nurse.</p><p>Ask your nurse.</p>")


def test_one_sentence_of_a_longer_paragraph_may_come_again():
    assert not found_by("T08", f"<p>{LONG} Do so every day.</p><p>{LONG}</p>")


def test_item_of_two_lists_is_a_warning():
    item = f"<ul><li>{LONG}</li></ul>"
    (finding,) = found_by("T08", f"<p>Do:</p>{item}<p>At night do:</p>{item}")
    assert not finding.is_blocking


def test_answer_may_begin_with_its_short_answer():
    assert not [f for f in findings_in(questions(("How do I take it?", LONG))) if f.check == "T08"]


def test_two_answers_may_not_be_the_same():
    found = findings_in(questions(("How do I take it?", LONG), ("What do I do?", LONG)))
    assert [f for f in found if f.check == "T08"]
