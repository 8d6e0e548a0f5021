"""What is done beside answering requests: in order, one at a time, and stoppable."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from editorial.actions.locks import raise_generation
from editorial.models import Copy, SiteState
from library.models import Rendition
from library.pictures import add_picture
from portal import chores
from tests.library.test_pictures import WORDS, drawn
from tests.making import live_article
from tests.repository.source import ROOT


def fails() -> str:
    raise OSError("disk full")


@pytest.mark.django_db
def test_everything_due_is_done_and_said(team, capsys):
    add_picture(drawn(size=(300, 200)), **WORDS)
    live_article(team)
    call_command("run_chores")
    assert capsys.readouterr().out.splitlines() == ["Made 3 files for pictures.", "Made 4 files of pages."]
    assert (Rendition.objects.count(), Copy.objects.count()) == (3, 4)
    call_command("run_chores")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_pages_are_told_of_new_files_of_pictures():
    add_picture(drawn(size=(300, 200)), **WORDS)
    chores.draw_pictures()
    assert SiteState.objects.get().generation == 1
    chores.draw_pictures()
    assert SiteState.objects.get().generation == 1


def test_one_that_fails_is_logged_and_does_not_stop_the_others(monkeypatch, caplog):
    done = []
    monkeypatch.setattr(chores, "CHORES", [fails, lambda: "Done."])
    assert chores.run_all(done.append) is False
    assert done == ["Done."]
    assert "The chore fails failed" in caplog.text


def test_command_says_that_something_failed(monkeypatch):
    monkeypatch.setattr(chores, "CHORES", [fails])
    with pytest.raises(CommandError, match="the log says why"):
        call_command("run_chores")


def test_a_stop_is_no_fault_of_a_chore(monkeypatch):
    def stopped() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(chores, "CHORES", [stopped])
    with pytest.raises(KeyboardInterrupt):
        chores.run_all(print)


def test_second_run_at_the_same_time_does_nothing(monkeypatch, capsys):
    monkeypatch.setattr(chores, "CHORES", [fails])
    with chores.only_one():
        call_command("run_chores")
    assert capsys.readouterr().out.startswith("Another process is doing the chores already")
    with chores.only_one():
        pass


class Enough(Exception):
    """The loop was watched for long enough."""


def watch(monkeypatch, generations, every=3600.0) -> list[int]:
    """Let the loop look at these generations, one after the other; how often it had worked after each look."""
    answers, runs, seen = iter(generations), [], []

    def current() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sleep(seconds: float) -> None:
        seen.append(len(runs))
        if len(seen) == len(generations):
            raise Enough

    monkeypatch.setattr(chores.generation, "current", current)
    monkeypatch.setattr(chores, "run_all", lambda say: runs.append(1) or True)
    monkeypatch.setattr(chores, "close_old_connections", lambda: None)
    with pytest.raises(Enough):
        chores.run_for_ever(every, print, sleep=sleep)
    return seen


def test_loop_works_at_the_start_and_when_a_page_changed_and_not_otherwise(monkeypatch):
    assert watch(monkeypatch, [3, 3, 3, 4, 4]) == [1, 1, 1, 2, 2]


def test_loop_works_again_after_the_given_time(monkeypatch):
    assert watch(monkeypatch, [3, 3, 3], every=1e-9) == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize(("others", "runs"), [(0, 1), (1, 2)])
def test_loop_works_again_for_a_change_of_others_and_not_for_its_own(monkeypatch, others, runs):
    done, looks = [], []

    def makes_files() -> str:
        if not done:
            chores.generation.tell_pages()
            for _ in range(others):
                raise_generation()
        done.append(1)
        return ""

    def sleep(seconds: float) -> None:
        looks.append(1)
        if len(looks) == 4:
            raise Enough

    monkeypatch.setattr(chores, "CHORES", [makes_files])
    monkeypatch.setattr(chores, "close_old_connections", lambda: None)
    with pytest.raises(Enough):
        chores.run_for_ever(3600.0, print, sleep=sleep)
    assert len(done) == runs


def test_loop_waits_for_a_database_that_restarts(monkeypatch):
    gone = OperationalError("gone")
    assert watch(monkeypatch, [gone, 3, gone, 3, 4]) == [0, 1, 1, 1, 2]


def test_loop_ends_when_told_and_another_takes_over(tmp_path):
    """A signal ends it without a word of its own, and the lock with it."""
    started = tmp_path / "chores.lock"
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "manage.py", "run_chores", "--every", "3600"]
    loop = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not started.exists() and loop.poll() is None:
        time.sleep(0.02)
    loop.terminate()
    said = loop.communicate(timeout=30)[0]
    assert (loop.returncode, said) == (-signal.SIGTERM, b"")
    with started.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


SERVE = """
import os, sys
from pathlib import Path
from portal import launch
launch.PYTHON = Path(sys.argv[1])
launch.serve("127.0.0.1", 1)
"""
# Stands for both. The server ends only after the chores did, so a start that stops one after the other hangs.
FAKE = """#!/bin/sh
echo "$(cut -d' ' -f19 /proc/$$/stat) $$ $*" > {folder}/part.$$
case "$*" in
  *run_chores*) mv {folder}/part.$$ {folder}/chores; exec sleep 60 ;;
esac
trap 'while grep -q . /proc/$(cut -d" " -f2 {folder}/chores)/cmdline 2>/dev/null; do sleep 0.02; done; exit 0' TERM
mv {folder}/part.$$ {folder}/server
for second in $(seq 600); do sleep 0.1; done
"""


@pytest.mark.parametrize("end", ["by Ctrl+C", "of the server"])
def test_chores_run_beside_the_server_give_way_to_it_and_end_with_it(tmp_path, end):
    fake = tmp_path / "python"
    fake.write_text(FAKE.format(folder=tmp_path))
    fake.chmod(0o700)
    files = [tmp_path / "chores", tmp_path / "server"]
    launcher = subprocess.Popen([sys.executable, "-c", SERVE, str(fake)], cwd=ROOT)
    while not all(file.exists() for file in files) and launcher.poll() is None:
        time.sleep(0.02)
    chores_line, server_line = [file.read_text().split() for file in files]
    try:
        assert chores_line[2:] == ["manage.py", "run_chores", "--every", "3600"]
        assert int(chores_line[0]) >= min(int(server_line[0]) + 5, 19)
        if end == "by Ctrl+C":
            launcher.send_signal(signal.SIGINT)
        else:
            os.kill(int(server_line[1]), signal.SIGKILL)
        launcher.wait(30)
        assert not Path(f"/proc/{chores_line[1]}").exists()
        assert not Path(f"/proc/{server_line[1]}").exists()
    finally:
        for pid in (launcher.pid, int(chores_line[1]), int(server_line[1])):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
