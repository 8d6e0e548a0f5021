"""Which addresses are asked and when, and who is told."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Section
from editorial import clock
from editorial.models import Publication
from library import link_check
from library.internet import Answer
from library.link_check import Run, agent, collect, due, keep
from library.linking import broken
from library.models import Link, Source
from portal import chores
from portal.worklist import waiting_for
from tests.making import make_article, make_organisation, make_source, put_live, save

pytestmark = pytest.mark.django_db
OFF = Answer("fails", "It cannot be reached.", reached=False)
GONE = Answer("fails", "It answers 404: Not Found.")
FINE = Answer("answers", "")
A, B = "https://a.example/", "https://b.example/x?y=1&z=2"


@pytest.fixture
def answers(monkeypatch):
    """What each address answers; the order in which they were asked is kept."""
    given, asked = {}, []

    def ask(url, internet):
        asked.append(url)
        return given.get(url, FINE)

    monkeypatch.setattr(link_check, "ask", ask)
    given["asked"] = asked
    return given


def page_with(team, *urls, **fields):
    article = make_article(team.writer, **fields)
    links = " ".join(f'<a href="{url.replace("&", "&amp;")}">there</a>' for url in urls)
    Section.objects.filter(parent=article).update(body=f"<p>{links}</p>")
    save(article, team.writer)
    put_live(article, team)
    return article


def run(seconds=60):
    return Run(seconds, sleep=lambda seconds: None).go()


def link(url=A) -> Link:
    return Link.objects.get(url=url)


def test_addresses_of_live_texts_sources_and_organisations_are_collected(team):
    page_with(team, A, B, "mailto:x@example.org")
    make_source(url="https://c.example/")
    make_source(doi="10.1000/182")
    make_source(url="https://d.example/", is_demo=True)
    make_organisation(url="https://e.example/")
    collect()
    assert set(Link.objects.values_list("url", flat=True)) == {
        A, B, "https://c.example/", "https://doi.org/10.1000/182", "https://e.example/",
    }  # fmt: skip


def test_address_that_nobody_names_is_forgotten(team):
    source = make_source(url=A)
    collect()
    Source.objects.filter(pk=source.pk).update(url="")
    collect()
    assert not Link.objects.exists()


def test_demonstration_pages_ask_nobody(team):
    page_with(team, A)
    Publication.objects.update(is_demo=True)
    collect()
    assert not Link.objects.exists()


def test_each_is_asked_once_a_week(team, answers):
    make_source(url=A)
    with time_machine.travel("2026-03-01 08:00Z", tick=False) as clock_hand:
        assert run().asked == 1
        assert run().asked == 0
        clock_hand.shift(dt.timedelta(days=6))
        assert run().asked == 0
        clock_hand.shift(dt.timedelta(days=1))
        assert run().asked == 1


def test_longest_unasked_comes_first_and_time_ends_a_run(team, answers):
    for number in range(3):
        make_source(url=f"https://a.example/{number}")
    collect()
    now = clock.now()
    Link.objects.filter(url__endswith="1").update(asked_at=now - dt.timedelta(days=30), outcome="answers")
    assert [one.url[-1] for one in due(now)] == ["0", "2", "1"]
    report = run(seconds=0)
    assert (report.asked, report.left) == (0, 3)


def test_nobody_is_told_before_a_second_failure_a_day_later(team, answers):
    page_with(team, A, B)
    answers[A] = GONE
    with time_machine.travel("2026-03-01 08:00Z", tick=False) as clock_hand:
        run()
        assert list(broken()) == []
        clock_hand.shift(dt.timedelta(hours=23))
        run()
        assert link().failures == 1
        clock_hand.shift(dt.timedelta(hours=1))
        run()
        assert [one.url for one in broken()] == [A]


def test_failure_that_comes_too_early_does_not_count_twice(team):
    one = Link.objects.create(url=A, digest="0" * 64)
    now = clock.now()
    keep(one, GONE, now)
    keep(one, GONE, now + dt.timedelta(hours=1))
    assert link().failures == 1


def test_address_that_comes_back_is_forgiven(team, answers):
    page_with(team, A)
    answers[A] = GONE
    with time_machine.travel("2026-03-01 08:00Z", tick=False) as clock_hand:
        run()
        clock_hand.shift(dt.timedelta(days=2))
        answers[A] = FINE
        run()
    assert (link().outcome, link().failures, link().failing_since) == ("answers", 0, None)


def test_run_without_a_line_blames_nobody(team, answers):
    page_with(team, A, B)
    answers[A] = answers[B] = OFF
    report = run()
    assert (report.offline, report.withheld, report.asked) == (True, 2, 0)
    assert set(Link.objects.values_list("outcome", "asked_at")) == {("", None)}


def test_one_answer_shows_that_the_line_is_open(team, answers):
    page_with(team, A, B)
    answers[A] = OFF
    assert run().offline is False
    assert (link(A).outcome, link(B).outcome) == ("fails", "answers")


def test_single_dead_address_is_compared_with_one_that_answered_before(team, answers):
    page_with(team, A, B)
    with time_machine.travel("2026-03-01 08:00Z", tick=False) as clock_hand:
        run()
        clock_hand.shift(dt.timedelta(days=5))
        Link.objects.filter(url=A).update(asked_at=None, outcome="")
        answers[A] = OFF
        assert run().offline is False
        assert link(A).outcome == "fails"
        Link.objects.filter(url=A).update(asked_at=None, outcome="", failing_since=None, failures=0)
        answers[B] = OFF
        assert run().offline is True
        assert link(A).outcome == ""


def test_host_is_left_in_peace_between_two_requests(monkeypatch):
    slept = []
    now = [100.0]
    monkeypatch.setattr(link_check.time, "monotonic", lambda: now[0])
    pace = link_check.Pace(slept.append)
    for host in ("a", "a", "b", "a"):
        pace.wait(host)
    assert slept == [2.0, 4.0]


def test_we_say_who_asks(settings):
    settings.SITE_URL = "https://health.example.org"
    assert agent() == "portal-link-check/1.0 (+https://health.example.org)"


def broken_page(team, **fields):
    article = page_with(team, B, **fields)
    collect()
    now = clock.now()
    Link.objects.filter(url=B).update(
        outcome="fails", detail="It answers 404.", failures=2, failing_since=now, asked_at=now
    )
    return article


def test_owner_of_the_page_finds_it_in_the_work_list(team):
    broken_page(team)
    sections = {section.heading: section.entries for section in waiting_for(team.writer)}
    (entry,) = sections["Links that do not answer"]
    assert (entry.title, entry.why) == ("Broken wrist", f"{B}: It answers 404.")
    assert "Links that do not answer" not in {section.heading for section in waiting_for(team.second_writer)}


def test_source_known_by_its_doi_only_is_told_of_too(team):
    article = make_article(team.writer)
    article.sources.update(doi="10.1000/182(3)")
    save(article, team.writer)
    put_live(article, team)
    collect()
    now = clock.now()
    Link.objects.update(outcome="fails", failures=2, failing_since=now, asked_at=now)
    assert "Links that do not answer" in {section.heading for section in waiting_for(team.writer)}


def test_list_in_the_admin_says_what_it_answered_and_where_it_stands(team):
    article = broken_page(team)
    source = make_source(url=B, title="By the same address")
    client = Client()
    client.force_login(team.reviewer.user)
    listed = client.get(reverse("admin:library_link_changelist"), {"outcome__exact": "fails"}).content.decode()
    assert "It answers 404." in listed
    page = client.get(reverse("admin:library_link_change", args=[link(B).pk])).content.decode()
    assert reverse("admin:articles_article_change", args=[article.pk]) in page
    assert str(source) in page
    assert client.post(reverse("admin:library_link_change", args=[link(B).pk]), {"url": "x"}).status_code == 403


def test_administrator_sees_no_links(team):
    client = Client()
    client.force_login(team.administrator.user)
    assert client.get(reverse("admin:library_link_changelist")).status_code == 403


def test_command_says_what_came_of_it(team, answers):
    page_with(team, A)
    said = io.StringIO()
    call_command("check_links", "--minutes", "1", stdout=said)
    assert "1 of 1" in said.getvalue()
    assert "Asked 1; 0 did not answer." in said.getvalue()
    answers[A] = OFF
    Link.objects.update(asked_at=None)
    call_command("check_links", stdout=said)
    assert "offline" in said.getvalue()


def test_chore_asks_unless_it_is_switched_off(team, answers, settings):
    page_with(team, A)
    settings.CHECK_LINKS = False
    assert chores.ask_links() == ""
    settings.CHECK_LINKS = True
    assert chores.ask_links() == "Asked 1 addresses on other sites, 0 did not answer."
    assert chores.ask_links() == ""
