import pytest

from editorial.checks.registry import check_named
from tests.editorial.checks.medical import card, run, section, words


@pytest.mark.parametrize(
    "text",
    [
        "You may not feel your legs: you can't feel your legs.",
        "Numb legs are possible.",
        "Some people lose the feeling in one leg.",
        "You may have difficulty passing urine.",
        "It can cause crushing pain in the chest.",
        "You may find it hard to breathe.",
        "Some people bring up blood.",
        "A seizure may follow.",
        "It can feel like the worst headache of your life.",
        "One side of the face droops.",
        "Some want to end their life.",
        "The tongue may swell.",
        "You may get a fever while you are on chemotherapy.",
        "If you collapse, lie still.",
        "Some children turn blue.",
        "A child who is cold may turn blue.",
    ],
)
def test_sign_in_running_text_needs_a_card(text):
    assert len(words("M02", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It does not cause chest pain.",
        "This medicine prevents seizures.",
        "Choose a helmet that fits well.",
        "Hold your breath for the scan.",
        "You may be a little out of breath.",
        "After the injection your arm will feel numb.",
        "A person with a history of seizures can have it.",
        'Read about <a href="https://example.org/">chest pain</a>.',
        "A collapsed lung can heal.",
        "Your fingers may turn blue.",
    ],
)
def test_near_miss_of_a_sign(text):
    assert words("M02", f"<p>{text}</p>") == []


def test_sign_on_a_card_in_other_words():
    assert words("M02", "You may get short of breath.", card("emergency", "cannot breathe")) == []
    assert words("M02", "You may get short of breath.", card("urgent", "cannot breathe")) == []
    assert words("M02", "You may get short of breath.", card("non_urgent", "cannot breathe")) == ["short of breath"]


def test_each_sign_is_found_once_a_page():
    assert words("M02", "You may get chest pain.", "Chest pain can come back.") == ["chest pain"]


def test_word_that_is_a_sign_only_on_some_pages():
    assert words("M02", "You may notice numbness.", title="Back pain") == ["numbness"]
    assert words("M02", "You may notice numbness.", title="Toothache") == []


@pytest.mark.parametrize("kind", ["story", "organisation", "support"])
def test_page_that_tells_and_does_not_advise(kind):
    assert words("M02", "I had chest pain.", article_kind=kind) == []


def test_page_without_a_required_card():
    messages = [found.message for found in run("M03", "It hurts.", title="Back pain")]
    assert len(messages) == 3
    assert all("back pain" in message for message in messages)


def test_required_signs_may_stand_on_several_cards():
    cards = [
        card("emergency", "have numbness round your bottom", "cannot pee"),
        card("urgent", "have weakness in a leg"),
    ]
    assert run("M03", *cards, title="Back pain") == []
    assert len(run("M03", cards[0], title="Back pain")) == 1
    assert len(run("M03", {**cards[0], "urgency": "non_urgent"}, title="Back pain")) == 3


@pytest.mark.parametrize(
    "title", ["Hay fever allergy to pollen: hay fever", "Gestational diabetes", "Heat stroke", "Broken wrist"]
)
def test_subject_that_requires_nothing(title):
    assert run("M03", "It hurts.", title=title) == []


def test_treatment_page_requires_no_card():
    assert run("M03", "It hurts.", title="Back pain", article_kind="treatment") == []


def test_sign_on_cards_of_two_urgencies():
    cards = card("emergency", "have a fit"), card("non_urgent", "have a fit")
    assert words("M04", *cards) == ["have a fit"]


def test_text_that_plays_down_what_the_card_says():
    text = "If you have chest pain, tell us at your next appointment."
    assert words("M04", text, card("emergency", "chest pain")) == [text]
    assert words("M04", text, card("emergency", "a deep burn")) == []


def test_text_that_agrees_with_the_card():
    assert words("M04", "If you have chest pain, call an ambulance.", card("emergency", "chest pain")) == []
    assert words("M04", "Ask your doctor about work.", card("emergency", "chest pain")) == []


def test_advice_that_points_back_to_a_list():
    body = (
        "<p>You may have:</p><ul><li>chest pain</li></ul><p>Talk to your doctor if you have any of these symptoms.</p>"
    )
    assert len(words("M04", body, "If you have chest pain, go to hospital at once.")) == 1


def test_checks_of_safety_block_and_may_be_waived():
    for name in ("M02", "M03", "M04"):
        assert check_named(name).severity == "blocking"
        assert check_named(name).is_waivable


def test_text_in_another_language_is_left_alone():
    assert words("M02", section("Symptome", "chest pain"), language="de") == []


@pytest.mark.parametrize(
    "text",
    [
        "If you have chest pain, do not wait until your next appointment.",
        "Tell your doctor if you have ever had chest pain.",
        "See a GP if you have chest pain that comes and goes.",
        "Talk to your nurse about when chest pain can come.",
    ],
)
def test_calm_advice_on_what_is_over_or_slight(text):
    assert words("M04", text, card("emergency", "chest pain")) == []


def test_degree_may_part_two_cards():
    cards = (
        card("emergency", "are so breathless that you cannot speak"),
        card("non_urgent", "get breathless more easily than before"),
    )
    assert words("M04", *cards) == []


def test_reason_for_a_test_is_no_sign():
    assert words("M02", "The scan can find the cause of seizures.", "Tell us if you have ever had seizures.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The vaccine prevents meningitis, which can cause fits.",
        "This jab protects babies against illnesses that lead to trouble breathing.",
        "The pump helps to prevent low sugar and seizures.",
        "The nurse will ask whether you get chest pain.",
        "You may be asked about your sleep, chest pain or fits.",
        "Tell us if your mother or a brother had fits as a child.",
        "Write down whether anyone in your family has had a seizure.",
        "A family history of seizures matters too.",
        "In the UK, about 6,000 people die by suicide every year.",
        "About 5,000 people a year die of severe bleeding.",
        "Expect to be asked about your symptoms, such as tiredness or chest pain.",
        "Seizures of this kind are mostly treated with one tablet a day.",
        "People with a seizure disorder need another cream.",
        "Some need devices for breathing problems at night.",
    ],
)
def test_sign_that_is_only_told_of(text):
    assert words("M02", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The vaccine can cause fits.",
        "The tablets prevent clots and can cause chest pain.",
        "The tablets prevent clots, but you may get chest pain.",
        "After an operation to prevent clots, chest pain is common.",
        "The jab to prevent shingles may bring on seizures.",
        "Ask your doctor about chest pain.",
        "The nurse will ask about your pills because they can cause fits.",
        "If your mother has chest pain, call 999.",
        "Your father had the same, and you may get seizures.",
        "Each year 1 in 10 people with this tumour has a seizure.",
        "Seizures happen in 2 in 10 people.",
        "Ask about your symptoms if you have chest pain.",
        "This disorder can cause seizures.",
        "Seizures that are not treated can do harm.",
        "Chest pain is treated as an emergency.",
        "Seizures are not prevented by rest.",
        "If someone in your family has chest pain, get help at once.",
        "If anyone in your family has trouble breathing, leave the house.",
        "If anyone in your family has had trouble breathing, leave the house.",
        "Someone in your family has a stiff neck and a rash that does not fade.",
        "People with a family history of heart disease may have chest pain.",
        "If your mother had clots, severe bleeding is a warning sign.",
        "People whose father had a heart attack get chest pain more often.",
        "About 1 in 100 people on these tablets vomits blood each year.",
        "Stopping tablets that prevent clots which can move to the lungs may give you chest pain.",
        "The doctor will ask about your pain, chest pain should never wait.",
        "The doctor will ask about your pain, and you should know that chest pain is grave.",
        "You may get muscle weakness in one arm.",
        "Weakness in both legs and lost reflexes come first.",
        "Neuropathy can make both legs weak and you may not be able to walk.",
        "The tumour can press on the spine and cause leg weakness and muscle wasting.",
        "Babies are born with weakness in both legs.",
        "Gradual weakness of one arm may be the first thing you notice.",
        "Slowly the legs get weak until you cannot walk.",
    ],
)
def test_sign_that_may_happen_to_the_reader(text):
    assert [found.severity for found in run("M02", text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "If you have a family history of blood clots, sudden chest pain and trouble breathing are warning signs.",
        "Stopping tablets that prevent clots which can move to the lungs may give you chest pain and trouble breathing.",
    ],
)
def test_each_of_two_signs_blocks(text):
    assert [found.severity for found in run("M02", text)] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "About 1 in 10 people get chest pain every year.",
        "1 in 20 people vomit blood at some point in their life.",
        "About 1 in 50 people has a seizure at some time in their life.",
        "Chest pain can be treated at home with rest.",
        "Trouble breathing is eased by opening a window.",
        "Chest pain after a rib fracture can be eased with a pillow.",
    ],
)
def test_sign_that_is_counted_or_treated_warns(text):
    assert [found.severity for found in run("M02", text)] == ["warning"]


@pytest.mark.parametrize(
    ("lead_in", "is_found"),
    [
        ("Your doctor may ask about:", False),
        ("The vaccine protects against illnesses that can cause:", False),
        ("Tell us if a parent has had:", False),
        ("You may get:", True),
        ("To prevent a second stroke, know these signs:", True),
        ("To prevent harm:", True),
        ("Get help at once if someone in your family has:", True),
    ],
)
def test_lead_in_tells_what_becomes_of_the_items(lead_in, is_found):
    assert words("M02", f"<p>{lead_in}</p><ul><li>seizures</li></ul>") == ["seizures"] * is_found


@pytest.mark.parametrize(
    "text",
    [
        "Over the years the legs get weak.",
        "There is progressive weakness of the arms.",
        "Babies are born with weakness in their legs.",
        "Weakness and muscle wasting in the hands, arms and legs come over many years.",
    ],
)
def test_weakness_of_years_warns_and_does_not_block(text):
    assert [found.severity for found in run("M02", text)] == ["warning"]
    assert [found.severity for found in run("M02", text, title="Back pain")] == [None]


def test_weakness_that_comes_soon_blocks_also_beside_that_of_years():
    soon = "Progressive weakness in the legs can come within days."
    slow = "There is progressive weakness of the arms."
    assert [found.severity for found in run("M02", soon)] == [None]
    assert [found.severity for found in run("M02", slow, "You may have weak legs.")] == ["warning", None]


def test_depression_of_a_part_of_the_body_is_not_the_illness():
    assert run("M03", "It hurts.", title="Skull depression after a fall") == []
    assert len(run("M03", "It hurts.", title="Depression after a fall")) == 1
