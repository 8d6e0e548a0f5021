"""What every test may rely on: no network, a clean cache, own directories, and a browser where there is one."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache

LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


# On the build machine the same examples every time; at home new ones, which is where they should be found.
hypothesis.settings.register_profile("build", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("build")


class NetworkBlocked(RuntimeError):
    """A test tried to leave this machine."""


def pytest_configure(config: pytest.Config) -> None:
    _block_network()
    # Playwright's loop runs in the main thread; Django would take that for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not chromium_path():
        skip = pytest.mark.skip(reason="No Chromium on this machine: install it, or set CHROMIUM to its path")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(skip)


def _block_network() -> None:
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and str(address[0]) not in LOOPBACK:
            raise NetworkBlocked(f"Tests may not reach {address}")
        connect(self, address)

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in {*LOOPBACK, None, ""}:
            raise NetworkBlocked(f"Tests may not look up {host}")
        return lookup(host, *args, **kwargs)

    socket.socket.connect = connect_here
    socket.getaddrinfo = look_up_here


def chromium_path() -> str:
    if given := os.environ.get("CHROMIUM"):
        return given if Path(given).exists() else ""
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), "")


@pytest.fixture(autouse=True)
def _clean_slate(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Counters of failed logins and of questions, and files of one test are not there in the next."""
    from search.counting import tally

    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    tally.forget()
    yield
    cache.clear()


@pytest.fixture
def team(db: None) -> Any:
    """One person for each role."""
    from tests.making import Team

    return Team()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests of a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh window. `page.complaints` collects what the browser refused or could not run; the test looks at it."""
    context = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()
