import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal import environment
from portal.databases import database_settings
from portal.environment import WrongSetting


@pytest.mark.parametrize(("word", "meaning"), [("1", True), ("Yes", True), ("off", False), ("0", False), ("", False)])
def test_flag_reads(monkeypatch, word, meaning):
    monkeypatch.setenv("TRUST_PROXY", word)
    assert environment.flag("TRUST_PROXY") is meaning


def test_flag_refuses_what_it_does_not_know(monkeypatch):
    monkeypatch.setenv("TRUST_PROXY", "maybe")
    with pytest.raises(WrongSetting, match="TRUST_PROXY is “maybe”. Write 1"):
        environment.flag("TRUST_PROXY")


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "x"])
def test_whole_number_refuses(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(WrongSetting, match="whole number"):
        environment.whole_number("PORT", 8000)


def test_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("PORT", " ")
    assert environment.whole_number("PORT", 8000) == 8000


def test_time_zone_refuses_what_is_none(monkeypatch):
    monkeypatch.setenv("TIME_ZONE", "Mars")
    with pytest.raises(WrongSetting, match="Europe/London"):
        environment.time_zone()


def test_data_directory_under_a_file_is_refused_with_a_sentence(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "var"))
    with pytest.raises(WrongSetting, match="cannot be made"):
        environment.data_directory()


def test_secret_key_is_made_once_and_kept_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(environment.secret_key, [tmp_path] * 16))
    assert len(keys) == 1
    assert len(keys.pop()) > 60
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_given_secret_key_is_used_and_not_written(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_env_file_fills_in_what_the_environment_leaves_open(tmp_path):
    file = tmp_path / ".env"
    file.write_text('# a comment\nSITE_NAME="Our Health"\nPORT=1\nDEMO=0\nnot a setting\n')
    known = {"PORT": "9000", "DEMO": ""}
    environment.load_env_file(file, known)
    assert known == {"PORT": "9000", "DEMO": "0", "SITE_NAME": "Our Health"}


def test_missing_env_file_is_no_error(tmp_path):
    environment.load_env_file(tmp_path / ".env", {})


def test_database_default_is_sqlite_with_immediate_transactions(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "")
    database = database_settings(tmp_path, debug=False)
    assert database["NAME"] == tmp_path / "db.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert database["ATOMIC_REQUESTS"] is False


def test_postgres_url_brings_a_bounded_pool_and_timeouts(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://ann:secret@db.example.org:5433/health?sslmode=require")
    database = database_settings(tmp_path, debug=False)
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "health")
    assert database["CONN_MAX_AGE"] == 0
    options = database["OPTIONS"]
    assert options["sslmode"] == "require"
    assert options["pool"]["timeout"] == 2
    assert options["connect_timeout"] == 2
    assert "statement_timeout=5000" in options["options"]


@pytest.mark.parametrize("url", ["nonsense", "foo://x/y", "postgres://host:port/name"])
def test_database_url_that_cannot_be_read_is_refused(monkeypatch, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(WrongSetting, match="DATABASE_URL cannot be understood"):
        database_settings(tmp_path, debug=False)
