"""What blocking findings hold back, and what a clinical lead may let pass."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from editorial import actions, clock, errors
from editorial.admin.steps import step_url
from editorial.checks import keeping
from editorial.checks.findings import Severity
from editorial.models import Checked, Event
from editorial.verify import problems
from tests.making import Team, head_of, just_now, make_article, put_live, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return Team()


def finding_of(article):
    return next(f for f in keeping.findings_of(head_of(article)) if f.check == "X99")


def waive(article, team, **facts):
    values = {"reason": "Quoted from a leaflet.", "until": clock.today() + dt.timedelta(days=30), "by": team.lead}
    fingerprint = facts.pop("fingerprint", None) or finding_of(article).fingerprint
    return actions.waive_finding(revision=head_of(article), fingerprint=fingerprint, **values | facts)


def test_blocking_finding_keeps_a_text_from_review(team, with_check):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    with pytest.raises(errors.FindingsBlock, match="A forbidden word. Take it out."):
        actions.submit(revision=head_of(article), by=team.writer)


def test_blocking_finding_keeps_a_signed_text_from_patients(team, with_check):
    article = make_article(team.writer, summary="This is forbidden.")
    revision = head_of(article)
    actions.submit(revision=revision, by=team.writer)
    actions.sign_off(revision=revision, by=team.reviewer, confirmation=just_now(), evidence_searched_on=clock.today())
    with_check()
    with pytest.raises(errors.FindingsBlock):
        actions.publish(revision=revision, by=team.publisher)


def test_warning_holds_nothing_back(team, with_check):
    with_check(Severity.WARNING)
    article = make_article(team.writer, summary="This is forbidden.")
    assert put_live(article, team).is_live


def test_waived_finding_lets_the_text_pass(team, with_check):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    waive(article, team)
    assert put_live(article, team).is_live
    event = Event.objects.get(item=article.item, verb="waive_finding")
    assert event.by == team.lead
    assert list(problems()) == []


def test_waiver_ends_by_itself_on_its_day(team, with_check):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    waiver = waive(article, team)
    with time_machine.travel(dt.datetime.combine(waiver.until + dt.timedelta(days=1), dt.time(12)), tick=False):
        assert keeping.blocking(keeping.findings_of(head_of(article)), article.item)


def test_waiver_holds_while_other_passages_change(team, with_check):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    waive(article, team)
    save(article, team.writer, title="Wrist, broken")
    assert keeping.blocking(keeping.findings_of(head_of(article)), article.item) == []


def test_waiver_holds_for_no_other_sentence_with_the_same_words(team, with_check):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    waive(article, team)
    save(article, team.writer, summary="All of this is forbidden.")
    assert [f.place.field for f in keeping.blocking(keeping.findings_of(head_of(article)), article.item)] == ["summary"]


@pytest.mark.parametrize("role", ["writer", "publisher", "reviewer", "administrator"])
def test_only_a_clinical_lead_waives(team, with_check, role):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    with pytest.raises(errors.NotAllowed):
        waive(article, team, by=getattr(team, role))


def test_finding_that_is_a_fact_is_waived_by_nobody(team, with_check):
    with_check(waivable=False)
    article = make_article(team.writer, summary="This is forbidden.")
    with pytest.raises(errors.NotWaivable):
        waive(article, team)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"reason": "  "}, errors.ReasonMissing),
        ({"until": dt.date(2000, 1, 1)}, errors.BadDate),
        ({"until": dt.date(2990, 1, 1)}, errors.BadDate),
        ({"fingerprint": "0" * 64}, errors.FindingNotThere),
    ],
)
def test_waiver_needs_a_reason_an_end_and_a_finding(team, with_check, facts, refusal):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    with pytest.raises(refusal):
        waive(article, team, **facts)


def test_findings_are_made_once_per_text(team, with_check):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    first = keeping.findings_of(head_of(article))
    assert keeping.findings_of(head_of(article)) == first
    assert Checked.objects.filter(digest=head_of(article).digest).count() == 1


def test_missing_facts_and_findings_are_told_at_once(team, with_check):
    with_check()
    article = make_article(team.writer, summary="This is forbidden.")
    article.sources.clear()
    save(article, team.writer)
    with pytest.raises(errors.FactsMissing, match="No source is named.*A forbidden word. Take it out."):
        actions.submit(revision=head_of(article), by=team.writer)
    client = Client()
    client.force_login(team.writer.user)
    told = [line.sentence for line in client.get(step_url("submit", article.item_id)).context["to_mend"]]
    assert len(told) == 2
    assert told[0].startswith("No source is named")
    assert told[1] == "A forbidden word. Take it out."
