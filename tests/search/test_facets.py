"""The filters beside the results."""

import pytest

from editorial.models import TagName, TopicName
from tests.search.conftest import tag, topic
from tests.search.test_views import ADDRESS, text_of

pytestmark = pytest.mark.django_db
APART = {"q": "bone", "kind": "test", "topic": "mild-pain", "tag": "at-night"}


@pytest.fixture
def apart(shelf):
    """Each of the filters leaves pages, but not all of them together."""
    shelf.article("Bone scan", article_kind="test")
    shelf.article("Bone cancer", article_kind="condition", topic=topic("Mild pain"), tags=["At night"])


def chosen(response):
    return {choice.title: choice.address for group in response.context["groups"] for choice in group.choices}


def test_filters_that_exclude_each_other_are_named_and_can_be_taken_out(client, apart):
    response = client.get(ADDRESS, APART)
    assert chosen(response) == {
        "Test": "?q=bone&topic=mild-pain&tag=at-night",
        "Mild pain": "?q=bone&tag=at-night&kind=test",
        "At night": "?q=bone&topic=mild-pain&kind=test",
    }
    for address in (*chosen(response).values(), "?q=bone"):
        assert f'href="{address.replace("&", "&amp;")}"' in response.content.decode()


def test_filters_that_leave_nothing_are_no_matter_of_spelling(client, apart):
    text = text_of(client.get(ADDRESS, APART))
    assert "with these filters" in text
    assert "Take all filters out" in text
    for wrong in ("Nothing found", "Nothing was found", "spelling", "fewer words"):
        assert wrong not in text


def test_chosen_filters_have_their_names_in_the_language_of_the_page(client, apart):
    TopicName.objects.create(topic=topic("Sleep"), language="es", title="Sueño")
    TagName.objects.create(tag=tag("At night"), language="es", name="De noche")
    response = client.get("/es/search/", {"q": "hueso", "kind": "test", "topic": "sleep", "tag": "at-night"})
    assert list(chosen(response)) == ["Prueba", "Sueño", "De noche"]


def test_filter_that_nobody_made_is_shown_as_it_was_asked(client, apart):
    assert list(chosen(client.get(ADDRESS, {"q": "bone", "kind": "nowhere", "topic": "off"}))) == ["nowhere", "off"]
