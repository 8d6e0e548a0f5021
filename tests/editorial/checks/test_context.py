"""What needs another page, or the day of writing (T11, T12)."""

import pytest

from tests.editorial.checks.conftest import found_by, words_found

TABLE = "<table><thead><tr><th>Age</th></tr></thead><tbody><tr><td>5</td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There is more on this website.", ["this website"]),
        ("As described above, it heals.", ["As described above"]),
        ("See above.", ["See above"]),
        ("Look at Figure 2.", ["Figure 2"]),
        ("In the next chapter you read more.", ["the next chapter"]),
        ("See your doctor.", []),
        ("Keep it in a box. People above 50 need less.", []),
        ("Clean the wound. This site may itch.", []),
    ],
)
def test_dangling_reference(text, words):
    assert words_found("T11", f"<p>{text}</p>") == words


def test_table_that_is_there_may_be_named():
    assert found_by("T11", "<p>See the table below.</p>")
    assert not [w for w in words_found("T11", f"<p>Doses are in the table below.</p>{TABLE}") if "table" in w]


def test_pages_about_ourselves_may_speak_of_this_site():
    assert not found_by("T11", "<p>This site sets no cookies.</p>", article_kind="organisation")


@pytest.mark.parametrize(
    "text",
    [
        "A new drug was approved last year.",
        "Recently, scientists found a gene.",
        "It is currently being studied.",
        "A recent study shows more.",
    ],
)
def test_relative_date(text):
    assert found_by("T12", f"<p>{text}</p>"), text


@pytest.mark.parametrize(
    "text",
    [
        "Tell us if you had a fever in the last 2 weeks.",
        "Have you travelled recently?",
        "People who have recently had surgery should wait.",
        "Come back each year.",
        "Take it once a week.",
        "You may get a new inhaler.",
        "Say which tablets you are currently taking.",
    ],
)
def test_time_counted_from_the_reader(text):
    assert not found_by("T12", f"<p>{text}</p>"), text
