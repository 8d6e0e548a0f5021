"""Wrong settings are found at start, with what to do about them, and not by the first reader."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from portal import environment

# File systems on which SQLite's write-ahead log loses data or locks: its shared memory does not cross machines.
NETWORK_FILE_SYSTEMS = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4"}
    | {"smb3", "smbfs"}
)
DATA_PARTS = ("cache", "logs", "mail", "media")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Apps = Sequence[AppConfig] | None


@register(Tags.security)
def check_hosts(app_configs: Apps, **kwargs: Any) -> Iterable[CheckMessage]:
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        yield Error(
            "ALLOWED_HOSTS holds “*”: anyone could put an address of their own into our links.",
            hint="Name the hosts exactly, separated by commas.",
            id="portal.E001",
        )


@register(Tags.files)
def check_data_directory(app_configs: Apps, **kwargs: Any) -> Iterable[CheckMessage]:
    """A command that once ran as root leaves directories behind that the site itself cannot write."""
    for part in DATA_PARTS:
        directory = Path(settings.DATA_DIR) / part
        if not _is_writable(directory):
            yield Error(
                f"{directory} cannot be written.",
                hint="Give DATA_DIR, with all that is in it, to the user who runs the site.",
                id="portal.E002",
            )


@register(Tags.files)
def check_index_directory(app_configs: Apps, **kwargs: Any) -> Iterable[CheckMessage]:
    """Search works without it, but every process then makes an index of its own at its start."""
    directory = Path(settings.DATA_DIR) / "index"
    if not _is_writable(directory):
        yield checks.Warning(
            f"{directory} cannot be written: the search index is made anew in a temporary directory by every process.",
            hint="Give it to the user who runs the site, or take it away: it is made again.",
            id="portal.W002",
        )


def _is_writable(directory: Path) -> bool:
    try:
        directory.mkdir(exist_ok=True)
    except OSError:
        return False
    return os.access(directory, os.W_OK)


@register(Tags.database)
def check_local_disk(app_configs: Apps, **kwargs: Any) -> Iterable[CheckMessage]:
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or not isinstance(database["NAME"], Path):
        return
    kind = file_system_of(database["NAME"])
    if kind in NETWORK_FILE_SYSTEMS:
        yield Error(
            f"The SQLite database lies on a network file system ({kind}), where it can lose text.",
            hint="Set DATA_DIR to a local disk, or DATABASE_URL to a PostgreSQL server.",
            id="portal.E003",
        )


@register(Tags.urls)
def check_site_url(app_configs: Apps, **kwargs: Any) -> Iterable[CheckMessage]:
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        yield Error(
            f"SITE_URL is “{settings.SITE_URL}”, which is not the address of a site.",
            hint="Write it as https://health.example.org, without a path.",
            id="portal.E004",
        )
    elif parts.scheme == "http" and parts.hostname not in LOOPBACK:
        yield checks.Warning(
            "SITE_URL starts with http://: passwords and what people read cross the network in the clear.",
            hint="Put a proxy with a certificate in front and write SITE_URL=https://…",
            id="portal.W004",
        )


@register(Tags.urls)
def check_admin_path(app_configs: Apps, **kwargs: Any) -> Iterable[CheckMessage]:
    path = settings.ADMIN_PATH
    taken = {settings.ACCOUNTS_PATH, settings.STATIC_URL.strip("/") + "/", settings.MEDIA_URL.strip("/") + "/"}
    taken |= {f"{code}/" for code, _ in settings.LANGUAGES}
    if not path.endswith("/") or path.startswith("/") or path in taken or len(path) < 2:
        yield Error(
            f"ADMIN_PATH is “{path}”.",
            hint="Write a path of its own that ends with a slash and does not begin with one, such as desk/.",
            id="portal.E005",
        )


@register(Tags.security)
def check_secret_key(app_configs: Apps, **kwargs: Any) -> Iterable[CheckMessage]:
    if len(settings.SECRET_KEY) < 40:
        yield Error(
            "SECRET_KEY is shorter than 40 characters.",
            hint="Leave it empty, and one is made and kept in the data directory.",
            id="portal.E006",
        )
    kept = Path(settings.DATA_DIR) / "secret_key"
    if not environment.text("SECRET_KEY") and kept.exists() and kept.stat().st_mode & 0o077:
        yield Error(
            f"Others on this machine can read {kept}.",
            hint=f"chmod 600 {kept}",
            id="portal.E007",
        )


def file_system_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of the file system that holds `path`; empty where the system does not tell."""
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, mounted, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, mounted
    return kind
