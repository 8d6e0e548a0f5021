import pytest

from editorial.checks.registry import check_named
from tests.editorial.checks.medical import CITED, run, section, words


def test_figure_without_a_source_is_found():
    assert words("E01", "It affects 12% of people.") == ["12%"]


def test_figure_with_a_source_in_its_paragraph_passes():
    assert words("E01", f"<p>It affects 12% of people.{CITED}</p>") == []


def test_source_of_another_paragraph_does_not_count():
    assert words("E01", f"<p>One.{CITED}</p><p>It affects 12% of people.</p>") == ["12%"]


def test_source_in_the_lead_in_covers_the_list():
    assert words("E01", f"<p>Side effects are:{CITED}</p><ul><li>sickness in 12% of people</li></ul>") == []


def test_source_in_the_row_covers_its_cells():
    rows = f"<tr><td>Men{CITED}</td><td>12%</td></tr><tr><td>All</td><td>9%</td></tr>"
    table = f"<table><tr><th>Who</th><th>Share</th></tr>{rows}</table>"
    assert words("E01", table) == ["9%"]


def test_summary_may_repeat_a_figure_that_the_text_cites():
    body = f"<p>It affects 12% of people.{CITED}</p>"
    assert words("E01", body, summary="It affects 12% of people.") == []
    assert words("E01", body, summary="It affects 13% of people.") == ["13%"]


def test_figure_of_a_statistic_block_passes():
    block = {"type": "statistic", "heading": "How common", "sentence": "12% of people have it."}
    assert words("E01", block) == []


def test_missing_source_blocks():
    assert check_named("E01").severity == "blocking"


@pytest.mark.parametrize("said", ["in 2021", "in Wales", "worldwide", "of Americans"])
def test_figure_with_a_year_or_place_passes(said):
    assert words("E02", f"12% {said} have it.") == []


def test_figure_without_year_and_place_is_found_once_a_paragraph():
    assert words("E02", "12% have it and 14% had it.") == ["12%"]


def test_forms_that_differ_are_found_once_a_page():
    assert words("E05", "12% cough. 1 in 9 sneeze. 1 in 8 ache.") == ["1 in 9"]
    assert words("E05", "3 in 100 cough. 5 in 100 sneeze.") == []


@pytest.mark.parametrize(
    "text",
    [
        "It halves your risk.",
        "They are five times as likely to fall.",
        "The risk falls by a quarter.",
        "You are 30% less likely to fall.",
    ],
)
def test_relative_risk_alone(text):
    assert len(words("E06", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It halves your risk, from 4 in 100 to 2 in 100.",
        "Halve the tablet.",
        "It is more likely in winter.",
        "Take it twice a day.",
    ],
)
def test_risk_that_is_not_alone_or_no_risk(text):
    assert words("E06", text) == []


@pytest.mark.parametrize(
    "text", ["Many studies show that tea helps.", "Some researchers think so.", "It is often claimed that tea helps."]
)
def test_nobody_can_look_it_up(text):
    assert len(words("E11", text)) == 1
    assert words("E11", f"<p>{text}{CITED}</p>") == []


@pytest.mark.parametrize(
    "text", ["Ask researchers about the study.", "Research has not shown that tea helps.", "The study will show it."]
)
def test_study_that_attributes_nothing(text):
    assert words("E11", text) == []


def test_words_of_a_doctor_need_a_source():
    assert words("E12", "“Rest,” says Dr Ann Lee.") == ["says Dr Ann Lee"]
    assert words("E12", "“Rest,” says Ann Lee, a consultant surgeon.") == ["says Ann Lee, a consultant surgeon"]
    assert words("E12", "“I rested,” says Ann Lee, a patient.") == []


def test_survival_rate_is_no_length_of_life():
    assert words("E13", "A survival rate tells you how many years you have.") == ["how many years"]
    assert words("E13", "A survival rate tells you how many people are alive after 5 years.") == []
    assert words("E13", "A survival rate is not how long you will live.") == []


def test_messages_quote_the_words():
    assert "“12%”" in run("E01", section("How common", "12% have it."))[0].message
