"""Append-only tables, held by the database itself.

`install` is idempotent and runs after every migrate: SQLite rebuilds a table when a migration alters it, and drops its
triggers without a word. Triggers stop accidents and stolen web sessions, not the owner of the server; what he does is
found by `manage.py verify_history` and the seals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY = [
    "Revision",
    "Use",
    "SignOff",
    "SignOffRevoked",
    "SignOffConfirmed",
    "Waiver",
    "FindingWaiver",
    "Scan",
    "Address",
    "Edition",
    "Event",
    "Seal",
]
NEVER_DELETED = ["Item", "Publication", "Body"]

_FUNCTIONS = {
    "editorial_refuse": """ BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END """,
    "editorial_only_empty": """ BEGIN
    IF NEW.digest <> OLD.digest OR NEW.text <> '' THEN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END IF;
    RETURN NEW; END """,
}


def _table(name: str) -> str:
    return str(apps.get_model("editorial", name)._meta.db_table)


def _unique_keys(name: str) -> Iterator[str]:
    """For each unique key of the table, the condition under which a row there has the key of the new one."""
    options = apps.get_model("editorial", name)._meta
    keys = [([field], "") for field in options.concrete_fields if field.unique]
    for constraint in options.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            # The only condition in use leaves out rows whose last field is empty.
            last = options.get_field(constraint.fields[-1]).column
            unless = f" AND NEW.\"{last}\" <> ''" if constraint.condition else ""
            keys.append(([options.get_field(field) for field in constraint.fields], unless))
    for fields, unless in keys:
        yield " AND ".join(f'"{field.column}" = NEW."{field.column}"' for field in fields) + unless


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
    # The names come from our own models, never from outside.
    taken = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})' for same in _unique_keys(name))  # noqa: S608
    yield f"{table}_no_replace", f'BEFORE INSERT ON "{table}" WHEN {taken} BEGIN {_refuse(table)}; END'


def _postgresql(name: str) -> Iterator[tuple[str, str]]:
    table = _table(name)
    verbs = "DELETE OR UPDATE" if name in APPEND_ONLY else "DELETE"
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
            for function, body in _FUNCTIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
                )
        for table, trigger, definition in triggers:
            _drop(connection, cursor, table, trigger)
            cursor.execute(f'CREATE TRIGGER "{trigger}" {definition}')


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop all triggers: only the flush of a test database does this."""
    triggers = list(_triggers(connection))
    with connection.cursor() as cursor:
        for table, trigger, _ in triggers:
            _drop(connection, cursor, table, trigger)


def _present(connection: BaseDatabaseWrapper, cursor: Any) -> dict[str, str]:
    """Name of each trigger that fires -> its definition as it was created."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())
    # O fires always but on a replica, A always; the others are switched off for everybody who could change a row.
    cursor.execute(
        "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(t.oid), proname, prosrc FROM pg_trigger t "
        "JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    return {
        name: re.sub(r" ON \S+ ", f' ON "{table}" ', definition, count=1)
        for name, table, definition, function, body in cursor.fetchall()
        if _FUNCTIONS.get(function, body) == body
    }


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that are missing or say something else than they should, as sentences."""
    with connection.cursor() as cursor:
        present = _present(connection, cursor)
    found = []
    for table, trigger, definition in _triggers(connection):
        if trigger not in present:
            found.append(f"The trigger {trigger} is missing or switched off: {table} can be changed.")
        elif not present[trigger].endswith(definition):
            found.append(f"The trigger {trigger} does not say what it should: {table} can be changed.")
    return found
