from pathlib import Path

import pytest
from django.core.checks import run_checks

from portal import checks

# From Django 6 on the checks of the database run with the others.
pytestmark = pytest.mark.django_db


def ids() -> set[str]:
    return {message.id for message in run_checks() if message.id.startswith("portal.")}


def test_settings_of_the_tests_are_right():
    assert ids() == set()


def test_any_host_is_refused(settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert "portal.E001" in ids()


def test_data_directory_part_that_cannot_be_written_is_found(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "media").touch()
    assert "portal.E002" in ids()


@pytest.mark.parametrize("url", ["health.example.org", "https://health.example.org/en", "ftp://x.org", "https://"])
def test_site_url_that_is_no_site_is_refused(settings, url):
    settings.SITE_URL = url
    assert "portal.E004" in ids()


def test_plain_http_on_the_internet_is_warned_of(settings):
    settings.SITE_URL = "http://health.example.org"
    assert "portal.W004" in ids()


@pytest.mark.parametrize("path", ["/admin/", "admin", "accounts/", "en/", "static/", "/"])
def test_admin_path_that_collides_is_refused(settings, path):
    settings.ADMIN_PATH = path
    assert [m.id for m in checks.check_admin_path(None)] == ["portal.E005"]


def test_short_secret_key_is_refused(settings):
    settings.SECRET_KEY = "short"
    assert "portal.E006" in ids()


def test_secret_key_that_others_can_read_is_refused(settings, tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    assert "portal.E007" in ids()


def test_every_message_has_a_hint(settings):
    settings.ALLOWED_HOSTS, settings.SITE_URL, settings.SECRET_KEY = ["*"], "x", "x"
    ours = [message for message in run_checks() if message.id.startswith("portal.")]
    assert len(ours) >= 3
    assert all(message.hint for message in ours)


def test_sqlite_on_a_network_file_system_is_refused(settings, monkeypatch):
    monkeypatch.setattr(checks, "file_system_of", lambda path: "nfs4")
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": Path("/data/db.sqlite3")}
    monkeypatch.setitem(settings.DATABASES, "default", sqlite)
    assert [m.id for m in checks.check_local_disk(None)] == ["portal.E003"]


def test_postgres_may_have_its_data_directory_anywhere(settings, monkeypatch):
    monkeypatch.setattr(checks, "file_system_of", lambda path: "nfs4")
    postgres = {"ENGINE": "django.db.backends.postgresql", "NAME": "health"}
    monkeypatch.setitem(settings.DATABASES, "default", postgres)
    assert list(checks.check_local_disk(None)) == []


def test_file_system_is_that_of_the_deepest_mount(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/a / ext4 rw 0 0\nserver:/b /data nfs4 rw 0 0\n/dev/c /data/fast\\040disk xfs rw 0 0\n")
    assert checks.file_system_of(Path("/data/db.sqlite3"), mounts) == "nfs4"
    assert checks.file_system_of(Path("/data/fast disk/db.sqlite3"), mounts) == "xfs"
    assert checks.file_system_of(Path("/database/db.sqlite3"), mounts) == "ext4"
    assert checks.file_system_of(Path("/x"), tmp_path / "none") == ""


def test_index_directory_that_cannot_be_written_is_warned_of(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "index").touch()
    assert ids() == {"portal.W002"}
