"""The index keeps in step, heals itself, and never stands in the way."""

import dataclasses
import logging
import shutil
import subprocess
import sys
import threading

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from editorial import actions
from editorial.models import Event, SiteState
from search import builds, index
from search.analysis import read_query
from search.faults import IndexUnusable, index_faults
from search.query import Filters, find

pytestmark = pytest.mark.django_db


def numbers(text="wrist"):
    return find(read_query(text, "en"), "en", Filters()).numbers


def forget():
    """As if the process had started anew."""
    index._keepers.clear()


def home(settings):
    return builds.Home(settings.DATA_DIR / "index")


def files(settings, pattern="*.term"):
    return sorted(home(settings).current().rglob(pattern))


def replace(path, data):
    """Write a new file in the place of the old one; cutting one short under a reader would kill this process."""
    other = path.with_name("other")
    other.write_bytes(data)
    other.replace(path)


@pytest.fixture
def page(shelf):
    page = shelf.article("Broken wrist")
    assert numbers() == (page.pk,)
    return page


def test_index_is_not_built_anew_for_a_change(page, shelf, settings):
    before = home(settings).current()
    other = shelf.article("Sprained wrist")
    assert set(numbers()) == {page.pk, other.pk}
    assert home(settings).current() == before


def test_note_change_brings_the_index_in_step(page, shelf):
    other = shelf.article("Sprained ankle")
    index.note_change()
    assert index.keeper()._opened.state.generation == SiteState.objects.get().generation
    assert numbers("ankle") == (other.pk,)


def test_note_change_without_a_database_fails_quietly(page, monkeypatch):
    def fail(self):
        raise index.DatabaseError("gone")

    monkeypatch.setattr(index.Keeper, "ready", fail)
    index.note_change()


def test_new_process_opens_what_is_there(page, settings):
    before = home(settings).current()
    forget()
    assert numbers() == (page.pk,)
    assert home(settings).current() == before


def test_process_that_only_reads_asks_one_question_for_a_search(page, django_assert_num_queries):
    """The stamp on the disk is enough to know that nothing changed."""
    forget()
    numbers()
    with django_assert_num_queries(1):
        index.keeper().ready()
    stamp = SiteState.objects.get().stamp
    with django_assert_num_queries(0):
        assert index.keeper().ready(stamp) is not None


def test_index_that_was_cleared_away_is_made_anew_by_the_next_search(page, settings):
    shutil.rmtree(settings.DATA_DIR / "index")
    assert numbers() == (page.pk,)
    assert files(settings)


@pytest.mark.parametrize("damage", ["cut", "flipped", "deleted", "pointer", "state", "meta", "everything"])
def test_damaged_index_is_built_anew(page, settings, damage):
    forget()
    if damage == "cut":
        replace(files(settings)[0], files(settings)[0].read_bytes()[:-3])
    elif damage == "flipped":
        data = bytearray(files(settings)[0].read_bytes())
        data[len(data) // 2] ^= 0xFF
        replace(files(settings)[0], bytes(data))
    elif damage == "deleted":
        files(settings)[0].unlink()
    elif damage == "pointer":
        (home(settings).root / builds.POINTER).write_bytes(b"\xff../../etc")
    elif damage == "state":
        replace(home(settings).current() / builds.STATE, b'{"generation": []}')
    elif damage == "meta":
        replace(files(settings, "meta.json")[0], b"{")
    else:
        for path in files(settings, "*"):
            path.is_file() and path.unlink()
    assert numbers() == (page.pk,)
    forget()
    assert numbers() == (page.pk,)


def test_index_of_another_version_is_left_for_a_new_one(page, settings, monkeypatch):
    old = home(settings).root
    monkeypatch.setattr(builds, "VERSION", "2-of-the-future")
    forget()
    assert numbers() == (page.pk,)
    assert not old.exists()


def test_index_of_another_history_is_built_anew(page, settings):
    """A database that was restored may have come to the same generation by another way."""
    before = home(settings).current()
    state = builds.read_state(before)
    forget()
    builds.write_state(before, dataclasses.replace(state, event=(Event.objects.first().pk, "0" * 64)))
    assert numbers() == (page.pk,)
    assert home(settings).current() != before


def test_index_ahead_of_the_database_is_built_anew(page, settings):
    before = home(settings).current()
    SiteState.objects.update(generation=0, stamp="")
    assert numbers() == (page.pk,)
    assert home(settings).current() != before


def test_index_that_missed_a_page_is_built_anew(page, shelf, team, settings):
    """Deleted behind our back: the next change finds that the numbers differ."""
    keeper = index.keeper()
    keeper._opened.volumes["en"].write([], gone=[page.pk])
    assert numbers() == ()
    other = shelf.article("Another wrist")
    assert set(numbers()) == {page.pk, other.pk}


def test_killed_writer_leaves_no_gap(page, shelf, settings, monkeypatch):
    other = shelf.article("Sprained wrist")
    with monkeypatch.context() as patch:
        patch.setattr(index, "_finish", _killed)
        with pytest.raises(KeyboardInterrupt):
            numbers()
    forget()
    assert set(numbers()) == {page.pk, other.pk}


def test_what_a_killed_writer_left_half_made_is_cleared_before_the_next(page, settings):
    used, left = home(settings).current(), home(settings).root / "build-left"
    left.mkdir()
    made = home(settings).new_build()
    assert not left.exists()
    assert used.exists()
    assert made.exists()


def _killed(*args):
    raise KeyboardInterrupt


def test_second_process_answers_from_what_there_is(page, shelf, settings):
    other = shelf.article("Sprained wrist")
    script = (
        "import fcntl, sys; lock = open(sys.argv[1], 'a'); fcntl.flock(lock, fcntl.LOCK_EX); "
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, home(settings).root / builds.LOCK], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert numbers() == (page.pk,)
        forget()
        assert numbers() == (page.pk,)
        holder.kill()
    assert set(numbers()) == {page.pk, other.pk}


def test_without_an_index_and_the_lock_titles_are_searched(shelf, settings):
    page = shelf.article("Broken wrist")
    with home(settings).writing():
        assert numbers() == (page.pk,)
    assert home(settings).current() is None


def test_many_pages_are_left_to_a_thread(shelf, settings, monkeypatch):
    started = []
    monkeypatch.setattr(index, "AT_ONCE", 1)
    first, second = shelf.article("Broken wrist"), shelf.article("Sprained wrist")
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", lambda self: started.append(self.name))
        assert set(numbers()) == {first.pk, second.pk}  # by the plain list
    assert started == ["search-index"]
    index.keeper()._catch_up(at_once=None)  # what the thread does
    assert home(settings).current() is not None
    assert set(numbers()) == {first.pk, second.pk}


def test_directory_that_cannot_be_written_is_replaced_by_a_temporary_one(shelf, settings, caplog):
    (settings.DATA_DIR / "index").write_text("a file stands here")
    page = shelf.article("Broken wrist")
    assert numbers() == (page.pk,)
    assert numbers() == (page.pk,)
    assert index.keeper()._opened is not None
    assert [r.levelno for r in caplog.records if r.name == "search.index"] == [logging.WARNING]
    assert "temporary directory" in caplog.text


def test_full_disk_ends_in_the_plain_list_and_is_said_once(page, shelf, settings, monkeypatch, caplog):
    forget()
    monkeypatch.setattr(index, "Volume", _full)
    monkeypatch.setattr(index, "verify", _full)
    assert numbers() == (page.pk,)
    assert numbers() == (page.pk,)
    assert index.keeper()._opened is None
    assert sum("There is no search index" in record.getMessage() for record in caplog.records) == 1


def _full(*args, **kwargs):
    raise IndexUnusable("No space left on device")


def test_full_disk_keeps_the_index_that_is_open(page, shelf, settings, monkeypatch):
    opened = index.keeper()._opened
    shelf.article("Sprained wrist")
    monkeypatch.setattr(index.Volume, "write", _full)
    assert page.pk in numbers()
    assert index.keeper()._opened is opened


def test_faults_of_the_library_are_one_exception():
    panic = type("PanicException", (BaseException,), {})
    for error in (ValueError, OSError, panic):
        with pytest.raises(IndexUnusable), index_faults():
            raise error("x")
    with pytest.raises(KeyboardInterrupt), index_faults():
        raise KeyboardInterrupt


def test_rebuild_index_says_how_many_pages(page, settings, capsys):
    before = home(settings).current()
    call_command("rebuild_index")
    assert "holds 1 page." in capsys.readouterr().out
    assert home(settings).current() != before
    assert not before.exists()
    assert numbers() == (page.pk,)


def test_rebuild_index_that_cannot_write_says_what_to_do(page, settings):
    forget()
    settings.DATA_DIR = settings.DATA_DIR / "elsewhere"
    settings.DATA_DIR.write_text("a file stands here")
    with pytest.raises(CommandError, match="Make room"):
        call_command("rebuild_index")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_threads_and_a_publisher_at_once_end_in_step(shelf, team, settings):
    """Each thread has a keeper of its own, as a process has."""
    stop, errors = threading.Event(), []

    def search():
        keeper = index.Keeper(settings.DATA_DIR / "index")
        try:
            while not stop.is_set():
                keeper.ready()
        except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception
            errors.append(error)
        finally:
            index.connection.close()

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    pages = [shelf.article(f"Wrist {number}") for number in range(6)]
    actions.withdraw(item=pages[0].item, by=team.lead, reason="It is out of date.")
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert set(numbers()) == {page.pk for page in pages[1:]}
