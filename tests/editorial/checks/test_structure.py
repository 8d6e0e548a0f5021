"""Lists, tables, paragraphs and boxes that say what they promise (S)."""

import pytest

from tests.editorial.checks.conftest import found_by, words_found

CELLS = "<tr><td>Morning</td><td>1 tablet</td></tr>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Take with you:</p>", True),
        ("<p>Take with you:-</p><p>We are on floor 2.</p>", True),
        ("<p>Take with you:</p><ul><li>your glasses</li></ul>", False),
        ("<p>Take with you:</p><table><tbody><tr><th>Item</th></tr><tr><td>glasses</td></tr></tbody></table>", False),
        ("<p>Opening hours: 8 to 5.</p>", False),
        ("<p>Ida told us:</p><p>“It was quick.”</p>", False),
    ],
)
def test_lead_in_needs_a_list(body, found):
    assert bool(found_by("S01", body)) is found


def test_lead_in_before_the_telephones_of_a_care_card():
    card = {"type": "care_card", "heading": "Call if:", "signs": ["it hurts"], "action": "<p>Ring:</p>"}
    assert found_by("S01", card)
    assert not found_by("S01", card | {"phones": [{"label": "Ward", "number": "1"}]})


def test_lead_in_before_a_picture():
    picture = {"type": "picture", "alt": "A hip"}
    assert not found_by("S01", "<p>The picture shows the joint:</p>", picture)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Feet need care.</p><ul><li>socks</li><li>shoes</li></ul>", True),
        ("<p>Feet need care.</p><ul><li>Dry them well.</li><li>Cut the nails.</li></ul>", False),
        ("<p>Feet need:</p><ul><li>socks</li></ul>", False),
        ("<h3>For your feet</h3><ul><li>socks</li></ul>", False),
        ("<ul><li>socks</li></ul>", False),
        ("<p>Feet need:</p><ul><li>socks<ul><li>wool</li></ul></li></ul>", False),
    ],
)
def test_list_of_fragments_needs_a_lead_in(body, found):
    assert bool(found_by("S02", body)) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Watch for:</p><ul><li>Skin: .</li></ul>", ["Skin: ."]),
        ("<p>Watch for:</p><ul><li>Skin:</li><li>fever</li></ul>", ["Skin:"]),
        ("<p>Watch for:</p><ul><li>…</li></ul>", ["…"]),
        ("<p>Watch for:</p><ul><li>b)</li></ul>", ["b)"]),
        ("<p>Watch for:</p><ul><li>Skin: a rash</li><li>Ear:<ul><li>pain</li></ul></li></ul>", []),
        ("<p>Skin: .</p>", ["Skin: ."]),
    ],
)
def test_item_says_something(body, found):
    assert words_found("S03", body) == found


def test_empty_sign_is_found():
    assert found_by("S03", {"type": "care_card", "heading": "Call 999 if:", "signs": ["", "you faint"]})


def test_empty_elements_of_an_older_text_are_found():
    assert found_by("S03", "<p>One:</p><ul><li></li><li>two</li></ul>")


def test_heading_needs_text():
    assert words_found("S04", "<h3>At home</h3><h3>At work</h3><p>Sit.</p><h3>Later</h3>") == ["At home", "Later"]


@pytest.mark.parametrize(("count", "severity"), [(7, []), (8, ["advice"]), (13, ["warning"])])
def test_long_list(count, severity):
    items = "".join(f"<li>thing {number}</li>" for number in range(count))
    assert [f.severity.value for f in found_by("S11", f"<p>Bring:</p><ul>{items}</ul>")] == severity


@pytest.mark.parametrize(("count", "severity"), [(3, []), (4, ["advice"]), (7, ["warning"])])
def test_long_paragraph(count, severity):
    assert [f.severity.value for f in found_by("S12", f"<p>{'Rest now. ' * count}</p>")] == severity


def test_table_needs_header_cells_and_a_caption():
    bare = f"<table><tbody>{CELLS}</tbody></table>"
    whole = f"<table><caption>Doses</caption><thead><tr><th>When</th><th>What</th></tr></thead><tbody>{CELLS}</tbody></table>"
    assert words_found("S13", bare) == ["Morning"]
    assert words_found("S16", bare) == ["Morning"]
    assert not found_by("S13", whole)
    assert not found_by("S16", whole)


def test_many_boxes():
    callout = {"type": "callout", "heading": "Note", "body": "<p>Rest.</p>"}
    card = {"type": "care_card", "urgency": "urgent", "heading": "See a doctor if:", "signs": ["it hurts"]}
    assert len(found_by("S14", callout, callout, callout)) == 1
    assert len(found_by("S14", card, card)) == 1
    assert not found_by("S14", callout, callout, card, card | {"urgency": "emergency"})
