"""What cannot be brought in, as sentences that say what to do next."""

from __future__ import annotations

from editorial.errors import Refused


class FileRefused(Refused):
    """The file as a whole; nothing of it was looked at further."""

    code = "file_refused"


class RowRefused(Refused):
    """One row; the others are not touched by it."""

    code = "row_refused"


class RowStale(RowRefused):
    code = "row_stale"
    sentence = (
        "It was changed after this file was written, so nothing was overwritten. Export it again and make your changes "
        "there."
    )
