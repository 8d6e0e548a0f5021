"""How often one place may search."""

import datetime as dt
import threading

import pytest

from editorial import clock
from search import limits
from search.limits import Turnstile
from search.models import AskedCount

NOON = dt.datetime(2026, 5, 4, 12, 0, 10, tzinfo=dt.UTC)
ADDRESS = "/en/search/"


@pytest.fixture(autouse=True)
def _turnstile(monkeypatch, settings):
    settings.SEARCHES_A_MINUTE = 3
    monkeypatch.setattr(limits, "turnstile", Turnstile())
    with clock.demonstration(NOON):
        yield


def ask(client, text="zebra", place="192.0.2.7", address=ADDRESS):
    return client.get(address, {"q": text}, REMOTE_ADDR=place)


@pytest.mark.django_db
def test_place_that_asks_too_often_is_told_to_wait_and_loses_no_word(client):
    assert [ask(client).status_code for _ in range(3)] == [200, 200, 200]
    response = ask(client, "zebra & <crossing>")
    text = response.content.decode()
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "50"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'value="zebra &amp; &lt;crossing&gt;"' in text
    assert "Please wait a minute" in text
    assert "call your emergency number" in text
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("es", "Espere un minuto"), ("ar", "يرجى الانتظار دقيقة")])
def test_it_is_said_in_the_language_of_the_page(client, language, heading):
    for _ in range(4):
        response = ask(client, address=f"/{language}/search/")
    assert response.status_code == 429
    assert heading in response.content.decode()


@pytest.mark.django_db
def test_next_minute_answers_again(client):
    for _ in range(4):
        ask(client)
    with clock.demonstration(NOON + dt.timedelta(seconds=50)):
        assert ask(client).status_code == 200


@pytest.mark.django_db
def test_other_places_are_answered(client):
    for _ in range(4):
        ask(client)
    assert ask(client, place="192.0.2.8").status_code == 200


@pytest.mark.django_db
def test_household_of_one_ipv6_network_is_one_place(client):
    answers = [ask(client, place=f"2001:db8:1:2::{number}").status_code for number in range(1, 5)]
    assert answers == [200, 200, 200, 429]


@pytest.mark.django_db
def test_empty_form_is_no_question(client):
    assert [ask(client, " ").status_code for _ in range(9)] == [200] * 9


@pytest.mark.django_db
def test_nothing_is_looked_for_while_somebody_has_to_wait(client, monkeypatch):
    for _ in range(3):
        ask(client)
    monkeypatch.setattr("search.views.search", lambda *args: pytest.fail("it was looked for"))
    assert ask(client).status_code == 429


@pytest.mark.django_db
def test_refused_questions_are_not_counted(client):
    for _ in range(15):
        ask(client)
    assert not AskedCount.objects.exists()


@pytest.mark.django_db
def test_no_limit_is_set_by_nought(client, settings):
    settings.SEARCHES_A_MINUTE = 0
    assert [ask(client).status_code for _ in range(9)] == [200] * 9


def test_place_that_cannot_be_told_is_let_through():
    gate = Turnstile()
    assert [gate.seconds_to_wait("", 1, 0.0) for _ in range(3)] == [0, 0, 0]


def test_no_address_is_in_memory_and_none_after_the_minute():
    gate = Turnstile()
    gate.seconds_to_wait("192.0.2.7", 3, 0.0)
    first = set(gate._asked)
    assert "192.0.2.7" not in repr(vars(gate))
    gate.seconds_to_wait("192.0.2.7", 3, 60.0)
    assert len(gate._asked) == 1
    assert first.isdisjoint(gate._asked)


def test_memory_is_bounded_and_new_places_are_let_through(monkeypatch):
    monkeypatch.setattr(limits, "MOST_PLACES", 2)
    gate = Turnstile()
    waits = [gate.seconds_to_wait(f"192.0.2.{number}", 1, 0.0) for number in (1, 2, 3, 3, 3)]
    assert waits == [0] * 5
    assert len(gate._asked) == 2
    assert gate.seconds_to_wait("192.0.2.1", 1, 0.0) == 60


def test_many_threads_get_through_no_more_often():
    gate, answers = Turnstile(), []
    threads = [
        threading.Thread(target=lambda: answers.extend(gate.seconds_to_wait("a", 10, 0.0) for _ in range(20)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(0) == 10


@pytest.mark.django_db
def test_readers_behind_a_proxy_that_is_not_trusted_do_not_wait_for_each_other(client, caplog):
    """All come from one address then; the operator is told once what to set."""
    limits._say_what_to_set.cache_clear()

    def passed_on(place):
        answer = client.get(ADDRESS, {"q": "zebra"}, REMOTE_ADDR=place, HTTP_X_FORWARDED_FOR="203.0.113.7")
        return answer.status_code

    assert [passed_on("10.0.0.1") for _ in range(5)] == [200] * 5
    assert len([record for record in caplog.records if "TRUST_PROXY=1" in record.message]) == 1
    # Anybody can send the header: out of the internet it changes nothing.
    assert [passed_on("92.0.2.9") for _ in range(4)] == [200, 200, 200, 429]


@pytest.mark.django_db
def test_readers_behind_a_trusted_proxy_are_limited_one_by_one(client, settings):
    settings.TRUST_PROXY = True
    places = ["203.0.113.1"] * 4 + ["203.0.113.2"]
    answers = [
        client.get(ADDRESS, {"q": "zebra"}, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=place) for place in places
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 200]
