"""The time of actions. Everybody gets the real clock; demonstration content may be written at a set time.

Whatever is written while the clock is set is marked as demonstration for ever (events, items, publications), so that
no real page can be given a review date by turning the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_set_at: ContextVar[dt.datetime | None] = ContextVar("demonstration_clock", default=None)


def now() -> dt.datetime:
    """The moment of an action, in UTC."""
    return _set_at.get() or timezone.now()


def today() -> dt.date:
    """The calendar day of an action in the site's time zone."""
    return timezone.localdate(now())


def day_of(at: dt.datetime) -> dt.date:
    """The calendar day of a moment in the site's time zone."""
    return timezone.localdate(at)


def is_demonstration() -> bool:
    """Is the clock set, so that what is written must be marked as demonstration?"""
    return _set_at.get() is not None


@contextmanager
def demonstration(at: dt.datetime) -> Iterator[None]:
    """Set the clock to `at` (aware) for demonstration content."""
    token = _set_at.set(at)
    try:
        yield
    finally:
        _set_at.reset(token)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
