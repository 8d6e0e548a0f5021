"""How often something is asked."""

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from editorial import clock
from portal import chores
from search import counting
from search.counting import Asked, Tally, Times, tally
from search.models import LEAST_COUNTED, AskedCount, NotForUs

ADDRESS = "/en/search/"
DAY = dt.date(2026, 5, 4)


def rows():
    return [(row.language, row.words, row.times, row.without_answer) for row in AskedCount.objects.all()]


def ask(client, text="zebra crossing", times=LEAST_COUNTED, address=ADDRESS, **extra):
    for _ in range(times):
        client.get(address, {"q": text, **extra})


def noted(times, *, words="gout", day=DAY, into=None, is_answered=True, place=""):
    into = into or Tally()
    for _ in range(times):
        into.note(Asked(day, "en", words), is_answered=is_answered, place=place)
    return into


@pytest.mark.django_db
def test_nine_times_are_not_kept(client):
    ask(client, times=9)
    assert rows() == []


@pytest.mark.django_db
def test_the_tenth_time_keeps_all_ten(client):
    ask(client, "A Zebra  crossing!", times=9)
    ask(client, "zebra CROSSING", times=1)
    assert rows() == [("en", "zebra crossing", 10, 10)]
    assert AskedCount.objects.get().day == clock.today()


@pytest.mark.django_db
def test_one_place_counts_once_a_day_for_each_question(client):
    for number in range(LEAST_COUNTED - 1):
        place = {"REMOTE_ADDR": f"203.0.113.{number}"}
        for _ in range(3):
            client.get(ADDRESS, {"q": "zebra crossing"}, **place)
        client.get(ADDRESS, {"q": "zebras"}, **place)
    assert rows() == []
    client.get(ADDRESS, {"q": "zebra crossing"}, REMOTE_ADDR="203.0.113.99")
    assert rows() == [("en", "zebra crossing", LEAST_COUNTED, LEAST_COUNTED)]


def test_place_counts_again_on_another_day_and_is_forgotten_in_the_end(monkeypatch):
    monkeypatch.setattr(counting, "MOST_HEARD", 2)
    made = noted(LEAST_COUNTED - 1)
    noted(1, into=made, place="a", day=DAY + dt.timedelta(days=1))
    assert not made.due(1e9)
    noted(LEAST_COUNTED - 1, into=made, day=DAY + dt.timedelta(days=1))
    assert made.due(1e9)
    for number in range(9):
        noted(1, into=made, words=f"gout {number}", place="a", day=DAY + dt.timedelta(days=1))
    assert len(made._heard) == 2


@pytest.mark.django_db
def test_places_behind_a_proxy_that_is_not_trusted_are_not_told_apart(client):
    for number in range(LEAST_COUNTED):
        client.get(ADDRESS, {"q": "zebra crossing"}, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert [row[1:3] for row in rows()] == [("zebra crossing", LEAST_COUNTED)]


@pytest.mark.django_db
def test_what_is_answered_counts_as_answered(client, shelf):
    shelf.article("Bone scan")
    ask(client, "bone scan")
    assert rows() == [("en", "bone scan", 10, 0)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "extra", [{"page": "1"}, {"kind": "test"}, {"tag": "bone"}, {"topic": "bones"}, {"typed": "1"}]
)
def test_only_the_first_page_without_filters_counts(client, extra):
    ask(client, **extra)
    assert rows() == []


@pytest.mark.django_db
def test_head_does_not_count(client):
    for _ in range(LEAST_COUNTED):
        client.head(ADDRESS, {"q": "zebra"})
    assert rows() == []


@pytest.mark.django_db
def test_what_may_tell_who_asks_is_never_written(client):
    ask(client, "my name is Anna Smith", times=12)
    ask(client, "anna@example.org", times=12)
    assert rows() == []


@pytest.mark.django_db
def test_languages_are_counted_apart(client):
    ask(client, times=9)
    ask(client, times=1, address="/es/search/")
    assert rows() == []


@pytest.mark.django_db
def test_each_further_ten_are_written_together(client):
    ask(client, times=19)
    assert rows() == [("en", "zebra crossing", 10, 10)]
    ask(client, times=1)
    assert rows() == [("en", "zebra crossing", 20, 20)]


@pytest.mark.django_db
def test_database_that_cannot_be_written_to_breaks_no_search(client, monkeypatch, caplog):
    def fails(*args):
        raise DatabaseError("attempt to write a readonly database: zebra")

    monkeypatch.setattr(counting, "_write", fails)
    ask(client, times=9)
    assert client.get(ADDRESS, {"q": "zebra crossing"}).status_code == 200
    assert "not counted (DatabaseError)" in caplog.text
    assert "zebra" not in caplog.text
    monkeypatch.undo()
    ask(client, times=10)
    assert rows() == []  # it is left alone for a minute
    tally._rest_until = 0.0
    ask(client, times=1)
    assert rows() == [("en", "zebra crossing", 21, 21)]


@pytest.mark.django_db
def test_database_holds_the_least_number():
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedCount.objects.create(day=DAY, language="en", words="gout", times=9, without_answer=0)


@pytest.mark.django_db
def test_few_of_a_row_that_is_gone_are_not_written():
    counting._write(Asked(DAY, "en", "gout"), Times(3, 1))
    assert rows() == []


def test_below_the_least_number_no_words_are_in_memory():
    kept = noted(9, words="gout")
    assert "gout" not in repr(vars(kept))
    assert not kept.due(1e9)


def test_marks_of_two_processes_and_two_days_are_different():
    one, other = noted(1), noted(1)
    first = set(one._known)
    assert first.isdisjoint(other._known)
    noted(1, day=DAY + dt.timedelta(days=1), into=one)
    assert len(one._known) == 1 and first.isdisjoint(one._known)


def test_day_begins_anew():
    kept = noted(9)
    noted(9, day=DAY + dt.timedelta(days=1), into=kept)
    assert not kept.due(1e9)


def test_rest_is_written_after_a_minute():
    kept = noted(10)
    assert kept.due(100.0) == {Asked(DAY, "en", "gout"): Times(10, 0)}
    noted(3, into=kept, is_answered=False)
    assert not kept.due(159.0)
    assert kept.due(160.0) == {Asked(DAY, "en", "gout"): Times(3, 3)}
    assert not kept.due(1e9)


def test_memory_is_bounded_and_what_was_asked_last_stays(monkeypatch):
    monkeypatch.setattr(counting, "MOST_BELOW", 3)
    kept = noted(9, words="gout")
    for word in "abcdef":
        noted(1, words=word, into=kept)
        noted(0 if word == "f" else 1, words=f"{word}{word}", into=kept)
    assert len(kept._known) == 3
    noted(1, words="gout", into=kept)
    assert not kept.due(1e9)  # it was forgotten, and is counted from the beginning


def test_what_waits_is_bounded(monkeypatch):
    monkeypatch.setattr(counting, "MOST_WAITING", 2)
    kept = Tally()
    for word in ("gout", "croup", "acne"):
        noted(10, words=word, into=kept)
    assert [asked.words for asked in kept.due(1e9)] == ["gout", "croup"]


def test_many_threads_lose_nothing():
    kept = Tally()
    threads = [threading.Thread(target=noted, args=(50,), kwargs={"into": kept}) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.due(1e9) == {Asked(DAY, "en", "gout"): Times(200, 0)}


@pytest.mark.django_db
def test_counts_and_decisions_are_forgotten_after_thirteen_months(team):
    at = clock.now()
    for day, words in ((dt.date(2025, 4, 3), "old"), (dt.date(2025, 4, 4), "young")):
        AskedCount.objects.create(day=day, language="en", words=words, times=10, without_answer=0)
        NotForUs.objects.create(language="en", words=words, by=team.publisher, at=at)
    with clock.demonstration(dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)):
        assert chores.forget_what_was_asked() == "Forgot 1 old counts of what people look for."
        assert chores.forget_what_was_asked() == ""
    assert [row.words for row in AskedCount.objects.all()] == ["young"]
    assert [row.words for row in NotForUs.objects.all()] == ["young"]
    assert chores.forget_what_was_asked in chores.CHORES


@pytest.mark.django_db
def test_count_says_nothing_but_day_language_words_and_numbers():
    assert {field.name for field in AskedCount._meta.get_fields()} == {
        "id", "day", "language", "words", "times", "without_answer",
    }  # fmt: skip
