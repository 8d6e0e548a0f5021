"""A review that is open again: who opens it, what readers see, and what settles it."""

import datetime as dt

import pytest
import time_machine

from editorial import actions, clock, errors
from editorial.models import Event, Publication
from editorial.verify import problems
from tests.making import Team, head_of, live_article, make_article, put_live, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return Team()


def reopen(article, team, **facts):
    values = {"because": "Its source was replaced.", "until": clock.today() + dt.timedelta(days=30), "by": team.writer}
    return actions.reopen_review(item=article.item, **values | facts)


def publication_of(article):
    return Publication.objects.get(item=article.item)


def test_reopened_page_stays_live_with_its_text_and_a_deadline(team):
    article = live_article(team)
    before = publication_of(article)
    reopen(article, team)
    after = publication_of(article)
    assert after.is_live and after.revision == before.revision and after.reviewed_on == before.reviewed_on
    assert after.reopened_because == "Its source was replaced."
    assert after.generation > before.generation
    assert Event.objects.filter(item=article.item, verb="reopen_review").exists()
    assert list(problems()) == []


def test_second_reason_joins_the_first_and_the_nearer_day_counts(team):
    article = live_article(team)
    first = reopen(article, team).reopened_until
    reopen(article, team, because="A figure changed.", until=first + dt.timedelta(days=30))
    reopen(article, team, because="A figure changed.")
    page = publication_of(article)
    assert page.reopened_because == "Its source was replaced.\nA figure changed."
    assert page.reopened_until == first


def test_a_page_that_is_not_live_is_left_alone(team):
    assert reopen(make_article(team.writer), team) is None


def test_reviewer_opens_no_review(team):
    with pytest.raises(errors.NotAllowed):
        reopen(live_article(team), team, by=team.reviewer)


def test_text_that_was_signed_afterwards_settles_it(team):
    article = live_article(team)
    reopen(article, team, retracted_source="Wrists of old")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)):
        save(article, team.writer, summary="Most broken wrists heal in eight weeks.")
        put_live(article, team)
    page = publication_of(article)
    assert page.reopened_at is None and page.reopened_because == "" and page.reopened_until is None


def test_publishing_a_text_that_was_signed_before_settles_nothing(team):
    article = live_article(team)
    reopen(article, team)
    save(article, team.writer, synonyms="Wrist fracture")
    actions.publish(revision=head_of(article), by=team.publisher)
    assert publication_of(article).reopened_because == "Its source was replaced."
