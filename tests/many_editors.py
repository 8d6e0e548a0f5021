"""Several editors saving at once, over HTTP, against the production server."""

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from types import SimpleNamespace
from urllib.parse import urlencode

from tests.forms import form_data

SET_UP = """
import json
from itertools import count
from django.contrib.auth import get_user_model
from django.test import Client
from tests import making
from articles.models import Article
from tests.making import Team, make_article, make_person
making.numbers = count(get_user_model().objects.count() + 1)
Team()
writers = [make_person(f"Writer {number}", "writer") for number in range(%(editors)d)]
articles = [make_article(writers[0], title=f"Article {number}", sections=%(sections)d) for number in range(%(articles)d)]
sessions = []
for writer in writers:
    client = Client()
    client.force_login(writer.user)
    sessions.append(client.cookies["sessionid"].value)
print(json.dumps({"sessions": sessions, "articles": [article.pk for article in articles]}))
"""


@dataclass
class Result:
    """What happened: statuses of the saves, their times in milliseconds, and texts that were acknowledged."""

    statuses: Counter = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    acknowledged: dict[int, list[str]] = field(default_factory=dict)
    kept: int = 0

    @property
    def summary(self) -> dict:
        ordered = sorted(self.times)
        return {
            "saves": sum(self.statuses.values()),
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "median_ms": round(median(ordered), 1) if ordered else None,
            "p99_ms": round(ordered[int(len(ordered) * 0.99) - 1], 1) if ordered else None,
        }


class Editor:
    """One signed-in editor with a connection of their own."""

    def __init__(self, site, session: str, article: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        self.cookies = {"sessionid": session}
        self.path = f"/admin/articles/article/{article}/change/"

    def __enter__(self):
        return self

    def __exit__(self, *exception) -> None:
        self.connection.close()

    def request(self, method, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.connection.port}"
        self.connection.request(method, self.path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, _ = value.partition(";")
                key, _, text = cookie.partition("=")
                self.cookies[key] = text
        return SimpleNamespace(status=answer.status, content=content)

    def open(self) -> dict:
        page = self.request("GET")
        assert page.status == 200, page.status
        return form_data(page)

    def save(self, data: dict):
        return self.request("POST", urlencode(data, doseq=True))


def save_different(site, *, editors: int, seconds: float, sections: int = 3) -> Result:
    """Each editor opens and saves an article of their own, again and again."""
    made = site.run(SET_UP % {"editors": editors, "articles": editors, "sections": sections})
    result, lock, until = Result(), threading.Lock(), time.monotonic() + seconds

    def work(session, article):
        number = 0
        with Editor(site, session, article) as editor:
            while time.monotonic() < until:
                number += 1
                text = f"Main message {number}."
                data = editor.open() | {"summary": text, "_save": ""}
                began = time.monotonic()
                answer = editor.save(data)
                with lock:
                    result.times.append((time.monotonic() - began) * 1000)
                    result.statuses[answer.status] += 1
                    if answer.status == 302:
                        result.acknowledged.setdefault(article, []).append(text)

    _together(work, zip(made["sessions"], made["articles"], strict=True))
    return result


def save_same(site, *, editors: int, rounds: int) -> list[Counter]:
    """All editors open one article and save it at the same moment; the statuses of each round."""
    made = site.run(SET_UP % {"editors": editors, "articles": 1, "sections": 3})
    outcomes = []
    for number in range(rounds):
        statuses: Counter = Counter()
        barrier = threading.Barrier(editors)

        def work(index, session, barrier=barrier, statuses=statuses, number=number):
            with Editor(site, session, made["articles"][0]) as editor:
                data = editor.open() | {"title": f"Round {number} by editor {index}", "_save": ""}
                barrier.wait()
                statuses[editor.save(data).status] += 1

        _together(work, enumerate(made["sessions"]))
        outcomes.append(statuses)
    return outcomes


def _together(work, arguments) -> None:
    failures = []

    def guarded(*values):
        try:
            work(*values)
        except Exception as failure:  # noqa: BLE001 a thread's failure must fail the test
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=values) for values in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
