"""How long a search takes and what it costs to keep the index, at a few thousand pages and at very many."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from search.analysis import read_query
from search.documents import PageDocument
from search.query import find_in
from search.volumes import LARGE_HEAP, Volume
from tests.search_pack import grown

LANGUAGE = "en"
WARM_UP = 20
Timing = dict[str, float]

# A process of its own, as a server's would be: everything is imported and in use before the index is opened.
OPEN_AND_SEARCH = """
import json, sys
import django
django.setup()
from pathlib import Path
from search.analysis import read_query
from search.query import find_in
from search.volumes import Volume

def kilobytes():
    status = dict(line.split(":", 1) for line in open("/proc/self/smaps_rollup") if line.count(":") == 1)
    numbers = {name: int(value.split()[0]) for name, value in status.items()}
    return {"rss": numbers["Rss"], "private": numbers["Private_Clean"] + numbers["Private_Dirty"]}

questions = json.load(sys.stdin)
read_query("a question", "en").words
before = kilobytes()
volume = Volume(Path(sys.argv[1]), "en")
for question in questions:
    find_in(volume, read_query(question, "en"))
after = kilobytes()
print(json.dumps({name: (after[name] - before[name]) / 1024 for name in before}))
"""


def timing(milliseconds: Iterable[float]) -> Timing:
    values = sorted(milliseconds)
    return {"median": round(median(values), 2), "p95": round(values[int(len(values) * 0.95)], 2)}


def cpu_of(act: Callable[[str], Any], texts: Sequence[str]) -> Timing:
    """Milliseconds of CPU of this thread; the first texts are asked once before, as a server is warm."""
    for text in texts[:WARM_UP]:
        act(text)
    return timing(_one_by_one(act, texts))


def _one_by_one(act: Callable[[str], Any], texts: Iterable[str]) -> Iterator[float]:
    for text in texts:
        began = time.thread_time()
        act(text)
        yield (time.thread_time() - began) * 1000


def search_speed(volume: Volume, questions: dict[str, list[str]]) -> dict[str, Timing]:
    def ask(text: str) -> None:
        find_in(volume, read_query(text, LANGUAGE))

    return {name: cpu_of(ask, texts) for name, texts in questions.items()}


def suggestion_speed(volume: Volume, texts: Sequence[str]) -> Timing | None:
    """While the beginnings of questions are typed; None as long as there is no module that suggests anything."""
    try:
        suggest = importlib.import_module("search.suggestions").suggest
    except (ImportError, AttributeError):
        return None
    typed = [text[:length] for text in texts for length in (2, 4, 8, 14)]
    return cpu_of(lambda text: suggest(volume, text), typed)


def build(directory: Path, pages: int, rows: Sequence[dict[str, Any]], show: Callable[[int, int], None]) -> dict:
    """Through the index's own builder; the pages are made before, since a site has them."""
    documents = list(grown(rows, pages))
    volume = Volume(directory, LANGUAGE)
    began, cpu = time.perf_counter(), time.process_time()
    volume.write(_counted(documents, show), heap=LARGE_HEAP)
    return {
        "pages": volume.count(),
        "build_s": round(time.perf_counter() - began, 1),
        "build_cpu_s": round(time.process_time() - cpu, 1),
        "disk_mb": round(sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) / 2**20),
    }


def _counted(documents: Sequence[PageDocument], show: Callable[[int, int], None]) -> Iterator[PageDocument]:
    for number, document in enumerate(documents, 1):
        yield document
        if number % 1000 == 0 or number == len(documents):
            show(number, len(documents))


def update_speed(volume: Volume, pages: Sequence[PageDocument]) -> Timing:
    """Milliseconds until one changed page can be found, by the clock: most of it is waiting for the disk."""

    def times() -> Iterator[float]:
        for page in pages:
            began = time.perf_counter()
            volume.write([page], gone=[page.number])
            yield (time.perf_counter() - began) * 1000

    return timing(times())


def disk_speed(directory: Path) -> float:
    """Milliseconds that this disk takes to hold one small file for good: what an update waits for."""

    def times() -> Iterator[float]:
        for number in range(20):
            began = time.perf_counter()
            with (directory / f"small-{number}").open("wb") as file:
                file.write(b"x" * 3000)
                file.flush()
                os.fsync(file.fileno())
            yield (time.perf_counter() - began) * 1000

    return round(median(times()), 2)


def memory(directory: Path, questions: Sequence[str]) -> dict[str, float]:
    """By how many MB a fresh process grows. `rss` counts the files of the index that it has looked at, which all
    processes share; `private` is its own."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", OPEN_AND_SEARCH, str(directory)],
        input=json.dumps(list(questions)),
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name: round(value, 1) for name, value in json.loads(answer.stdout).items()}
