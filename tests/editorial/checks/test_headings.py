"""Headings: each says something of its own, in the form that readers expect (S05 to S10)."""

import pytest

from editorial.checks.running import findings_in
from tests.editorial.checks.conftest import found_by, questions, words_found


def sections(*headings):
    return [{"type": "section", "heading": heading, "body": "<p>Rest.</p>"} for heading in headings]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Exercises for your knee", "Knee exercises", True),
        ("Causes of gout", "What causes gout?", True),
        ("Treating gout", "Treatment of gout", True),
        ("Side effects of statins", "Side effects of aspirin", False),
        ("Before the operation", "After the operation", False),
        ("Symptoms", "Treatment", False),
        ("Gout", "Causes of gout", False),
        ("Gout in men", "Gout in women", False),
        ("Stage 1", "Stage 2", False),
    ],
)
def test_headings_alike(first, second, alike):
    assert bool(found_by("S05", *sections(first, second), title="About joints")) is alike


def test_words_of_the_title_do_not_make_headings_alike():
    headings = sections("Symptoms of type 2 diabetes", "Causes of type 2 diabetes")
    assert not found_by("S05", *headings, title="Type 2 diabetes")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p><strong>At night</strong></p><p>Sleep on your side.</p>", True),
        ("<p><strong>Sleep on your side.</strong></p><p>It helps.</p>", False),
        ("<p><strong>At</strong> night</p><p>Sleep.</p>", False),
        ("<p>Sleep.</p><p><strong>At night</strong></p>", False),
        ("<p><strong>Bring with you:</strong></p><ul><li>shoes</li></ul>", False),
    ],
)
def test_bold_paragraph_is_no_heading(body, found):
    assert bool(found_by("S08", body)) is found


def test_heading_asks_only_outside_question_sets():
    assert words_found("S09", *sections("What is gout?", "Gout")) == ["What is gout?"]
    assert not [f for f in findings_in(questions(("What is gout?", "A disease."))) if f.check == "S09"]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Living With A New Hip", True),
        ("LIVING WITH A NEW HIP", True),
        ("Living with a new hip", False),
        ("Care at Great Sample Street Hospital", False),
        ("CT and MRI scans", False),
        ("Living with Parkinson’s disease", False),
    ],
)
def test_capitals_of_a_heading(heading, found):
    assert bool(found_by("S10", *sections(heading))) is found


def test_broken_roman_numeral_is_mended():
    (finding,) = found_by("S10", *sections("Stage Iv disease"))
    assert (finding.place.words, finding.repair) == ("Iv", "IV")
