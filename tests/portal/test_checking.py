"""Somebody with a copy in hand learns what has become of the text."""

import datetime as dt

import pytest
import time_machine

from articles.models import Article, QuestionSetBlock
from editorial import actions, clock
from editorial.editions import code_of
from editorial.models import Publication
from faq.models import QuestionSet
from portal.paper.copies import make_copies
from tests.making import fresh, head_of, live_article, make_article, make_question_set, put_live, save, sign
from tests.paper import pictures_of_pdf, scanned

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(team):
    return Publication.objects.get(item=live_article(team).item)


def publish_again(publication, team, note="", **fields):
    article = Article.objects.get(item=publication.item)
    save(article, team.writer, **fields)
    sign(fresh(article), team)
    return actions.publish(revision=head_of(article), by=team.publisher, note=note)


def answer_to(client, code, status=200):
    response = client.get(f"/check/{code}")
    assert response.status_code == status
    return response.context


def test_code_of_the_live_text_is_current(live, client):
    found = answer_to(client, live.code)
    assert (found["state"], found["title"], found["address"]) == ("current", "Broken wrist", live.path)
    assert found["code"] == f"{live.code[:5]}-{live.code[5:]}"
    assert found["provenance"].reviewer.name == "Dr Rita Reviewer"
    assert found["published_on"] == clock.today()
    assert found["changes"] == ()


def test_page_of_a_current_copy_names_the_reviewer_until_the_review_is_taken_back(live, team, client):
    assert "Reviewed by Dr Rita Reviewer" in client.get(f"/check/{live.code}").content.decode()
    actions.revoke_sign_off(sign_off=live.sign_off, by=team.reviewer, reason="Out of date")
    page = client.get(f"/check/{live.code}").content.decode()
    assert "Reviewed by Dr Rita Reviewer" not in page
    assert "The review of this page was taken back" in page


@pytest.mark.parametrize("write", [str.lower, lambda c: f" {c[:5]} {c[5:]} ", lambda c: f"{c[:5]}-{c[5:]}"])
def test_code_may_be_typed_as_people_do(live, client, write):
    response = client.get("/check/", {"code": write(live.code)})
    assert (response.status_code, response.context["state"]) == (200, "current")


def test_slash_at_the_end_does_no_harm(live, client):
    assert client.get(f"/check/{live.code}/").context["state"] == "current"


def test_code_of_an_older_text_is_replaced_and_says_what_changed(live, team, client):
    old = live.code
    publish_again(live, team, summary="Eight weeks.", note="How long it takes was corrected.")
    found = answer_to(client, old)
    assert (found["state"], found["address"], found["provenance"]) == ("replaced", live.path, None)
    assert [(change.kind, change.note) for change in found["changes"]] == [
        ("published", "How long it takes was corrected.")
    ]
    assert answer_to(client, Publication.objects.get().code)["state"] == "current"


def test_text_that_was_reviewed_again_is_current_and_says_so(live, team, client):
    article = Article.objects.get(item=live.item)
    sign(article, team)
    actions.publish(revision=head_of(article), by=team.publisher)
    found = answer_to(client, live.code)
    assert found["state"] == "current"
    assert [change.kind for change in found["changes"]] == ["reviewed"]


def test_text_that_came_back_is_current_again(live, team, client):
    first = live.code
    publish_again(live, team, summary="Eight weeks.")
    second = Publication.objects.get().code
    publish_again(live, team, summary="Most broken wrists heal well in six weeks.")
    assert answer_to(client, first)["state"] == "current"
    assert answer_to(client, second)["state"] == "replaced"
    assert len(answer_to(client, second)["changes"]) == 1
    publish_again(live, team, summary="Ten weeks.")
    assert len(answer_to(client, first)["changes"]) == 1, "what came before the last time it was true is no change"


def test_review_that_was_taken_back_is_not_claimed(live, team, client):
    actions.revoke_sign_off(sign_off=live.sign_off, by=team.lead, reason="A mistake.")
    found = answer_to(client, live.code)
    assert found["state"] == "current"
    assert not found["provenance"].is_reviewed
    assert "Reviewed by" not in client.get(f"/check/{live.code}").content.decode()


def test_code_of_a_withdrawn_page_says_why_and_what_to_read(live, team, client):
    instead = live_article(team, title="Wrist, broken")
    actions.withdraw(item=live.item, by=team.publisher, reason="It was wrong.", replaced_by=instead.item)
    found = answer_to(client, live.code)
    assert (found["state"], found["reason"], found["address"]) == ("withdrawn", "It was wrong.", "")
    assert (found["replaced_by"].title, found["provenance"]) == ("Wrist, broken", None)
    assert [change.kind for change in found["changes"]] == ["withdrawn"]


def test_replacement_that_was_withdrawn_too_is_not_offered(live, team, client):
    instead = live_article(team, title="Wrist, broken")
    actions.withdraw(item=live.item, by=team.publisher, reason="It was wrong.", replaced_by=instead.item)
    actions.withdraw(item=instead.item, by=team.publisher, reason="So was this.")
    assert answer_to(client, live.code)["replaced_by"] is None


def test_code_that_was_never_printed_is_unknown(live, client):
    found = answer_to(client, "ZZZZZ-ZZZZZ", 404)
    assert (found["state"], found["code"], found["error"]) == ("unknown", "ZZZZZ-ZZZZZ", "")


@pytest.mark.parametrize("typed", ["hello", "12345-1234", "<script>alert(1)</script>", "é" * 300])
def test_what_cannot_be_a_code_is_said_kindly(live, client, typed):
    response = client.get("/check/", {"code": typed})
    assert (response.status_code, response.context["state"]) == (404, "ask")
    assert "10 letters and digits" in response.context["error"]
    assert len(response.context["typed"]) <= 40
    assert "<script>alert" not in response.content.decode()


def test_page_without_a_code_asks_for_one(live, client):
    response = client.get("/check/")
    assert (response.status_code, response.context["state"], response.context["error"]) == (200, "ask", "")


def test_draft_has_no_answer(team, client):
    revision = head_of(make_article(team.writer))
    answer_to(client, code_of(revision.item.uid, revision.digest), 404)


def test_answer_speaks_the_language_of_the_page(team, client):
    article = live_article(team, title="كسر الرسغ", language="ar", slug="kasr")
    publication = Publication.objects.get(item=article.item)
    answer = client.get(f"/check/{publication.code}")
    assert '<html lang="ar" dir="rtl">' in answer.content.decode()
    assert answer.context["provenance"].reviewer.address.startswith("/ar/people/")


def test_answer_is_not_for_search_engines_and_takes_no_form_post(live, client):
    response = client.get(f"/check/{live.code}")
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert client.post(f"/check/{live.code}").status_code == 405


def test_what_was_typed_is_not_logged(live, client, caplog):
    with caplog.at_level("DEBUG"):
        client.get("/check/", {"code": "my-secret"})
    assert "my-secret" not in caplog.text


def test_answer_costs_the_same_however_often_the_page_changed(live, team, client, django_assert_max_num_queries):
    for number in range(5):
        publish_again(live, team, summary=f"{number} weeks.")
    with django_assert_max_num_queries(6):
        client.get(f"/check/{live.code}")


def test_scanned_paper_tells_current_replaced_and_withdrawn_apart(team, client):
    """From the square on a printed page to the answer."""
    publication = put_live(make_question_set(team.writer), team)
    make_copies()
    pages = pictures_of_pdf(client.get(f"{publication.path}a4.pdf").content)
    (address,) = [text for page in pages for text in scanned(page)]
    path = address.removeprefix("http://localhost:8000")
    assert client.get(path).context["state"] == "current"
    question_set = QuestionSet.objects.get()
    save(question_set, team.writer, introduction="<p>New.</p>")
    put_live(fresh(question_set), team)
    assert client.get(path).context["state"] == "replaced"
    actions.withdraw(item=publication.item, by=team.publisher, reason="It was wrong.")
    assert client.get(path).context["state"] == "withdrawn"


def test_current_copy_is_told_of_questions_that_are_gone_and_of_notices(team, client):
    question_set = make_question_set(team.writer)
    put_live(question_set, team)
    article = make_article(team.writer, slug="wrist")
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=90, question_set=question_set)
    save(article, team.writer)
    publication = put_live(article, team)
    [found] = answer_to(client, publication.code)["questions"]
    assert (found["is_gone"], found["changed_on"]) == (False, clock.today())
    actions.withdraw(item=question_set.item, by=team.publisher, reason="The answers were dangerous.")
    assert "Please do not rely on them." in client.get(f"/check/{publication.code}").content.decode()


def test_day_is_the_one_that_the_page_gives(team, client):
    """Also after the page was withdrawn and came back with the same words."""
    article = live_article(team, slug="wrist")
    with time_machine.travel(dt.datetime(2100, 1, 1, tzinfo=dt.UTC), tick=False):
        actions.withdraw(item=article.item, by=team.publisher, reason="By mistake.")
        publication = actions.publish(revision=head_of(article), by=team.publisher)
        found = answer_to(client, publication.code)
        assert found["published_on"] == found["provenance"].changed_on
