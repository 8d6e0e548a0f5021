import pytest

from editorial.checks.registry import check_named
from tests.editorial.checks.medical import section, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gout can be cured.", "Gout is incurable."),
        ("There is no cure for gout.", "Cherries cure gout? No. But this drug cures gout."),
        ("Gout cannot be cured.", "Gout is usually curable."),
        ("It can often be cured.", "Gout has no cure."),
    ],
)
def test_both_sides_of_a_contradiction_are_marked(one, other):
    assert len(words("M01", one, other, title="Gout")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Gout can be cured if it is found early. Once joints are damaged, it cannot be cured.",
        "Gout cannot be cured. A skin infection can be cured.",
        "Some people claim that gout can be cured. It cannot be cured.",
        "Can gout be cured? No, it cannot be cured.",
        "Gout cannot be cured. Treatment does not cure gout.",
        "Early gout can be cured. Advanced gout cannot be cured.",
        "It is not true that gout can be cured. Gout is incurable.",
    ],
)
def test_no_contradiction(text):
    assert words("M01", text, title="Gout") == []


def test_heading_that_asks_why_says_that_it_is_so():
    heading = section("Why can gout not be cured?", "Nobody knows.")
    heading["heading"] = "Why is gout not curable?"
    assert words("M01", heading, "Gout can be cured.", title="Gout") == ["not curable", "can be cured"]


def test_claim_against_the_aim_of_treatment():
    control = {"aim": "control", "statement": "Treatment controls gout."}
    assert words("M01", "Gout can be cured.", title="Gout", aim=control) == ["can be cured"]
    assert words("M01", "Gout cannot be cured.", title="Gout", aim=control) == []
    assert words("M01", "A wart can be cured.", title="Gout", aim=control) == []
    assert words("M01", "Gout is incurable.", title="Gout", aim={"aim": "cure", "statement": "To cure it."}) == [
        "incurable"
    ]


def test_contradiction_blocks():
    assert check_named("M01").severity == "blocking"


def test_finding_it_early_does_not_part_a_cure_from_a_denial_for_all():
    denial = "Gout is a lifelong illness that cannot be cured."
    assert len(words("M01", denial, "Gout is curable when it is found early.", title="Gout")) == 2
    assert words("M01", denial, "Gout of one kind is curable when it is found early.", title="Gout") == []
    late = "Gout that has spread to all joints cannot be cured."
    assert words("M01", late, "Gout is curable when it is found early.", title="Gout") == []
