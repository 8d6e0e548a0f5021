"""What must be true before the site serves: a database that answers, its tables up to date, static files in place."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import localtime

from editorial import protect
from portal.environment import ROOT

Say = Callable[[str], object]


class NotReady(Exception):
    """The site cannot serve; the sentence says why and what to do."""


def reach_database() -> None:
    """One plain connection: a pool would try for two seconds and keep the reason to itself."""
    connection.settings_dict["OPTIONS"].pop("pool", None)
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = next(iter(str(error).strip().splitlines()), "no answer")
        raise NotReady(
            f"The database cannot be reached ({reason}). Check DATABASE_URL, and that the database server runs."
            if connection.vendor != "sqlite"
            else f"The database file {settings.DATABASES['default']['NAME']} cannot be opened ({reason}). "
            "Check DATA_DIR and who owns it."
        ) from error


def bring_tables_up_to_date(say: Say) -> int:
    """Apply what is pending and return how many migrations that was.

    Each migration is all or nothing, but a row of them can be cut off between two. A marker in the data directory
    remembers that; applying the rest is then safe, and is said.
    """
    executor = MigrationExecutor(connection)
    _refuse_other_version(executor)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    marker = settings.DATA_DIR / "migrating"
    if marker.exists():
        say(f"The last update of the database was cut off ({marker.read_text().strip()}). Going on with the rest.")
    if plan:
        say(f"Updating the database: {len(plan)} step{'s' if len(plan) > 1 else ''}.")
        copy = _copy_before_migrating(executor)
        marker.write_text(f"begun {localtime():%d %B %Y, %H:%M}\n")
        _migrate(copy, say)
    marker.unlink(missing_ok=True)
    _put_back_triggers(say)
    return len(plan)


def _put_back_triggers(say: Say) -> None:
    """Without its triggers the history can be changed; that they were gone is said, because somebody may have."""
    faults = protect.faults(connection)
    for fault in faults:
        say(fault)
    if faults:
        protect.install(connection)
        say("The triggers are back. Run “manage.py verify_history”: rows may have been changed while they were gone.")


def _refuse_other_version(executor: MigrationExecutor) -> None:
    try:
        executor.loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        raise NotReady(
            f"The database was updated only in part, and not in order ({error}). "
            "Restore the last backup and start again."
        ) from error
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    applied, known = set(executor.loader.applied_migrations), set(executor.loader.disk_migrations or {})
    if unknown := sorted(key for key in applied - known if key[0] in ours):
        names = ", ".join(f"{app}.{name}" for app, name in unknown[:3])
        raise NotReady(
            f"The database was made by a newer version of this software (it holds {names}). "
            "Run that version, or restore a backup from before the update."
        )


def _migrate(copy: Path | None, say: Say) -> None:
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        executor = MigrationExecutor(connection)
        left = executor.migration_plan(executor.loader.graph.leaf_nodes())
        where = f"{left[0][0].app_label}.{left[0][0].name}" if left else "the last step"
        raise NotReady(
            f"The update of the database stopped at {where}: {str(error).strip()}. What came before it is in place. "
            + (f"The database as it was is kept at {copy}." if copy else "Restore the backup from before the update.")
        ) from error
    say("The database is up to date.")


def _copy_before_migrating(executor: MigrationExecutor) -> Path | None:
    """A copy of an SQLite database that holds something; PostgreSQL has backups of its own."""
    source = settings.DATABASES["default"]["NAME"]
    if connection.vendor != "sqlite" or not executor.loader.applied_migrations or not Path(source).exists():
        return None
    copy = Path(settings.DATA_DIR) / f"before-update-{localtime():%Y%m%d-%H%M%S}.sqlite3"
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    copy.chmod(0o600)
    return copy


def gather_static_files(say: Say) -> bool:
    """Collect and compress, if anything changed since the last time: it takes seconds, and a start should not."""
    stamp_file = Path(settings.STATIC_ROOT) / ".stamp"
    stamp = _stamp_of_static_files()
    if settings.DEBUG or (stamp_file.exists() and stamp_file.read_text() == stamp):
        return False
    say("Preparing style sheets and scripts (once; about ten seconds).")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp_file.write_text(stamp)
    return True


def _stamp_of_static_files() -> str:
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(path.encode() + b"\n" + Path(storage.path(path)).read_bytes())
    return digest.hexdigest()
