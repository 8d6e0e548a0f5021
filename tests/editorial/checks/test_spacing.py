"""Glued words, lost ranges, units (T05, T06, T10)."""

import pytest

from tests.editorial.checks.conftest import found_by, repairs, words_found


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("It lasts some hourswith breaks.", ["hours with"]),
        ("OverviewThe knee is a joint.", ["Overview The"]),
        ("Rest.Then walk.", ["Rest. Then"]),
        ("You may feel painwhen you walk.", ["pain when"]),
    ],
)
def test_glued_words(text, repaired):
    assert repairs("T05", f"<p>{text}</p>") == repaired


@pytest.mark.parametrize(
    "text",
    [
        "Healthcare and painkillers at the weekend.",
        "Ask the McMillan nurse, who has a PhD.",
        "An mRNA vaccine; pH 7; 120 mmHg; HbA1c.",
        "See YouTube or example.org, or write to a.person@example.org.",
        "Hyperparathyroidism and oesophagogastroduodenoscopy.",
        "The brainstem and the bloodstream.",
        "Visit Cancer.Net today.",
    ],
)
def test_words_that_are_whole(text):
    assert not found_by("T05", f"<p>{text}</p>"), text


def test_unknown_word_that_comes_twice_is_a_word():
    assert not found_by("T05", "<p>Use the sleepeasy pillow. The sleepeasy pillow helps.</p>")


@pytest.mark.parametrize(
    "text", ["wait 46 hours", "for 1014 days", "57 times a day", "1520 minutes", "within 34h", "about 1520% of people"]
)
def test_lost_range(text):
    assert found_by("T06", f"<p>{text}</p>"), text


@pytest.mark.parametrize(
    "text",
    [
        "24 hours",
        "48h",
        "365 days",
        "120 mmHg",
        "in 2019",
        "45 minutes",
        "28 weeks",
        "12 times a day",
        "56 years",
        "100%",
        "36 hours",
        "90 days",
    ],
)
def test_number_as_it_stands(text):
    assert not found_by("T06", f"<p>{text}</p>"), text


def test_units_in_two_ways():
    assert words_found("T10", "<p>A cut of 3cm.</p><p>A scar of 4 cm, later 5 cm.</p>") == ["3cm"]
    assert not found_by("T10", "<p>A scar of 4 cm, and 5 ml.</p>")
