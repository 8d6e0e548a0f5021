"""How often something is asked, kept only from the tenth time of a day on.

Until then a question stands nowhere as words: the process that answers keeps the number under a hash of the words, with a
key that is made for this process and this day and is never written down. From the tenth time on the words, the day and
the numbers go into `AskedCount`: no address, no time of day, nothing that says which questions came from one reader.

Each process counts for itself, and a restart begins anew. So a question that is asked nine times in each of two
processes is not kept, and numbers are rather too low than too high: the error is on the side of the reader. One place on the
internet counts once for a question and a day, so coming back to a list is no second question, and what one reader asks
again and again is not kept. For that the process holds place and question under one more hash with the same key. Where
places cannot be told apart (see `search/limits.py`), and on this machine itself, each question counts.

Counting never breaks or slows a search. Rows are written after the answer was sent, together and seldom, and a
database that cannot be written to is left alone for a minute.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import logging
import secrets
import threading
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import Error, close_old_connections, connection, transaction
from django.db.models import Exists, F, OuterRef

from editorial import clock
from search.countable import countable
from search.models import LEAST_COUNTED, AskedCount, NotForUs
from search.results import Results

logger = logging.getLogger(__name__)

# Different questions of a day that a process knows by their hashes; the one that was not asked for longest goes.
MOST_BELOW = 20_000
# Places with what they asked; the oldest go.
MOST_HEARD = 50_000
# Questions that wait to be written.
MOST_WAITING = 1_000
SECONDS_BETWEEN = 60
KEPT_MONTHS = 13


class Asked(NamedTuple):
    day: dt.date
    language: str
    words: str


class Times(NamedTuple):
    times: int = 0
    without_answer: int = 0

    def plus(self, other: Times) -> Times:
        return Times(self.times + other.times, self.without_answer + other.without_answer)


class Tally:
    """The counts of one process. Its methods may be called by several threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self._day: dt.date | None = None
        self._key = b""
        self._known: dict[bytes, Times] = {}
        self._heard: dict[bytes, None] = {}
        self._waiting: dict[Asked, Times] = {}
        self._is_ripe = False
        self._next_write = self._rest_until = 0.0

    def note(self, asked: Asked, *, is_answered: bool, place: str = "") -> None:
        """Count one question, once for each place; remember its words once they were asked often enough."""
        one = Times(1, 0 if is_answered else 1)
        with self._lock:
            if asked.day != self._day:
                self._day, self._key, self._known, self._heard = asked.day, secrets.token_bytes(32), {}, {}
            question = f"{asked.language}\n{asked.words}"
            if place and self._has_heard(f"{place}\n{question}"):
                return
            mark = self._mark(question)
            known = self._known.pop(mark, Times()).plus(one)
            self._known[mark] = known
            if len(self._known) > MOST_BELOW:
                self._known.pop(next(iter(self._known)))
            if known.times >= LEAST_COUNTED:
                more = known if known.times == LEAST_COUNTED else one
                self._wait(asked, more)

    def _has_heard(self, who_and_what: str) -> bool:
        mark = self._mark(who_and_what)
        if mark in self._heard:
            return True
        self._heard[mark] = None
        if len(self._heard) > MOST_HEARD:
            self._heard.pop(next(iter(self._heard)))
        return False

    def _mark(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(), hashlib.sha256)[:16]

    def _wait(self, asked: Asked, more: Times) -> None:
        if asked in self._waiting or len(self._waiting) < MOST_WAITING:
            self._waiting[asked] = self._waiting.get(asked, Times()).plus(more)
            self._is_ripe |= self._waiting[asked].times >= LEAST_COUNTED

    def due(self, now: float) -> Mapping[Asked, Times]:
        """What is to be written now, which is each further ten and the rest once a minute; who gets it, writes it."""
        if not self._waiting or now < self._rest_until or not (self._is_ripe or now >= self._next_write):
            return {}
        with self._lock:
            due, self._waiting, self._is_ripe = self._waiting, {}, False
            self._next_write = now + SECONDS_BETWEEN
            return due

    def take_back(self, due: Mapping[Asked, Times], now: float) -> None:
        """It could not be written: try again in a minute."""
        with self._lock:
            self._rest_until = now + SECONDS_BETWEEN
            for asked, times in due.items():
                self._wait(asked, times)


tally = Tally()


def note(results: Results, place: str) -> None:
    """Count what was asked from a place, if it was asked without filters. Writes nothing."""
    choice = results.choice
    if choice.is_empty and not choice.is_as_typed:
        today = clock.today()
        words = countable(results.query, results.language, this_year=today.year)
        if words:
            is_answered = bool(results.total) and results.is_answer
            tally.note(Asked(today, results.language, words), is_answered=is_answered, place=place)


def write_what_is_due(**kwargs: Any) -> None:
    """Once a request is over. Never fails: a fault of the database is logged without what was asked."""
    now = time.monotonic()
    due = tally.due(now)
    if not due:
        return
    try:
        with transaction.atomic():
            for asked, times in due.items():
                _write(asked, times)
    except Error as error:
        tally.take_back(due, now)
        logger.warning("What people look for was not counted (%s). It is tried again.", type(error).__name__)
    finally:
        # Django did so before us, and a connection that was opened again must not wait for the next request.
        if not connection.in_atomic_block:
            close_old_connections()


def _write(asked: Asked, times: Times) -> None:
    row = AskedCount.objects.filter(day=asked.day, language=asked.language, words=asked.words)
    more = {"times": F("times") + times.times, "without_answer": F("without_answer") + times.without_answer}
    if not row.update(**more) and times.times >= LEAST_COUNTED:
        # Another process may have begun the row at this moment: then these few are lost, and no reader is troubled.
        new = AskedCount(**asked._asdict(), times=times.times, without_answer=times.without_answer)
        AskedCount.objects.bulk_create([new], ignore_conflicts=True)


def forget_old_counts(today: dt.date) -> int:
    """What the privacy page promises: nothing that readers asked is kept for more than thirteen months."""
    removed, _ = AskedCount.objects.filter(day__lt=clock.add_months(today, -KEPT_MONTHS)).delete()
    still = AskedCount.objects.filter(language=OuterRef("language"), words=OuterRef("words"))
    NotForUs.objects.exclude(Exists(still)).delete()
    return removed
