from editorial.checks.coverage import required_aspects
from tests.editorial.checks.medical import card, run, section, words

WHOLE = [
    section("What it is", "A broken wrist is a crack in a bone of the wrist.", "overview"),
    section("Symptoms", "The wrist hurts and swells, and it is hard to move.", "symptoms"),
    section("Tests", "An X-ray shows the crack in the bone.", "tests"),
    section(
        "Treatment",
        "A plaster cast holds the wrist. Without it the bone may heal badly. The cast can make the skin sore.",
        "treatment",
    ),
    card("urgent", "cannot feel your fingers"),
]
ELSEWHERE = section(
    "Mortgages",
    "Lenders charge interest, and brokers earn commission on every mortgage. Compare banks before you sign a tenancy, insure the "
    "furniture and hire removal vans. Landlords keep deposits in escrow until tenants leave.",
)


def severities(*blocks, **fields):
    return [(found.message, found.severity) for found in run("M17", *blocks, **fields)]


def test_whole_page_misses_nothing():
    assert severities(*WHOLE) == []
    assert run("M19", *WHOLE) == run("M20", *WHOLE) == run("M15", *WHOLE) == []


def test_condition_without_treatment_warns():
    assert severities(*WHOLE[:3], WHOLE[4]) == [("Nothing on the page is about treatment.", "warning")]


def test_condition_without_tests_is_advised():
    assert severities(WHOLE[0], WHOLE[1], *WHOLE[3:]) == [("Nothing on the page is about tests.", "advice")]


def test_other_kinds_need_other_things():
    assert required_aspects("symptom") == ["overview", "causes", "when_to_get_help"]
    assert severities(*WHOLE, article_kind="symptom") == [("Nothing on the page is about its causes.", "advice")]
    assert severities(*WHOLE, article_kind="story") == []


def test_block_of_choices_is_about_treatment():
    choices = {
        "type": "choices",
        "heading": "Choices",
        "options": [{"name": "Cast", "benefits": ["rest"], "harms": ["itch"]}],
    }
    assert severities(*WHOLE[:3], WHOLE[4], choices) == []


def test_section_on_something_else():
    assert words("M15", *WHOLE, ELSEWHERE) == ["Mortgages"]
    assert words("M15", *WHOLE, ELSEWHERE, article_kind="story") == []


def test_nothing_on_what_is_not_known():
    assert len(run("M18", *WHOLE)) == 1
    assert run("M18", *WHOLE, uncertainty="Nobody knows how long it takes.") == []
    assert run("M18", *WHOLE, section("Outlook", "It is not known how long it takes.")) == []
    assert run("M18", *WHOLE, article_kind="test") == []


def test_treatment_without_its_harms():
    bare = section("Treatment", "A plaster holds the wrist.", "treatment")
    assert len(run("M19", bare)) == len(run("M20", bare)) == 1
    assert run("M20", section("Tratamiento", "Sin tratamiento duele.", "treatment"), language="es") == []
