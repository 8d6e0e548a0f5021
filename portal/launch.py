"""From a fresh clone to a running site: what `make run` executes.

Standard library only, and written so that an old Python can read it far enough to say that it is too old.
"""

import sys

OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:
    sys.exit(
        "This needs Python 3.11 or newer; this is Python %d.%d. "
        "Install a newer one and run: make run PYTHON=python3.11" % sys.version_info[:2]
    )

import argparse
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # a script's own directory stands first: a module of ours must not hide one of Python's

from portal import environment

VENV = Path(os.environ.get("VENV") or ROOT / ".venv").absolute()
PYTHON = VENV / "bin" / "python"
NEXT_PORTS = 50
PATIENCE = 60  # seconds until the first answer
HIGHEST_PORT = 65535


class CannotStart(Exception):
    """The sentence says why, and what to do."""


def say(line: str) -> None:
    print(line, flush=True)


def install(requirements: str) -> None:
    """Make the environment and install into it, unless that was done for these very requirements."""
    stamp_file = VENV / f".{requirements}.sha256"
    stamp = requirements_stamp()
    if PYTHON.exists() and stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    if not PYTHON.exists():
        say(f"Making an environment for Python in {VENV}.")
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
        if made.returncode:
            raise CannotStart("Python could not make an environment. On Debian or Ubuntu: apt install python3-venv")
    say("Installing what the site needs (once; a minute or two).")
    install_with_progress(ROOT / requirements)
    stamp_file.write_text(stamp)


def requirements_stamp() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.txt", "requirements-dev.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def install_with_progress(file: Path) -> None:
    """One short line a package. pip's whole output is kept and shown if it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--progress-bar", "off", "-r", str(file)]
    lines = []
    count = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or []:
            lines.append(line)
            if line.startswith("Collecting "):
                count += 1
                say(f"  {count:3d}  {line.split()[1]}")
            elif line.startswith("Installing collected packages"):
                say(f"  unpacking {count} packages")
    if pip.returncode:
        sys.stderr.writelines(lines[-20:])
        raise CannotStart("The packages could not be installed; pip's last lines are above. Is there a network?")


def choose_port(wanted: int, host: str) -> int:
    if is_free(wanted, host):
        return wanted
    offered = next((port for port in range(wanted + 1, wanted + NEXT_PORTS) if is_free(port, host)), None)
    if offered is None:
        raise CannotStart(f"Port {wanted} and the {NEXT_PORTS} after it are in use. Choose one: make run PORT=…")
    if sys.stdin.isatty():
        answer = input(f"Port {wanted} is in use. Use {offered} in its place? [Y/n] ").strip().lower()
        if answer in {"", "y", "yes"}:
            return offered
    raise CannotStart(f"Port {wanted} is in use. Port {offered} is free: make run PORT={offered}")


def is_free(port: int, host: str) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise CannotStart(f"This user may not open port {port}. Choose one above 1023.") from error
        except OSError:
            return False
    return True


def prepare(*, demo: bool) -> None:
    command = [str(PYTHON), "manage.py", "prepare", "--demo" if demo else "--first-administrator"]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)  # the command has said why


def serve(host: str, port: int) -> None:
    """Run the server until it ends. Why these options: docs of granian, and what was measured.

    Threads: one connection to the database each, so bounded. Backpressure counts connections: a low number lets slow
    clients shut everybody out. A worker that dies is replaced; without that the whole server would stop.
    """
    options = {
        "--host": host,
        "--port": str(port),
        "--interface": "wsgi",
        "--http": "1",
        "--workers": environment.text("WORKERS", "2"),
        "--blocking-threads": environment.text("THREADS", "64"),
        "--backlog": "2048",
        "--backpressure": "1024",
        "--respawn-interval": "1",
        "--workers-kill-timeout": "10",
        "--log-level": "error",
    }
    flags = ["--no-ws", "--respawn-failed-workers", "--no-access-log"]
    command = [str(PYTHON), "-m", "granian", *flags, *(part for pair in options.items() for part in pair)]
    # In a session of its own: Ctrl+C would reach its workers too, and they would then not hear that they should stop.
    server = subprocess.Popen([*command, "portal.wsgi:application"], cwd=ROOT, start_new_session=True, close_fds=False)
    chores = start_chores()

    def stop(*_: object) -> None:
        chores.terminate()
        server.terminate()

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    ended = server.wait()
    chores.terminate()
    chores.wait()
    sys.exit(max(ended, 0))


def start_chores() -> "subprocess.Popen[bytes]":
    """What is made beside the server, such as PDF copies. It gives way to readers, and may be killed at any moment."""
    command = [str(PYTHON), "manage.py", "run_chores", "--every", "3600"]
    # Only its end tells it to stop: Ctrl+C reaches this process, which ends both.
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, preexec_fn=lambda: os.nice(10))


def run() -> None:
    started = time.monotonic()
    host, port = environment.text("HOST", "127.0.0.1"), environment.whole_number("PORT", 8000)
    if not 0 < port <= HIGHEST_PORT:
        raise CannotStart(f"There is no port {port}. Choose one from 1024 to {HIGHEST_PORT}: make run PORT=8123")
    port = choose_port(port, host)
    # "localhost" and not the number: browsers give passkeys to names only.
    os.environ["SITE_URL"] = environment.text("SITE_URL", f"http://localhost:{port}")
    install("requirements.txt")
    prepare(demo=environment.flag("DEMO", default=True))
    lock_port(port)
    tell_when_it_answers(host, port, started)
    serve(host, port)


def lock_port(port: int) -> None:
    """Two starts within seconds would both find the port free, and the server shares it: the second one must not."""
    lock = os.open(
        Path(tempfile.gettempdir()) / f"patient-portal-{os.getuid()}-{port}.lock", os.O_RDWR | os.O_CREAT, 0o600
    )
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CannotStart(
            f"Another start on port {port} is under way. Stop it first, or choose: make run PORT=…"
        ) from error
    os.set_inheritable(lock, True)  # held by the server for as long as it lives


def tell_when_it_answers(host: str, port: int, started: float) -> None:
    """Print the addresses once the first request has been answered, from a process beside the server."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    if os.fork():
        os._exit(0)
    while time.monotonic() < started + PATIENCE:
        try:
            with socket.create_connection((host, port), 1) as probe:
                probe.sendall(b"GET /robots.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if probe.recv(12).startswith(b"HTTP/"):
                    break
        except OSError:
            time.sleep(0.05)
    admin = environment.text("ADMIN_PATH", "admin/")
    say(f"Ready after {time.monotonic() - started:.1f} s.")
    say(f"  For patients   {os.environ['SITE_URL']}/")
    say(f"  For editors    {os.environ['SITE_URL']}/{admin}")
    say("Stop it with Ctrl+C.")
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Install, prepare and serve the site.")
    parser.add_argument("--install", metavar="FILE", help="only install this requirements file")
    arguments = parser.parse_args()
    environment.load_env_file()
    try:
        install(arguments.install) if arguments.install else run()
    except (CannotStart, environment.WrongSetting) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()
