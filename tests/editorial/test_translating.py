"""Translations are pinned to the text they were made from; readers and editors are told when it moved on."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import state
from editorial.translating import behind_their_source, live_text_of, source_of, translations_of
from tests.forms import form_data
from tests.making import fresh, head_of, live_article, make_article, put_live, save


def translation(team, source, language="es", slug="muneca"):
    article = make_article(team.writer, title="Muñeca rota", slug=slug, language=language)
    article.translation_of, article.translated_from = source.item, live_text_of(source.item)
    save(article, team.writer)
    put_live(article, team)
    return fresh(article)


@pytest.fixture
def pair(team):
    source = live_article(team, slug="wrist")
    return source, translation(team, source)


def change_live(source, team):
    save(source, team.writer, summary="Most broken wrists heal in eight weeks.")
    put_live(fresh(source), team)


def text_of(path):
    return Client().get(path).content.decode()


def test_pages_link_each_other_in_their_own_language(pair):
    for path in ("/en/wrist/", "/es/muneca/"):
        page = text_of(path)
        assert 'hreflang="es"' in page
        assert "Español" in page
        assert "English" in page


def test_page_without_translation_has_no_switch(team):
    live_article(team, slug="wrist")
    assert "/es/muneca/" not in text_of("/en/wrist/")


def test_reader_is_told_when_the_source_has_changed(pair, team):
    source, spanish = pair
    said = "La página en inglés"
    assert said not in text_of("/es/muneca/")
    change_live(source, team)
    assert said in text_of("/es/muneca/")
    assert "This translation is behind" not in text_of("/en/wrist/")
    assert source_of(fresh(spanish)).is_behind


def test_signed_text_says_what_it_was_made_from(pair):
    source, spanish = pair
    document = json.loads(head_of(spanish).signed.text)
    assert document["translation_of"] == str(source.item.uid)
    assert document["translated_digest"] == head_of(source).digest


def test_change_that_is_not_live_leaves_the_translation_in_step(pair, team):
    source, spanish = pair
    save(source, team.writer, summary="A draft.")
    assert not source_of(fresh(spanish)).is_behind


def test_owner_finds_it_on_the_work_list(pair, team):
    source, spanish = pair
    assert not behind_their_source(team.writer).exists()
    change_live(source, team)
    assert [row.item_id for row in behind_their_source(team.writer)] == [spanish.item_id]


def test_source_lists_its_translations(pair, team):
    source, _ = pair
    change_live(source, team)
    [spanish] = translations_of(source.item)
    assert (spanish.language, spanish.is_behind) == ("Español", True)


def test_list_of_translations_costs_the_same_for_any_number_of_them(team, django_assert_num_queries):
    source = live_article(team, slug="wrist")
    item = fresh(source).item
    with CaptureQueriesContext(connection) as none:
        assert translations_of(item) == []
    drafts = [translation(team, source, slug=slug) for slug in ("muneca", "mano", "brazo")]
    item = fresh(source).item
    with django_assert_num_queries(len(none)):
        found = translations_of(item)
    addresses = {reverse("admin:articles_article_change", args=[draft.pk]) for draft in drafts}
    assert {row.address for row in found} == addresses


def test_withdrawn_translation_is_no_longer_linked(pair, team):
    from editorial import actions

    actions.withdraw(item=pair[1].item, by=team.publisher, reason="Wrong.")
    assert "/es/muneca/" not in text_of("/en/wrist/")


def test_editor_ticks_that_the_text_follows_its_source(pair, team):
    source, spanish = pair
    change_live(source, team)
    client = Client()
    client.force_login(team.writer.user)
    address = reverse("admin:articles_article_change", args=[spanish.pk])
    page = client.get(address)
    assert "It is behind" in page.content.decode()
    assert "Bring the translation up to date with its source" in page.content.decode()
    data = form_data(page)
    client.post(address, {**data, "follows_source": "on"})
    assert not source_of(fresh(spanish)).is_behind
    assert "It is behind" not in client.get(address).content.decode()


def test_tick_for_a_text_that_nobody_saw_is_refused(pair, team):
    source, spanish = pair
    change_live(source, team)
    client = Client()
    client.force_login(team.writer.user)
    address = reverse("admin:articles_article_change", args=[spanish.pk])
    data = form_data(client.get(address))
    save(fresh(source), team.writer, summary="Half the time.")
    put_live(fresh(source), team)
    page = client.post(address, {**data, "follows_source": "on"})
    assert "The source changed again" in page.content.decode()
    assert source_of(fresh(spanish)).made_from == 1


def test_page_cannot_be_a_translation_into_its_own_language(team):
    source, other = live_article(team, slug="wrist"), make_article(team.writer, title="Wrist two", slug="two")
    client = Client()
    client.force_login(team.writer.user)
    address = reverse("admin:articles_article_change", args=[other.pk])
    data = form_data(client.get(address))
    page = client.post(address, {**data, "translation_of": str(source.item_id)})
    assert "in another language" in page.content.decode()
    assert fresh(other).translation_of is None


def test_state_is_told_for_translations_too(pair):
    assert state.draft_waits(fresh(pair[1]).item) is False
