"""Where the index lives on this machine, and how processes share it.

A home holds one directory for each build, a pointer that names the one in use, and a lock for the writer. A build is
never rewritten in place: a file that is cut short under a reader kills the reader's process.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from search.faults import IndexUnusable
from search.lexicons import PLACE

# Raise this when fields or analysis change: the index is then built anew beside the old one.
OWN_VERSION = 4
# The word lists decide what is indexed, too.
_LISTS = zlib.crc32(b"".join(path.read_bytes() for path in sorted(PLACE.glob("*.toml"))))
VERSION = f"{OWN_VERSION}-{_LISTS:08x}-tantivy-{version('tantivy')}"
POINTER, LOCK, STATE = "current", "writer.lock", "state.json"
PART = 2**20


@dataclass(frozen=True)
class State:
    """What a build holds. Written after its commit, so that a killed writer's work is done again and never missed.

    `event` is the number and hash of the newest event when it was read: a database that does not know it has another
    history (it was restored, or is another one), and the build is not about it. `topics` is the checksum of their tree.
    The same `stamp` says that the site is still the same, without a look at generation and history.
    """

    generation: int
    stamp: str = ""
    event: tuple[int, str] | None = None
    topics: str = ""
    pages: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[int, int]] = field(default_factory=dict)


class Home:
    """A directory for builds of this version."""

    def __init__(self, root: Path) -> None:
        self.root = root / VERSION

    @contextmanager
    def writing(self, *, wait: bool = False) -> Iterator[bool]:
        """Hold the writer's lock; gives False if somebody else has it. The system frees it when a process dies."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True

    def current(self) -> Path | None:
        """The build in use."""
        try:
            name = (self.root / POINTER).read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexUnusable(str(error)) from error
        return self.root / name if name.startswith("build-") and "/" not in name else None

    def new_build(self) -> Path:
        """An empty one. What writers who were killed left half made goes first, so that it never fills the disk."""
        try:
            used = self.current()
        except IndexUnusable:
            used = None
        self._clear_all_but(used)
        return Path(tempfile.mkdtemp(prefix="build-", dir=self.root))

    def use(self, build: Path) -> None:
        """Switch to a finished build and clear away all others. Who reads an old one goes on reading it."""
        _write(self.root / POINTER, build.name)
        self._clear_all_but(build)
        for other in self.root.parent.iterdir():
            if other != self.root and other.is_dir():
                shutil.rmtree(other, ignore_errors=True)

    def _clear_all_but(self, kept: Path | None) -> None:
        for build in self.root.glob("build-*"):
            if build != kept:
                shutil.rmtree(build, ignore_errors=True)


def temporary_home() -> Home:
    """For a machine whose data directory cannot be written; ends with the process."""
    root = Path(tempfile.mkdtemp(prefix="portal-index-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return Home(root)


def write_state(build: Path, state: State) -> None:
    _write(build / STATE, json.dumps(asdict(state)))


def read_state(build: Path) -> State:
    """Raises IndexUnusable."""
    try:
        data = json.loads((build / STATE).read_text(encoding="utf-8"))
        return State(
            generation=int(data["generation"]),
            stamp=str(data["stamp"]),
            event=(int(data["event"][0]), str(data["event"][1])) if data["event"] else None,
            topics=str(data["topics"]),
            pages={str(language): int(count) for language, count in data["pages"].items()},
            files={str(name): (int(size), int(crc)) for name, (size, crc) in data["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusable(str(error)) from error


def checksums(build: Path, known: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Size and checksum of each file. Segments never change, so those in `known` are not read again."""
    found = {}
    for path in build.rglob("*"):
        name = path.relative_to(build).as_posix()
        if path.name.startswith(".") or path.name == STATE or not path.is_file():
            continue
        size = path.stat().st_size
        is_known = path.suffix != ".json" and name in known and known[name][0] == size
        found[name] = known[name] if is_known else (size, _checksum(path))
    return found


def verify(build: Path, state: State) -> None:
    """Raises IndexUnusable if a file is not as it was written; tantivy itself would answer with wrong results."""
    try:
        for name, (size, checksum) in state.files.items():
            path = build / name
            if path.stat().st_size != size or _checksum(path) != checksum:
                raise IndexUnusable(f"{name} is damaged")
    except OSError as error:
        raise IndexUnusable(str(error)) from error


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while part := file.read(PART):
            value = zlib.crc32(part, value)
    return value


def _write(path: Path, text: str) -> None:
    """Whole or not at all, also when the power goes."""
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
