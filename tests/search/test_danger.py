"""Signs of danger in questions, and the care card that is shown first."""

import csv
from pathlib import Path

import pytest

from articles.models import CareCard
from editorial import actions
from search import danger
from search.danger import signs_in, signs_on
from tests.making import fresh, put_live, save

LABELS = Path(__file__).parents[1] / "data" / "search"


def labelled(label):
    rows = []
    for name in ("danger_chosen", "danger_judged"):
        with (LABELS / f"{name}.tsv").open(encoding="utf-8") as file:
            rows += [row[1] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row[0] == label]
    return rows


def test_danger_is_seen_in_nine_of_ten_questions_of_people_in_danger():
    asked = labelled("danger")
    assert len(asked) == 70
    assert sum(bool(signs_in(text, "en")) for text in asked) >= 63


def test_danger_is_seen_in_few_questions_of_others():
    asked = labelled("calm")
    assert len(asked) == 50
    assert sum(bool(signs_in(text, "en")) for text in asked) <= 5


@pytest.mark.parametrize(
    ("asked", "language", "sign"),
    [
        ("can't feel my legs", "en", "limbs"),
        ("CANT BREATHE", "en", "breathing"),
        ("I want to die", "en", "suicide"),
        ("no siento las piernas", "es", "limbs"),
        ("dolor en el pecho", "es", "chest-pain"),
        ("quiero morir", "es", "suicide"),
        ("لا أستطيع التنفس", "ar", "breathing"),
        ("ألم في الصدر", "ar", "chest-pain"),
        ("الانتحار", "ar", "suicide"),
    ],
)
def test_sign_is_seen_in(asked, language, sign):
    assert sign in signs_in(asked, language)


def test_signs_of_a_language_that_nobody_wrote_down_are_none():
    assert signs_in("na allaf anadlu", "cy") == frozenset()


def test_every_sign_has_the_name_of_one_of_the_checks():
    from editorial.checks.red_flags import signs

    for language in ("en", "es", "ar"):
        assert set(danger._signs(language)) <= set(signs())


def test_card_lists_its_signs():
    assert "limbs" in signs_on(["have weakness or numbness in both legs"], "en")


@pytest.fixture
def tired_feet(shelf, team):
    page = shelf.article("Tired feet", body="<p>Most feet get better.</p>")
    article = fresh(page.item.article)
    CareCard.objects.create(
        parent=article,
        region="main",
        ordering=5,
        urgency="emergency",
        heading="Get help now if you",
        signs="have numbness in your legs",
        action="<p>Do not drive.</p>",
    )
    save(article, team.writer)
    return put_live(fresh(article), team)


@pytest.mark.django_db
def test_care_card_of_a_live_page_comes_first(client, tired_feet):
    response = client.get("/en/search/", {"q": "I can't feel my legs"})
    page = response.content.decode()
    assert response.context["danger"].title == "Tired feet"
    assert "Get help now if you" in page
    assert page.index("Get help now if you") < page.index('class="entry"')


@pytest.mark.django_db
def test_card_of_a_withdrawn_page_is_not_shown(client, tired_feet, team):
    client.get("/en/search/", {"q": "legs"})
    actions.withdraw(item=tired_feet.item, by=team.lead, reason="It is out of date.")
    response = client.get("/en/search/", {"q": "I can't feel my legs"})
    assert response.context["danger"].card is None
    assert "get help" in response.content.decode()


@pytest.mark.django_db
def test_despair_is_answered_without_a_page(client, shelf):
    shelf.article("Gout")
    page = client.get("/en/search/", {"q": "i want to kill myself"}).content.decode()
    assert "crisis line" in page
    assert "Nothing found" not in page


@pytest.mark.django_db
def test_calm_question_has_no_card(client, tired_feet):
    assert client.get("/en/search/", {"q": "tired feet"}).context["danger"] is None
