"""What editors keep, as readers meet it."""

import pytest

from editorial import actions as gate
from search.actions import add_best_bet, add_synonym, remove_best_bet, remove_synonym
from search.analysis import words
from search.kept import pairs_for
from search.models import Synonym
from tests.search.test_views import ADDRESS, listed, options, text_of

pytestmark = pytest.mark.django_db
MARK = "Recommended by our editors"


@pytest.fixture
def pages(shelf):
    return {
        title: shelf.article(title, **fields)
        for title, fields in {
            "Oedema": {"article_kind": "symptom"},
            "Bone scan": {"article_kind": "test"},
            "Bone cancer": {},
        }.items()
    }


@pytest.fixture
def synonym(team):
    def keep(asked, means, language="en"):
        return add_synonym(language=language, asked=asked, means=means, by=team.publisher)

    return keep


@pytest.fixture
def bet(team):
    def keep(asked, page, **facts):
        return add_best_bet(language="en", asked=asked, item=page.item, by=team.publisher, **facts)

    return keep


def ask(client, text, **extra):
    return client.get(ADDRESS, {"q": text, **extra})


def marked(response):
    return [result.entry.title for result in response.context["results"] if result.is_recommended]


def test_lay_words_lead_to_the_page_that_says_it_otherwise(client, pages, synonym, team):
    assert "Oedema" not in listed(ask(client, "dropsy"))
    kept = synonym("dropsy", "oedema")
    response = ask(client, "dropsy")
    assert listed(response) == ["Oedema"]
    assert response.context["is_answer"]
    remove_synonym(synonym=kept, by=team.publisher)
    assert "Oedema" not in listed(ask(client, "dropsy"))


@pytest.mark.parametrize(
    "asked",
    [
        "puffy feet",
        "Puffy feet?",
        "what are puffy, swollen or puffy feet",
        "puffy in the feet",
        "why do I have puffy feet",
    ],
)
def test_synonym_is_found_in_a_question_with_small_words_between(client, pages, synonym, asked):
    synonym("puffy feet", "oedema")
    assert listed(ask(client, asked))[:1] == ["Oedema"]


def test_counted_words_are_found_in_what_was_typed(synonym):
    synonym("swelling legs", "oedema")
    assert pairs_for(words("the swelling of both my legs at night"), "en", "") == {}
    assert pairs_for(words("the swelling of my legs at night"), "en", "") == {
        ("swelling", "of", "my", "legs"): [("oedema",)]
    }


def test_word_that_editors_know_is_not_mended(client, pages, shelf, synonym):
    shelf.article("Dropping things")
    shelf.article("Dropsi")
    synonym("dropsy", "oedema")
    response = ask(client, "dropsy")
    assert response.context["mended"] == ""
    assert "Oedema" in listed(response)


def test_mended_spelling_leads_to_a_synonym(client, pages, shelf, synonym):
    shelf.article("Water tablets for the heart")
    synonym("water tablets", "oedema")
    response = ask(client, "watter tablets")
    assert response.context["mended"] == "water tablets"
    assert "Oedema" in listed(response)


def test_other_languages_have_other_words(client, pages, synonym):
    synonym("dropsy", "oedema", "es")
    assert listed(ask(client, "dropsy")) == []


def test_recommended_page_stands_first_and_once(client, pages, bet):
    assert listed(ask(client, "bone scan"))[0] == "Bone scan"
    bet("Bone scan", pages["Bone cancer"])
    response = ask(client, "the bone SCAN?")
    assert listed(response)[0] == "Bone cancer"
    assert sorted(listed(response)) == ["Bone cancer", "Bone scan"]
    assert marked(response) == ["Bone cancer"]
    assert text_of(response).count(MARK) == 1
    assert response.context["total"] == 2


def test_recommended_page_answers_where_nothing_was_found(client, pages, bet):
    bet("hubbub", pages["Bone cancer"])
    response = ask(client, "hubbub")
    assert listed(response) == ["Bone cancer"]
    assert response.context["is_answer"]


def test_recommendation_is_for_exactly_this_question(client, pages, bet):
    bet("hubbub", pages["Bone cancer"])
    assert marked(ask(client, "bone hubbub")) == []


def test_recommendations_stand_in_their_order(client, pages, bet, team):
    last = bet("hubbub", pages["Bone cancer"], ordering=2)
    bet("hubbub", pages["Oedema"], ordering=1)
    assert marked(ask(client, "hubbub")) == ["Oedema", "Bone cancer"]
    remove_best_bet(best_bet=last, by=team.publisher)
    assert marked(ask(client, "hubbub")) == ["Oedema"]


def test_withdrawn_page_is_recommended_to_nobody(client, pages, bet, team):
    bet("hubbub", pages["Bone cancer"])
    gate.withdraw(item=pages["Bone cancer"].item, by=team.lead, reason="It is out of date.")
    assert listed(ask(client, "hubbub")) == []


def test_filters_put_nothing_first_and_their_counts_hold(client, pages, bet):
    bet("bone scan", pages["Oedema"])
    response = ask(client, "bone scan")
    assert marked(response) == ["Oedema"]
    assert options(response, "Kind of page")["Symptom"] == 1
    narrowed = ask(client, "bone scan", kind="symptom")
    assert listed(narrowed) == ["Oedema"]
    assert marked(narrowed) == []


def test_second_page_of_the_list_has_no_recommendation(client, pages, bet, monkeypatch):
    monkeypatch.setattr("search.results.PAGE_SIZE", 1)
    monkeypatch.setattr("search.views.PAGE_SIZE", 1)
    bet("bone scan", pages["Bone cancer"])
    assert marked(ask(client, "bone scan")) == ["Bone cancer"]
    assert listed(ask(client, "bone scan", page="2")) == ["Bone scan"]
    assert marked(ask(client, "bone scan", page="2")) == []


def test_nothing_kept_changes_nothing(client, pages):
    assert MARK not in text_of(ask(client, "bone"))


@pytest.mark.parametrize("count", [1, 60])
def test_a_search_asks_two_questions_more_whatever_is_kept(
    client, pages, synonym, team, count, django_assert_max_num_queries
):
    rows = [
        Synonym(
            language="en", asked=f"bone {n}", asked_key=f"bone {n}", first_word="bone", means=f"m {n}", means_key=f"m {n}",
            by=team.publisher, at=pages["Oedema"].changed_at,
        )
        for n in range(count)
    ]  # fmt: skip
    Synonym.objects.bulk_create(rows)
    ask(client, "bone 0")
    with django_assert_max_num_queries(7):
        ask(client, "bone 0")


def test_mended_question_asks_one_more(client, pages, django_assert_max_num_queries):
    ask(client, "bonne")
    with django_assert_max_num_queries(8):
        assert ask(client, "bonne").context["mended"] == "bone"
