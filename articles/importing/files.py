"""The bytes of a file, if it can be a page: looked at before it is read, so that no huge file fills the memory."""

from __future__ import annotations

from pathlib import Path

from articles.importing.errors import FileMissing
from articles.importing.formats import ENDINGS, LARGEST, WEB, too_large

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
MAX_PICTURES = 60


def read_file(path: Path) -> bytes:
    """Raises FileMissing or FileTooLarge."""
    try:
        if not path.is_file():  # a folder, a device or a pipe would never end
            raise FileMissing
        if path.stat().st_size > LARGEST:
            raise too_large(path.name)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)  # one that grew meanwhile is refused when it is read
    except (OSError, ValueError) as error:  # no permission; a name that no file can have
        raise FileMissing from error


def pictures_beside(path: Path) -> dict[str, bytes]:
    """The pictures of a saved web page, by name: browsers put them into a folder beside it."""
    if ENDINGS.get(path.suffix.lower()) != WEB:
        return {}
    folders = [path.with_name(f"{path.stem}{ending}") for ending in ("_files", ".files", "-Dateien")]
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
    pictures = [file for file in files if file.suffix.lower() in PICTURE_ENDINGS and file.is_file()]
    return {file.name: file.read_bytes() for file in pictures[:MAX_PICTURES] if file.stat().st_size <= LARGEST}
