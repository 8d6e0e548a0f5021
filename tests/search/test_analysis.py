"""Words, terms and queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import LONGEST_QUERY, MOST_WORDS, pieces, read_query, term, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haemoglobin", "hemoglobin"),
        ("oesophagus", "esophagus"),
        ("tumour", "tumors"),
        ("anaesthetised", "anesthetized"),
        ("metastases", "metastasis"),
        ("biopsies", "biopsy"),
        ("vertebrae", "vertebra"),
        ("carcinomata", "carcinoma"),
        ("bones", "bone"),
        ("breathing", "breathe"),
    ],
)
def test_term_is_one_for_spellings_and_forms(one, other):
    assert term(one, "en") == term(other, "en")


def test_term_keeps_different_things_apart():
    assert len({term(word, "en") for word in ("diabetes", "diet", "bone", "bony", "iron", "irony")}) == 6


def test_words_have_neither_case_nor_accents():
    assert words("Ménière’s DISEASE, Crohn's") == ["meniere", "disease", "crohn"]


def test_terms_of_spanish_are_stemmed():
    assert terms("huesos", "es") == terms("hueso", "es")


def test_terms_of_arabic_lose_their_vowel_signs():
    assert terms("سَرَطان", "ar") == terms("سرطان", "ar")


def test_terms_of_a_language_without_stemmer_are_the_words():
    assert terms("Cysylltwch â meddyg", "cy") == ["cysylltwch", "a", "meddyg"]


def test_pieces_are_of_longer_words():
    assert pieces(["bone", "brain"]) == ["brai", "rain"]


def test_query_leaves_stop_words_out():
    assert read_query("What are the signs of a stroke?", "en").words == ("signs", "stroke")


def test_query_of_stop_words_keeps_them():
    assert read_query("how to be", "en").words == ("how", "to", "be")


def test_query_of_a_name_that_is_a_stop_word_elsewhere_keeps_it():
    assert read_query("dos", "es").words == ("dos",)


def test_query_is_cut():
    query = read_query("word1 " + " ".join(f"w{number}" for number in range(9000)), "en")
    assert len(query.text) <= LONGEST_QUERY
    assert len(query.words) <= MOST_WORDS


def test_query_loses_what_is_no_text():
    assert read_query("bone\x00\ud800 \x1bpain\n", "en").text == "bone pain"


@given(st.text(st.characters(), max_size=400), st.sampled_from(["en", "es", "ar", "cy"]))
def test_query_of_anything_can_be_shown_and_looked_for(text, language):
    query = read_query(text, language)
    query.text.encode()
    assert len(query.text) <= LONGEST_QUERY
    assert len(query.words) <= MOST_WORDS
    assert all(term(word, language) and " " not in word for word in query.words)
