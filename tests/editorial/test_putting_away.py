"""A draft that comes to nothing is put away: out of lists and counts, whole in the history, and back when wanted."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial import actions, errors
from editorial.admin.steps import step_url, steps_for
from editorial.choosing import pages_like
from editorial.models import Contributor, Event, Revision
from editorial.replacing.pages import Scope, items_with
from editorial.replacing.words import Wanted
from editorial.verify import problems
from portal.own_drafts import SHOWN, drafts_of
from portal.worklist import waiting_for
from tests.making import fresh, head_of, live_article, make_article, make_question_set, save, sign

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_article_changelist")


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


def titles(person, query=""):
    return [row.title for row in browser(person).get(f"{LIST}?{query}").context["cl"].result_list]


def own(person):
    return [entry.title for entry in drafts_of(person).entries]


def put_away(article, by):
    actions.put_away(item=article.item, by=by, note="Never mind.")
    return fresh(article)


def test_draft_that_was_put_away_stands_in_its_own_list_only(team):
    article = make_article(team.writer, tags=["bone"])
    make_article(team.writer, title="Cough")
    put_away(article, team.writer)
    assert titles(team.writer) == ["Cough"] == own(team.writer)
    assert titles(team.writer, "state=draft") == ["Cough"]
    assert titles(team.writer, "state=put_away") == ["Broken wrist"]
    assert list(pages_like("wrist")) == []
    assert [item.title for item in items_with(Wanted("arm", ""), Scope())] == ["Cough"]
    tags = browser(team.writer).get(reverse("admin:editorial_tag_changelist")).context["cl"].result_list
    assert [(tag.name, tag.drafts) for tag in tags] == [("bone", 0)]


def test_choosers_of_forms_offer_no_draft_that_was_put_away(team):
    put_away(make_question_set(team.writer), team.writer)
    make_question_set(team.writer, title="Questions about ankles")
    asked = {
        "app_label": "articles",
        "model_name": "questionsetblock",
        "field_name": "question_set",
        "term": "questions",
    }
    found = browser(team.writer).get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [line["text"].partition(" (")[0] for line in found] == ["Questions about ankles"]


def test_putting_away_touches_no_revision_and_the_history_tells_of_it(team):
    article = make_article(team.writer)
    before = list(Revision.objects.values_list("pk", "signed"))
    put_away(article, team.writer)
    assert list(Revision.objects.values_list("pk", "signed")) == before
    history = browser(team.writer).get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    assert "put the draft away" in history
    assert "Never mind." in history
    assert list(problems()) == []


def test_draft_is_taken_back_as_it_was(team):
    article = put_away(make_article(team.writer), team.writer)
    with pytest.raises(errors.PutAway):
        save(article, team.writer, summary="Six weeks.")
    client = browser(team.second_writer)
    shown = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert "Wanda Writer put it away" in shown
    client.post(step_url("take_back", article.item_id))
    assert titles(team.writer) == ["Broken wrist"] == own(team.writer)
    save(fresh(article), team.writer, summary="Six weeks.")
    assert list(Event.objects.filter(item=article.item).order_by("seq").values_list("verb", flat=True))[-3:] == [
        "put_away",
        "take_back",
        "save_draft",
    ]
    with pytest.raises(errors.NothingToDo):
        actions.take_back(item=article.item, by=team.writer)


def test_nobody_goes_on_with_a_draft_that_was_put_away(team):
    article = make_article(team.writer)
    sign(article, team)
    put_away(article, team.publisher)
    with pytest.raises(errors.PutAway):
        actions.submit(revision=head_of(article), by=team.writer)
    with pytest.raises(errors.PutAway):
        actions.publish(revision=head_of(article), by=team.publisher)
    assert [step.name for step in steps_for(fresh(article).item, team.publisher)] == ["take_back"]
    assert waiting_for(team.publisher) == []


def test_review_that_was_asked_for_is_asked_for_no_more(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    put_away(article, team.writer)
    assert fresh(article).item.put_forward is None
    assert waiting_for(Contributor.objects.get(pk=team.reviewer.pk)) == []


def test_page_that_patients_have_seen_is_not_put_away(team):
    article = live_article(team)
    with pytest.raises(errors.WasPublic):
        put_away(article, team.publisher)
    assert "put_away" not in [step.name for step in steps_for(fresh(article).item, team.publisher)]
    refused = browser(team.publisher).get(step_url("put_away", article.item_id))
    assert "Withdraw it" in refused.content.decode()


def test_reviewer_puts_no_draft_away(team):
    article = make_article(team.writer)
    with pytest.raises(errors.NotAllowed):
        put_away(article, team.reviewer)
    browser(team.reviewer).post(step_url("put_away", article.item_id), {"note": ""})
    assert fresh(article).item.put_away_at is None


# Your drafts


def test_own_drafts_are_those_that_patients_have_not_got_the_newest_first(team):
    first = make_article(team.writer, title="First")
    make_article(team.writer, title="Second")
    make_article(team.second_writer, title="Of somebody else")
    live = live_article(team)
    assert own(team.writer) == ["Second", "First"]
    save(fresh(first), team.writer, summary="Newer.")
    save(live, team.writer, summary="Newest.")
    assert [(entry.title, entry.why) for entry in drafts_of(team.writer).entries] == [
        ("Broken wrist", "It was changed since it went live."),
        ("First", "Patients have never seen it."),
        ("Second", "Patients have never seen it."),
    ]
    assert titles(team.writer, "owner=me&state=unfinished") == ["Broken wrist", "First", "Second"]


def test_list_of_own_drafts_is_bounded_and_leads_to_all(team):
    for number in range(SHOWN + 1):
        make_article(team.writer, title=f"Draft {number}")
    found = drafts_of(team.writer)
    assert (len(found.entries), found.has_more) == (SHOWN, True)
    home = browser(team.writer).get(reverse("admin:index")).content.decode()
    assert "Your drafts" in home
    assert f'href="{found.lists[0].address}"'.replace("&", "&amp;") in home
    assert "Your drafts" not in browser(team.reviewer).get(reverse("admin:index")).content.decode()
