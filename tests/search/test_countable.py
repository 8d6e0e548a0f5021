"""Which questions may be counted, and in which form."""

import pytest

from search.analysis import read_query
from search.countable import countable
from search.danger import signs_in


def counted(text, language="en"):
    return countable(read_query(text, language), language, this_year=2026)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Pain in the bones", "pain bones"),
        ("  BONE   pain?? ", "bone pain"),
        ("anaemya", "anaemya"),  # spelled as typed: what people type is what editors have to know
        ("How do I know if I have arthritis", "arthritis"),
        ("covid 19 after 12 days", "covid 19 after 12 days"),
        ("vitamin b12 5mg", "vitamin b12 5mg"),
        ("Crohn's disease", "crohn disease"),
        ("MR scan of the knee", "mr scan knee"),
        ("ms symptoms", "ms symptoms"),
        ("MS and tiredness", "ms tiredness"),
        ("dear doctor, what is gout", "gout"),
        ("miss a dose", "miss dose"),
        ("the", "the"),
        ("I want to die", "i want to die"),
        ("I can’t feel my legs!", "i cant feel my legs"),
        ("kill", "kill"),
    ],
)
def test_question_is_counted_as(asked, words):
    assert counted(asked) == words


@pytest.mark.parametrize(
    "asked",
    [
        "gout anna.smith@example.org",
        "gout anna (at) example.org",
        "gout @annasmith",
        "call me 07700 900123 gout",
        "gout 943 476 5919",
        "hospital number 123456",
        "hospital number ١٢٣٤٥٦",
        "number 12-34-56",
        "born 3 May 1962 gout",
        "https://example.org/anna gout",
        "www.example.org gout",
        "example.org/anna",
        "gout SW1A 1AA",
        "my name is Anna Smith and I have gout",
        "My full name is Anna",
        "I am called Anna",
        "I’m called Anna",
        "my son is called Tom, he has gout",
        "name: Anna gout",
        "dear Anna, gout",
        "Dear Dr Smith gout",
        "mr smith gout",
        "Mrs. Jones gout",
        "Ms Jones gout",
        "ms. jones gout",
        "dr jones gout",
        "me llamo Ana y tengo gota",
        "mi nombre es Ana",
        "señora García gota",
        "Sr. García gota",
        "estimada Ana gota",
        "اسمي سارة",
        "السيدة سارة",
        "الدكتور أحمد",
    ],
)
def test_question_that_may_tell_who_asks_is_not_counted(asked):
    assert counted(asked) == ""
    assert counted(asked, "es") == counted(asked, "ar") == ""


def test_letter_is_not_counted():
    assert counted("one two three four five six seven eight") != ""
    assert counted("one two three four five six seven eight nine") == ""


def test_endless_words_are_not_counted():
    assert counted(f"{'a' * 60} {'a' * 60} {'b' * 59}") != ""  # each word once
    assert counted(" ".join(letter * 60 for letter in "abc")) == ""


@pytest.mark.parametrize("asked", ["", "   ", "🦴", "?!"])
def test_nothing_is_not_counted(asked):
    assert counted(asked) == ""


@pytest.mark.parametrize(
    "asked", ["I cannot breathe", "what's the easiest way to die", "quiero morir", "no point in living"]
)
def test_question_of_danger_is_counted_with_its_sign_or_not_at_all(asked):
    assert signs_in(asked)
    words = counted(asked)
    assert not words or signs_in(words)
