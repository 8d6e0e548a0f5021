"""`manage.py check_content`."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from editorial import actions, clock
from editorial.checks import keeping
from tests.making import Team, head_of, live_article, make_article, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return Team()


def run(*arguments):
    said = StringIO()
    call_command("check_content", *arguments, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_live_page_with_something_to_mend_fails(team, with_check):
    live_article(team, summary="This is forbidden.")
    with_check()
    with pytest.raises(CommandError, match="1 live page has something to mend"):
        run()


def test_draft_with_something_to_mend_is_named_and_does_not_fail(team, with_check):
    with_check()
    make_article(team.writer, summary="This is forbidden.")
    said = run()
    assert "Broken wrist (draft): 1 blocking" in said
    assert "X99 A forbidden word. “forbidden”" in said


def test_live_text_and_newer_draft_are_both_read_and_can_be_read_alone(team, with_check):
    article = live_article(team)
    with_check()
    save(article, team.writer, summary="This is forbidden.")
    assert "2 texts checked" in run()
    assert "blocking" not in run("--live")
    assert "1 texts checked" in run("--drafts")


def test_what_a_clinical_lead_let_pass_does_not_fail(team, with_check):
    article = live_article(team, summary="This is forbidden.")
    with_check()
    [found] = [f for f in keeping.findings_of(head_of(article)) if f.check == "X99"]
    until = clock.today() + dt.timedelta(days=9)
    actions.waive_finding(
        revision=head_of(article), fingerprint=found.fingerprint, reason="Quoted.", until=until, by=team.lead
    )
    assert "blocking" in run("--live")


def test_json_is_a_line_for_each_text(team, with_check):
    with_check()
    make_article(team.writer, summary="This is forbidden.")
    make_article(team.writer, title="Clean wrist")
    said = [json.loads(line) for line in run("--json").splitlines()]
    assert [(page["title"], len(page["blocking"])) for page in said] == [("Broken wrist", 1), ("Clean wrist", 0)]
    assert "forbidden" in [finding["place"]["words"] for finding in said[0]["findings"]]
