"""Where sentences end."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.checks.sentences import sentences_of, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Take 2.5 mg. Then rest.", ["Take 2.5 mg.", "Then rest."]),
        ("Ask Dr. Grey. She knows.", ["Ask Dr. Grey.", "She knows."]),
        ("Fruit, e.g. apples. More.", ["Fruit, e.g. apples.", "More."]),
        ("At 8 a.m. take one. At 9 p.m. the other.", ["At 8 a.m. take one.", "At 9 p.m. the other."]),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("A label without an end", ["A label without an end"]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert [sentence.text for sentence in sentences_of(text)] == expected


def test_fragment_has_no_end_mark():
    assert [s.has_end_mark for s in sentences_of("One sentence. And the")] == [True, False]


@given(st.text(alphabet="abc .!?…\n’”A1é", max_size=80))
def test_sentences_lie_in_order_and_lose_no_word(text):
    found = sentences_of(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert words_of(" ".join(s.text for s in found)) == words_of(text)
