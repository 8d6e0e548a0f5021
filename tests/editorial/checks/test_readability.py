"""How hard the text is to read (R)."""

import pytest

from editorial.checks.readability import readability_of
from tests.editorial.checks.conftest import found_by, manuscript, repairs, words_found

EASY = (
    "<p>" + "The knee is a joint. You can bend it. It may hurt when you run. Rest helps most of the time. " * 6 + "</p>"
)
HARD = (
    "<p>"
    + "Pharmacological intervention necessitates comprehensive evaluation of contraindications and concomitant medication "
    "administered previously. " * 12 + "</p>"
)


def test_range_and_hardest_words():
    easy, hard = readability_of(manuscript(EASY)), readability_of(manuscript(HARD))
    assert easy.low < easy.high < hard.low
    assert "contraindications" in hard.hardest_words
    assert hard.hardest_sentences[0][1].startswith("Pharmacological")
    assert len(easy.hardest_words) == 5


def test_short_text_has_no_grade():
    level = readability_of(manuscript("<p>Rest is good for a sore knee.</p>", summary=""))
    assert (level.low, level.high, level.sentences, level.words) == (None, None, 1, 7)


def test_fragments_do_not_make_a_text_look_easy():
    items = "<p>Bring:</p><ul>" + "<li>a hat</li>" * 30 + "</ul>"
    assert readability_of(manuscript(HARD + items)).low == readability_of(manuscript(HARD)).low


def test_reading_level_is_found_once():
    assert len(found_by("R01", HARD)) == 1
    assert not found_by("R01", EASY)


@pytest.mark.parametrize(("count", "severity"), [(20, []), (21, ["advice"]), (31, ["warning"])])
def test_long_sentence(count, severity):
    assert [f.severity.value for f in found_by("R02", f"<p>{' '.join(['rest'] * count)}.</p>")] == severity


def test_passive_in_a_care_card_only():
    card = {
        "type": "care_card",
        "heading": "Call 999 if:",
        "signs": ["your child cannot be woken"],
        "action": "<p>Rest.</p>",
    }
    assert words_found("R03", card) == ["be woken"]
    assert not found_by("R03", card | {"signs": ["you are confused or tired"]})
    assert not found_by("R03", "<p>Your child cannot be woken.</p>")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Utilise the inhaler.", ["Use"]),
        ("Wash prior to meals.", ["before"]),
        ("Use it before meals.", []),
        ("Fainting (syncope) is rare.", []),
    ],
)
def test_hard_word(text, plain):
    assert repairs("R04", f"<p>{text}</p>") == plain
