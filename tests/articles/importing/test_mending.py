from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.mending import changed_part, mended


@pytest.mark.parametrize(
    ("before", "after"),
    [("It doesnâ€™t hurt", "It doesn’t hurt"), ("at 37Â°C", "at 37°C"), ("cafÃ© au lait", "café au lait")],
)
def test_wrongly_decoded_characters_are_mended_and_listed(before, after):
    text, repairs = mended(before)
    assert text == after
    assert [kind for kind, _, _ in repairs] == ["characters decoded again"]


@pytest.mark.parametrize("text", ["“Curly” quotes and it’s", "the ﬁrst ﬂight", "１ wide digit", "the bodyâs cells"])
def test_what_is_no_certain_damage_stays(text):
    assert mended(text) == (text, [])


def test_invisible_characters_are_removed_and_listed():
    text, repairs = mended("meta\u00adstatic\u200b can\u0007cer")
    assert text == "metastatic cancer"
    assert repairs


def test_white_space_becomes_single_spaces_but_no_break_spaces_stay():
    assert mended("  take 5\u00a0mg \t twice ") == ("take 5\u00a0mg twice", [])


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_the_changed_part_undoes_the_change(before, after):
    old, new = changed_part(before, after)
    result = Counter(after)
    result.subtract(new)
    result.update(old)
    assert +result == Counter(before)
