import pytest

from tests.editorial.checks.medical import CITED, run, words


@pytest.mark.parametrize(
    ("dose", "mended"),
    [
        (".5 mg", "0.5 mg"),
        ("2.0 ml", "2 ml"),
        ("50 µg", "50 micrograms"),
        ("50mcg", "50 micrograms"),
        ("400 IU", "400 international units"),
        ("1 2 500mg", None),
    ],
)
def test_dose_that_can_be_misread(dose, mended):
    [found] = run("M08", f"Take {dose} now.")
    assert (found.place.words, found.repair) == (dose, mended)


@pytest.mark.parametrize(
    "text",
    [
        "Take 0.5 mg.",
        "Take 2.5 ml.",
        "A level of 5.0 mmol/l.",
        "16 µg/ml is high.",
        "4.0 grams of fibre",
        "One can holds 10.0 g of sugar.",
        "A bowl has 3.0g saturated fat.",
        "Salt: 1.0 g in 100 g",
        "Look for less than 5.0 g per 100 g.",
        "1, 2 or 5 ml",
    ],
)
def test_dose_that_is_clear(text):
    assert run("M08", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Take 10.0 g of lactulose.",
        "Children get 1.0 g of paracetamol.",
        "Take 10.0 g of sugar when you feel shaky.",
        "2.0 mg of salt substitute",
        "Each sachet holds 5.0 g of fibre.",
        "The drink has sugar and 3.0 mg of caffeine.",
    ],
)
def test_amount_that_somebody_takes_is_a_dose(text):
    assert len(run("M08", text)) == 1


def test_medicine_without_link_and_source():
    assert words("M09", "You may take ibuprofen.") == ["ibuprofen"]
    assert words("M09", f"<p>You may take ibuprofen.{CITED}</p>") == []
    assert words("M09", '<p>Take <a href="https://example.org/">ibuprofen</a>.</p>') == []


def test_medicine_is_explained_once_a_page():
    assert words("M09", "Take ibuprofen.", f"<p>About ibuprofen.{CITED}</p>") == []
    assert words("M09", "Take ibuprofen.", "Ibuprofen helps.") == ["ibuprofen"]


def test_brand_is_found_with_its_generic_name():
    [found] = run("M09", "Take Nurofen.")
    assert found.message == "Nothing says more about “Nurofen” (ibuprofen)."
    assert run("M09", "Take Nurofen.", title="Ibuprofen", article_kind="medicine") == []


def test_what_the_body_makes_is_no_medicine():
    assert words("M09", "The body releases adrenaline, a hormone.") == []
    assert words("M09", "Carry your adrenaline pens.") == ["adrenaline"]
