"""Capitals that shout (T09)."""

import pytest

from tests.editorial.checks.conftest import found_by, repairs


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Do NOT stop.", ["not"]),
        ("NEVER drive.", ["Never"]),
        ("Take it ALWAYS WITH FOOD.", ["always with food"]),
        ("Rest, OR come back.", ["or"]),
        ("An MRI or CT scan by the NHS.", []),
        ("People with HIV AND AIDS.", []),
        ("Remember FAST (face, arms, speech, time).", []),
        ("The US and the UK. IT helps.", []),
        ("Children with acute leukaemia (ALL). Treatment of ALL takes long.", []),
    ],
)
def test_capitals_for_emphasis(text, repaired):
    assert repairs("T09", f"<p>{text}</p>") == repaired


def test_headings_are_left_alone():
    assert not found_by("T09", {"type": "section", "heading": "DO NOT drive", "body": "<p>Rest.</p>"})


def test_words_of_a_search_are_no_shouting():
    assert not found_by("T09", "<p>Type “gout AND diet” to find more.</p>")
    assert found_by("T09", "<p>Rest AND cool it.</p>")
    assert found_by("T09", "<p>She said “rest” AND cooled it, then “sleep”.</p>")
