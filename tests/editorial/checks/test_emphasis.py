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
