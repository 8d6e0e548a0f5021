"""Reading settings from the environment. Standard library only: the launcher uses it before Django is installed."""

import os
import secrets
import tempfile
from collections.abc import MutableMapping
from pathlib import Path
from zoneinfo import available_timezones

ROOT = Path(__file__).resolve().parent.parent
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "off"})


class WrongSetting(Exception):
    """A value that cannot be understood; the sentence names the variable and what it may be."""


def text(name: str, default: str = "") -> str:
    """An empty variable counts as not set, so that a blank line in `.env` does no harm."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    word = text(name, "1" if default else "0").lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise WrongSetting(f"{name} is “{word}”. Write 1 for yes or 0 for no.")


def whole_number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise WrongSetting(f"{name} is “{value}”. Write a whole number, such as {default}.")
    return int(value)


def words(name: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def data_directory() -> Path:
    """Where database, media, index and logs live. A relative path counts from the project's own directory."""
    directory = (ROOT / text("DATA_DIR", "var")).resolve()
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"DATA_DIR {directory} cannot be made ({error.strerror}). Name another place.") from error
    if not os.access(directory, os.W_OK):
        raise WrongSetting(f"DATA_DIR {directory} belongs to another user. Give it to the user who runs the site.")
    return directory


def time_zone() -> str:
    name = text("TIME_ZONE", "UTC")
    if name not in available_timezones():
        raise WrongSetting(f"TIME_ZONE is “{name}”, which is no time zone. Write a name such as Europe/London.")
    return name


def secret_key(directory: Path) -> str:
    """SECRET_KEY, or one made once and kept in the data directory, readable by its owner only."""
    if given := text("SECRET_KEY"):
        return given
    kept = directory / "secret_key"
    if kept.exists():
        return kept.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(50)
    try:
        handle, draft = tempfile.mkstemp(dir=directory)  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key + "\n")
        return _keep_first(draft, kept)
    except OSError as error:
        raise WrongSetting(f"No secret key can be kept in {directory} ({error.strerror}). Set SECRET_KEY.") from error


def _keep_first(draft: str, kept: Path) -> str:
    """Two workers that start together must end with the same key: the first link wins, the other reads it."""
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
    return kept.read_text(encoding="ascii").strip()


def load_env_file(path: Path = ROOT / ".env", into: MutableMapping[str, str] = os.environ) -> None:
    """Take NAME=value lines from `.env`. What the environment already says wins."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        name = name.strip()
        if separator and name and not name.startswith("#") and not into.get(name):
            into[name] = value.strip().strip("\"'")
