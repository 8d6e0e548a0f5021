"""The bytes of a file, if it can be a page: looked at before it is read, so that no huge file fills the memory."""

from __future__ import annotations

from pathlib import Path

from articles.importing.decoding import MAX_BYTES
from articles.importing.errors import FileMissing, FileTooLarge


def read_file(path: Path) -> bytes:
    """Raises FileMissing or FileTooLarge."""
    try:
        if not path.is_file():  # a folder, a device or a pipe would never end
            raise FileMissing
        if path.stat().st_size > MAX_BYTES:
            raise FileTooLarge
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # the decoder refuses a file that grew meanwhile
    except (OSError, ValueError) as error:  # no permission; a name that no file can have
        raise FileMissing from error
