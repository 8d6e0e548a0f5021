"""What waits for whom, and who is told."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import QuestionSetBlock
from editorial import actions, clock
from editorial.admin.steps import step_url
from editorial.models import Contributor, Publication, Scan
from portal import after_publish
from portal.worklist import recent_changes, waiting_for
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


def waiting(person) -> dict[str, list[str]]:
    person = Contributor.objects.get(pk=person.pk)
    return {section.heading: [entry.title for entry in section.entries] for section in waiting_for(person)}


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def test_text_to_sign_waits_for_whoever_may_sign_and_did_not_write(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    assert waiting(team.reviewer) == {"To read and sign": ["Broken wrist"]}
    assert waiting(team.writer) == waiting(team.publisher) == {}
    article.authors.add(team.reviewer)
    assert waiting(team.reviewer) == {}


def test_text_for_a_named_reviewer_waits_for_nobody_else(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer, reviewer=team.reviewer)
    assert "To read and sign" in waiting(team.reviewer)
    assert "To read and sign" not in waiting(team.lead)


def test_signed_text_waits_for_the_publisher_until_it_is_live(team):
    article = make_article(team.writer)
    sign(article, team)
    assert waiting(team.publisher) == {"Signed, to publish": ["Broken wrist"]}
    assert waiting(team.reviewer) == {}
    actions.publish(revision=head_of(article), by=team.publisher)
    assert waiting(team.publisher) == {}


def test_withdrawn_text_does_not_wait(team):
    article = live_article(team)
    actions.withdraw(item=article.item, by=team.publisher, reason="Wrong.")
    assert waiting(team.publisher) == {}


def test_requested_changes_wait_for_the_owner_until_it_is_sent_again(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    actions.request_changes(revision=head_of(article), by=team.reviewer, note="Say how long.")
    save(article, team.writer, summary="Six weeks.")
    assert waiting(team.writer) == {"Changes were asked for": ["Broken wrist"]}
    actions.submit(revision=head_of(article), by=team.writer)
    assert waiting(team.writer) == {}


def test_recorded_sign_off_waits_for_a_second_person(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    scan = Scan.objects.create(digest="0" * 64, name="x.pdf", content_type="application/pdf", size=1)
    actions.record_sign_off(
        revision=head_of(article), reviewer=team.reviewer, how="paper", scan=scan, signed_on=clock.today(),
        evidence_searched_on=clock.today(), by=team.publisher,
    )  # fmt: skip
    heading = "Recorded sign-offs to confirm"
    assert heading in waiting(team.lead)
    assert heading not in waiting(team.publisher)
    assert heading not in waiting(team.reviewer)


def test_kept_form_leads_back_to_what_was_typed(team):
    article = make_article(team.writer)
    kept = actions.keep_form(user=team.writer.user, item=article.item, based_on=None, data="title=Mine")
    entry = waiting_for(team.writer)[0].entries[0]
    assert entry.address == f"{reverse('admin:articles_article_kept', args=[article.pk])}?kept={kept.pk}"
    assert waiting(team.second_writer) == {}


@pytest.mark.parametrize(("days", "is_listed"), [(-1, True), (90, True), (91, False)])
def test_own_page_is_listed_when_its_review_comes_up(team, days, is_listed):
    live_article(team)
    Publication.objects.update(next_review_on=clock.today() + dt.timedelta(days=days))
    assert ("Due for review" in waiting(team.writer)) is is_listed
    assert waiting(team.second_writer) == {}


def test_unreviewed_page_waits_for_owner_and_clinical_lead(team):
    article = make_article(team.writer)
    until = clock.today() + dt.timedelta(days=30)
    actions.waive(revision=head_of(article), by=team.lead, reason="Urgent need.", until=until)
    actions.publish(revision=head_of(article), by=team.publisher)
    assert "Live without a review" in waiting(team.writer)
    assert "Live without a review" in waiting(team.lead)
    assert waiting(team.publisher) == {}


def test_home_page_lists_and_links(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    page = browser(team.reviewer).get(reverse("admin:index")).content.decode()
    assert step_url("sign", article.item_id) in page
    assert "Wanda Writer sent it for review" in page


def test_home_page_tells_an_account_without_contributor_what_to_do(team):
    Contributor.objects.filter(pk=team.writer.pk).update(user=None)
    page = browser(team.writer).get(reverse("admin:index")).content.decode()
    assert "not linked to a contributor" in page


def test_home_page_costs_the_same_with_ten_times_the_pages(team):
    lead = make_person("Dr Every", "clinical lead")
    for role in ("publisher", "writer"):
        lead.user.groups.add(Group.objects.get(name=role))

    def fill(count: int, start: int) -> None:
        for number in range(start, start + count):
            article = make_article(team.writer, title=f"Page {number}")
            actions.submit(revision=head_of(article), by=team.writer)
            other = make_article(team.writer, title=f"Live {number}")
            put_live(other, team)
            Publication.objects.filter(item=other.item).update(next_review_on=clock.today())
            actions.hand_over(item=other.item, to=lead, by=team.publisher)

    client = browser(lead)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("admin:index")).status_code == 200
        return len(captured)

    fill(1, 0)
    cost()
    few = cost()
    fill(10, 1)
    assert cost() == few
    assert few <= 33


def test_recent_changes_are_the_newest_first(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    assert [event.verb for event in recent_changes()] == ["submit", "save_draft"]


# Mails


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    def during(act) -> list[tuple[str, str]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [(letter.to[0], letter.subject) for letter in mail.outbox]

    return during


def test_reviewer_is_told_when_asked(team, letters):
    article = make_article(team.writer)
    sent = letters(lambda: actions.submit(revision=head_of(article), by=team.writer, reviewer=team.reviewer))
    assert sent == [(team.reviewer.email, "Please review: Broken wrist")]
    assert step_url("sign", article.item_id) in mail.outbox[0].body


def test_owner_is_told_what_happens_to_the_page(team, letters):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    request = lambda: actions.request_changes(revision=head_of(article), by=team.reviewer, note="How long?")  # noqa: E731
    assert letters(request) == [(team.writer.email, "Changes asked for: Broken wrist")]
    assert letters(lambda: sign(article, team)) == [(team.writer.email, "Signed off: Broken wrist")]
    actions.publish(revision=head_of(article), by=team.publisher)
    withdraw = lambda: actions.withdraw(item=article.item, by=team.publisher, reason="Wrong.")  # noqa: E731
    assert letters(withdraw) == [(team.writer.email, "Withdrawn: Broken wrist")]


def test_owners_of_pages_that_show_a_withdrawn_set_are_told(team, letters):
    questions = make_question_set(team.second_writer)
    put_live(questions, team)
    article = make_article(team.writer)
    with transaction.atomic():
        QuestionSetBlock.objects.create(parent=article, region="main", ordering=99, question_set=fresh(questions))
        actions.save_draft(draft=fresh(article), by=team.writer, based_on=fresh(article).item.head_id)
    put_live(fresh(article), team)

    sent = letters(lambda: actions.withdraw(item=questions.item, by=team.publisher, reason="Wrong."))

    assert (team.writer.email, "Shows less than before: Broken wrist") in sent
    assert (team.second_writer.email, "Withdrawn: Questions about wrists") in sent


def test_nobody_is_told_what_they_did_themselves_and_fictional_people_nothing(team, letters):
    article = live_article(team)
    actions.hand_over(item=article.item, to=team.publisher, by=team.publisher)
    assert letters(lambda: actions.withdraw(item=article.item, by=team.publisher, reason="Wrong.")) == []
    Contributor.objects.filter(pk=team.reviewer.pk).update(is_demo=True)
    other = make_article(team.writer, title="Other")
    assert letters(lambda: actions.submit(revision=head_of(other), by=team.writer, reviewer=team.reviewer)) == []


def test_refused_act_tells_nobody(team, letters):
    article = make_article(team.writer)

    def refused() -> None:
        with pytest.raises(actions.drafting.errors.Refused):
            actions.publish(revision=head_of(article), by=team.publisher)

    assert letters(refused) == []


def test_search_is_told_of_every_publish(team, letters, monkeypatch):
    told = []
    monkeypatch.setattr(after_publish, "follow", lambda: told.append(True))
    article = make_article(team.writer)
    sign(article, team)
    letters(lambda: actions.publish(revision=head_of(article), by=team.publisher))
    assert told == [True]
