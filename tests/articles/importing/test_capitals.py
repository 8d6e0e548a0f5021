import pytest

from articles.importing.capitals import seen_words, sentence_case

PROSE = [
    "Some people with breast cancer feel pain when the cancer spreads. The American Cancer Society says so.",
    "A scan of the bones can help, says Doctor Newton. Treatment is given for stage two.",
]


def case(heading):
    return sentence_case(heading, *seen_words(PROSE))[0]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("What Is Breast Cancer", "What is breast cancer"),
        ("Pain And Cancer: The Bones", "Pain and cancer: the bones"),
        ("Stage Ii Breast Cancer", "Stage II breast cancer"),
        ("Stage Iv Cancer And Pain", "Stage IV cancer and pain"),
        ("Stage Iiib Cancer", "Stage IIIB cancer"),
        ("Cancer And Her2 Status", "Cancer and HER2 status"),
        ("Her2-Positive Breast Cancer", "HER2-positive breast cancer"),
        ("Help From The American Cancer Society", "Help from the American Cancer Society"),
        ("Who Was Doctor Newton", "Who was Doctor Newton"),
        ("Pain In December And Hodgkin Disease", "Pain in December and Hodgkin disease"),
        ("End-Of-Life Treatment", "End-of-life treatment"),
        ("WHEN CANCER SPREADS", "When cancer spreads"),
        ("Is It Cancer? What A Scan Can Show", "Is it cancer? What a scan can show"),
    ],
)
def test_title_case_becomes_sentence_case(heading, expected):
    assert case(heading) == expected


@pytest.mark.parametrize("heading", ["Treatment for pain", "Living with McMillan nurses", "Who Peter is", "MRI"])
def test_sentence_case_stays(heading):
    assert case(heading) == heading


def test_a_numeral_is_mended_in_sentence_case_too():
    assert case("Treatment of stage Iii disease") == "Treatment of stage III disease"


def test_words_that_nothing_proves_to_be_small_are_named():
    assert sentence_case("Cancer In Wonderland Today", *seen_words(PROSE))[1] == ["wonderland", "today"]
