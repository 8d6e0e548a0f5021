"""Notices: written by one, approved by another, shown between two moments, and provable afterwards."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from editorial import actions, clock, errors
from editorial.actions.notices import fingerprint
from editorial.around import notices_on
from editorial.models import Contributor, Event, Notice, SiteState, Topic
from editorial.verify import problems
from tests.forms import form_data
from tests.making import fresh, live_article, make_article, make_person

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def unsaved(**fields):
    values = {
        "level": "info",
        "scope": "site",
        "language": "en",
        "title": "Our lines are down",
        "text": "<p>Please write to us.</p>",
        "starts_at": NOON,
        "ends_at": NOON + 7 * DAY,
        "is_ready": True,
    }
    return Notice(**values | fields)


def written(team, **fields):
    return actions.save_notice(notice=unsaved(**fields), by=team.writer)


def approve(notice, by):
    return actions.approve_notice(notice=notice, by=by, seen=fingerprint(Notice.objects.get(pk=notice.pk)))


def approved(team, **fields):
    return approve(written(team, **fields), team.lead)


def change(notice, by, **fields):
    changed = Notice.objects.get(pk=notice.pk)
    seen = fingerprint(changed)
    for name, value in fields.items():
        setattr(changed, name, value)
    return actions.save_notice(notice=changed, by=by, seen=seen)


def titles(language="en", **where):
    return [notice.title for notice in notices_on(language, clock.now(), **where)]


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


# From a draft to readers


def test_notice_is_shown_once_a_second_person_approved_it(team):
    notice = written(team)
    assert (notice.standing(NOON), titles()) == ("waiting", [])
    approve(notice, team.publisher)
    assert titles() == ["Our lines are down"]
    assert [e.verb for e in Event.objects.filter(item=notice.item).order_by("seq")] == ["save_notice", "approve_notice"]


def test_notice_that_is_not_ready_cannot_be_approved(team):
    with pytest.raises(errors.NothingToDo, match="still being written"):
        approve(written(team, is_ready=False), team.lead)


def test_start_and_end_are_exact(team, now):
    approved(team, starts_at=NOON + DAY, ends_at=NOON + 2 * DAY)
    for moment, is_shown in [
        (NOON + DAY - dt.timedelta(microseconds=1), False),
        (NOON + DAY, True),
        (NOON + 2 * DAY - dt.timedelta(microseconds=1), True),
        (NOON + 2 * DAY, False),
    ]:
        now.move_to(moment)
        assert bool(titles()) is is_shown, moment


@pytest.mark.parametrize(
    "fields", [{"title": "Other"}, {"text": "<p>Other.</p>"}, {"level": "warning"}, {"ends_at": NOON + DAY}]
)
def test_any_change_voids_the_approval_and_takes_it_from_readers(team, fields):
    notice = change(approved(team), team.writer, **fields)
    assert notice.approved_by is None
    assert titles() == []


def test_saving_without_a_change_keeps_the_approval(team):
    notice = change(approved(team), team.writer, text="<p>Please  write to us.</p>")
    assert notice.approved_by == team.lead
    assert Event.objects.filter(item=notice.item).count() == 2


def test_fields_that_vouch_are_not_taken_from_the_form(team):
    notice = change(approved(team), team.writer, title="Other", approved_by=team.lead, approved_at=NOON)
    assert notice.approved_by is None


def test_writer_cannot_approve_their_own_notice(team):
    with pytest.raises(errors.OwnNotice):
        approve(actions.save_notice(notice=unsaved(), by=team.lead), team.lead)


def test_whoever_changed_it_once_cannot_approve_it(team):
    notice = change(written(team), team.lead, title="Better")
    notice = change(notice, team.writer, title="Better still")
    with pytest.raises(errors.OwnNotice):
        approve(notice, team.lead)


def test_second_entry_of_the_writer_cannot_approve_it(team):
    twin = make_person("Wanda Twin", "publisher")
    Contributor.objects.filter(pk=twin.pk).update(email=team.writer.email.upper())
    with pytest.raises(errors.OwnNotice):
        approve(written(team), Contributor.objects.get(pk=twin.pk))


def test_emergency_is_approved_by_a_clinical_lead_only(team):
    notice = written(team, level="emergency")
    with pytest.raises(errors.NotAllowed, match="a clinical lead"):
        approve(notice, team.publisher)
    approve(notice, team.lead)
    assert titles() == ["Our lines are down"]


def test_only_what_was_seen_is_approved(team):
    notice = written(team)
    seen = fingerprint(notice)
    change(notice, team.writer, text="<p>Take twice the dose.</p>")
    with pytest.raises(errors.StaleNotice, match="Wanda Writer"):
        actions.approve_notice(notice=notice, by=team.lead, seen=seen)


def test_stale_save_does_not_win(team):
    notice = written(team)
    seen = fingerprint(notice)
    change(notice, team.second_writer, title="Theirs")
    notice.title = "Mine"
    with pytest.raises(errors.StaleNotice, match="Walter Writer"):
        actions.save_notice(notice=notice, by=team.writer, seen=seen)
    assert fresh(notice).title == "Theirs"


def test_approved_or_ended_notice_is_not_approved_again(team, now):
    notice = approved(team)
    with pytest.raises(errors.NothingToDo):
        approve(notice, team.publisher)
    waiting = written(team)
    now.move_to(NOON + 8 * DAY)
    with pytest.raises(errors.NothingToDo, match="end of this notice has passed"):
        approve(waiting, team.lead)


def test_fictional_person_approves_no_real_notice(team):
    Contributor.objects.filter(pk=team.lead.pk).update(is_demo=True)
    with pytest.raises(errors.Fictional):
        approve(written(team), Contributor.objects.get(pk=team.lead.pk))


# Ending


def test_ended_notice_is_gone_at_once(team, now):
    notice = approved(team)
    now.shift(60)
    actions.end_notice(notice=notice, by=team.publisher)
    assert titles() == []
    assert fresh(notice).ends_at == clock.now()


def test_notice_is_ended_in_the_very_moment_of_its_start(team, now):
    actions.end_notice(notice=approved(team), by=team.publisher)
    now.shift(dt.timedelta(microseconds=2))
    assert titles() == []


def test_notice_that_has_not_begun_goes_back_to_its_writer(team, now):
    notice = approved(team, starts_at=NOON + DAY)
    actions.end_notice(notice=notice, by=team.publisher)
    now.move_to(NOON + 2 * DAY)
    assert titles() == []
    assert fresh(notice).standing(clock.now()) == "draft"


def test_notice_that_nobody_sees_cannot_be_ended(team):
    with pytest.raises(errors.NothingToDo):
        actions.end_notice(notice=written(team), by=team.publisher)


# Who may


@pytest.mark.parametrize("role", ["reviewer", "administrator"])
def test_writing_is_refused(team, role):
    with pytest.raises(errors.NotAllowed):
        actions.save_notice(notice=unsaved(), by=getattr(team, role))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("role", ["second_writer", "reviewer", "administrator"])
def test_approving_and_ending_are_refused(team, role):
    person = getattr(team, role)
    with pytest.raises(errors.NotAllowed):
        approve(written(team), person)
    with pytest.raises(errors.NotAllowed):
        actions.end_notice(notice=approved(team), by=person)


def test_superuser_without_a_role_does_nothing(team):
    root = make_person("Root", "", superuser=True)
    for act in (
        lambda: actions.save_notice(notice=unsaved(), by=root),
        lambda: approve(written(team), root),
        lambda: actions.end_notice(notice=approved(team), by=root),
    ):
        with pytest.raises(errors.NotAllowed):
            act()


# What it must say


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "  "}, "no_title"),
        ({"text": "<p> </p>"}, "no_text"),
        ({"ends_at": NOON}, "ends_before_start"),
        ({"ends_at": NOON + 90 * DAY + dt.timedelta(seconds=1)}, "too_long"),
        ({"scope": "topic"}, "not_chosen"),
        ({"scope": "page"}, "not_chosen"),
        ({"text": f'<p>So says<sup data-cite="{"0" * 8}-0000-4000-8000-{"0" * 12}"></sup></p>'}, "cites"),
        ({"text": f'<p><a data-page="{"0" * 8}-0000-4000-8000-{"0" * 12}">x</a></p>'}, "link_not_live"),
    ],
)
def test_unfit_notice_is_refused_with_a_code(team, fields, code):
    with pytest.raises(errors.NoticeRefused) as refusal:
        written(team, **fields)
    assert codes(refusal) == [code]
    assert not Notice.objects.exists()
    assert not Event.objects.filter(verb="save_notice").exists()


def test_ninety_days_are_allowed(team):
    assert written(team, ends_at=NOON + 90 * DAY).pk


def test_place_that_is_not_meant_is_refused(team):
    topic = Topic.objects.create(title="Cancer", slug="cancer")
    with pytest.raises(errors.NoticeRefused) as refusal:
        written(team, topic=topic)
    assert codes(refusal) == ["chosen"]


def test_page_in_another_language_is_refused(team):
    with pytest.raises(errors.NoticeRefused) as refusal:
        written(team, scope="page", page=live_article(team).item, language="es")
    assert codes(refusal) == ["other_language"]


def test_link_to_a_page_becomes_its_address(team, settings):
    article = live_article(team, slug="wrist")
    notice = written(team, text=f'<p>Read <a data-page="{article.item.uid}">this</a>.</p>')
    assert notice.text == f'<p>Read <a href="{settings.SITE_URL}/en/wrist/">this</a>.</p>'


def test_link_to_a_draft_is_refused_by_name(team):
    article = make_article(team.writer)
    with pytest.raises(errors.NoticeRefused, match="“Broken wrist”, which is not live"):
        written(team, text=f'<p><a data-page="{article.item.uid}">this</a></p>')


def test_hostile_text_is_cleaned(team):
    approved(team, text='<p onclick="x">a<script>alert(1)</script><a href="javascript:x">b</a></p><h3>c</h3>')
    text = str(notices_on("en", clock.now())[0].text)
    assert "script" not in text
    assert "onclick" not in text
    assert "<h3" not in text


# One emergency at a time


@pytest.fixture
def topics(db):
    cancer = Topic.objects.create(title="Cancer", slug="cancer")
    bone = Topic.objects.create(title="Bone", slug="bone", parent=cancer)
    return {"cancer": cancer, "bone": bone, "heart": Topic.objects.create(title="Heart", slug="heart")}


def emergency(team, topics=None, **fields):
    if "topic" in fields:
        fields |= {"scope": "topic", "topic": topics[fields["topic"]]}
    return approved(team, level="emergency", **fields)


@pytest.mark.parametrize(
    ("one", "other", "do_meet"),
    [
        ({}, {}, True),
        ({}, {"topic": "heart"}, True),
        ({"topic": "bone"}, {}, True),
        ({"topic": "cancer"}, {"topic": "bone"}, True),
        ({"topic": "bone"}, {"topic": "cancer"}, True),
        ({"topic": "bone"}, {"topic": "heart"}, False),
        ({}, {"language": "es"}, False),
        ({"ends_at": NOON + DAY}, {"starts_at": NOON + DAY}, False),
        ({"ends_at": NOON + DAY + dt.timedelta(seconds=1)}, {"starts_at": NOON + DAY}, True),
    ],
)
def test_two_emergencies_do_not_stand_on_one_page(team, topics, one, other, do_meet):
    emergency(team, topics, **one)
    if do_meet:
        with pytest.raises(errors.EmergencyShowing, match="Our lines are down"):
            emergency(team, topics, **other)
    else:
        emergency(team, topics, **other)
    assert Notice.objects.filter(approved_by__isnull=False).count() == (1 if do_meet else 2)


def test_emergencies_of_a_page_and_of_its_topic_meet(team, topics):
    page = live_article(team, topic=topics["bone"]).item
    emergency(team, topics, topic="cancer")
    with pytest.raises(errors.EmergencyShowing):
        emergency(team, scope="page", page=page)
    emergency(team, scope="page", page=live_article(team, title="Heart", topic=topics["heart"]).item)


def test_ended_emergency_makes_room(team, now):
    first = emergency(team)
    now.shift(60)
    actions.end_notice(notice=first, by=team.lead)
    emergency(team, starts_at=clock.now())


def test_emergency_is_read_first(team):
    approved(team, title="Info")
    approved(team, title="Emergency", level="emergency", starts_at=NOON - DAY)
    approved(team, title="Warning", level="warning")
    assert titles() == ["Emergency", "Warning", "Info"]


# The history


def test_every_act_raises_the_generation(team, now):
    seen = [0]

    def has_risen():
        seen.append(SiteState.objects.get().generation)
        return seen[-1] > seen[-2]

    notice = written(team)
    assert has_risen()
    approve(notice, team.lead)
    assert has_risen()
    change(notice, team.writer, title="Other")
    assert has_risen()
    approve(notice, team.lead)
    now.shift(60)
    actions.end_notice(notice=notice, by=team.lead)
    assert has_risen()


def test_history_of_a_notice_is_proved(team, now):
    notice = change(approved(team), team.writer, title="Other")
    approve(notice, team.lead)
    now.shift(60)
    actions.end_notice(notice=notice, by=team.publisher)
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "Take twice the dose"), ("text", "<p>Take twice the dose.</p>"), ("level", "emergency"), ("rank", 0),
        ("scope", "topic"), ("language", "es"), ("ends_at", "2027-01-01 00:00:00"), ("starts_at", "2026-01-01 00:00:00"),
        ("approved_at", "2026-01-01 00:00:00"), ("is_ready", False),
    ],
)  # fmt: skip
def test_changed_row_of_an_approved_notice_is_found(team, column, value):
    notice = approved(team)
    if column == "scope":
        Topic.objects.create(pk=1, title="Cancer", slug="cancer")
    with connection.cursor() as cursor:
        extra = ", topic_id = 1" if column == "scope" else ""
        cursor.execute(f"UPDATE editorial_notice SET {column} = %s{extra} WHERE id = %s", [value, notice.pk])
    assert any("its notice is not what the last act on it wrote" in problem for problem in problems())


def test_approval_written_behind_the_back_is_found(team):
    notice = written(team)
    Notice.objects.filter(pk=notice.pk).update(approved_by=team.lead, approved_at=NOON)
    assert any("its notice is not what" in problem for problem in problems())


def test_notice_that_no_act_wrote_and_one_that_is_gone_are_found(team):
    notice = approved(team)
    Notice.objects.filter(pk=notice.pk).delete()
    assert any("its notice is gone" in problem for problem in problems())
    Notice.objects.bulk_create([unsaved(item=make_article(team.writer).item, written_by=team.writer, rank=2)])
    assert any("its notice is not what" in problem for problem in problems())


# The admin


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


def change_page(notice):
    return reverse("admin:editorial_notice_change", args=[notice.pk])


def text_of(response):
    return response.content.decode()


ADD = "admin:editorial_notice_add"


def filled(response, **fields):
    """What a browser posts; days and times are two fields each."""
    return {**form_data(response, "form#notice_form"), **fields}


def test_writer_writes_a_notice_in_the_admin(team):
    client = browser(team.writer)
    page = client.get(reverse(ADD))
    data = filled(page, title="Our lines are down", text="<p>Please write.</p>", is_ready="on")
    assert client.post(reverse(ADD), data).status_code == 302
    notice = Notice.objects.get()
    assert (notice.written_by, notice.starts_at, notice.standing(NOON)) == (team.writer, NOON, "waiting")
    assert list(problems()) == []


def test_form_tells_what_is_wrong_beside_the_field(team):
    client = browser(team.writer)
    data = filled(client.get(reverse(ADD)), title="T", text="<p>x</p>", scope="topic", ends_at_0="2027-01-01")
    page = client.post(reverse(ADD), data)
    assert page.status_code == 200
    errors_shown = page.context["adminform"].form.errors
    assert "Choose the topic" in errors_shown["topic"][0]
    assert "90 days at most" in errors_shown["ends_at"][0]
    assert "onstraint" not in text_of(page)


def test_empty_form_is_answered(team):
    assert browser(team.writer).post(reverse(ADD), {}).status_code == 200


@pytest.mark.parametrize("field", ["level", "scope", "language", "starts_at_0", "seen", "text"])
def test_strange_values_are_answered(team, field):
    client = browser(team.writer)
    data = filled(client.get(reverse(ADD)), title="T", text="<p>x</p>") | {field: "\x00\ud7ff' OR 1=1"}
    assert client.post(reverse(ADD), data).status_code in {200, 302}


def test_change_of_an_approved_notice_says_what_it_means(team):
    notice, client = approved(team), browser(team.writer)
    page = client.get(change_page(notice))
    assert "Any change takes it away" in text_of(page)
    done = client.post(change_page(notice), filled(page, title="Other"), follow=True)
    assert "only after somebody else approved it again" in text_of(done)
    assert titles() == []


def test_stale_form_is_refused_with_the_text_kept(team):
    notice, client = written(team), browser(team.writer)
    data = filled(client.get(change_page(notice)), title="Mine")
    change(notice, team.second_writer, title="Theirs")
    page = client.post(change_page(notice), data)
    assert "Walter Writer changed this notice" in text_of(page)
    assert 'value="Mine"' in text_of(page)
    assert fresh(notice).title == "Theirs"


def test_person_without_the_role_does_not_write_in_the_admin(team):
    notice, client = written(team), browser(team.reviewer)
    assert client.get(change_page(notice)).status_code == 200
    assert client.post(change_page(notice), {"title": "Other"}).status_code == 403
    assert client.get(reverse(ADD)).status_code == 403
    assert browser(team.administrator).get(change_page(notice)).status_code == 403


def test_superuser_without_a_role_is_told_so_and_changes_nothing(team):
    client = browser(make_person("Root", "", superuser=True))
    data = filled(client.get(reverse(ADD)), title="T", text="<p>x</p>")
    assert "Your role does not include this step" in text_of(client.post(reverse(ADD), data))
    assert not Notice.objects.exists()


def test_nothing_is_deleted(team):
    notice = written(team)
    client = browser(make_person("Root", "publisher", superuser=True))
    assert client.post(reverse("admin:editorial_notice_delete", args=[notice.pk]), {"post": "yes"}).status_code == 403


def test_list_tells_the_state_and_finds_it(team, now):
    written(team, title="Waiting"), written(team, title="Draft", is_ready=False), approved(team, title="Showing")
    approved(team, title="Ended", ends_at=NOON + dt.timedelta(minutes=1))
    now.shift(120)
    client, address = browser(team.writer), reverse("admin:editorial_notice_changelist")
    page = text_of(client.get(address))
    assert all(f">{state}</span>" in page for state in ("Waiting for approval", "Draft", "Showing", "Ended"))
    for state, title in [("waiting", "Waiting"), ("showing", "Showing"), ("ended", "Ended")]:
        found = client.get(f"{address}?standing={state}").context["cl"].result_list
        assert [notice.title for notice in found] == [title]


def test_list_costs_the_same_for_any_number_of_rows(team, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    client, address = browser(team.writer), reverse("admin:editorial_notice_changelist")
    written(team), client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(12):
        written(team)
    with django_assert_num_queries(len(few)):
        client.get(address)


# The steps


def step(name, notice):
    return reverse(f"{name}_notice", args=[notice.pk])


def test_lead_approves_on_the_page_of_the_step(team):
    notice, client = written(team), browser(team.lead)
    page = client.get(step("approve", notice))
    assert "Please write to us." in text_of(page)
    data = form_data(page, "form.step-form") | {"has_read": "on"}
    done = client.post(step("approve", notice), data)
    assert (done.status_code, done.headers["Location"]) == (302, change_page(notice))
    assert titles() == ["Our lines are down"]


def test_approval_without_reading_is_refused(team):
    notice, client = written(team), browser(team.lead)
    client.post(step("approve", notice), form_data(client.get(step("approve", notice)), "form.step-form"))
    assert titles() == []


def test_approval_of_what_was_changed_meanwhile_is_refused_in_place(team):
    notice, client = written(team), browser(team.lead)
    data = form_data(client.get(step("approve", notice)), "form.step-form") | {"has_read": "on"}
    change(notice, team.writer, text="<p>Take twice the dose.</p>")
    assert "Wanda Writer changed this notice" in text_of(client.post(step("approve", notice), data))
    assert titles() == []


def test_publisher_ends_a_notice_on_the_page_of_the_step(team, now):
    notice, client = approved(team), browser(team.publisher)
    assert "End this notice now" in text_of(client.get(change_page(notice)))
    now.shift(60)
    client.post(step("end", notice), form_data(client.get(step("end", notice)), "form.step-form"))
    assert titles() == []


@pytest.mark.parametrize("name", ["approve", "end"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["second_writer", "reviewer"])
def test_steps_are_refused_with_the_reason(team, name, method, role):
    notice = written(team) if name == "approve" else approved(team)
    before = fingerprint(notice)
    data = {"seen": before, "has_read": "on"}
    page = getattr(browser(getattr(team, role)), method)(step(name, notice), data)
    assert "Your role does not include this step" in text_of(page)
    assert fingerprint(fresh(notice)) == before


@pytest.mark.parametrize("name", ["approve", "end"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_steps_are_closed_to_those_who_may_not_see_notices(team, name, method):
    notice = written(team) if name == "approve" else approved(team)
    before = fingerprint(notice)
    data = {"seen": before, "has_read": "on"}
    assert getattr(browser(team.administrator), method)(step(name, notice), data).status_code == 403
    assert getattr(Client(), method)(step(name, notice), data).status_code == 302
    assert fingerprint(fresh(notice)) == before


@pytest.mark.parametrize("name", ["approve", "end"])
def test_looking_at_a_step_changes_nothing(team, name):
    notice = written(team) if name == "approve" else approved(team)
    before = fingerprint(notice)
    browser(team.lead).get(step(name, notice), {"seen": before, "has_read": "on"})
    assert fingerprint(fresh(notice)) == before


def test_publisher_is_told_who_approves_an_emergency(team):
    notice = written(team, level="emergency")
    assert "Ask a clinical lead" in text_of(browser(team.publisher).get(step("approve", notice)))
