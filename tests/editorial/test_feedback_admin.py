"""What readers said, where editors look after the page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import actions
from editorial.feedback import Answer
from editorial.heard import SHOWN
from editorial.models import Contributor, Feedback, Publication, Revision
from portal.worklist import waiting_for
from tests.making import fresh, live_article, make_person, put_live, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(team):
    return live_article(team, slug="wrist")


def say(article, number=0, **fields):
    values = {"useful": "no", "text": f"Thought {number}"} | fields
    publication = Publication.objects.select_related("revision__signed").get(item=article.item)
    return actions.leave_feedback(publication=publication, answer=Answer(**values), place=f"place {number}")


def say_much(article, count):
    revision = Revision.objects.get(pk=fresh(article).item.head_id)
    Feedback.objects.bulk_create(
        Feedback(item=article.item, revision=revision, language="en", is_useful=True, text=f"T{n}", on="2026-05-04")
        for n in range(count)
    )


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


def change_page(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def text_of(response):
    return response.content.decode()


# Beside the text


def test_answers_stand_above_the_form_with_part_and_counts(team, article):
    say(article, 1, useful="yes", text="")
    say(article, 2, text="How long?", section=str(article.articles_section_set.get().uid))
    page = text_of(browser(team.writer).get(change_page(article)))
    assert "1 useful, 1 not useful" in page
    assert "How long?" in page
    assert "Part 1" in page
    assert "2 new" in page


def test_page_that_nobody_wrote_about_shows_no_panel(team, article):
    assert "From readers" not in text_of(browser(team.writer).get(change_page(article)))


def test_answer_about_an_older_text_says_so_and_is_not_counted(team, article):
    say(article, 1, text="Of the old text")
    save(article, team.writer, summary="Six weeks, or eight.")
    put_live(article, team)
    page = text_of(browser(team.writer).get(change_page(article)))
    assert "about an older text (revision 1)" in page
    assert "0 useful, 0 not useful" in page


@pytest.mark.parametrize("role", ["writer", "publisher", "lead"])
def test_those_who_look_after_pages_read_what_readers_said(team, article, role):
    answer = say(article, 1, text="How long?")
    client = browser(getattr(team, role))
    for address in (change_page(article), *feedback_pages(answer)):
        assert "How long?" in text_of(client.get(address)), address


def test_reviewer_from_outside_reads_nothing_that_readers_said(team, article):
    answer = say(article, 1, text="How long?")
    client = browser(team.reviewer)
    page = client.get(change_page(article))
    assert page.status_code == 200
    assert "How long?" not in text_of(page)
    for address in (*feedback_pages(answer), handle_page(answer)):
        assert client.get(address).status_code == 403, address


def feedback_pages(answer):
    return [
        reverse("admin:editorial_feedback_changelist"),
        reverse("admin:editorial_feedback_change", args=[answer.pk]),
    ]


def test_panel_shows_the_newest_and_leads_to_all(team, article):
    say_much(article, SHOWN + 5)
    page = text_of(browser(team.writer).get(change_page(article)))
    assert page.count("Say what came of it") == SHOWN
    assert f"?page={article.item_id}" in page


@pytest.mark.parametrize("count", [1, 60])
def test_form_costs_the_same_for_any_number_of_answers(team, article, count, django_assert_num_queries):
    client = browser(team.writer)
    say_much(article, 1)
    client.get(change_page(article))
    with CaptureQueriesContext(connection) as one:
        client.get(change_page(article))
    say_much(article, count)
    with django_assert_num_queries(len(one)):
        client.get(change_page(article))


def test_what_a_reader_typed_is_shown_as_text(team, article):
    say(article, 1, text="<b>bold</b> & <img src=x>")
    page = text_of(browser(team.writer).get(change_page(article)))
    assert "&lt;b&gt;bold" in page
    assert "<img src=x>" not in page


# The list


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("status__exact=new", True),
        ("status__exact=read", False),
        ("is_useful__exact=0", True),
        ("is_useful__exact=1", False),
        ("language__exact=en", True),
        ("language__exact=es", False),
        ("page=0", False),
        ("page=x", False),
        ("page=99999999999999999999999", False),
        ("q=Thought", True),
        ("q=Broken", True),
    ],
)
def test_list_can_be_narrowed(team, article, query, is_found):
    say(article)
    page = browser(team.writer).get(reverse("admin:editorial_feedback_changelist") + f"?{query}")
    assert page.status_code == 200
    assert (page.context["cl"].result_count == 1) is is_found


def test_list_can_be_narrowed_to_a_page(team, article):
    say(article)
    say(live_article(team, slug="ankle", title="Broken ankle"))
    address = reverse("admin:editorial_feedback_changelist")
    assert browser(team.writer).get(f"{address}?page={article.item_id}").context["cl"].result_count == 1


def test_list_costs_the_same_for_any_number_of_rows(team, article, django_assert_num_queries):
    client, address = browser(team.writer), reverse("admin:editorial_feedback_changelist")
    say_much(article, 2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    say_much(article, 40)
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_nobody_adds_changes_or_deletes_an_answer(team, article):
    answer = say(article)
    client = browser(make_person("Root", "publisher", superuser=True))
    assert client.get(reverse("admin:editorial_feedback_add")).status_code == 403
    address = reverse("admin:editorial_feedback_change", args=[answer.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Changed", "status": "acted"}).status_code == 403
    assert client.post(reverse("admin:editorial_feedback_delete", args=[answer.pk])).status_code == 403
    assert fresh(answer).text == "Thought 0"


@pytest.mark.parametrize("page", ["changelist", "change"])
def test_administrator_of_accounts_does_not_read_answers(team, article, page):
    args = [say(article).pk] if page == "change" else []
    address = reverse(f"admin:editorial_feedback_{page}", args=args)
    assert browser(team.administrator).get(address).status_code == 403


def mark_all(client):
    chosen = list(Feedback.objects.values_list("pk", flat=True))
    address = reverse("admin:editorial_feedback_changelist")
    return client.post(address, {"action": "mark_as_read", "_selected_action": chosen}, follow=True)


def test_several_answers_are_marked_as_read_at_once(team, article):
    say(article, 1), say(article, 2)
    assert "2 answers were marked as read" in text_of(mark_all(browser(team.writer)))
    assert set(Feedback.objects.values_list("status", "handled_by__name")) == {("read", "Wanda Writer")}


def test_several_answers_are_not_marked_by_a_reviewer(team, article):
    say(article)
    assert mark_all(browser(team.reviewer)).status_code == 403
    assert Feedback.objects.get().status == "new"


# The step


def handle_page(answer):
    return reverse("handle_feedback", args=[answer.pk])


def test_step_shows_the_answer_and_keeps_what_came_of_it(team, article):
    answer = say(article, text="How long?")
    client = browser(team.writer)
    assert "How long?" in text_of(client.get(handle_page(answer)))
    done = client.post(handle_page(answer), {"status": "acted", "outcome": "It says six weeks now."})
    assert (done.status_code, done.headers["Location"]) == (302, change_page(article))
    assert fresh(answer).outcome == "It says six weeks now."
    assert "It says six weeks now." in text_of(client.get(change_page(article)))


def test_step_takes_the_words_out(team, article):
    answer = say(article, text="I am Ann Lee of 3 Mill Lane.")
    browser(team.writer).post(handle_page(answer), {"status": "read", "removes_text": "on"})
    assert "Ann" not in fresh(answer).text


def test_change_without_a_sentence_is_refused_in_place(team, article):
    answer = say(article)
    page = browser(team.writer).post(handle_page(answer), {"status": "acted", "outcome": ""})
    assert "Write what came of it" in text_of(page)
    assert fresh(answer).status == "new"


@pytest.mark.parametrize("method", ["get", "post"])
def test_step_is_closed_to_a_reviewer(team, article, method):
    answer = say(article)
    assert getattr(browser(team.reviewer), method)(handle_page(answer), {"status": "read"}).status_code == 403
    assert fresh(answer).status == "new"


@pytest.mark.parametrize("method", ["get", "post"])
def test_step_is_closed_to_whoever_may_not_see_the_draft(team, article, method):
    answer = say(article)
    assert getattr(browser(team.administrator), method)(handle_page(answer), {"status": "read"}).status_code == 403
    assert getattr(Client(), method)(handle_page(answer), {"status": "read"}).status_code == 302
    assert fresh(answer).status == "new"


def test_step_of_an_answer_that_is_not_there(team):
    assert browser(team.writer).get(reverse("handle_feedback", args=[12345])).status_code == 404


# The work list


def waiting(person):
    sections = waiting_for(Contributor.objects.get(pk=person.pk))
    return {section.heading: section.entries for section in sections}.get("Readers wrote to you", ())


def test_new_answers_wait_for_the_owner_until_they_are_handled(team, article, django_assert_num_queries):
    first, second = say(article, 1), say(article, 2)
    entry = waiting(team.writer)[0]
    assert (entry.title, entry.why) == ("Broken wrist", "2 new answers from readers.")
    assert entry.address == change_page(article)
    assert waiting(team.second_writer) == ()
    actions.handle_feedback(feedback=first, by=team.second_writer, status="read")
    assert waiting(team.writer)[0].why == "1 new answer from a reader."
    actions.handle_feedback(feedback=second, by=team.writer, status="read")
    assert waiting(team.writer) == ()
