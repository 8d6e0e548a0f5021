"""Find and replace over the whole site, through its page."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Section
from editorial.models import Publication, Revision, Topic
from editorial.verify import problems
from tests.forms import form_data
from tests.making import (
    add_care_card,
    fresh,
    head_of,
    live_article,
    make_article,
    make_question_set,
    make_term,
    save,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/editorial/replace/"


@pytest.fixture
def client(team):
    client = Client()
    client.force_login(team.writer.user)
    return client


def look(client, **asked):
    return client.get(reverse("replace_words"), {"find": "arm", "replacement": "limb", **asked})


def places(answer):
    return [
        (page.item.title, change.part, change.found.old)
        for page, _ in answer.context["pages"]
        for change in page.changes
    ]


def ticked(answer):
    return form_data(answer, "form.places")


def test_every_place_is_shown_and_replaced_as_a_new_draft(team, client):
    article = live_article(team, title="Broken arm", summary="An arm heals.", synonyms="arm break")
    add_care_card(article, signs="the arm is blue\nnumb arm", action="<p>Keep the arm still.</p>")
    save(fresh(article), team.writer)
    question_set = make_question_set(team.writer, questions=["Will my arm heal?"])
    make_term(team.writer, title="splint", definition="It holds an arm.", forms="arm splint")
    looked = look(client)
    assert len(places(looked)) == 10
    assert ("Broken arm", "Section “Part 1”: text", "arm") in places(looked)
    done = client.post(reverse("replace_words"), ticked(looked))
    assert [(result.count, result.is_live) for result in done.context["results"]] == [(7, True), (1, False), (2, False)]
    assert "It needs review and publication" in done.content.decode()
    assert fresh(article).title == "Broken limb"
    assert Section.objects.get().body == "<p>Rest your limb. This is part 1.</p>"
    assert fresh(question_set).questions.get().question == "Will my limb heal?"
    assert Publication.objects.get().title == "Broken arm"
    assert places(look(client)) == []
    assert list(problems()) == []


def test_what_is_not_ticked_stays(team, client):
    article = make_article(team.writer, title="Arm", summary="An arm is an arm.")
    data = ticked(look(client, where=["summaries"]))
    data["change"] = data["change"][1:]
    client.post(reverse("replace_words"), data)
    assert fresh(article).summary == "An arm is an limb."


def test_page_that_was_changed_meanwhile_is_left_out_and_named(team, client):
    stale, other = make_article(team.writer, title="One arm"), make_article(team.writer, title="Two arm", slug="two")
    data = ticked(look(client))
    save(stale, team.second_writer, title="My arm")
    done = client.post(reverse("replace_words"), data)
    assert "changed after it was looked through" in done.context["results"][0].problem
    assert done.context["results"][1].count == 2
    assert (fresh(stale).title, fresh(other).title) == ("My arm", "Two limb")


def test_double_click_is_one_act(team, client):
    article = make_article(team.writer, title="An arm")
    data = ticked(look(client))
    first, second = (client.post(reverse("replace_words"), data) for _ in range(2))
    assert [result.count for result in second.context["results"]] == [
        result.count for result in first.context["results"]
    ]
    assert head_of(article).number == 2


def test_text_that_would_be_too_long_is_left_out(team, client):
    article = make_article(team.writer, title="An arm")
    done = client.post(reverse("replace_words"), ticked(look(client, replacement="x" * 150)))
    assert "would not be right any more" in done.context["results"][0].problem
    assert head_of(article).number == 1


def test_places_are_narrowed(team, client):
    topic = Topic.objects.create(title="Bones", slug="bones")
    below = Topic.objects.create(title="Arms", slug="arms", parent=topic)
    make_article(team.writer, title="Arm A", topic=below, sections=0)
    make_article(team.writer, title="Arm B", slug="b", language="es", sections=0)
    make_question_set(team.writer, title="Arm C")
    titles = {"find": "Arm", "where": ["titles"]}
    assert [title for title, _, _ in places(look(client, **titles))] == ["Arm A", "Arm B", "Arm C"]
    assert [title for title, _, _ in places(look(client, **titles, kinds=["question_set"]))] == ["Arm C"]
    assert [title for title, _, _ in places(look(client, **titles, language="es"))] == ["Arm B"]
    assert [title for title, _, _ in places(look(client, **titles, topic=topic.pk))] == ["Arm A"]


def test_many_places_are_shown_part_by_part(team, client, monkeypatch):
    monkeypatch.setattr("editorial.replacing.pages.MOST_AT_ONCE", 2)
    for number in range(3):
        make_article(team.writer, title=f"Arm {number}", slug=f"arm-{number}", summary="arm")
    looked = look(client)
    assert len(looked.context["pages"]) == 1
    done = client.post(reverse("replace_words"), ticked(looked))
    following = client.get(reverse("replace_words") + done.context["again"])
    assert [page.item.title for page, _ in following.context["pages"]] == ["Arm 1"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"find": "..."}, "at least one letter"),
        ({"find": "arm", "replacement": "arm"}, "the same words"),
        ({"find": ""}, "required"),
        ({"find": "arm", "topic": "abc"}, "valid choice"),
        ({"find": "arm", "after": "x"}, ""),
        ({"find": "a\x00b"}, "Null characters"),
    ],
)
def test_bad_question_gets_a_sentence(client, asked, sentence):
    answer = client.get(reverse("replace_words"), asked)
    assert answer.status_code in (200, 400)
    assert sentence in answer.content.decode() or answer.status_code == 400


@pytest.mark.parametrize(
    "forged",
    [
        {"change": ["x"], "page": ["y"]},
        {"change": ["1:page:title:0"], "page": ["1:x"]},
        {"change": ["99999:page:title:0"], "page": ["99999:1"]},
        {"change": ["{pk}:page:title:abc"], "page": ["{pk}:1"]},
        {"change": ["{pk}:page:owner:0"], "page": ["{pk}:{head}"]},
        {"token": "x"},
    ],
)
def test_forged_choice_changes_nothing(team, client, forged):
    article = make_article(team.writer, title="An arm")
    facts = {"pk": article.item_id, "head": article.item.head_id}
    filled = {
        name: [v.format(**facts) for v in value] if isinstance(value, list) else value for name, value in forged.items()
    }
    assert client.post(reverse("replace_words"), ticked(look(client)) | filled).status_code == 200
    assert Revision.objects.filter(item=article.item).count() == 1


def test_reviewer_replaces_nothing(team):
    article = make_article(team.writer, title="An arm")
    client = Client()
    client.force_login(team.reviewer.user)
    data = {"find": "arm", "replacement": "x", "page": f"{article.item_id}:{article.item.head_id}"}
    answer = client.post(reverse("replace_words"), data | {"change": f"{article.item_id}:page:title:0"})
    assert "Your role does not include this step" in answer.content.decode()
    assert fresh(article).title == "An arm"
    client.force_login(team.administrator.user)
    assert client.get(reverse("replace_words")).status_code == 403
