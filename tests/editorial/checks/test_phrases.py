import pytest

from editorial.checks.lexicons import PLACE, lexicon
from editorial.checks.phrases import is_denied, lowered, pattern, said_in
from tests.editorial.checks.conftest import manuscript


def passage(text):
    return next(p for p in manuscript(f"<p>{text}</p>").passages if p.text == text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("numb* ... legs?", "numbness in one or both legs"),
        ("(cannot|can't) breathe", "you can't breathe"),
        ("x-rays?", "an x ray"),
        ("# times", "1,000 times"),
        ("at _ time", "at some time"),
        ("# ?%", "5%"),
    ],
)
def test_phrase_finds_what_it_says(phrase, text):
    assert pattern([phrase]).search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("numb* ... legs", "numb. Your legs are fine"),
        ("numb* ... legs", "numb and then a long way on and on you find your legs"),
        ("fits", "benefits"),
    ],
)
def test_phrase_stays_within_sentence_words_and_reach(phrase, text):
    assert not pattern([phrase]).search(text)


def test_lowered_text_keeps_each_character_in_its_place():
    assert lowered("İt’s A") == "İt's a".replace("İ", lowered("İ"))
    assert len(lowered("İİ A")) == 4


@pytest.mark.parametrize(
    "text",
    ["It does not cause chest pain.", "You have no fever, cough or chest pain.", "It is unlikely to cause chest pain."],
)
def test_denied_words(text):
    assert is_denied(passage(text), text.index("chest"))


@pytest.mark.parametrize(
    "text",
    ["Do not ignore chest pain.", "It does not hurt, but you may have chest pain.", "No. Call if you have chest pain."],
)
def test_words_that_are_not_denied(text):
    assert not is_denied(passage(text), text.index("chest"))


def test_every_entry_of_a_lexicon_says_what_it_is():
    for path in PLACE.glob("*.toml"):
        assert {"source", "note"} <= set(lexicon(path.stem)), path.name


def test_unless_lets_words_pass():
    assert [match[0] for _, match in said_in("professional", "tested in vitro")] == ["in vitro"]
    assert not list(said_in("professional", "in vitro fertilisation"))
