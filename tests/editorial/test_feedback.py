"""What readers say: kept with the text it is about, and with nothing about them."""

import datetime as dt
import logging

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from articles.models import Section
from editorial import actions, clock, errors, limits
from editorial.feedback import HONEYPOT, Answer
from editorial.models import Event, Feedback, Publication
from editorial.verify import problems
from tests.forms import form_data
from tests.making import fresh, head_of, live_article, make_article, make_person, make_question_set, put_live, save

pytestmark = pytest.mark.django_db

PAGE = "/en/wrist/"
FORM = "/en/wrist/feedback/"


@pytest.fixture
def article(team):
    return live_article(team, slug="wrist", sections=2)


@pytest.fixture
def reader():
    return Client(enforce_csrf_checks=True)


def text_of(response):
    return response.content.decode()


def send(client, path=FORM, *, place="203.0.113.7", headers=None, **fields):
    return client.post(path, fields, REMOTE_ADDR=place, headers=headers or {})


# The form


def test_every_live_page_offers_the_form_for_its_own_text(team, article, reader):
    form = reader.get(PAGE).context["feedback"]
    assert form.action == FORM
    assert [part.title for part in form.sections] == ["Part 1", "Part 2"]
    assert form.values.edition == Publication.objects.get().code
    assert form.honeypot
    assert form.errors == {}


def test_questions_are_parts_of_a_question_set(team, reader):
    publication = put_live(make_question_set(team.writer, questions=("Will it heal?", "How long?")), team)
    form = reader.get(publication.path).context["feedback"]
    assert [part.title for part in form.sections] == ["Will it heal?", "How long?"]
    assert send(reader, form.action, useful="no", section=form.sections[1].value).status_code == 303
    assert Feedback.objects.get().section_title == "How long?"


def test_form_has_a_page_of_its_own(article, reader):
    page = reader.get(FORM)
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert text_of(page).count("<h1") == 1
    assert f'action="{FORM}"' in text_of(page)


def test_form_of_a_page_that_is_not_live_is_not_there(team, reader):
    make_article(team.writer, slug="wrist")
    assert reader.get(FORM).status_code == 404
    assert send(reader, useful="yes").status_code == 404
    assert not Feedback.objects.exists()


def test_withdrawn_page_takes_no_answers_and_says_why(team, article, reader):
    actions.withdraw(item=article.item, by=team.publisher, reason="The advice has changed.")
    assert reader.get(FORM).status_code == 410
    answer = send(reader, useful="yes")
    assert answer.status_code == 410
    assert "The advice has changed." in text_of(answer)
    assert not Feedback.objects.exists()


def test_page_withdrawn_while_the_answer_was_on_its_way_takes_none(team, article):
    publication = Publication.objects.select_related("revision__signed").get()
    actions.withdraw(item=article.item, by=team.publisher, reason="The advice has changed.")
    with pytest.raises(errors.NotLive):
        actions.leave_feedback(publication=publication, answer=Answer(useful="yes"), place="")


def test_moved_page_leads_its_form_along_and_takes_answers_from_the_old_address(team, article, reader):
    actions.change_address(item=article.item, slug="broken-wrist", by=team.publisher)
    answer = reader.get(FORM)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/broken-wrist/feedback/")
    assert send(reader, useful="yes").headers["Location"].startswith("/en/broken-wrist/feedback/")
    assert Feedback.objects.count() == 1


# An answer


def test_answer_is_kept_with_page_text_part_language_and_day_only(article, reader):
    section = Section.objects.filter(parent=article).last()
    answer = send(reader, useful="no", section=str(section.uid), text="How long does it take?")
    assert answer.status_code == 303
    kept = Feedback.objects.get()
    assert (kept.item, kept.revision) == (article.item, head_of(article))
    assert (kept.section, kept.section_title) == (str(section.uid), "Part 2")
    assert (kept.language, kept.is_useful, kept.text) == ("en", False, "How long does it take?")
    assert (kept.on, kept.status) == (clock.today(), "new")


def test_table_of_answers_has_no_column_for_a_reader():
    assert {field.column for field in Feedback._meta.concrete_fields} == {
        "id", "item_id", "revision_id", "section", "section_title", "language", "is_useful", "text", "on", "status",
        "outcome", "handled_by_id", "handled_on",
    }  # fmt: skip


def test_thanks_follow_by_a_redirect_so_that_a_reload_sends_nothing(article, reader):
    answer = send(reader, useful="yes")
    thanks = reader.get(answer.headers["Location"])
    assert thanks.status_code == 200
    assert "Thank you" in text_of(thanks)
    assert Feedback.objects.count() == 1


def test_answer_about_an_older_text_stays_with_that_text(team, article, reader):
    seen, old = Publication.objects.get().code, head_of(article)
    gone = Section.objects.filter(parent=article).last()
    gone.delete()
    save(article, team.writer, summary="Six weeks, or eight.")
    put_live(article, team)
    send(reader, useful="no", edition=seen, section=str(gone.uid))
    kept = Feedback.objects.get()
    assert kept.revision == old
    assert kept.section_title == "Part 2"


@pytest.mark.parametrize("code", ["", "ABCDEFGHJK", "x", "-" * 400])
def test_unknown_code_means_the_live_text(article, reader, code):
    send(reader, useful="yes", edition=code)
    assert Feedback.objects.get().revision == head_of(article)


def test_code_of_another_page_means_the_live_text(team, article, reader):
    live_article(team, slug="ankle", title="Broken ankle")
    send(reader, useful="yes", edition=Publication.objects.get(title="Broken ankle").code)
    assert Feedback.objects.get().revision == head_of(article)


def test_form_as_the_page_prints_it_names_the_text_and_leads_back(article, reader):
    page = reader.get(PAGE)
    data = form_data(page, 'form[action$="feedback/"]') | {"text": "How long?"}
    assert data["edition"] == [Publication.objects.get().code]
    answer = send(reader, **data)
    assert answer.status_code == 303
    assert f'href="{PAGE}"' in text_of(reader.get(answer.headers["Location"]))
    assert f'href="{PAGE}"' in text_of(send(reader, text="ann@example.org"))


# What is not kept


def errors_of(answer):
    return answer.context["feedback"].errors


@pytest.mark.parametrize("fields", [{}, {"text": "  \r\n "}, {"useful": "perhaps"}, {"section": "x"}])
def test_nothing_said_is_told_kindly(article, reader, fields):
    answer = send(reader, **fields)
    assert answer.status_code == 422
    assert "Nothing was sent yet" in errors_of(answer)["useful"]


def test_text_that_is_too_long_says_by_how_much_and_is_kept(article, reader):
    text = "a" * 512
    answer = send(reader, text=text)
    assert answer.status_code == 422
    assert "12 characters too long" in errors_of(answer)["text"]
    assert text in text_of(answer)
    assert not Feedback.objects.exists()


def test_text_that_just_fits_is_kept_whatever_the_line_ends(article, reader):
    text = "a" * 249 + "\r\n" + "b" * 250
    assert send(reader, text=text).status_code == 303
    assert len(Feedback.objects.get().text) == 500


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Call me on 07700 900123", "telephone number"),
        ("I am 943 476 5919", "NHS number"),
        ("ann@example.org", "e-mail address"),
        ("born 3 May 1961", "date of birth"),
        ("https://example.org/?name=ann is better", "link"),
    ],
)
def test_personal_details_are_not_taken_and_the_text_comes_back_with_a_hint(article, reader, text, hint):
    answer = send(reader, useful="no", text=text)
    assert answer.status_code == 422
    assert hint in errors_of(answer)["text"]
    assert answer.context["feedback"].values.text == text
    assert answer.context["feedback"].values.useful == "no"
    assert not Feedback.objects.exists()


def test_number_that_the_page_gives_may_be_named(team, reader):
    article = make_article(team.writer, slug="wrist", summary="Call the team on 020 7946 0018.")
    put_live(article, team)
    assert send(reader, text="Nobody answers at 020 7946 0018.").status_code == 303


@pytest.mark.parametrize("text", ["https://spam.example/buy", "www.spam.example http://spam.example/x", "!!!"])
def test_links_without_words_are_refused_kindly(article, reader, text):
    answer = send(reader, text=text)
    assert answer.status_code == 422
    assert "a few words" in errors_of(answer)["text"]


def test_filled_honeypot_looks_like_success_and_keeps_nothing(article, reader):
    answer = send(reader, useful="yes", text="Buy here", **{HONEYPOT: "https://spam.example"})
    real = send(reader, useful="yes")
    assert (answer.status_code, answer.headers["Location"]) == (real.status_code, real.headers["Location"])
    assert Feedback.objects.get().text == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://[", "Host": "testserver"},
    ],
)
def test_post_from_another_site_is_refused(article, reader, headers):
    answer = send(reader, useful="yes", headers=headers)
    assert answer.status_code == 403
    assert "from another site" in text_of(answer)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://testserver"}, {}]
)
def test_post_from_here_is_taken(article, reader, headers):
    assert send(reader, useful="yes", headers=headers).status_code == 303


# How often


def test_same_answer_twice_is_one(article, reader):
    for _ in range(3):
        assert send(reader, useful="yes", text="Clear.").status_code == 303
    assert Feedback.objects.count() == 1


def test_same_answer_of_two_readers_is_two(article, reader):
    send(reader, useful="yes")
    send(reader, useful="yes", place="203.0.113.8")
    assert Feedback.objects.count() == 2


def test_sixth_answer_from_one_place_is_told_when_and_keeps_its_text(article, reader):
    for number in range(limits.FROM_ONE_PLACE):
        assert send(reader, text=f"Thought {number}").status_code == 303
    answer = send(reader, text="Thought number six")
    assert answer.status_code == 429
    assert "in 10 minutes" in errors_of(answer)["form"]
    assert int(answer.headers["Retry-After"]) == 600
    assert "Thought number six" in text_of(answer)
    assert send(reader, text="Thought number six", place="203.0.113.8").status_code == 303


def test_place_may_write_again_after_ten_minutes(article, reader):
    with time_machine.travel(dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC), tick=False) as now:
        for number in range(limits.FROM_ONE_PLACE):
            send(reader, text=f"Thought {number}")
        now.shift(dt.timedelta(minutes=8, seconds=30))
        answer = send(reader, text="Six")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "120")
        now.shift(dt.timedelta(minutes=2))
        assert send(reader, text="Six").status_code == 303


def test_whole_site_takes_so_many_an_hour(article, reader, monkeypatch):
    monkeypatch.setattr(limits, "FROM_EVERYWHERE", 3)
    with time_machine.travel(dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC), tick=False) as now:
        for number in range(3):
            assert send(reader, useful="yes", place=f"203.0.113.{number}").status_code == 303
        assert send(reader, useful="yes", place="203.0.113.9").status_code == 429
        now.shift(dt.timedelta(hours=1, seconds=1))
        assert send(reader, useful="yes", place="203.0.113.9").status_code == 303


def test_refused_text_does_not_count(article, reader):
    for _ in range(limits.FROM_ONE_PLACE + 1):
        send(reader, text="ann@example.org")
    assert send(reader, text="Without it.").status_code == 303


def test_neighbours_in_one_household_are_one_place(rf):
    places = {
        limits.place_of(rf.get("/", REMOTE_ADDR=address)) for address in ("2001:db8:1:2::3", "2001:db8:1:2:9:9:9:9")
    }
    assert len(places) == 1
    assert limits.place_of(rf.get("/", REMOTE_ADDR="2001:db8:1:3::3")) not in places
    assert limits.place_of(rf.get("/", REMOTE_ADDR="::ffff:203.0.113.7")) == "203.0.113.7"


def test_forwarded_address_counts_behind_a_trusted_proxy_only(rf, settings):
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert limits.place_of(request) == "127.0.0.1"
    settings.TRUST_PROXY = True
    assert limits.place_of(request) == "203.0.113.7"
    assert limits.place_of(rf.get("/", HTTP_X_FORWARDED_FOR="nonsense", REMOTE_ADDR="127.0.0.1")) == ""


# Privacy


def test_reader_gets_no_cookie_and_nothing_is_cached(article, reader):
    for answer in (reader.get(PAGE), reader.get(FORM), send(reader, useful="yes"), send(reader, text="x" * 501)):
        assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


def test_log_holds_neither_text_nor_place_nor_query(article, reader, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("django", "django.request", "django.security", "editorial"):
        logging.getLogger(name).addHandler(caplog.handler)
    for fields in ({"text": "Lump in my breast"}, {"text": "x" * 900}, {"text": "ann@example.org"}):
        send(reader, f"{FORM}?from=secret", **fields)
    send(reader, useful="yes", headers={"Origin": "https://elsewhere.example"})
    for name in ("django", "django.request", "django.security", "editorial"):
        logging.getLogger(name).removeHandler(caplog.handler)
    lines = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    written = "\n".join(lines)
    assert not any(word in written for word in ("Lump", "ann@", "203.0.113", "secret", "elsewhere"))


def test_cache_holds_no_address_and_forgets_within_minutes(article, reader, settings):
    with time_machine.travel(dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC), tick=False) as now:
        send(reader, useful="yes", text="Lump in my breast")
        day, key, tries = cache.get("feedback.recent")
        assert "203.0.113.7" not in repr((day, key, tries))
        assert "Lump" not in repr((day, key, tries))
        now.shift(dt.timedelta(minutes=10, seconds=1))
        assert cache.get("feedback.recent") is None
        send(reader, useful="no")
        assert cache.get("feedback.recent")[1] != key  # what was hashed with the old key means nothing any more


def test_key_changes_with_the_day(article, reader):
    with time_machine.travel(dt.datetime(2026, 5, 4, 23, 58, tzinfo=dt.UTC), tick=False) as now:
        send(reader, useful="yes")
        key = cache.get("feedback.recent")[1]
        now.shift(dt.timedelta(minutes=4))
        send(reader, useful="no")
        assert cache.get("feedback.recent")[1] != key


# Hostile input


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "\x00\x01 ok \x1b[0m"},
        {"text": "half \ud83d"},
        {"text": ["a", "b"], "useful": ["yes", "no"]},
        {"useful": "yes", "section": "no-such-part"},
        {"useful": "yes", "section": "\x00" * 50},
        {"useful": "yes", "edition": "\x00\ud800"},
        {"text": "<script>alert(1)</script>"},
        {"text": "\u202e\u2066 turned"},
    ],
)
def test_strange_fields_are_kept_as_plain_text_or_refused(article, reader, fields):
    body = "&".join(f"{name}={quoted(v)}" for name, values in fields.items() for v in as_list(values))
    answer = reader.post(FORM, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {303, 422}
    for kept in Feedback.objects.all():
        assert "\x00" not in kept.text + kept.section
        assert kept.section == ""


def as_list(values):
    return values if isinstance(values, list) else [values]


def quoted(value):
    from urllib.parse import quote

    return quote(value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"text": "json"}', "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"text=a", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"--x\r\nnot a part", "multipart/form-data; boundary=x"),
        (b"text=a", "multipart/form-data"),
        (b"&".join(b"a%d=1" % n for n in range(15_000)), "application/x-www-form-urlencoded"),
        (b"text=" + b"a" * 2**20, "application/x-www-form-urlencoded"),
        (b"", "text/plain"),
    ],
)
def test_strange_body_never_breaks_the_site(article, reader, body, content_type):
    answer = reader.generic("POST", FORM, body, content_type=content_type)
    assert answer.status_code in {303, 400, 413, 422}


@pytest.mark.parametrize(
    "path", ["/en/nowhere/feedback/", "/en/questions/x/feedback/", "/en/glossary/x/feedback/", "/zz/a/feedback/"]
)
def test_form_of_nothing_is_not_there(db, reader, path):
    assert send(reader, path, useful="yes").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(article, reader, method):
    assert reader.generic(method, FORM).status_code == 405


# What comes of it


def an_answer(article, **fields):
    values = {"useful": "no", "text": "How long?"} | fields
    publication = Publication.objects.select_related("revision__signed").get(item=article.item)
    return actions.leave_feedback(publication=publication, answer=Answer(**values), place=str(fields))


def test_answer_is_marked_as_read(team, article):
    kept = actions.handle_feedback(feedback=an_answer(article), by=team.writer, status="read")
    assert (kept.status, kept.handled_by, kept.handled_on) == ("read", team.writer, clock.today())
    assert Event.objects.filter(item=article.item, verb="handle_feedback").exists()
    assert list(problems()) == []


def test_change_needs_a_sentence_about_it(team, article):
    kept = an_answer(article)
    with pytest.raises(errors.OutcomeMissing):
        actions.handle_feedback(feedback=kept, by=team.writer, status="acted", outcome=" ")
    handled = actions.handle_feedback(feedback=kept, by=team.writer, status="acted", outcome="We now say six weeks.")
    assert handled.outcome == "We now say six weeks."


@pytest.mark.parametrize("status", ["new", "gone", ""])
def test_other_ways_of_handling_are_refused(team, article, status):
    with pytest.raises(errors.NothingToDo):
        actions.handle_feedback(feedback=an_answer(article), by=team.writer, status=status)


def test_double_click_is_one_event(team, article):
    kept = an_answer(article)
    for _ in range(2):
        actions.handle_feedback(feedback=kept, by=team.writer, status="read")
    assert Event.objects.filter(verb="handle_feedback").count() == 1


@pytest.mark.parametrize("role", ["reviewer", "lead", "administrator"])
def test_handling_is_refused_to_those_who_write_no_drafts(team, article, role):
    kept = an_answer(article)
    with pytest.raises(errors.NotAllowed):
        actions.handle_feedback(feedback=kept, by=getattr(team, role), status="read")
    assert fresh(kept).status == "new"


def test_superuser_without_a_role_handles_nothing(team, article):
    root = make_person("Root", "", superuser=True)
    with pytest.raises(errors.NotAllowed):
        actions.handle_feedback(feedback=an_answer(article), by=root, status="read")


def test_words_that_tell_who_wrote_them_are_taken_out_for_good(team, article):
    kept = an_answer(article, useful="", text="I am Ann Lee of 3 Mill Lane.")
    handled = actions.handle_feedback(feedback=kept, by=team.writer, status="read", removes_text=True)
    assert "Ann" not in fresh(handled).text
    assert "Ann" not in "".join(Event.objects.values_list("facts", flat=True))


# Forgetting


def test_texts_are_forgotten_after_twelve_months_and_counts_stay(team, article):
    with time_machine.travel(dt.datetime(2025, 5, 4, 12, tzinfo=dt.UTC)):
        an_answer(article)
        an_answer(article, useful="", text="Only words.")
    with time_machine.travel(dt.datetime(2025, 5, 5, 12, tzinfo=dt.UTC)):
        an_answer(article, text="A day younger.")
    assert actions.forget_old_feedback(dt.date(2026, 5, 5)) == 2
    assert sorted(Feedback.objects.values_list("is_useful", "text")) == [(False, ""), (False, "A day younger.")]
    assert actions.forget_old_feedback(dt.date(2026, 5, 5)) == 0


def test_command_forgets(team, article, capsys):
    with time_machine.travel(dt.datetime(2024, 5, 4, 12, tzinfo=dt.UTC)):
        an_answer(article)
    call_command("forget_feedback")
    assert "1 texts" in capsys.readouterr().out
    assert Feedback.objects.get().text == ""
