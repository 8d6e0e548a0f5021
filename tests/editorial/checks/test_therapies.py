import pytest

from tests.editorial.checks.medical import run, section, words


@pytest.mark.parametrize(
    "therapy", ["Reiki", "Homoeopathic drops", "An alkaline diet", "Apple cider vinegar", "Crystal healing"]
)
def test_therapy_without_a_word_on_evidence(therapy):
    assert len(words("M14", f"{therapy} for asthma.")) == 1


@pytest.mark.parametrize(
    "evidence",
    ["There is no good evidence for it.", "It has not been shown to help.", "It can harm you.", "It does not work."],
)
def test_evidence_in_the_section_is_enough(evidence):
    assert words("M14", f"<p>Some people try reiki.</p><p>{evidence}</p>") == []


def test_evidence_in_another_section_is_not():
    assert words("M14", section("Reiki", "Some people try reiki."), section("Diet", "It does not work.")) == ["reiki"]


def test_promise_beside_a_complementary_therapy_warns():
    [found] = run("M14", "Garlic cures high blood pressure.")
    assert found.severity == "warning"
    assert run("M14", "Yoga may help you to relax.") == []
    assert run("M14", "Garlic does not cure anything.") == []


@pytest.mark.parametrize(
    "text", ["Chelation removes lead from the blood.", "Clean it with baking soda.", "She is allergic to bee venom."]
)
def test_near_miss_of_a_therapy(text):
    assert words("M14", text) == []
