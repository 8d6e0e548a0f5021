"""What has to be done beside answering requests: a list of functions, each of which does all that is due of its kind.

A chore may run late, twice, and be killed at any moment. It returns a sentence about what it did, or nothing.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from editorial import clock
from editorial.actions import forget_old_feedback
from library import drawing, link_check
from portal import generation
from portal.faults import FAULTS
from portal.paper import copies
from search.counting import forget_old_counts

logger = logging.getLogger(__name__)

POLL = 2.0  # seconds between two looks at whether anything changed
SECONDS_FOR_LINKS = 60

Say = Callable[[str], object]


class AlreadyRunning(Exception):
    """Another process does the chores now."""


def note_missing_pictures() -> str:
    gone, back = drawing.mark_missing()
    parts = [f"{gone} gone"] * bool(gone) + [f"{back} back"] * bool(back)
    return f"Files of pictures: {', '.join(parts)}." if parts else ""


def draw_pictures() -> str:
    """Before the copies, which show them."""
    drawn = drawing.draw_renditions()
    if drawn.files:
        generation.tell_pages()
    made = f"Made {_files(drawn.files)} for pictures." if drawn.files else ""
    broken = f"Cannot read: {', '.join(drawn.broken)}." if drawn.broken else ""
    return " ".join(filter(None, [made, broken]))


def make_copies() -> str:
    made = copies.make_copies()
    done = [
        f"Made {_files(made.files)} of pages." if made.files else "",
        f"Removed {_files(made.removed)} of withdrawn pages." if made.removed else "",
        f"Cannot be set: {', '.join(made.refused)}." if made.refused else "",
    ]
    return " ".join(filter(None, done))


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def forget_words_of_readers() -> str:
    forgotten = forget_old_feedback(clock.today())
    return f"Forgot the words of {forgotten} old answers of readers." if forgotten else ""


def forget_what_was_asked() -> str:
    forgotten = forget_old_counts(clock.today())
    return f"Forgot {forgotten} old counts of what people look for." if forgotten else ""


def ask_links() -> str:
    """In slices, so that no page waits long for its copies; the next run goes on with what was asked longest ago."""
    if not settings.CHECK_LINKS:
        return ""
    report = link_check.Run(SECONDS_FOR_LINKS).go()
    if report.offline:
        return "No address on other sites can be reached: this machine seems to be offline."
    return f"Asked {report.asked} addresses on other sites, {report.failing} did not answer." if report.asked else ""


# In this order; later ones may lean on earlier ones.
CHORES: list[Callable[[], str]] = [
    note_missing_pictures,
    draw_pictures,
    make_copies,
    forget_words_of_readers,
    forget_what_was_asked,
    ask_links,
]


def run_all(say: Say) -> bool:
    """Do all chores once; a fault in one is logged and does not stop the others. Whether all went well."""
    is_well = True
    for chore in CHORES:
        try:
            sentence = chore()
        except FAULTS:
            logger.exception("The chore %s failed", chore.__name__)
            is_well = False
        else:
            if sentence:
                say(sentence)
    return is_well


def run_for_ever(every: float, say: Say, *, sleep: Callable[[float], object] = time.sleep) -> None:
    """At once, whenever a public page changed, and every so many seconds: dates pass without anybody's doing.

    What a run itself tells the pages is no reason for another; what others changed meanwhile is.
    """
    done_for, done_at = -1, 0.0
    while True:
        now = _generation()
        if now is not None and (now != done_for or time.monotonic() - done_at >= every):
            told = generation.told()
            run_all(say)
            done_for, done_at = now + generation.told() - told, time.monotonic()
        sleep(POLL)


def _generation() -> int | None:
    """How often public pages changed so far; None while the database does not answer: it may be restarting."""
    close_old_connections()
    try:
        return generation.current()
    except DatabaseError:
        return None


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the lock of the data directory; the system lets go of it however the process ends. Raises AlreadyRunning."""
    lock = os.open(settings.DATA_DIR / "chores.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(lock)
        yield
    finally:
        os.close(lock)


def _take(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise AlreadyRunning from error
