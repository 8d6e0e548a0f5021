"""What the checks ask the library and the calendar."""

import datetime as dt

import pytest

from articles.models import Section, StatisticBlock
from editorial import actions, clock
from editorial.canonical import digest
from editorial.checks import keeping
from editorial.checks.findings import Severity
from editorial.checks.registry import SiteView
from editorial.checks.running import site_findings_in
from library.models import Link, Organisation, Source
from tests.making import (
    head_of,
    live_article,
    live_term,
    make_article,
    make_organisation,
    make_source,
    make_statistic,
    put_live,
    save,
)

pytestmark = pytest.mark.django_db
OURS = {"E03", "E04", "E09", "E10", "L04", "L09"}
UID = "11111111-1111-4111-8111-111111111111"


def found(article, *names):
    findings = [f for f in keeping.findings_of(head_of(article)) if f.check in (set(names) or OURS)]
    return [(f.check, f.severity, f.place.words or f.place.field) for f in findings]


def fresh_sources(article):
    article.sources.update(published=str(clock.today().year))


def with_figure(team, article=None, **facts):
    article = article or make_article(team.writer)
    statistic = make_statistic(**facts)
    StatisticBlock.objects.create(parent=article, region="main", ordering=50, statistic=statistic)
    save(article, team.writer)
    return article, statistic


def test_page_in_order_gives_nothing(team):
    article = make_article(team.writer)
    assert found(article) == []


def test_figure_older_than_ten_years_is_named(team):
    year = clock.today().year
    old, _ = with_figure(team, period_start=year - 12, period_end=year - 11)
    new, _statistic = with_figure(team, period_start=year - 12, period_end=year - 10)
    assert found(old, "E03")[0][:2] == ("E03", Severity.WARNING)
    assert found(new, "E03") == []


@pytest.mark.parametrize(
    ("published", "is_old"), [("2020", True), ("2021", False), ("2021-03", False), ("2020-11-24", True), ("", True)]
)
def test_newest_source_older_than_five_years_is_named(published, is_old):
    document = {"kind": "article", "language": "en", "sources": [{"uid": UID, "title": "A", "published": published}]}
    day = dt.date(2026, 3, 1)
    findings = [f for f in site_findings_in(document, SiteView(None, day)) if f.check == "E10"]
    assert bool(findings) is is_old


def test_page_on_news_alone_is_warned_of(team):
    article = make_article(team.writer)
    Source.objects.update(kind="news")
    save(article, team.writer)
    assert ("E10", Severity.WARNING, "sources") in found(article)


def test_figures_that_contradict_each_other_are_named_on_either_page(team):
    first, _ = with_figure(team, name="First", low=6, high=10)
    put_live(first, team)
    second, _other = with_figure(team, name="Second", low=20, high=30)
    assert found(second, "E04")[0][:2] == ("E04", Severity.WARNING)
    assert found(first, "E04") == [], "the other one is in a draft only"


@pytest.mark.parametrize(
    "facts",
    [
        {"low": 10, "high": 12},
        {"low": 60, "high": 100, "out_of": 1000},
        {"low": 20, "high": 30, "place": "Wales"},
        {"low": 20, "high": 30, "population": "with early breast cancer"},
        {"low": 20, "high": 30, "measure": "risk"},
    ],
)
def test_figures_that_share_a_number_or_speak_of_others_do_not_contradict(team, facts):
    first, _ = with_figure(team, name="First", low=6, high=10)
    put_live(first, team)
    second, _ = with_figure(team, name="Second", **facts)
    assert found(second, "E04") == []


@pytest.mark.parametrize(("status", "severity"), [("retracted", Severity.BLOCKING), ("superseded", Severity.WARNING)])
def test_source_out_of_force_is_named_where_it_is_cited(team, status, severity):
    source = make_source(title="Cited", status=status, status_note="See there.")
    article = make_article(team.writer)
    body = f'<p>Six weeks.<sup data-cite="{source.uid}"></sup></p><p>Rest.</p>'
    Section.objects.filter(parent=article).update(body=body)
    save(article, team.writer)
    assert found(article, "E09") == [("E09", severity, "Six weeks.")]


@pytest.mark.parametrize("status", ["current", "corrected"])
def test_source_in_force_gives_nothing(team, status):
    article = make_article(team.writer)
    Source.objects.update(status=status, status_note="See there.")
    assert found(article, "E09") == []


def test_retracted_source_can_be_waived_by_nobody(team):
    article = make_article(team.writer)
    Source.objects.update(status="retracted", status_note="Invented.")
    (finding,) = [f for f in keeping.findings_of(head_of(article)) if f.check == "E09"]
    assert not finding.is_waivable


def test_links_to_pages_that_are_not_live_are_named(team):
    never, gone, live = (make_article(team.writer, title=title) for title in ("Never", "Gone", "Live"))
    for article in (gone, live):
        put_live(article, team)
    actions.withdraw(item=gone.item, by=team.publisher, reason="Wrong.")
    article = make_article(team.writer)
    uids = [page.item.uid for page in (never, gone, live)]
    body = "".join(f'<p>See <a data-page="{uid}">page {n}</a>.</p>' for n, uid in enumerate([*uids, UID]))
    Section.objects.filter(parent=article).update(body=body)
    save(article, team.writer)
    assert [words for _, _, words in found(article, "L04")] == ["page 0", "page 1", "page 3"]


def dead(url, failures=2):
    now = clock.now()
    facts = {"outcome": "fails", "detail": "It answers 404: Not Found.", "failing_since": now, "asked_at": now}
    return Link.objects.create(url=url, digest=digest(url), failures=failures, **facts)


def test_dead_links_are_named_in_text_sources_and_help(team):
    article = make_article(team.writer)
    Section.objects.filter(parent=article).update(
        body='<p><a href="https://a.example/?x=1&amp;y=2">A</a> is there.</p>'
    )
    Source.objects.update(doi="10.1000/182")
    make_organisation(url="https://b.example/")
    article.support.add(Organisation.objects.get())
    save(article, team.writer)
    for url in ("https://a.example/?x=1&y=2", "https://doi.org/10.1000/182", "https://b.example/"):
        dead(url)
    assert sorted(words for _, _, words in found(article, "L09")) == ["A", "sources", "support"]


def test_link_that_failed_once_is_not_named(team):
    article = make_article(team.writer)
    Section.objects.filter(parent=article).update(body='<p><a href="https://a.example/">A</a></p>')
    save(article, team.writer)
    dead("https://a.example/", failures=1)
    assert found(article, "L09") == []


def test_site_checks_of_a_page_take_four_questions(team, django_assert_num_queries):
    article, _ = with_figure(team)
    other = live_article(team, title="Other")
    body = f'<p><a href="https://a.example/">A</a> <a data-page="{other.item.uid}">B</a></p>'
    Section.objects.filter(parent=article).update(body=body)
    save(article, team.writer)
    revision = head_of(article)
    document = actions.drafting.document_of(revision)
    with django_assert_num_queries(4):
        findings = site_findings_in(document, SiteView(article.item, clock.today()))
    assert {f.check for f in findings} <= OURS


def test_abbreviation_that_the_page_marks_as_a_term_is_explained(team):
    article = make_article(team.writer, summary="Some have a QVX.")
    section = article.articles_section_set.get()
    section.body = "<p>A QVX takes ten minutes.</p>"
    section.save()
    save(article, team.writer)
    assert found(article, "M10") == [("M10", Severity.WARNING, "QVX")]
    term = live_term(team, title="quick view scan", forms="QVX")
    assert found(article, "M10")  # no listing names it yet
    save(article, team.writer)
    assert found(article, "M10") == []
    actions.withdraw(item=term.item, reason="Wrong.", by=team.publisher)
    assert found(article, "M10") == [("M10", Severity.WARNING, "QVX")]
