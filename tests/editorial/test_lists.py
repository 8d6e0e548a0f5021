"""The lists of drafts: what they say agrees with the page itself, and cost the same for any number of rows."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article
from editorial import actions, clock, state
from editorial.admin.list_filters import WAITING
from editorial.drafts_in_state import in_state, with_draft_waiting
from editorial.models import Topic
from faq.models import QuestionSet
from tests.making import (
    fresh,
    head_of,
    live_article,
    make_article,
    make_person,
    make_question_set,
    put_live,
    save,
    sign,
)

pytestmark = pytest.mark.django_db

ARTICLES = "admin:articles_article_changelist"
SETS = "admin:faq_questionset_changelist"


@pytest.fixture
def client(team):
    client = Client()
    client.force_login(team.writer.user)
    return client


def titles(client, view=ARTICLES, **query):
    response = client.get(reverse(view), query)
    assert response.status_code == 200
    return [
        node.text(strip=True) for node in LexborHTMLParser(response.content.decode()).css("#result_list .field-title")
    ]


def row(client, title, view=ARTICLES):
    tree = LexborHTMLParser(client.get(reverse(view), {"q": title}).content.decode())
    (found,) = tree.css("#result_list tbody tr")
    return {
        cell.attributes["class"].split()[0].removeprefix("field-"): " ".join(cell.text().split())
        for cell in found.css("th, td")
    }


def told(model):
    """The state of each draft as the change page tells it."""
    return {
        draft.title: state.state_of(
            draft.item,
            is_signed=draft.head_is_signed,
            is_waived=draft.head_is_waived,
            is_clinical=getattr(draft, "article_kind", "") != "organisation",
        ).code
        for draft in state.with_state(model.objects.all())
    }


def make_every_state(team):
    make_article(team.writer, title="A draft")
    article = make_article(team.writer, title="In review")
    actions.submit(revision=head_of(article), by=team.writer)
    sign(make_article(team.writer, title="Signed"), team)
    waived = make_article(team.writer, title="Waived")
    actions.waive(revision=head_of(waived), by=team.lead, reason="Urgent", until=clock.today() + dt.timedelta(days=30))
    make_article(team.writer, title="Ready", article_kind="organisation")
    live_article(team, title="Live")
    organisation = make_article(team.writer, title="Live organisation", article_kind="organisation")
    actions.publish(revision=head_of(organisation), by=team.publisher)
    actions.put_away(item=make_article(team.writer, title="Put away").item, by=team.writer)
    save(live_article(team, title="Live and waiting"), team.writer, summary="Other words.")
    overdue = live_article(team, title="Overdue")
    type(overdue.item.publication).objects.filter(item=overdue.item).update(
        next_review_on=clock.today() - dt.timedelta(days=1)
    )
    due_today = live_article(team, title="Due today")
    type(overdue.item.publication).objects.filter(item=due_today.item).update(next_review_on=clock.today())
    unreviewed = make_article(team.writer, title="Unreviewed")
    actions.waive(
        revision=head_of(unreviewed), by=team.lead, reason="Urgent", until=clock.today() + dt.timedelta(days=30)
    )
    actions.publish(revision=head_of(unreviewed), by=team.publisher)
    revoked = live_article(team, title="Revoked")
    actions.revoke_sign_off(sign_off=revoked.item.publication.sign_off, by=team.reviewer, reason="A mistake")
    reopened = live_article(team, title="Reopened")
    actions.reopen_review(item=reopened.item, because="A figure changed.", until=clock.today(), by=team.writer)
    withdrawn = live_article(team, title="Withdrawn")
    actions.withdraw(item=withdrawn.item, by=team.publisher, reason="Out of date")
    put_live(make_question_set(team.writer, title="A live set"), team)
    make_question_set(team.writer, title="A set")


def test_state_filter_agrees_with_what_the_page_says(team):
    make_every_state(team)

    for model in (Article, QuestionSet):
        says = told(model)
        found = {
            code: set(in_state(model.objects.all(), code).values_list("title", flat=True)) for code in state.LABELS
        }
        assert found == {code: {title for title, own in says.items() if own == code} for code in state.LABELS}
    assert set(told(Article).values()) == set(state.LABELS), "a state is not tried"


def test_draft_waiting_filter_agrees_with_what_the_page_says(team):
    make_every_state(team)

    waiting = {
        draft.title
        for draft in state.with_state(Article.objects.all())
        if state.draft_waits(draft.item) and draft.item.publication.is_live
    }

    assert waiting == {"Live and waiting"}
    assert set(with_draft_waiting(Article.objects.all()).values_list("title", flat=True)) == waiting


def test_every_filter_of_state_opens(client, team):
    make_every_state(team)

    found = [titles(client, state=code) for code in state.LABELS]

    assert sorted(title for group in found for title in group) == sorted(
        Article.objects.values_list("title", flat=True)
    )
    assert titles(client, state=WAITING) == ["Live and waiting"]
    assert titles(client, SETS, state="live") == ["A live set"]


def test_row_says_state_owner_reviewer_and_next_review(client, team):
    article = make_article(team.writer, title="Broken wrist")
    actions.submit(revision=head_of(article), by=team.writer, reviewer=team.reviewer)
    assert row(client, "Broken wrist")["state_badge"] == "In review"
    live = save(live_article(team, title="Sore ankle"), team.writer, summary="Other words.").item

    found = row(client, "Sore ankle")

    assert found["state_badge"] == "Live Draft waiting"
    assert found["owner"] == "Wanda Writer"
    assert str(live.publication.next_review_on.year) in found["next_review"]
    assert row(client, "Broken wrist")["reviewer"] == "Dr Rita Reviewer"


def test_due_filters(client, team):
    make_every_state(team)
    publication = Article.objects.get(title="Live").item.publication
    type(publication).objects.filter(pk=publication.pk).update(next_review_on=clock.today() + dt.timedelta(days=60))

    assert titles(client, due="overdue") == ["Overdue"]
    assert titles(client, due="soon") == ["Due today", "Live", "Unreviewed"]


def test_owner_filters(client, team):
    make_article(team.writer, title="Of Wanda")
    make_article(team.second_writer, title="Of Walter")
    orphan = make_article(team.writer, title="Of nobody")
    type(orphan.item).objects.filter(pk=orphan.item_id).update(owner=None)

    assert titles(client, owner="me") == ["Of Wanda"]
    assert titles(client, owner=team.second_writer.slug) == ["Of Walter"]
    assert titles(client, owner="nobody") == ["Of nobody"]


def test_topic_filter_finds_what_stands_in_subtopics(client, team):
    bones = Topic.objects.create(title="Bones", slug="bones")
    wrists = Topic.objects.create(title="Wrists", slug="wrists", parent=bones)
    make_article(team.writer, title="Wrist", topic=wrists)
    make_article(team.writer, title="Lung")

    assert titles(client, topic="bones") == ["Wrist"]


def test_tag_and_language_filters(client, team):
    make_article(team.writer, title="Tagged", tags=["bone", "pain"])
    make_article(team.writer, title="Spanish", language="es")

    assert titles(client, tag="bone") == ["Tagged"]
    assert titles(client, language="es") == ["Spanish"]
    assert titles(client, language="en", tag="pain") == ["Tagged"]


def test_search_finds_by_title_text_and_tag_each_page_once(client, team):
    make_article(team.writer, title="Broken wrist", tags=["pain", "bone pain"])
    make_article(team.writer, title="Sore ankle", summary="Raise it on a pillow.")

    assert titles(client, q="wrist") == ["Broken wrist"]
    assert titles(client, q="pillow") == ["Sore ankle"]
    assert titles(client, q="pain") == ["Broken wrist"]
    assert titles(client, q="pain pillow") == []


@pytest.mark.parametrize("view", [ARTICLES, SETS])
def test_lists_sort_by_every_column(client, team, view):
    make_article(team.writer)
    make_question_set(team.writer)

    for column in range(6):
        assert len(titles(client, view, o=str(column))) == 1
        assert len(titles(client, view, o=f"-{column}")) == 1


@pytest.mark.parametrize("view", [ARTICLES, SETS])
@pytest.mark.parametrize("query", [{}, {"q": "wrist"}, {"state": "live"}, {"tag": "bone"}])
def test_list_costs_the_same_for_any_number_of_rows(client, team, view, query, django_assert_num_queries):
    make_rows(team, 3, client)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(view), query)
    make_rows(team, 27, client)

    with django_assert_num_queries(len(few)):
        client.get(reverse(view), query)


def make_rows(team, number, client):
    for each in range(number):
        who = make_person(f"Person {each}")
        article = make_article(who, title=f"Wrist {each}", tags=["bone"])
        questions = make_question_set(who, title=f"Wrists {each}")
        questions.tags.add("bone")
        save(questions, who)
        if each % 2:
            put_live(article, team)
            put_live(questions, team)
            save(fresh(article), who, summary=f"Other {each}")


def test_empty_list_says_what_to_do(client, team):
    assert "There are no articles yet" in client.get(reverse(ARTICLES)).content.decode()
    make_article(team.writer)
    assert "Nothing here matches" in client.get(reverse(ARTICLES), {"q": "nowhere"}).content.decode()


def test_filters_take_any_nonsense(client, team):
    make_article(team.writer)

    for name in ("state", "due", "owner", "topic", "tag", "language"):
        for value in ("nonsense", "\x00", "' OR 1=1", "9" * 400):
            assert client.get(reverse(ARTICLES), {name: value}).status_code in {200, 302, 400}


def test_mine_is_empty_for_an_account_that_is_no_contributor(team):
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "x"))
    make_article(team.writer)

    assert titles(client, owner="me") == []
