"""Links: their words say where they lead, and nothing leads astray (L)."""

import pytest

from tests.editorial.checks.conftest import found_by, words_found

PAGE = "11111111-1111-4111-8111-111111111111"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>You might also like: Seven soups</p>", True),
        ("<p>Soup is warm. Read also: Seven soups</p>", True),
        ("<h3>Related articles</h3><p>Soup</p>", True),
        ("<p>See also our page of soups.</p>", True),
        (f'<p>Read also: <a data-page="{PAGE}">Soups</a></p>', False),
        (f'<p>Related pages:</p><ul><li><a data-page="{PAGE}">Soups</a></li></ul>', False),
        ("<p>Also check your feet at home.</p>", False),
        ("<p>Read more about soup in the leaflet.</p>", False),
    ],
)
def test_label_of_a_related_link(body, found):
    assert bool(found_by("L01", body)) is found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("here", True),
        ("Find out more", True),
        ("www.example.org/soup", True),
        ("Seven soups", False),
        ("more about soup", False),
    ],
)
def test_vague_link(words, found):
    assert bool(found_by("L02", f'<p><a href="https://example.org/">{words}</a></p>')) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>For the map click here.</p>", ["click here"]),
        ("<p>Click on the link above.</p>", ["Click on the link"]),
        ('<p>Click here: <a href="https://example.org/">the map</a>.</p>', []),
        ("<p>Joints may click here and there.</p>", []),
        ("<p>Click here.</p>", []),
    ],
)
def test_click_without_a_link_is_advice(body, found):
    findings = found_by("L02", body)
    assert [finding.place.words for finding in findings] == found
    assert {finding.severity for finding in findings} <= {"advice"}


def test_mail_address_as_link_says_where_it_leads():
    assert not found_by("L02", '<p><a href="mailto:ward@example.org">ward@example.org</a></p>')


def test_same_words_other_target():
    one, other = (f'<a href="https://example.org/{path}">The leaflet</a>' for path in "ab")
    assert len(found_by("L03", f"<p>{one}</p><p>{other}</p>")) == 1
    assert not found_by("L03", f"<p>{one}</p><p>{one}</p>")


@pytest.mark.parametrize("text", ["Buy now and save.", "Doctors hate this.", "Celebrity boob jobs"])
def test_lure(text):
    assert found_by("L05", f"<h3>{text}</h3><p>Soup.</p>"), text


@pytest.mark.parametrize(
    "text",
    [
        "A new piercing can get infected.",
        "Breast implants and reconstruction.",
        "What happens next",
        "Dating and intimacy",
        "A famous singer had it too.",
    ],
)
def test_no_lure(text):
    assert not found_by("L05", f"<p>{text}</p>"), text


def test_file_says_its_type():
    assert words_found("L07", '<p><a href="https://example.org/a.pdf?v=1">Soups</a></p>') == ["Soups"]
    assert not found_by("L07", '<p><a href="https://example.org/a.pdf">Soups (PDF, 2 MB)</a></p>')
