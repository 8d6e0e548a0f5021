"""The passage that is shown below a result."""

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import read_query
from search.excerpts import LONGEST, excerpt


def pieces(query, *passages):
    return [(piece.text, piece.is_match) for piece in excerpt(passages, read_query(query, "en").words, "en")]


def test_words_are_marked_in_any_form():
    assert pieces("bone pain", "Painful bones.") == [("Painful", True), (" ", False), ("bones", True), (".", False)]


def test_passage_with_most_of_the_words_is_chosen():
    shown = pieces("bone pain night", "Your bones.", "Bone pain is worse at night.", "Pain at night.")
    assert "".join(text for text, _ in shown) == "Bone pain is worse at night."


def test_nothing_is_shown_without_any_of_the_words():
    assert pieces("stroke", "Your bones.") == []


def test_long_passage_is_cut_between_words():
    text = "Filler words here. " * 40 + "The bone is here and more follows. " + "More filler here. " * 40
    shown = "".join(part for part, _ in pieces("bone", text))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "The bone is here" in shown
    assert len(shown) <= LONGEST + 4


@given(st.lists(st.text("ab bone<>&é. ", max_size=600), max_size=4))
def test_excerpt_holds_only_words_of_the_passage(passages):
    shown = excerpt(passages, read_query("bone ab", "en").words, "en")
    text = "".join(piece.text for piece in shown).removeprefix("… ").removesuffix(" …")
    assert not shown or any(text.strip() in passage for passage in passages)
    assert len(text) <= LONGEST + 200
