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
        "Look for less than 5.0 g of fat per 100 g.",
        "Look for fat: less than 5.0 g per 100 g.",
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
        "Morphine syrup 10.0 g per 100 ml",
        "Paracetamol 1.0 g in each bottle.",
        "Potassium 2.0 g per portion.",
        "The syrup holds 1.0 g in a can.",
        "The solution has salt, 1.0 g per bottle.",
        "Sugar-free linctus: 1.0 g per bottle.",
        "Have 2.0 g per meal of metformin.",
        "Look for less than 5.0 g per 100 g.",
    ],
)
def test_amount_that_somebody_takes_is_a_dose(text):
    assert len(run("M08", text)) == 1


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Take paracetamol 500 every 4 hours.", "500"),
        ("Take paracetamol (Panadol) 500 if you have pain.", "500"),
        ("Ibuprofen 400-800 3 times a day.", "400-800"),
        ("Ibuprofen 400, 3 times a day.", "400"),
        ("Naproxen: 250 or 500 twice a day", "250 or 500"),
        ("Give 500 of paracetamol.", "500"),
        ("Take 20 omeprazole before breakfast.", "20"),
        ("Take 1,000 metformin with food.", "1,000"),
        ("Vitamin D 1000 daily", "1000"),
        ("Aspirin helps. The usual dose is 75 once a day.", "75"),
        ("Insulin 10 at night", "10"),
        ("Take paracetamol 500 up to 4 times a day.", "500"),
        ("Take paracetamol 500 to ease the pain.", "500"),
        ("Take ibuprofen 400 three times a day, tablets work best with food.", "400"),
        ("Take ibuprofen 400 three times a day (tablets).", "400"),
        ("Take paracetamol 500 every 4 hours. Others come in drops.", "500"),
        ("Take paracetamol 500 every 4 hours. Other doses are in mg.", "500"),
        ("Inject denosumab 120 every month.", "120"),
        ("Take vitamin D 100,000 each month.", "100,000"),
    ],
)
def test_amount_without_a_unit(text, amount):
    [found] = run("M08", text)
    assert found.place.words == amount
    assert found.message == f"“{amount}” has no unit: it may be read as milligrams, millilitres or tablets."


@pytest.mark.parametrize(
    "text",
    [
        "Take paracetamol 500 mg every 4 hours.",
        "Take paracetamol, in milligrams: 500 every 4 hours.",
        "Take paracetamol 500 (mg) every 4 hours.",
        "Of those taking aspirin 7 every year bleed.",
        "Of those taking aspirin 75 every year bleed.",
        "In the trial of warfarin 12 each month stopped.",
        "Take ibuprofen 4 to 6 hourly.",
        "Take paracetamol 30 or 60 minutes before.",
        "Take 2 paracetamol.",
        "Take 12 ibuprofen tablets.",
        "Codeine 30/500 every 4 hours",
        "Methotrexate 2 weekly injections",
        "Take aspirin 30 or so minutes before.",
        "The study gave 100 metformin users a card.",
        "Aspirin 24 hours before, and never after",
        "Take aspirin 2019.",
        "Adults on aspirin 50 and over",
        "Walk 500 every day, and take aspirin.",
    ],
)
def test_number_that_is_no_amount(text):
    assert run("M08", text) == []


def test_amount_without_a_name_counts_where_the_page_names_a_medicine():
    assert words("M08", "Take 500 every 4 hours.", title="Paracetamol") == ["500"]
    assert words("M08", "Take 500 every 4 hours.", title="Stretching") == []


def test_head_of_a_table_says_the_unit():
    def table(head):
        return (
            f"<table><thead><tr><th>{head}</th></tr></thead><tbody><tr><td>aspirin 75 daily</td></tr></tbody></table>"
        )

    assert words("M08", table("Dose (mg)")) == []
    assert words("M08", table("Dose")) == ["75"]


def test_long_number_gets_its_separators():
    [found] = run("M08", "Inject 1000000 units.")
    assert (found.place.words, found.repair) == ("1000000 units", "1,000,000 units")
    assert run("M08", "Inject 1,000,000 units.") == run("M08", "Take 1000 mg.") == []
    assert words("M08", "Insulin comes in pens of 10000 units.") == ["10000 units"]


@pytest.mark.parametrize(
    "text", ["The study followed 12000 units of blood.", "The charity has 10000 units of housing."]
)
def test_long_number_of_other_things_is_no_dose(text):
    assert run("M08", text) == []


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
