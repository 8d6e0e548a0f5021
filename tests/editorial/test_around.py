"""What stands around a page: related pages, neighbours, changes, and what an editor put first."""

import pytest
from django.test import Client

from editorial import actions, verify
from editorial.around import changes_of, neighbours_of, promoted_on, related_to
from editorial.models import Edition, Item, Promotion, Publication, Topic, TopicName
from editorial.page import Link
from tests.making import (
    fresh,
    head_of,
    live_article,
    live_term,
    make_article,
    put_live,
    save,
    sign,
)


@pytest.fixture
def topic(db):
    return Topic.objects.create(title="Bones", slug="bones")


def publication(slug):
    return Publication.objects.with_documents().get(item__slug=slug)


def titles(links):
    return [link.title for link in links]


def related(slug, *tags):
    return titles(related_to(publication(slug), tags, ()))


# Related pages


def test_pages_with_most_tags_in_common_come_first(team):
    live_article(team, title="Here", slug="here", tags=["bone", "pain"])
    live_article(team, title="One tag", slug="one", tags=["pain"])
    live_article(team, title="Two tags", slug="two", tags=["bone", "pain"])
    live_article(team, title="None", slug="none", tags=["heart"])
    assert related("here", "bone", "pain") == ["Two tags", "One tag"]


def test_same_topic_counts_as_one_thing_in_common(team, topic):
    live_article(team, title="Here", slug="here", topic=topic, tags=["bone"])
    live_article(team, title="A shelf mate", slug="mate", topic=topic)
    live_article(team, title="Both", slug="both", topic=topic, tags=["bone"])
    assert related("here", "bone") == ["Both", "A shelf mate"]


def test_editor_chose_first_and_no_page_stands_twice(team):
    live_article(team, title="Here", slug="here", tags=["bone"])
    live_article(team, title="Other", slug="other", tags=["bone"])
    live_article(team, title="Chosen", slug="chosen", tags=["bone"])
    chosen = (Link("Chosen", "/en/chosen/"),)
    assert titles(related_to(publication("here"), ["bone"], chosen)) == ["Chosen", "Other"]


def test_only_live_pages_of_the_language_are_related(team):
    live_article(team, title="Here", slug="here", tags=["bone"])
    live_article(team, title="Aquí", slug="aqui", tags=["bone"], language="es")
    make_article(team.writer, title="Draft", slug="draft", tags=["bone"])
    gone = live_article(team, title="Gone", slug="gone", tags=["bone"])
    actions.withdraw(item=gone.item, by=team.publisher, reason="Wrong.")
    assert related("here", "bone") == []


def test_nothing_in_common_shows_nothing(team):
    live_article(team, title="Here", slug="here")
    live_article(team, title="Other", slug="other")
    assert related("here") == []
    assert "Related pages" not in Client().get("/en/here/").content.decode()


# Neighbours and hubs


def test_neighbours_follow_the_alphabet_of_the_topic(team, topic):
    for title in ("Ankle", "Elbow", "Wrist"):
        live_article(team, title=title, slug=title.lower(), topic=topic)
    assert neighbours_of(publication("elbow")) == (Link("Ankle", "/en/ankle/"), Link("Wrist", "/en/wrist/"))
    assert neighbours_of(publication("ankle"))[0] is None
    assert neighbours_of(publication("wrist"))[1] is None


def test_neighbours_follow_the_order_of_the_hub(team, topic):
    for title in ("Ankle", "Elbow", "Wrist"):
        live_article(team, title=title, slug=title.lower(), topic=topic)
    Promotion.objects.create(topic=topic, item=Item.objects.get(slug="wrist"), order=1)
    assert neighbours_of(publication("wrist")) == (None, Link("Ankle", "/en/ankle/"))


def test_page_without_topic_has_no_neighbours(team):
    live_article(team, title="Here", slug="here")
    assert neighbours_of(publication("here")) == (None, None)


def test_hub_shows_live_promoted_pages_in_the_order_of_the_editor(team, topic):
    for order, title in enumerate(("Wrist", "Ankle", "Elbow")):
        article = live_article(team, title=title, slug=title.lower(), topic=topic)
        Promotion.objects.create(topic=topic, item=article.item, order=order)
    actions.withdraw(item=Item.objects.get(slug="ankle"), by=team.publisher, reason="Wrong.")
    assert [page.title for page in promoted_on(topic.pk, "en")] == ["Wrist", "Elbow"]
    assert list(promoted_on(topic.pk, "es")) == []


def test_topic_has_its_name_in_the_language_of_the_page(team, topic):
    TopicName.objects.create(topic=topic, language="es", title="Huesos", introduction="Sobre los huesos.")
    live_article(team, title="Muñeca", slug="muneca", language="es", topic=topic)
    page = Client().get("/es/muneca/").content.decode()
    assert "Huesos" in page
    hub = Client().get("/es/topics/bones/").content.decode()
    assert "Sobre los huesos." in hub
    live_article(team, title="Wrist", slug="wrist", topic=topic)
    assert "Huesos" not in Client().get("/en/topics/bones/").content.decode()


def test_terms_have_no_neighbours_and_are_related_to_nothing(team):
    live_term(team, title="arm")
    live_article(team, title="Here", slug="here")
    assert neighbours_of(publication("arm")) == (None, None)
    assert related("arm") == []


# Changes


def changes(slug):
    return [(change.kind, change.note) for change in changes_of(publication(slug))]


def test_change_list_says_what_readers_were_told_newest_first(team):
    article = make_article(team.writer, slug="wrist")
    sign(article, team)
    actions.publish(revision=head_of(article), by=team.publisher, note="First published.")
    save(article, team.writer, summary="Most heal in eight weeks.")
    sign(fresh(article), team)
    actions.publish(revision=head_of(article), by=team.publisher, note="Longer time to heal.")
    assert changes("wrist") == [("published", "Longer time to heal."), ("published", "First published.")]


def test_new_review_of_the_same_words_is_a_change_of_its_own_kind(team):
    article = live_article(team, slug="wrist")
    put_live(article, team)
    assert [kind for kind, _ in changes("wrist")] == ["reviewed", "published"]


def test_new_tags_alone_are_no_change_for_readers(team):
    article = live_article(team, slug="wrist")
    article.tags.add("bone")
    save(article, team.writer)
    actions.publish(revision=head_of(article), by=team.publisher)
    assert [kind for kind, _ in changes("wrist")] == ["published"]


def test_withdrawal_is_the_last_change_and_its_reason_the_note(team):
    article = live_article(team, slug="wrist")
    actions.withdraw(item=article.item, by=team.publisher, reason="It was wrong.")
    assert changes("wrist")[0] == ("withdrawn", "It was wrong.")


def test_code_is_that_of_the_words(team):
    article = live_article(team, slug="wrist")
    first = publication("wrist").code
    save(article, team.writer, summary="Other words.")
    put_live(fresh(article), team)
    second = publication("wrist").code
    assert first != second
    assert set(Edition.objects.values_list("code", flat=True)) == {first, second}


def test_words_for_readers_can_be_removed_and_the_history_stays_whole(team):
    article = make_article(team.writer, slug="wrist")
    sign(article, team)
    actions.publish(revision=head_of(article), by=team.publisher, note="Mrs Doe complained.")
    actions.withdraw(item=article.item, by=team.publisher, reason="Mrs Doe of Leeds complained.")
    notes = list(Edition.objects.filter(item=article.item).values_list("note_id", flat=True))
    actions.redact(
        item=article.item, digests=notes, by=team.administrator, together_with=team.lead, reason="Asked for by law."
    )
    gone = Client().get("/en/wrist/").content.decode()
    assert "Doe" not in gone
    assert "The reason was removed since." in gone
    assert [note for _, note in changes("wrist")] == ["", ""]
    assert list(verify.problems()) == []
