"""The search index of this machine: a disposable copy of what publications say, kept in step with them.

It never decides what patients may see: whoever searches joins its answers to the live publications. When it cannot be
used, searching falls back to a plain list from the database, and publishing does not notice.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from editorial.models import Publication
from editorial.unchanged import site_stamp
from search.builds import Home, State, checksums, read_state, temporary_home, verify, write_state
from search.documents import PageDocument
from search.faults import IndexUnusable
from search.publications import (
    Site,
    documents_of,
    is_same_but_for_pages,
    live_counts,
    newest_event,
    site_now,
    tree_of_topics,
)
from search.volumes import LARGE_HEAP, Volume

logger = logging.getLogger(__name__)

# Up to so many pages are indexed at once; more of them in a thread, while the plain list answers.
AT_ONCE = 200
# After a failure nothing is tried for so long, and a temporary directory is left after so long.
REST_SECONDS = 60
TEMPORARY_SECONDS = 600

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Opened:
    """A build that can be searched."""

    build: Path
    state: State
    volumes: dict[str, Volume] = field(default_factory=dict)


@dataclass(frozen=True)
class Health:
    """How the index of this process is; `is_elsewhere`: in a temporary directory, since its own cannot be written."""

    pages: int = 0
    is_missing: bool = False
    is_in_step: bool = False
    is_elsewhere: bool = False


class Keeper:
    """Keeps one index open and in step. Its methods may be called by several threads and processes at once."""

    def __init__(self, root: Path) -> None:
        self._main = self._home = Home(root)
        self._opened: Opened | None = None
        self._rest_until = self._temporary_until = 0.0
        self._helper: threading.Thread | None = None
        self._said: set[str] = set()

    def ready(self, stamp: str | None = None) -> Opened | None:
        """The index as the site is now; an older one while another process is at work; None if there is none.

        One query when nothing has changed, and none if `stamp`, that of the site, was read just now.
        """
        opened = self._opened
        if opened is not None and opened.build.is_dir():  # somebody may have cleared it away
            now = site_stamp() if stamp is None else stamp
            if (now and now == opened.state.stamp) or site_now(opened.state).is_shown_by(opened.state):
                return opened
        if time.monotonic() < self._rest_until:
            return opened
        try:
            return self._catch_up(at_once=AT_ONCE)
        except (IndexUnusable, OSError) as error:
            self._give_up(error)
            return self._opened

    @property
    def last_seen(self) -> Opened | None:
        """The index as this process saw it last, without a query: for a second look within one request."""
        return self._opened

    def rebuild(self, progress: Progress) -> int:
        """Build anew from all live pages and switch to it; gives their number. Raises IndexUnusable or OSError."""
        with self._main.writing(wait=True):
            opened = self._build(self._main, progress)
        self._home, self._opened = self._main, opened
        return sum(opened.state.pages.values())

    def health(self) -> Health:
        """Looked at as a search would; raises DatabaseError."""
        opened = self.ready()
        if opened is None:
            return Health(is_missing=True)
        is_in_step = site_now(opened.state).is_shown_by(opened.state)
        pages = sum(opened.state.pages.values())
        return Health(pages, is_in_step=is_in_step, is_elsewhere=self._home is not self._main)

    def doubt(self) -> None:
        """A search failed: look at every file again before the next one."""
        self._opened = None

    def _catch_up(self, *, at_once: int | None) -> Opened | None:
        """Bring the index to the site's generation; more than `at_once` pages are left to a thread."""
        if self._home is not self._main and time.monotonic() > self._temporary_until:
            self._home, self._opened = self._main, None
        found = self._try_open()
        if found is None or not site_now(found.state).is_shown_by(found.state):
            try:
                found = self._work(at_once)
            except (IndexUnusable, OSError) as error:
                if self._home is not self._main:
                    raise
                self._move_out(error)
                found = self._work(at_once)
        if found is not None and self._home is self._main:
            self._said.clear()
        self._opened = found or self._opened
        return self._opened

    def _work(self, at_once: int | None) -> Opened | None:
        """What is to be done, by whoever holds the lock; the others go on with what there is."""
        with self._home.writing(wait=at_once is None) as is_mine:
            found = self._try_open()
            if not is_mine:
                return found
            site = site_now(found.state if found else None)
            if found is not None and site.is_shown_by(found.state):
                return found
            if found is not None and site.continues(found.state) and is_same_but_for_pages(found.state):
                try:
                    return self._apply(found, site, at_once) or found
                except IndexUnusable as error:
                    logger.warning("The search index is built anew: %s", error)
            if at_once is not None and Publication.objects.count() > at_once:
                self._start_helper()
                return found
            return self._build(self._home)

    def _try_open(self) -> Opened | None:
        """What is on the disk, opened; None if there is nothing or it is not whole."""
        try:
            build = self._home.current()
            if build is None:
                return None
            state, before = read_state(build), self._opened
            if before is not None and before.build == build:
                if before.state == state:
                    return before
                volumes = dict(before.volumes)
            else:
                verify(build, state)
                volumes = {}
            for language in state.pages:
                if language in volumes:
                    volumes[language].reload()
                else:
                    volumes[language] = Volume(build, language)
            return Opened(build, state, volumes)
        except IndexUnusable:
            return None

    def _apply(self, found: Opened, site: Site, at_once: int | None) -> Opened | None:
        """Put in what was published since, take out what was withdrawn; None if that is left to the helper."""
        event = newest_event()
        changed = Publication.objects.filter(generation__gt=found.state.generation)
        if at_once is not None and changed.count() > at_once:
            self._start_helper()
            return None
        volumes = dict(found.volumes)
        for language in changed.order_by().values_list("language", flat=True).distinct():
            if language not in volumes:
                volumes[language] = Volume(found.build, language)
            rows = changed.in_language(language)
            volumes[language].write(documents_of(rows), gone=list(rows.values_list("pk", flat=True)))
        pages = {language: volume.count() for language, volume in volumes.items()}
        expected = live_counts()
        if site_now(None).generation == site.generation and expected != {k: n for k, n in pages.items() if n}:
            raise IndexUnusable("it does not hold as many pages as there are")
        state = replace(found.state, generation=site.generation, stamp=site.stamp, event=event)
        return _finish(found.build, state, volumes)

    def _build(self, home: Home, progress: Progress | None = None) -> Opened:
        site = site_now(None)
        state = State(site.generation, site.stamp, newest_event(), tree_of_topics())
        expected = live_counts()
        build = home.new_build()
        try:
            volumes = {language: Volume(build, language) for language in expected}
            done, total = 0, sum(expected.values())
            for language, volume in volumes.items():
                documents = documents_of(Publication.objects.in_language(language))
                volume.write(_counted(documents, done, total, progress), heap=LARGE_HEAP)
                done += volume.count()
            opened = _finish(build, state, volumes)
            home.use(build)
        except (IndexUnusable, OSError):
            shutil.rmtree(build, ignore_errors=True)
            raise
        return opened

    def _start_helper(self) -> None:
        if self._helper is None or not self._helper.is_alive():
            self._helper = threading.Thread(target=self._help, name="search-index", daemon=True)
            try:
                self._helper.start()
            except RuntimeError as error:  # no room for another thread
                raise IndexUnusable(str(error)) from error

    def _help(self) -> None:
        try:
            self._catch_up(at_once=None)
        except (IndexUnusable, OSError, DatabaseError) as error:
            self._give_up(error)
        finally:
            connection.close()

    def _move_out(self, error: Exception) -> None:
        self._warn("The search index cannot be kept in %s (%s). A temporary directory is used.", error)
        self._home = temporary_home()
        self._temporary_until = time.monotonic() + TEMPORARY_SECONDS

    def _give_up(self, error: Exception) -> None:
        self._rest_until = time.monotonic() + REST_SECONDS
        self._warn("There is no search index in %s or elsewhere (%s). Titles are searched in the database.", error)

    def _warn(self, sentence: str, error: Exception) -> None:
        """Once, not with every search, until the index works again."""
        if sentence not in self._said:
            self._said.add(sentence)
            logger.warning(sentence, self._main.root, error)


def _finish(build: Path, state: State, volumes: dict[str, Volume]) -> Opened:
    pages = {language: volume.count() for language, volume in volumes.items()}
    state = replace(state, pages=pages, files=checksums(build, state.files))
    write_state(build, state)
    return Opened(build, state, volumes)


def _counted(
    documents: Iterable[PageDocument], before: int, total: int, progress: Progress | None
) -> Iterator[PageDocument]:
    for number, document in enumerate(documents, before + 1):
        yield document
        if progress is not None:
            progress(number, total)


_keepers: dict[Path, Keeper] = {}


def keeper() -> Keeper:
    """The keeper of this process's index."""
    root = Path(settings.DATA_DIR) / "index"
    return _keepers.setdefault(root, Keeper(root))


def note_change() -> None:
    """Something was published or withdrawn: bring the index in step. To be called after the commit; never fails."""
    try:
        keeper().ready()
    except DatabaseError as error:
        logger.warning("The search index will be brought in step by the next search: %s", error)
