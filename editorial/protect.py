"""Append-only tables, held by the database itself.

`install` is idempotent and runs after every migrate: SQLite rebuilds a table when a migration alters it, and drops its
triggers without a word. Triggers stop accidents and stolen web sessions, not the owner of the server; what he does is
found by `manage.py verify_history` and the seals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = [
    "Revision",
    "Use",
    "SignOff",
    "SignOffRevoked",
    "SignOffConfirmed",
    "Waiver",
    "Scan",
    "Address",
    "Event",
    "Seal",
]
NEVER_DELETED = ["Item", "Publication", "Body"]

_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION editorial_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE OR REPLACE FUNCTION editorial_only_empty() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.digest <> OLD.digest OR NEW.text <> '' THEN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END IF;
    RETURN NEW; END $$""",
)


def _table(name: str) -> str:
    return str(apps.get_model("editorial", name)._meta.db_table)


def _unique_keys(name: str) -> Iterator[list[str]]:
    options = apps.get_model("editorial", name)._meta
    yield from ([field.column] for field in options.concrete_fields if field.unique)
    for constraint in options.total_unique_constraints:
        yield [str(options.get_field(field).column) for field in constraint.fields]


def _refuse(table: str) -> str:
    return f"SELECT RAISE(ABORT, 'append-only: {table}')"


def _sqlite(name: str) -> Iterator[tuple[str, str]]:
    """Pairs of (trigger name, its definition)."""
    table = _table(name)
    if name in APPEND_ONLY or name == "Body":
        when = "" if name != "Body" else "WHEN NEW.digest <> OLD.digest OR NEW.text <> ''"
        yield f"{table}_no_update", f'BEFORE UPDATE ON "{table}" {when} BEGIN {_refuse(table)}; END'
    yield f"{table}_no_delete", f'BEFORE DELETE ON "{table}" BEGIN {_refuse(table)}; END'
    # INSERT OR REPLACE would overwrite a row without ever firing an UPDATE trigger.
    same = (" AND ".join(f'"{column}" = NEW."{column}"' for column in columns) for columns in _unique_keys(name))
    # The names come from our own models, never from outside.
    taken = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {condition})' for condition in same)  # noqa: S608
    yield f"{table}_no_replace", f'BEFORE INSERT ON "{table}" WHEN {taken} BEGIN {_refuse(table)}; END'


def _postgresql(name: str) -> Iterator[tuple[str, str]]:
    table = _table(name)
    verbs = "UPDATE OR DELETE" if name in APPEND_ONLY else "DELETE"
    yield f"{table}_append_only", f'BEFORE {verbs} ON "{table}" FOR EACH ROW EXECUTE FUNCTION editorial_refuse()'
    if name == "Body":
        yield f"{table}_only_empty", f'BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION editorial_only_empty()'
    yield f"{table}_no_truncate", f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION editorial_refuse()'


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    """(table, trigger, definition) for every protected table that exists."""
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    tables = set(connection.introspection.table_names())
    for name in APPEND_ONLY + NEVER_DELETED:
        if _table(name) in tables:
            yield from ((_table(name), trigger, definition) for trigger, definition in make(name))


def _drop(connection: BaseDatabaseWrapper, cursor: Any, table: str, trigger: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


def install(connection: BaseDatabaseWrapper) -> None:
    """Create all triggers anew."""
    triggers = list(_triggers(connection))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in _FUNCTIONS:
                cursor.execute(function)
        for table, trigger, definition in triggers:
            _drop(connection, cursor, table, trigger)
            cursor.execute(f'CREATE TRIGGER "{trigger}" {definition}')


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop all triggers: only the flush of a test database does this."""
    triggers = list(_triggers(connection))
    with connection.cursor() as cursor:
        for table, trigger, _ in triggers:
            _drop(connection, cursor, table, trigger)


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that are missing or say something else than they should, as sentences."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
        present = dict(cursor.fetchall())
    found = []
    for table, trigger, definition in _triggers(connection):
        if trigger not in present:
            found.append(f"The trigger {trigger} is missing: {table} can be changed.")
        elif connection.vendor == "sqlite" and not present[trigger].endswith(definition):
            found.append(f"The trigger {trigger} does not say what it should: {table} can be changed.")
    return found
