"""Pictures said in words, nothing that needs eyes, languages that are marked (A)."""

import pytest

from tests.editorial.checks.conftest import found_by, repairs, words_found


def picture(alt):
    return {"type": "picture", "alt": alt}


@pytest.mark.parametrize("alt", ["DSC_0042", "hip-joint.png", "photo 12", "image", "a" * 151])
def test_poor_alt(alt):
    assert found_by("A02", picture(alt)), alt


@pytest.mark.parametrize(
    "alt", ["A hip joint from the side", "Where the picture is taken: the X-ray room", "Two photos side by side"]
)
def test_good_alt(alt):
    assert not found_by("A02", picture(alt)), alt


def test_picture_of_is_left_out():
    assert repairs("A02", picture("Picture of a hip joint")) == ["A hip joint"]


@pytest.mark.parametrize(
    "text",
    [
        "Press the green button.",
        "Read the text in the blue box.",
        "The danger zone is marked in red.",
        "Use the menu on the left.",
        "Click the link above.",
    ],
)
def test_needs_eyes(text):
    assert found_by("A04", f"<p>{text}</p>"), text


@pytest.mark.parametrize(
    "text",
    [
        "Pain on the right side of your chest.",
        "The white blood cells.",
        "Your left hand may swell.",
        "A red rash, or a blue lip.",
        "Report it by the Yellow Card scheme.",
        "A lump above the collarbone.",
    ],
)
def test_body_has_sides_and_colours(text):
    assert not found_by("A04", f"<p>{text}</p>"), text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Say: пожалуйста дайте мне воды.", True),
        ("Ask for: ¿Puede ayudarme con los formularios, por favor?", True),
        ("We speak: nous parlons aussi français avec vous.", True),
        ("The virus Staphylococcus aureus and Clostridioides difficile.", False),
        ("Pityriasis lichenoides et varioliformis acuta is rare.", False),
        ("Maria de la Cruz lives in Rio de Janeiro.", False),
        ("An alpha (α) and a beta (β).", False),
    ],
)
def test_other_language(text, found):
    assert bool(found_by("A06", f"<p>{text}</p>")) is found


def test_latin_words_in_a_russian_text():
    assert words_found("A06", "<p>Скажите: I need a doctor now.</p>", language="ru", summary="") == [
        "I need a doctor now"
    ]
