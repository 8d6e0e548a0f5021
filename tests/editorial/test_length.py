"""How long a page is: counted as a reader reads it."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.length import WORDS_A_MINUTE, Length, length_of, words_in
from tests.making import make_article, make_question_set

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  – … ", 0),
        ("Rest.", 1),
        ("don’t lift 10 kg", 4),
        ("a\u00a0b\nc", 3),
        ("ورم في العظم", 3),
        ("x-ray", 1),
    ],
)
def test_words_are_counted_as_people_count_them(text, words):
    assert words_in(text) == words


def test_length_of_a_page_and_its_parts():
    blocks = [
        {
            "uid": "a",
            "type": "section",
            "heading": "What it is",
            "body": "<p>A break.</p><ul><li>One</li><li>two</li></ul>",
        },
        {
            "uid": "b",
            "type": "care_card",
            "heading": "Call 999 if:",
            "signs": ["it bleeds"],
            "phones": [{"number": "9"}],
        },
        {"uid": "c", "type": "picture", "alt": "Four words not read", "caption": "A wrist"},
        {"uid": "d", "type": "question_set", "item": "x"},
    ]

    length = length_of({"title": "Broken wrist", "summary": "It heals.", "blocks": blocks})

    assert length == Length(4 + 7 + 5 + 2, (("What it is", 7), ("Call 999 if:", 5), ("A wrist", 2)))


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (WORDS_A_MINUTE, 1), (WORDS_A_MINUTE + 1, 2)])
def test_minutes_are_rounded_up(words, minutes):
    assert Length(words).minutes == minutes


def test_form_says_how_long_the_saved_text_is(team):
    client = Client()
    client.force_login(team.writer.user)
    article = make_article(team.writer, sections=2)
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

    assert "28 words, about 1 minute to read" in page
    assert "<li>Part 1: 9</li>" in page
    questions = make_question_set(team.writer)
    page = client.get(reverse("admin:faq_questionset_change", args=[questions.pk])).content.decode()
    assert "<li>Will it heal?: 7</li>" in page
