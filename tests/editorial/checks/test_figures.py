import pytest

from editorial.checks.figures import figures_in


def said(text):
    return [text[figure.start : figure.end] for figure in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It affects 12% of people.", ["12%"]),
        ("Between 12 and 15 per cent have it.", ["15 per cent"]),
        ("From 5% to 7% of men have it.", ["5% to 7%"]),
        ("One woman in nine has it.", ["One woman in nine"]),
        ("9 out of every 10 people recover.", ["9 out of every 10"]),
        ("Some 40,000 people have it.", ["40,000 people"]),
        ("It affects 2.5 million adults.", ["2.5 million adults"]),
        ("There are 3 cases per 100,000 people.", ["3 cases per 100,000"]),
        ("Two-thirds of patients recover.", ["Two-thirds of patients"]),
        ("In 30% of the people the level falls.", ["30%"]),
        ("The risk is 50% (1 in 2).", ["50% (1 in 2"]),
    ],
)
def test_figure_about_people(text, figures):
    assert said(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Use a 2% shampoo.",
        "Lose 5% of your body weight.",
        "An oxygen level of 92% is low.",
        "You need not be 100% sure.",
        "Walk 10,000 steps.",
        "It began in 2019 people say.",
        "Take 1 in 12 hours.",
        "Rate your pain, say 7 out of 10.",
        "Stage 2 in some people is silent.",
        "Half of the tablets are white.",
        "You need two out of three of the following.",
        "It costs £4,000 for people abroad.",
        "Shake the 0.5% oral suspension first.",
        "You may get help below 120% of the income limit.",
    ],
)
def test_number_that_counts_nobody(text):
    assert said(text) == []


def test_share_knows_its_denominator():
    assert [(figure.kind, figure.out_of) for figure in figures_in("3 in 1,000 people")] == [("share", 1000)]
