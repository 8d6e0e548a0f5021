import pytest

from tests.editorial.checks.medical import card, run, words

NUMBER = [{"label": "Emergency", "number": "999"}]


@pytest.mark.parametrize("heading", ["Signs of danger", "Call 999", "If you have:", "Call 999 when you:"])
def test_heading_that_does_not_lead_on(heading):
    assert words("M05", card("emergency", "a rash", heading=heading)) == [heading]


@pytest.mark.parametrize("heading", ["Call 999 if:", "With a rash, see a GP if you:", "Go to A&E if your child:"])
def test_heading_that_leads_on(heading):
    assert words("M05", card("emergency", "a rash", heading=heading)) == []


def test_link_in_an_emergency():
    linked = '<p>Read <a href="https://example.org/">this</a>.</p>'
    assert words("M06", card("emergency", "a rash", action=linked)) == ["this"]
    assert words("M06", card("urgent", "a rash", action=linked)) == []


@pytest.mark.parametrize(
    "text", ["Call 999.", "Ring 112 or 999 now.", "Dial 9-1-1.", "Phone NHS 111.", "Llame al 112."]
)
def test_number_on_a_page_without_a_country(text):
    assert words("M07", text)


@pytest.mark.parametrize(
    "text", ["It took 112 days.", "Room 111 is free.", "Call 0800 111 222.", "Call 15 people.", "The level is 111 mg."]
)
def test_number_that_nobody_calls(text):
    assert words("M07", text) == []


def test_number_on_a_card_of_its_country():
    assert words("M07", card("emergency", "a rash", phones=NUMBER), country="GB") == []
    assert words("M07", card("emergency", "a rash", phones=NUMBER), country="US") == ["999", "999"]
    assert words("M07", card("emergency", "a rash", phones=NUMBER)) == ["999", "999"]


def test_number_in_running_text_belongs_on_a_card():
    assert run("M07", "Call 999.", country="GB")[0].message == "“999” stands in running text and not on a care card."


def test_organisation_page_may_name_the_number_of_its_country():
    assert words("M07", "Call 999.", country="GB", article_kind="organisation") == []
    assert words("M07", "Call 999.", article_kind="organisation") == ["999"]
