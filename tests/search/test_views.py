"""The search page."""

import logging
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import actions
from editorial.models import Publication
from search import index, query
from search.query import Found
from tests.search.conftest import topic

pytestmark = pytest.mark.django_db
ADDRESS = "/en/search/"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def listed(response):
    return [result.entry.title for result in response.context["results"]]


def options(response, group):
    groups = {each.title: each.choices for each in response.context["groups"]}
    return {choice.title: choice.count for choice in groups.get(group, ())}


@pytest.fixture
def pages(shelf):
    cancer = topic("Cancer")
    shelf.article(
        "Bone cancer", tags=["Bone", "Pain"], topic=topic("Bones", parent=cancer), body="<p>Strong bones.</p>"
    )
    shelf.article("Bone scan", tags=["Bone"], article_kind="test", topic=cancer)
    shelf.article("Pain in the bone", tags=["Bone", "Pain", "Night"], article_kind="symptom")


def test_page_without_a_question_asks_for_one(client, db):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "Nothing was found" not in text_of(response)


def test_results_show_title_kind_and_marked_words(client, pages):
    response = client.get(ADDRESS, {"q": "strong bone"})
    assert response.context["total"] == 3
    assert listed(response)[0] == "Bone cancer"
    assert "<mark>Strong</mark> <mark>bones</mark>." in response.content.decode()


def test_answer_may_be_neither_indexed_nor_kept(client, pages):
    response = client.get(ADDRESS, {"q": "bone"})
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_filters_show_counts_and_combine(client, pages):
    response = client.get(ADDRESS, {"q": "bone"})
    assert options(response, "Kind of page") == {"Condition": 1, "Test": 1, "Symptom": 1}
    assert options(response, "Topic") == {"Cancer": 2}
    assert options(response, "Tags") == {"Pain": 2, "Night": 1}
    narrowed = client.get(ADDRESS + "?q=bone&tag=bone&tag=pain")
    assert sorted(listed(narrowed)) == ["Bone cancer", "Pain in the bone"]
    assert options(narrowed, "Tags") == {"Bone": 2, "Pain": 2, "Night": 1}
    assert narrowed.context["clear_address"] == "?q=bone"


def test_chosen_topic_offers_those_below(client, pages):
    response = client.get(ADDRESS, {"q": "bone", "topic": "cancer"})
    assert sorted(listed(response)) == ["Bone cancer", "Bone scan"]
    assert options(response, "Topic") == {"Cancer": 2, "Bones": 1}


def test_every_filter_leads_to_as_many_results_as_it_says(client, pages):
    response = client.get(ADDRESS, {"q": "bone"})
    for group in response.context["groups"]:
        for choice in group.choices:
            assert client.get(ADDRESS + choice.address).context["total"] == choice.count


def test_nothing_found_helps_on(client, pages):
    text = text_of(client.get(ADDRESS, {"q": "zebra"}))
    for help_with in ("Nothing found for “\u2068zebra\u2069”", "spelling", "A to Z", "Topics", "emergency number"):
        assert help_with in text


def test_withdrawn_page_is_not_shown_whatever_the_index_says(client, pages, team, monkeypatch):
    page = Publication.objects.get(title="Bone cancer")
    actions.withdraw(item=page.item, by=team.lead, reason="It is out of date.")
    monkeypatch.setattr("search.kept.find", lambda *args, **how: Found((page.pk,), trust=1))
    response = client.get(ADDRESS, {"q": "bone cancer"})
    assert listed(response) == []
    assert response.context["total"] == 0


def test_markup_in_question_and_text_is_shown_as_text(client, shelf):
    shelf.article("Bone", body="<p>bone &lt;script&gt;alert(1)&lt;/script&gt;</p>")
    page = client.get(ADDRESS, {"q": "bone <script>alert(2)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_list_has_pages(client, shelf, monkeypatch):
    monkeypatch.setattr("search.results.PAGE_SIZE", 2)
    monkeypatch.setattr("search.views.PAGE_SIZE", 2)
    for number in range(5):
        shelf.article(f"Bone {number}")
    first = client.get(ADDRESS, {"q": "bone"})
    assert first.context["pagination"].next == "?q=bone&page=2"
    seen = [title for page in (1, 2, 3) for title in listed(client.get(ADDRESS, {"q": "bone", "page": page}))]
    assert sorted(seen) == [f"Bone {number}" for number in range(5)]


@pytest.mark.parametrize("page", ["9999", "0", "-1", "x", "", "1" * 400, "²", "1.5"], ids=range(8))
def test_odd_page_number_is_answered(client, pages, page):
    response = client.get(ADDRESS, {"q": "bone", "page": page})
    assert len(listed(response)) == 3


@pytest.mark.parametrize("name", ["topic", "tag", "kind"])
@pytest.mark.parametrize("value", ["nowhere", "' OR 1=1", "x" * 500, "🦴", "a b", "a\x00"], ids=range(6))
def test_odd_filter_is_answered(client, pages, name, value):
    assert client.get(ADDRESS, {"q": "bone", name: value}).status_code == 200


ODD = ["(" * 600, "+" * 300, "a AND NOT (b", "🦴" * 100, "title:bone^99", "‮bone", '"' * 300, "bo\x00ne \x1b"]


@pytest.mark.parametrize("asked", ODD, ids=range(len(ODD)))
def test_odd_question_is_answered(client, pages, asked):
    assert client.get(ADDRESS, {"q": asked}).status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_question_is_answered(client, pages, rf, text):
    """Without the limits of the middleware, which would refuse some of these earlier."""
    from search.views import search_page

    response = search_page(rf.get(ADDRESS, {"q": text.encode("utf-8", "replace").decode()}), "en")
    assert response.status_code == 200


def test_question_of_a_hundred_thousand_characters_is_answered(pages, rf):
    from search.views import search_page

    assert search_page(rf.get(ADDRESS, {"q": "bone (" * 20_000}), "en").status_code == 200


@pytest.mark.parametrize("word", ["ألم شديد في العظام ", "dolor en los huesos ", "pain in the bones "])
def test_letter_of_two_hundred_words_is_answered_in_any_script(client, pages, word):
    asked = word * (200 // len(word.split()))
    assert client.get(ADDRESS, {"q": asked[:2_000]}).status_code == 200


def test_question_reaches_no_log(client, pages, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG, logger="search")
    client.get(ADDRESS, {"q": "secretword"})
    monkeypatch.setattr(query, "find_in", _fails)
    client.get(ADDRESS, {"q": "secretword"})
    assert "secretword" not in caplog.text


def _fails(*args, **how):
    raise query.IndexUnusable("secretword")


def test_search_that_fails_is_answered_from_the_database(client, pages, monkeypatch):
    monkeypatch.setattr(query, "find_in", _fails)
    assert "Bone scan" in listed(client.get(ADDRESS, {"q": "bone"}))


@pytest.mark.parametrize(("extra", "most"), [({}, 7), ({"topic": "cancer", "tag": "bone", "kind": "condition"}, 8)])
def test_queries_do_not_grow(client, shelf, django_assert_max_num_queries, monkeypatch, extra, most):
    cancer = topic("Cancer")
    for number in range(2):
        shelf.article(f"Bone {number}", tags=["Bone"], topic=cancer)
    client.get(ADDRESS, {"q": "bone", **extra})
    with django_assert_max_num_queries(most):
        client.get(ADDRESS, {"q": "bone", **extra})
    for number in range(2, 10):
        shelf.article(f"Bone {number}", tags=["Bone", "Pain"], topic=cancer)
    client.get(ADDRESS, {"q": "bone", **extra})
    with django_assert_max_num_queries(most):
        client.get(ADDRESS, {"q": "bone", **extra})


def test_plain_list_answers_with_filters(client, pages, monkeypatch):
    monkeypatch.setattr(index.Keeper, "ready", lambda self, stamp=None: None)
    response = client.get(ADDRESS, {"q": "bone", "tag": "pain", "kind": "condition", "topic": "cancer"})
    assert listed(response) == ["Bone cancer"]
