from tests.editorial.checks.medical import words


def test_test_that_is_advised_and_not_advised():
    assert words("M21", "An MRI scan is rarely needed.", "An MRI scan is always done.") == ["is always done"]


def test_pronoun_stands_for_the_test_before():
    assert words("M21", "A biopsy is not usually done. It is always necessary.") == ["is always necessary"]


def test_test_for_some_and_not_for_others():
    assert words("M21", "A biopsy is not usually done. If it grows, a biopsy is always done.") == []
    assert words("M21", "A biopsy is not usually done.", "A blood test is always done.") == []
    assert words("M21", "A biopsy is not always needed.") == []


def test_two_percentages_for_one_thing():
    assert words("E07", "The drug helps 70% of patients with gout.", "The drug helps 40% of patients with gout.") == [
        "40%"
    ]


def test_percentages_for_different_things():
    assert words("E07", "The drug helps 70% of patients with gout.", "The drug harms 40% of patients with gout.") == []
    assert words("E07", "In 2001, 70% of men had gout. In 2011, 40% of men had gout.") == []
    assert words("E07", "Gene K causes 70% of cases, and gene B causes 20% of cases.") == []


def test_one_percentage_for_two_things_in_a_paragraph():
    assert words("E07", "About 17% have pain. Only 17% ever limp.") == ["17%"]
    assert words("E07", "About 50% have pain. Only 50% ever limp.") == []
