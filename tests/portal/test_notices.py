"""Where readers meet notices: on every page, on the pages of a topic, on one page."""

import datetime as dt

import pytest
import time_machine
from django.template import engines
from django.test import Client

from editorial import actions, clock
from editorial.actions.notices import fingerprint
from editorial.models import Contributor, Notice, Topic
from portal.navigation import Site
from portal.worklist import waiting_for
from tests.making import live_article

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
# As the frame of every page prints them: what the page brings, or else those of the site.
FRAME = engines["django"].from_string(
    "{% if notices is None %}{% for n in site.notices %}[{{ n.title }}]{% endfor %}{% else %}"
    "{% for n in notices %}[{{ n.title }}]{% endfor %}{% endif %}"
)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def topics(db):
    cancer = Topic.objects.create(title="Cancer", slug="cancer")
    return {"cancer": cancer, "bone": Topic.objects.create(title="Bone", slug="bone", parent=cancer)}


def show(team, title, by=None, **fields):
    values = {
        "scope": "site", "language": "en", "title": title, "text": "<p>Words.</p>", "starts_at": NOON,
        "ends_at": NOON + 7 * DAY, "is_ready": True,
    } | fields  # fmt: skip
    notice = actions.save_notice(notice=Notice(**values), by=team.writer)
    return actions.approve_notice(notice=notice, by=by or team.lead, seen=fingerprint(notice))


def read_on(response):
    """The titles that a page shows, in the order of reading."""
    context = response.context
    own = context.get("notices")
    return [notice.title for notice in (context["site"].notices if own is None else own)]


PAGES = ["", "topics/", "tags/", "a-z/", "questions/", "glossary/", "search/"]


@pytest.mark.parametrize("path", PAGES)
def test_list_pages_have_the_notices_of_the_site(team, reader, path):
    show(team, "Everywhere")
    assert read_on(reader.get(f"/en/{path}")) == ["Everywhere"]
    assert read_on(reader.get(f"/es/{path}")) == []


def test_notice_in_another_language_stands_there_only(team, reader):
    show(team, "En todas partes", language="es")
    assert read_on(reader.get("/es/")) == ["En todas partes"]
    assert read_on(reader.get("/en/")) == []


def test_topic_page_has_its_own_notices_and_those_of_the_topics_above(team, reader, topics):
    live_article(team, slug="bone-pain", topic=topics["bone"])
    show(team, "Everywhere")
    show(team, "On cancer", scope="topic", topic=topics["cancer"], level="warning")
    show(team, "On bone", scope="topic", topic=topics["bone"])
    assert read_on(reader.get("/en/topics/cancer/")) == ["On cancer", "Everywhere"]
    assert set(read_on(reader.get("/en/topics/bone/"))) == {"On cancer", "On bone", "Everywhere"}
    assert set(read_on(reader.get("/en/bone-pain/"))) == {"On cancer", "On bone", "Everywhere"}
    assert read_on(reader.get("/en/")) == ["Everywhere"]


def test_notice_of_a_page_stands_on_that_page_only(team, reader):
    article = live_article(team, slug="wrist")
    live_article(team, slug="ankle", title="Broken ankle")
    show(team, "On wrists", scope="page", page=article.item)
    assert read_on(reader.get("/en/wrist/")) == ["On wrists"]
    assert read_on(reader.get("/en/ankle/")) == []


def test_withdrawn_and_missing_pages_have_the_notices_of_the_site(team, reader):
    article = live_article(team, slug="wrist")
    actions.withdraw(item=article.item, by=team.publisher, reason="Old.")
    show(team, "Everywhere")
    for path, status in [("/en/wrist/", 410), ("/en/nowhere/", 404)]:
        answer = reader.get(path)
        assert (answer.status_code, read_on(answer)) == (status, ["Everywhere"])


def test_emergency_comes_first(team, reader):
    show(team, "News")
    show(team, "Emergency", level="emergency", starts_at=NOON - DAY)
    assert read_on(reader.get("/en/")) == ["Emergency", "News"]


@pytest.mark.parametrize("path", ["/en/", "/en/wrist/", "/en/topics/cancer/"])
def test_page_has_a_notice_from_its_start_to_its_end(team, reader, now, topics, path):
    live_article(team, slug="wrist", topic=topics["cancer"])
    show(team, "Soon", starts_at=NOON + DAY, ends_at=NOON + 2 * DAY)
    seconds = []
    for moment in (NOON + DAY, NOON + 2 * DAY):
        for change in (-1, 0):
            now.move_to(moment + dt.timedelta(seconds=change))
            seconds.append(bool(read_on(reader.get(path))))
    assert seconds == [False, True, True, False]


def test_notices_cost_one_query_while_nothing_changes_and_none_where_they_are_not_printed(
    team, django_assert_num_queries
):
    for number in range(5):
        show(team, f"Notice {number}")
    with django_assert_num_queries(0):
        site = Site("/en/")
    with django_assert_num_queries(2):
        assert FRAME.render({"site": site}).count("[") == 5
        assert FRAME.render({"site": site}).count("[") == 5
    with django_assert_num_queries(1):
        assert FRAME.render({"site": Site("/en/")}).count("[") == 5
    show(team, "One more")
    assert FRAME.render({"site": Site("/en/")}).count("[") == 6
    with django_assert_num_queries(0):
        assert FRAME.render({"site": Site("/en/"), "notices": ()}) == ""


def test_failure_page_asks_no_database(django_assert_num_queries, rf):
    from portal.errors import server_error

    with django_assert_num_queries(0):
        assert server_error(rf.get("/en/")).status_code == 500


# The work list


def waiting(person):
    person = Contributor.objects.get(pk=person.pk)
    return {section.heading: [entry.title for entry in section.entries] for section in waiting_for(person)}


def written(team, title, **fields):
    values = {"language": "en", "text": "<p>x</p>", "starts_at": NOON, "ends_at": NOON + DAY, "is_ready": True}
    return actions.save_notice(notice=Notice(title=title, **values | fields), by=team.writer)


def test_finished_notice_waits_for_those_who_may_approve_it(team):
    written(team, "News"), written(team, "Emergency", level="emergency"), written(team, "Draft", is_ready=False)
    assert waiting(team.lead)["Notices to approve"] == ["Emergency", "News"]
    assert waiting(team.publisher)["Notices to approve"] == ["News"]
    assert waiting(team.writer) == waiting(team.reviewer) == {}


def test_notice_does_not_wait_for_whoever_changed_it(team):
    notice = written(team, "News")
    seen = fingerprint(notice)
    notice.title = "Better news"
    actions.save_notice(notice=notice, by=team.lead, seen=seen)
    assert "Notices to approve" not in waiting(team.lead)
    assert "Notices to approve" in waiting(team.publisher)


def test_notice_of_the_past_does_not_wait(team, now):
    written(team, "News")
    now.shift(2 * DAY)
    assert waiting(team.lead) == {}


@pytest.mark.parametrize(("days", "is_listed"), [(3, True), (3.1, False)])
def test_notice_that_ends_soon_is_named_to_its_writer_and_approvers(team, days, is_listed):
    show(team, "News", ends_at=NOON + dt.timedelta(days=days))
    for person in (team.writer, team.lead, team.publisher):
        assert ("Notices that end soon" in waiting(person)) is is_listed
    assert waiting(team.second_writer) == {}


def test_work_list_leads_to_the_notice(team):
    written(team, "News")
    show(team, "Ending", ends_at=NOON + DAY)
    client = Client()
    client.force_login(team.lead.user)
    for section in waiting_for(Contributor.objects.get(pk=team.lead.pk)):
        for entry in section.entries:
            assert client.get(entry.address).status_code == 200, entry
    assert clock.now() == NOON
