"""A real site in a directory of its own: the production server, its own processes, its own database.

`with ScratchSite(directory) as site:` migrates, starts the server and waits until it answers. `site.run(code)` runs
Python inside the site (for people and drafts, through the actions) and returns what its last line prints as JSON.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 60
PASSWORD = "a long and quiet sentence"  # of everybody that tests make


class ScratchSite:
    static: Path | None = None

    def __init__(self, directory: Path, database_url: str = "") -> None:
        self.directory = Path(directory)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | {
            "DATA_DIR": str(self.directory),
            "DATABASE_URL": database_url,
            "SITE_URL": self.url,
            "DJANGO_ALLOW_ASYNC_UNSAFE": "",
        }
        self.server: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str, **kwargs):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            **kwargs,
        )

    def run(self, code: str):
        """Run code inside the site; the last line it prints is JSON."""
        lines = self.manage("shell", "--no-imports", "-v", "0", "-c", code).stdout.strip().splitlines()
        return json.loads(lines[-1]) if lines else None

    def __enter__(self) -> "ScratchSite":
        self.manage("migrate", "-v", "0")
        self._static()
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--http",
            "1",
            "--no-ws",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--workers",
            "2",
            "--blocking-threads",
            "16",
            "--respawn-failed-workers",
            "--workers-kill-timeout",
            "5",
            "--no-log",
            "portal.wsgi:application",
        ]
        self.log = (self.directory / "server.log").open("wb")
        self.server = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True
        )
        self._wait()
        return self

    def _static(self) -> None:
        """Compressing the files takes longer than most journeys, so the sites of one process share them."""
        static = self.directory / "static"
        if ScratchSite.static is None or not ScratchSite.static.exists():
            self.manage("collectstatic", "--noinput", "-v", "0")
            ScratchSite.static = static
        else:
            shutil.copytree(ScratchSite.static, static, dirs_exist_ok=True)

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.url}/robots.txt", timeout=2).read()
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(f"the scratch site did not start: {(self.directory / 'server.log').read_text()[-2000:]}")

    def __exit__(self, *exception) -> None:
        if self.server:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.server.wait(8)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
        self.log.close()
