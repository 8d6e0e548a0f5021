"""The Nu HTML Checker: installed by npm into a directory of the virtual environment, run by Java."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
INSTALLED = Path(sys.prefix) / "html-checker"
INSTALL_WITHIN, CHECK_WITHIN = 180, 300


class NotHere(Exception):
    """The checker cannot run on this machine; the sentence says what is missing."""


def jar() -> Path:
    """The installed checker; raises NotHere."""
    found = INSTALLED / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not shutil.which("java"):
        raise NotHere("there is no Java on this machine.")
    if not found.exists() or (INSTALLED / "package.json").read_bytes() != (HERE / "package.json").read_bytes():
        raise NotHere("the checker is not installed: run make validate once.")
    return found


def install() -> None:
    """Install the pinned version, unless it is there; raises NotHere."""
    try:
        jar()
    except NotHere:
        if not shutil.which("java"):
            raise
    else:
        return
    if not shutil.which("npm"):
        raise NotHere("there is no npm on this machine.")
    shutil.rmtree(INSTALLED, ignore_errors=True)
    INSTALLED.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, INSTALLED / name)
    # The package's own script would download a Java; the one of this machine is enough.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=INSTALLED, check=True, capture_output=True, text=True, timeout=INSTALL_WITHIN)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        shutil.rmtree(INSTALLED, ignore_errors=True)
        last = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1:]
        raise NotHere(f"npm could not install the checker: {''.join(last)}") from error


def complaints(pages: Iterable[Path]) -> list[dict]:
    """What the checker says about files of HTML: file name, type (error, or info with a subType), message, extract."""
    command = ["java", "-jar", str(jar()), "--format", "json", "--exit-zero-always", *map(str, pages)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=CHECK_WITHIN)
    return [message | {"file": Path(message["url"]).name} for message in json.loads(done.stderr)["messages"]]


def is_error(complaint: dict) -> bool:
    return complaint["type"] in {"error", "non-document-error"}
