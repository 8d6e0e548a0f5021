import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from portal import launch
from tests.repository.source import ROOT


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_free_port_is_taken_as_it_is(taken):
    free = next(port for port in range(taken + 1, taken + 50) if launch.is_free(port, "127.0.0.1"))
    assert launch.choose_port(free, "127.0.0.1") == free


def test_port_in_use_is_said_and_a_free_one_offered(taken, monkeypatch):
    monkeypatch.setattr(launch.sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(launch.CannotStart, match=rf"Port {taken} is in use. Port \d+ is free: make run PORT=\d+"):
        launch.choose_port(taken, "127.0.0.1")


def test_offered_port_is_taken_when_the_person_agrees(taken, monkeypatch):
    monkeypatch.setattr(launch.sys, "stdin", type("Terminal", (), {"isatty": staticmethod(lambda: True)}))
    monkeypatch.setattr("builtins.input", lambda question: "")
    assert launch.choose_port(taken, "127.0.0.1") > taken


def test_requirements_are_installed_only_when_they_changed(tmp_path, monkeypatch):
    done: list[str] = []
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(launch, "VENV", tmp_path)
    monkeypatch.setattr(launch, "PYTHON", python)
    monkeypatch.setattr(launch, "install_with_progress", lambda file: done.append(file.name))
    launch.install("requirements.txt")
    launch.install("requirements.txt")
    assert done == ["requirements.txt"]
    monkeypatch.setattr(launch, "requirements_stamp", lambda: hashlib.sha256(b"other").hexdigest())
    launch.install("requirements.txt")
    assert done == ["requirements.txt"] * 2


def test_python_that_is_too_old_is_said_in_one_sentence():
    script = "import sys; sys.version_info = (3, 9, 2); import runpy; runpy.run_path('portal/launch.py')"
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("This needs Python 3.11 or newer; this is Python 3.9.")
    assert len(result.stderr.splitlines()) == 1


def test_wrong_setting_is_said_in_one_sentence(tmp_path):
    environment = {**os.environ, "PORT": "http", "DATA_DIR": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "portal/launch.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr == "PORT is “http”. Write a whole number, such as 8000.\n"
