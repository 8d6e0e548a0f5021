import pytest
from django.urls import reverse

from tests.forms import form_data
from tests.making import (
    fresh,
    live_article,
    make_article,
    make_organisation,
    make_question_set,
    make_source,
    make_statistic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, team):
    client.force_login(team.writer.user)
    return client


def test_pages_are_found_by_title_and_say_where_they_stand(signed_in, team):
    live_article(team, title="Broken wrist")
    make_article(team.writer, title="Broken ankle")

    found = signed_in.get(reverse("choosers:choose", args=["page"]), {"q": "broken"}).json()

    assert [(f["title"], f["detail"]) for f in found] == [
        ("Broken ankle", "Article, en, not live yet"),
        ("Broken wrist", "Article, en, live"),
    ]


def test_sources_are_found_by_publisher_and_year(signed_in):
    source = make_source(title="Guide to bones", publisher="Example Press", published="2023-04")
    make_source(title="Other", published="2020")

    found = signed_in.get(reverse("choosers:choose", args=["source"]), {"q": "example 2023"}).json()

    assert found == [{"uid": str(source.uid), "title": "Guide to bones", "detail": "Example Press, 2023"}]


def test_names_of_sources_in_a_text_are_found_by_uid(signed_in):
    source = make_source()

    found = signed_in.get(reverse("choosers:choose", args=["source"]), {"uid": [str(source.uid), "nonsense"]}).json()

    assert [f["uid"] for f in found] == [str(source.uid)]


def test_choosers_are_for_staff(client):
    assert client.get(reverse("choosers:choose", args=["page"])).status_code == 403


def test_pages_are_found_by_other_names_and_by_a_pasted_address(signed_in, team):
    article = live_article(team, title="Broken wrist", synonyms="Colles fracture")
    make_question_set(team.writer, title="Other", synonyms="Something else")
    address = article.item.publication.path
    for words in ("colles", "wrist colles", address, f"https://example.org{address}"):
        found = signed_in.get(reverse("choosers:choose", args=["page"]), {"q": words}).json()
        assert [choice["title"] for choice in found] == ["Broken wrist"], words


def suggested(client, model, field, **asked):
    app, _, name = model.partition(".")
    query = {"app_label": app, "model_name": name, "field_name": field, "term": "", **asked}
    return [line["text"] for line in client.get(reverse("admin:autocomplete"), query).json()["results"]]


def test_chooser_of_a_form_finds_pages_by_name_and_says_where_they_stand(signed_in, team):
    live_article(team, title="Broken wrist", synonyms="Colles fracture")
    found = suggested(signed_in, "articles.article", "related", term="colles")
    assert found == ["Broken wrist (Article, en, live)"]


def test_figures_of_the_language_of_the_page_are_offered_and_others_come_later(signed_in, team):
    make_statistic(name="English", sentence="One in ten.")
    make_statistic(name="Spanish", language="es", sentence="Uno de diez.")
    make_organisation(name="A line")
    make_organisation(name="Una línea", language="es")
    assert suggested(signed_in, "articles.statisticblock", "statistic", language="es") == ["Spanish: Uno de diez."]
    assert suggested(signed_in, "articles.article", "support", language="es") == ["Una línea", "A line"]
    assert len(suggested(signed_in, "articles.statisticblock", "statistic")) == 2
    article = make_article(team.writer, language="es")
    form = signed_in.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert "/autocomplete/?language=es" in form


@pytest.mark.parametrize(
    "asked",
    [
        {"term": "a\x00b"}, {"term": "x" * 5000}, {"language": "xx"}, {"language": "a\x00"}, {"page": "abc"}, {"page": "9" * 30},
        {"field_name": "title"}, {"model_name": "nothing"}, {"app_label": ""},
    ],
)  # fmt: skip
def test_forged_question_of_a_chooser_is_no_fault(signed_in, asked):
    query = {"app_label": "articles", "model_name": "statisticblock", "field_name": "statistic", "term": "", **asked}
    assert signed_in.get(reverse("admin:autocomplete"), query).status_code in (200, 400, 403, 404, 414)


@pytest.mark.parametrize("value", ["abc", "9" * 40, "1.5"])
@pytest.mark.parametrize("field", ["authors", "topic"])
def test_forged_choice_gets_a_sentence_and_not_a_fault(signed_in, team, field, value):
    article = make_article(team.writer)
    address = reverse("admin:articles_article_change", args=[article.pk])
    answer = signed_in.post(address, form_data(signed_in.get(address)) | {field: value, "title": "Forged"})
    assert "errorlist" in answer.content.decode()
    assert fresh(article).title == "Broken wrist"


def test_forged_choice_of_a_block_gets_a_sentence(signed_in, team):
    article = make_article(team.writer)
    address = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(signed_in.get(address))
    prefix = next(name for name in data if "statisticblock" in name and name.endswith("TOTAL_FORMS")).rpartition("-")[0]
    forged = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-statistic": "abc", f"{prefix}-0-region": "main"}
    answer = signed_in.post(address, data | forged | {f"{prefix}-0-ordering": "5"})
    assert "errorlist" in answer.content.decode()
