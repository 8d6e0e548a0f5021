"""Only a test database may be emptied: the append-only triggers come off, the tables are flushed, the triggers return."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush
from django.db import connections

from editorial import protect


class Command(Flush):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        name = str(connection.settings_dict["NAME"])
        if not ("test" in name or "memory" in name):
            raise CommandError("This database holds signed records. It is not flushed.")
        protect.remove(connection)
        try:
            super().handle(**options)
        finally:
            protect.install(connection)
