import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.canonical import NotCanonical, canonical, digest, without_empty

text = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"))
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcdef_", min_size=1), inner),
)


@given(documents)
def test_canonical_text_reads_back_to_itself(document):
    written = canonical(document)

    assert canonical(json.loads(written)) == written


@given(st.dictionaries(st.text("abcdef", min_size=1), text))
def test_canonical_does_not_depend_on_the_order_of_keys(document):
    assert canonical(dict(reversed(document.items()))) == canonical(document)


def test_canonical_writes_composed_characters_and_plain_line_ends():
    assert canonical("e\u0301\r\nx\ry") == canonical("é\nx\ny")


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, b"bytes", "a\x00b", "\ud800", {1: "x"}, {"é": 1}, {"a": {1, 2}}]
)
def test_canonical_refuses_what_has_no_single_spelling(value):
    with pytest.raises(NotCanonical):
        canonical(value)


def test_digest_is_sha256_of_the_bytes():
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_without_empty_keeps_what_says_something():
    assert without_empty({"a": "", "b": None, "c": [], "d": False, "e": "x", "f": ["y"]}) == {"e": "x", "f": ["y"]}
