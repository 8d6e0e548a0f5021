"""Append-only tables are held by the database, not by good manners."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from editorial import protect
from editorial.models import Address, Body, Event, Item, Publication, Revision, SignOff
from tests.making import live_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(team):
    return live_article(team)


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Revision, {"number": 9}),
        (SignOff, {"digest": "0" * 64}),
        (Address, {"path": "/en/x/"}),
        (Event, {"verb": "x"}),
        (Body, {"text": "other words"}),
    ],
)
def test_rows_cannot_be_updated(article, model, changes):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.update(**changes)


@pytest.mark.parametrize("model", [Revision, SignOff, Address, Event, Body, Item, Publication])
def test_rows_cannot_be_deleted(article, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete(using="default")


def test_sqlite_cannot_replace_a_row(article):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO editorial_address (id, path, item_id, by_id, at) "
            "SELECT id, '/en/evil/', item_id, by_id, at FROM editorial_address"
        )


def test_install_twice_is_install_once(article):
    protect.install(connection)
    protect.install(connection)

    assert protect.faults(connection) == []


def test_flush_is_refused_outside_tests(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/portal.sqlite3")

    with pytest.raises(CommandError, match="signed records"):
        call_command("flush", interactive=False)
