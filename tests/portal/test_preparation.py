import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.repository.source import ROOT


def manage(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as an operator would: the database is a fresh one in `data`."""
    variables = {**os.environ, "DATA_DIR": str(data), "DATABASE_URL": "", "DEBUG": "1", **environment}
    variables.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


def execute(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        database.execute(statement)
        database.commit()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("prepared")
    assert manage(data, "prepare").returncode == 0
    return data


@pytest.fixture
def site(prepared, tmp_path) -> Path:
    for file in prepared.glob("db.sqlite3*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_second_time_has_nothing_to_do(site):
    result = manage(site, "prepare")
    assert (result.returncode, result.stdout) == (0, "")


def test_update_that_was_cut_off_is_said_and_finished(site):
    execute(site, "DELETE FROM django_migrations WHERE app = 'sessions'")
    execute(site, "DROP TABLE django_session")
    (site / "migrating").write_text("begun 1 May 2026, 10:00\n")
    result = manage(site, "prepare")
    assert result.returncode == 0
    assert "was cut off (begun 1 May 2026, 10:00)" in result.stdout
    assert not (site / "migrating").exists()


def test_database_is_copied_before_an_update(site):
    execute(site, "DELETE FROM django_migrations WHERE app = 'sessions'")
    execute(site, "DROP TABLE django_session")
    manage(site, "prepare")
    copies = list(site.glob("before-update-*.sqlite3"))
    assert len(copies) == 1
    assert copies[0].stat().st_mode & 0o077 == 0


def test_update_that_fails_says_where_and_where_the_copy_is(site):
    execute(site, "DELETE FROM django_migrations WHERE app = 'sessions'")
    result = manage(site, "prepare")
    assert result.returncode == 3
    assert "stopped at sessions.0001_initial" in result.stderr
    assert "is kept at" in result.stderr
    assert "Traceback" not in result.stderr
    assert (site / "migrating").exists()


def test_database_of_a_newer_version_is_refused(site):
    execute(site, "INSERT INTO django_migrations (app, name, applied) VALUES ('editorial', '9999_x', '2026-01-01')")
    result = manage(site, "prepare")
    assert result.returncode == 3
    assert "newer version" in result.stderr


def test_database_that_does_not_answer_is_said_in_one_sentence(tmp_path):
    result = manage(tmp_path, "prepare", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert result.returncode == 3
    assert result.stderr.startswith("CommandError: The database cannot be reached (")
    assert len(result.stderr.splitlines()) == 1


def test_file_that_is_no_database_is_said_in_one_sentence(tmp_path):
    (tmp_path / "db.sqlite3").write_bytes(b"not a database, but long enough to be taken for one" * 40)
    result = manage(tmp_path, "prepare")
    assert result.returncode == 3
    assert "db.sqlite3 cannot be opened" in result.stderr
    assert "Traceback" not in result.stderr


def test_wrong_setting_stops_every_command_with_a_sentence(tmp_path):
    result = manage(tmp_path, "check", TRUST_PROXY="perhaps")
    assert result.returncode == 1
    assert result.stderr == "A setting is wrong. TRUST_PROXY is “perhaps”. Write 1 for yes or 0 for no.\n"


def test_lost_trigger_is_said_and_put_back(site):
    execute(site, "DROP TRIGGER editorial_event_no_update")

    first, second = manage(site, "prepare"), manage(site, "prepare")

    assert "editorial_event_no_update is missing" in first.stdout
    assert "verify_history" in first.stdout
    assert (second.returncode, second.stdout) == (0, "")


def test_migrate_puts_a_lost_trigger_back(site):
    execute(site, "DROP TRIGGER editorial_event_no_update")

    assert manage(site, "migrate", "-v", "0").returncode == 0
    assert "The history is whole" in manage(site, "verify_history").stdout
