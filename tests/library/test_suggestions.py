"""What the glossary could do for a text, said below its form."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Section
from editorial.models import Revision
from library.models import Term
from library.suggestions import suggestions_for, terms_alike
from tests.forms import form_data
from tests.making import fresh, live_term, make_article, make_term, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(team):
    client = Client()
    client.force_login(team.writer.user)
    return client


def url_of(draft):
    options = draft._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[draft.pk])


def article_saying(team, body):
    article = make_article(team.writer, sections=0)
    Section.objects.create(parent=article, region="main", ordering=10, heading="What it is", body=body)
    save(article, team.writer)
    return fresh(article)


def words_of(*bodies, language="en"):
    return [suggestion.word for suggestion in suggestions_for(bodies, language)]


def test_clinical_word_without_a_term_is_suggested_as_it_stands():
    assert words_of("<p>Metastases are not benign.</p>") == ["metastases", "benign"]


@pytest.mark.parametrize("text", ["<p>Bone pain.</p>", "<p>meta-metastasis</p>", "<p>edematous</p>", ""])
def test_other_words_are_not_suggested(text):
    assert words_of(text) == []


def test_words_of_other_languages_are_not_suggested():
    assert words_of("<p>La metastasis</p>", language="es") == []


def test_live_term_is_not_suggested_under_any_of_its_forms(team):
    live_term(team, forms="metastases")

    assert words_of("<p>Metastases.</p>", "<p>A metastasis.</p>") == []


def test_term_that_waits_for_its_review_is_named(team):
    term = make_term(team.writer, title="spleen")

    suggestion = suggestions_for(["<p>Your spleen.</p>"], "en")[0]

    assert (suggestion.word, suggestion.term) == ("spleen", term)


def test_form_leads_to_a_new_term_with_its_word_filled_in(writer, team):
    article = article_saying(team, "<p>A metastasis grew.</p>")

    page = writer.get(url_of(article)).content.decode()

    assert re.search(r"“metastasis” \([^()]+\) is not in the glossary", page)
    address = reverse("admin:library_term_add") + "?title=metastasis&amp;language=en"
    assert f'href="{address}"' in page
    form = form_data(writer.get(address.replace("&amp;", "&")))
    assert (form["title"], form["language"]) == (["metastasis"], ["en"])


def test_term_that_the_text_marks_is_unmarked_in_one_click_that_saves_the_form(writer, team):
    term = live_term(team)
    article = article_saying(team, "<p>A metastasis grew.</p>")
    page = writer.get(url_of(article))
    assert f'name="_unmark" value="{term.item_id}"' in page.content.decode()

    answer = writer.post(url_of(article), form_data(page) | {"title": "New title", "_unmark": str(term.item_id)})

    saved = fresh(article)
    assert answer.url == url_of(article)
    assert list(saved.unmarked_terms.all()) == [term.item]
    assert saved.title == "New title"
    assert 'name="_unmark"' not in writer.get(url_of(article)).content.decode()


@pytest.mark.parametrize("value", ["", "x", "999999"])
def test_forged_term_is_refused_in_the_form(writer, team, value):
    article = article_saying(team, "<p>A metastasis grew.</p>")
    before = Revision.objects.count()

    answer = writer.post(url_of(article), form_data(writer.get(url_of(article))) | {"_unmark": value})

    assert answer.status_code in (200, 302)
    assert Revision.objects.count() == before


def test_whoever_may_not_write_unmarks_nothing(team):
    term = live_term(team)
    article = article_saying(team, "<p>A metastasis grew.</p>")
    client = Client()
    client.force_login(team.reviewer.user)

    assert client.post(url_of(article), {"_unmark": str(term.item_id)}).status_code == 403
    assert not fresh(article).unmarked_terms.exists()


def test_terms_alike_share_a_word_or_a_form_in_any_case(team):
    first = make_term(team.writer, title="metastasis", forms="metastases\nMets")
    second = make_term(team.writer, title="METS", forms="secondary")
    make_term(team.writer, title="metastasis", language="es")

    assert terms_alike(second) == [(first, "mets")]
    assert terms_alike(make_term(team.writer, title="spleen")) == []


def test_second_term_with_a_word_is_saved_with_a_sentence(writer, team):
    make_term(team.writer, title="metastasis")
    form = form_data(writer.get(reverse("admin:library_term_add")))

    answer = writer.post(
        reverse("admin:library_term_add"),
        form | {"title": "Metastasis", "definition": "Spread.", "_continue": ""},
        follow=True,
    )

    page = answer.content.decode()
    assert Term.objects.count() == 2
    assert "has “metastasis” already" in page
    assert "keep the word in one term" in page


def test_form_of_a_term_says_how_to_write_it(writer):
    assert "metastasis, not metastases" in writer.get(reverse("admin:library_term_add")).content.decode()
