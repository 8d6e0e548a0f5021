"""`/healthz` tells those who watch the machine how search is, and nothing about readers or directories."""

import pytest
from django.db import DatabaseError
from django.test import Client

from search import index
from search.faults import IndexUnusable
from tests.making import live_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    index._keepers.clear()
    yield
    index._keepers.clear()


def lines(status=200):
    answer = Client().get("/healthz")
    assert answer.status_code == status
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode().splitlines()


def test_index_in_step_is_said_with_its_pages(team):
    live_article(team)
    assert lines() == ["database: answers", "search index: in step; pages: 1"]


def test_index_in_a_temporary_directory_is_said_and_no_path(team, settings):
    (settings.DATA_DIR / "index").touch()
    live_article(team)
    said = lines()[1]
    assert said.startswith("search index: in step; pages: 1; in a temporary directory")
    assert "/" not in said


def test_index_that_cannot_follow_is_behind(team, monkeypatch):
    live_article(team)
    lines()
    monkeypatch.setattr(index.Volume, "write", _full)
    live_article(team, title="Another page")
    assert lines()[1].startswith("search index: behind the site; pages: 1;")


def test_no_index_is_said_and_is_no_reason_to_stop_the_process(team, monkeypatch):
    monkeypatch.setattr(index, "Volume", _full)
    live_article(team)
    assert lines()[1].startswith("search index: not there")


def test_database_that_does_not_answer_is_a_503(monkeypatch):
    def fail(self):
        raise DatabaseError("gone")

    monkeypatch.setattr(index.Keeper, "ready", fail)
    assert lines(503)[0] == "database: does not answer"


def _full(*args, **kwargs):
    raise IndexUnusable("No space left on device")
