"""Broken characters, apostrophes and punctuation, and their repair (T03, T04, T07)."""

import pytest

from tests.editorial.checks.conftest import found_by, repairs, words_found


@pytest.mark.parametrize("whole", ["you’re", "naïve", "5 µg", "38 °C", "“rest”", "two – three", "piñata", "≥ 3"])
def test_text_in_the_wrong_encoding_is_mended(whole):
    broken = whole.encode().decode("cp1252", errors="ignore")
    words = found_by("T03", {"type": "section", "heading": broken, "body": "<p>Rest.</p>"})
    assert words, broken
    repaired = broken
    for finding in words:
        repaired = repaired.replace(finding.place.words, finding.repair or "?")
    assert repaired == whole or "?" in repaired


@pytest.mark.parametrize(
    "text", ["the bodyâs cells", "the body\ufffds cells", "dose of 5Â mg", "Dr \ue001", "bread &amp;amp; jam"]
)
def test_broken_characters(text):
    assert found_by("T03", f"<p>{text}</p>"), text


@pytest.mark.parametrize(
    "text",
    ["a château", "pâté", "São Paulo", "Ménière’s disease", "naïve", "38 °C", "10 µg", "½ cup", "bread &amp; jam"],
)
def test_whole_characters(text):
    assert not found_by("T03", f"<p>{text}</p>"), text


def test_french_and_portuguese_capitals_are_whole():
    assert not found_by("T03", "<p>Âge et ÂME.</p>", language="fr")
    assert not found_by("T03", "<p>MAÇÃ é uma fruta.</p>", language="pt")


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("You shouldnt drive.", ["shouldn’t"]),
        ("Theres no cure.", ["There’s"]),
        ("Its caused by a virus.", ["It’s"]),
        ("Its usually given in the evening.", ["It’s"]),
        ("Its effect lasts for hours.", []),
        ("The knee and its usual range.", []),
        ("He rose early, as was his wont.", []),
        ("We were well.", []),
    ],
)
def test_lost_apostrophe(text, repaired):
    assert repairs("T04", f"<p>{text}</p>") == repaired


@pytest.mark.parametrize(
    ("text", "words", "repaired"),
    [
        ("Drink water .", ["water ."], ["water."]),
        ("Rest.. Then walk.", ["Rest.."], ["Rest."]),
        ("Rest. . Then walk.", ["Rest. ."], ["Rest."]),
        ("Milk,, eggs", ["Milk,,"], ["Milk,"]),
        ("Take ( with food) it", ["( "], ["("]),
        ("You need:-", ["need:-"], ["need:"]),
    ],
)
def test_stray_punctuation(text, words, repaired):
    assert words_found("T07", f"<p>{text}</p>") == words
    assert repairs("T07", f"<p>{text}</p>") == repaired


@pytest.mark.parametrize(
    "text", ["And then ...", "Wait . . .", "e.g. milk, eggs", "at 8 a.m., then at 9", "0.5 ml", "Really?!", "Ask: why?"]
)
def test_punctuation_as_it_should_be(text):
    assert not found_by("T07", f"<p>{text}</p>"), text


def test_french_puts_spaces_before_marks():
    assert not found_by("T07", "<p>Pourquoi ? Parce que : oui !</p>", language="fr")


def test_control_character_in_formatted_text_is_found_where_it_stands():
    """Cleaning drops it, and the apostrophe with it."""
    [finding] = found_by("T03", "<p>Keep the child\u0092s <strong>bed</strong> dry.</p>")
    assert "\u0092" in finding.place.words
    assert not found_by("T03", "<p>Keep the child’s bed dry.</p>")
