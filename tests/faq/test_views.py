import pytest
from django.test import Client

from tests.making import make_question_set, put_live


def test_question_set_has_its_own_page(team):
    publication = put_live(make_question_set(team.writer, questions=("Will it heal?", "How long?")), team)
    page = Client().get(publication.path)
    assert page.status_code == 200
    assert publication.path.startswith("/en/questions/")
    text = page.content.decode()
    assert "Will it heal?" in text
    assert "Dr Rita Reviewer" in text
    assert text.count("<h1") == 1


def test_index_lists_question_sets_and_no_articles(team):
    put_live(make_question_set(team.writer, title="Wrist questions"), team)
    assert "Wrist questions" in Client().get("/en/questions/").content.decode()


def test_index_without_question_sets_is_a_page(db):
    page = Client().get("/en/questions/")
    assert page.status_code == 200
    assert "There are no pages here yet." in page.content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_index_takes_three_queries_at_most(team, count, django_assert_max_num_queries):
    for number in range(count):
        put_live(make_question_set(team.writer, title=f"Questions {number}"), team)
    Client().get("/en/")  # what is the same on every page is kept from now on
    with django_assert_max_num_queries(3):
        Client().get("/en/questions/")


def test_page_takes_few_queries(team, django_assert_max_num_queries):
    publication = put_live(make_question_set(team.writer), team)
    with django_assert_max_num_queries(8):
        Client().get(publication.path)
