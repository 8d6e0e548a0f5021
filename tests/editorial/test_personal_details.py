"""What is stopped, and above all what is not: feedback on a health page is full of numbers."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.personal_details import BIRTH, EMAIL, LINK, NHS_NUMBER, PHONE, found_in


def found(text, **known):
    return found_in(text, this_year=2026, **known)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Please call 020 7946 0018 about this.", PHONE),
        ("Ring me on 07700 900123", PHONE),
        ("07700900123", PHONE),
        ("+44 (0)7700 900 123", PHONE),
        ("+44 7700-900-123.", PHONE),
        ("0044 7700 900123", PHONE),
        ("(020) 7946 0018", PHONE),
        ("My number is 612 345 678", PHONE),
        ("Mi móvil: 612 34 56 78", PHONE),
        ("+1 (202) 555-0143", PHONE),
        ("202-555-0143", PHONE),
        ("call me on 555-0143", PHONE),
        ("رقمي ٠٧٧٠٠٩٠٠١٢٣", PHONE),
        ("۰۷۷۰۰۹۰۰۱۲۳", PHONE),
        ("０７７００ ９００１２３", PHONE),
        ("0\u200b7\u200b7\u200b0\u200b0900123", PHONE),
        ("06 12 34 56 78", PHONE),
        ("My NHS number is 943 476 5919", NHS_NUMBER),
        ("9434765919", NHS_NUMBER),
        ("943-476-5919", NHS_NUMBER),
        ("٩٤٣ ٤٧٦ ٥٩١٩", NHS_NUMBER),
        ("write to ann.lee@example.org", EMAIL),
        ("ann@mail.example.co.uk!", EMAIL),
        ("ann (at) example.org", EMAIL),
        ("I was born on 3 May 1961.", BIRTH),
        ("DOB 03/05/61", BIRTH),
        ("d.o.b: 3-5-2014", BIRTH),
        ("date of birth: 1961-05-03", BIRTH),
        ("nací el 3 de mayo de 1961", BIRTH),
        ("ولدت في ٣ مايو ١٩٦١", BIRTH),
        ("Ann, 03/05/1961", BIRTH),
        ("May 3, 1961", BIRTH),
        ("https://results.example.org/mine?patient=123", LINK),
        ("see www.example.org/a?email=x%40y", LINK),
        ("https://example.org/#token=abc", LINK),
    ],
)
def test_personal_detail_is_found(text, kind):
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "I take 500 mg twice a day.",
        "Is it 1000 mg or 1500 mg?",
        "100 200 300 mg of it did nothing",
        "The steps 100-200-300-400 are too quick.",
        "This was true in 2019.",
        "Between 2019 and 2021, or 2019-2021?",
        "2018 2019 2020 2021",
        "the 24-hour number 0808 does not answer",
        "The number 0808 808 00 00 does not answer.",
        "0300 123 1053 is closed on Sundays",
        "1-800-422-6237 is wrong",
        "900 100 036 no contesta",
        "Call 999 or 111?",
        "phone 111 or 999",
        "My blood pressure was 120/80 130/85 140/90 150/95",
        "On a scale of 1 2 3 4 5 6 7 8 9 10 it is a 3",
        "5-10-15-20-25-30 minutes",
        "My platelets were 250000 and then 1200000",
        "0.000000001 g is very little",
        "About 1,000,000,000 cells",
        "ISBN 978-0-306-40615-7",
        "PMID: 3141592653",
        "In 2021, 6 to 10 in 100 people, 24-48 hours, 3-4 days",
        "I had my scan on 12/05/2024.",
        "The page says 3 May 2025 but it is older.",
        "since May 1961",
        "Take 2 tablets @ night",
        "2 tablets @ 10 pm. Then rest.",
        "https://www.nhs.uk/conditions/flu/ says something else",
        "Is it at www.nhs.uk/flu? I think so.",
        "See example.org",
        "Section 1.2.3.4.5 and figure 10.11",
        "ثلاث مرات ٥٠٠ ملغ",
        "في عام ٢٠١٩",
        "C50.9 and 94222008",
        "",
    ],
)
def test_what_feedback_is_about_is_let_through(text):
    assert found(text) == ()


def test_number_that_stands_on_the_page_may_be_named():
    text = "Nobody answers at 020 7946 0018."
    assert found(text) == (PHONE,)
    assert found(text, known="Call the team: 020 7946 0018.") == ()


@given(st.text(max_size=600))
def test_any_text_is_read(text):
    found(text)


@pytest.mark.parametrize("piece", ["0 ", "1-", "a@", "(at)", "http://a?", "1/", "+1", "٠ ", "born ", "a.", "jan 1 "])
def test_long_hostile_text_costs_little(piece):
    started = time.perf_counter()
    found(piece * (20_000 // len(piece)))
    assert time.perf_counter() - started < 2
