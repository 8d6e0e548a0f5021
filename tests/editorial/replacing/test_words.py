"""Words in one text: what is found, what is left alone, and that the text stays clean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.cleaning import clean
from editorial.replacing.words import FORMATTED, IN_ADDRESS, Wanted, find_in, replace_in

UID = "12345678-1234-5678-1234-567812345678"


def replaced(text, find, replacement, *, is_rich=True, **options):
    wanted = Wanted(find, replacement, **options)
    return replace_in(text, wanted, range(1000), is_rich=is_rich)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>A bone scan.</p>", "<p>A skeletal scan.</p>"),
        ("<p><strong>A bone</strong> scan.</p>", "<p><strong>A skeletal</strong> scan.</p>"),
        (
            "<ul><li>bone</li><li>x<ul><li>bone</li></ul></li></ul>",
            "<ul><li>skeletal</li><li>x<ul><li>skeletal</li></ul></li></ul>",
        ),
        (
            '<table><caption>bone</caption><tbody><tr><th scope="row">bone</th><td>x</td></tr></tbody></table>',
            '<table><caption>skeletal</caption><tbody><tr><th scope="row">skeletal</th><td>x</td></tr></tbody></table>',
        ),
        (
            f'<p><a href="https://example.org/bone">bone</a> <a data-page="{UID}">bone</a></p>',
            f'<p><a href="https://example.org/bone">skeletal</a> <a data-page="{UID}">skeletal</a></p>',
        ),
        (f'<p>bone<sup data-cite="{UID}"></sup> bone<br>x</p>', f'<p>skeletal<sup data-cite="{UID}"></sup> skeletal<br>x</p>'),
        ("<p>bones, Bone, backbone</p>", "<p>bones, Bone, backbone</p>"),
        ("<h3>bone</h3><p>bone &amp; bone</p>", "<h3>skeletal</h3><p>skeletal &amp; skeletal</p>"),
    ],
)  # fmt: skip
def test_words_are_replaced_and_tags_stay(before, after):
    assert clean(before) == before
    assert replaced(before, "bone", "skeletal") == after


def test_formatting_inside_the_words_is_left_to_a_person():
    text = "<p>A <em>bone</em> scan, a bone scan.</p>"
    found = find_in(text, Wanted("bone scan", "scan"), is_rich=True)
    assert [place.by_hand for place in found] == [FORMATTED, ""]
    assert replaced(text, "bone scan", "scan") == "<p>A <em>bone</em> scan, a scan.</p>"


def test_address_in_a_text_is_left_to_a_person():
    text = "See https://example.org/bone-scan or www.bone.org or bone@example.org about bone."
    found = find_in(text, Wanted("bone", "x"), is_rich=False)
    assert [place.by_hand for place in found] == [IN_ADDRESS, IN_ADDRESS, IN_ADDRESS, ""]
    assert replaced(text, "bone", "skeleton", is_rich=False).endswith("bone@example.org about skeleton.")


def test_words_are_not_found_across_breaks_and_citations():
    text = f'<p>bone<br>scan bone <sup data-cite="{UID}"></sup>scan</p>'
    assert find_in(text, Wanted("bone scan", "x"), is_rich=True) == []


def test_capitals_stay_where_case_is_not_looked_at():
    text = "Bone, bone, BONE."
    assert replaced(text, "bone", "skeleton", is_rich=False, ignores_case=True) == "Skeleton, skeleton, SKELETON."
    assert replaced(text, "bone", "skeleton", is_rich=False) == "Bone, skeleton, BONE."


def test_space_that_holds_words_together_is_found():
    assert replaced("<p>5\xa0mg</p>", "5 mg", "10 mg") == "<p>10 mg</p>"


def test_part_of_a_word_is_found_when_asked_for():
    assert replaced("backbones", "bone", "stone", is_rich=False) == "backbones"
    assert replaced("backbones", "bone", "stone", is_rich=False, is_whole_word=False) == "backstones"


def test_only_chosen_places_change():
    text = "<p>bone bone <strong>bone</strong></p>"
    assert replace_in(text, Wanted("bone", "x"), {0, 2}, is_rich=True) == "<p>x bone <strong>x</strong></p>"


def test_replacement_is_words_and_never_markup():
    assert replaced("<p>bone</p>", "bone", '<b onclick="x">bone</b>') == '<p>&lt;b onclick="x"&gt;bone&lt;/b&gt;</p>'
    assert replaced("<p>$1 \\1 bone</p>", "bone", "\\1 $1") == "<p>$1 \\1 \\1 $1</p>"


def test_words_that_are_taken_out_leave_no_gap():
    assert replaced("<p>A very big bone.</p>", "very", "") == "<p>A big bone.</p>"
    assert replaced("A very big bone.", "very", "", is_rich=False) == "A big bone."


PIECES = st.sampled_from(
    ["bone", " ", "a", ".", "&amp;", "&lt;", "\xa0", "<strong>", "</strong>", "<em>", "</em>", "<br>", "<p>", "</p>", "<ul><li>",
     "</li></ul>", '<a href="https://example.org/bone">', "</a>", f'<sup data-cite="{UID}"></sup>', "<h3>", "</h3>",
     "<table><tr><td>", "</td></tr></table>", "<sub>", "</sub>", "é", "e\u0301"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30), st.sampled_from(["bone", "a", "&", "é"]))
def test_word_replaced_by_itself_changes_nothing(pieces, word):
    text = clean("".join(pieces))
    assert replaced(text, word, word, is_whole_word=False) == text


@given(st.lists(PIECES, max_size=30), st.text(max_size=10), st.booleans())
def test_replaced_text_is_clean(pieces, replacement, is_whole_word):
    text = replaced(clean("".join(pieces)), "bone", replacement, is_whole_word=is_whole_word)
    assert clean(text) == text
