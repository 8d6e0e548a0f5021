"""Asking the addresses that our pages name whether they answer: politely, in bounded time, going on where it stopped."""

from __future__ import annotations

import datetime as dt
import queue
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from editorial.canonical import digest
from library.internet import Answer, Internet, ask, target_of
from library.internet import NotAsked as NotOnTheInternet
from library.linking import all_addresses
from library.models import Link

AT_ONCE = 8
PAUSE = 2.0  # seconds between two requests to one host
ASK_AGAIN = dt.timedelta(days=7)
# One that failed is asked once more on the next day, before anybody is told of it.
ASK_AGAIN_AFTER_A_FAILURE = dt.timedelta(days=1)
MOST_IN_ONE_RUN = 2000
CHUNK = 500

Progress = Callable[[int, int], object]


@dataclass
class Report:
    """What a run came to. `offline`: nothing at all could be reached, so no failure was written down."""

    asked: int = 0
    failing: int = 0
    left: int = 0
    offline: bool = False
    withheld: int = 0


def agent() -> str:
    """How we call ourselves, so that whoever runs the other site can ask us to stop."""
    return f"portal-link-check/1.0 (+{settings.SITE_URL})"


def collect() -> None:
    """Write down the addresses that are named now, and forget those that nobody names any more."""
    wanted = {digest(address): address for address in sorted(all_addresses())}
    known = set(Link.objects.values_list("digest", flat=True))
    new = [Link(url=address, digest=name) for name, address in wanted.items() if name not in known]
    Link.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
    gone = sorted(known - set(wanted))
    for start in range(0, len(gone), CHUNK):
        Link.objects.filter(digest__in=gone[start : start + CHUNK]).delete()


def due(now: dt.datetime) -> list[Link]:
    """What to ask now: never asked first, then what was asked longest ago."""
    after_failure = Q(outcome=Link.Outcome.FAILS, failures=1, asked_at__lte=now - ASK_AGAIN_AFTER_A_FAILURE)
    wanted = Link.objects.filter(Q(asked_at=None) | Q(asked_at__lte=now - ASK_AGAIN) | after_failure)
    return list(wanted.order_by(F("asked_at").asc(nulls_first=True), "pk")[:MOST_IN_ONE_RUN])


class Pace:
    """Keeps a pause between two requests to one host, whichever thread makes them."""

    def __init__(self, sleep: Callable[[float], object]) -> None:
        self._sleep, self._lock = sleep, threading.Lock()
        self._next: dict[str, float] = {}

    def wait(self, host: str) -> None:
        with self._lock:
            now = time.monotonic()
            at = max(now, self._next.get(host, now))
            self._next[host] = at + PAUSE
        if at > now:
            self._sleep(at - now)


@dataclass
class Run:
    """One run. `internet` and `sleep` can be stood in for."""

    seconds: float
    progress: Progress = lambda done, total: None
    internet: Internet = field(default_factory=lambda: Internet(agent()))
    sleep: Callable[[float], object] = time.sleep

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.seconds
        self.internet.wait = Pace(self.sleep).wait
        self.report = Report()
        self.is_online = False
        self.withheld: list[tuple[Link, Answer]] = []

    def go(self) -> Report:
        """Ask what is due. Each answer is written down when it comes, so a run may be killed at any moment."""
        collect()
        links = due(timezone.now())
        self._ask_all(links)
        if self.withheld and (self.is_online or self._somebody_else_answers()):
            self._write_withheld()
        self.report.offline = bool(self.withheld)
        self.report.withheld = len(self.withheld)
        self.report.left = len(links) - self.report.asked - self.report.withheld
        return self.report

    def _ask_all(self, links: Sequence[Link]) -> None:
        answers: queue.Queue[tuple[Link, Answer] | None] = queue.Queue()
        hosts = list(_by_host(links).values())
        random.shuffle(hosts)  # so that the same slow ones do not come first in every run
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="links") as pool:
            for group in hosts:
                pool.submit(self._ask_host, group, answers)
            try:
                self._take_all(answers, len(hosts), len(links))
            except BaseException:
                self.until = 0.0  # the threads end after what they are asking now
                raise

    def _take_all(self, answers: queue.Queue[tuple[Link, Answer] | None], groups: int, total: int) -> None:
        done = 0
        while groups:
            answered = answers.get()
            if answered is None:
                groups -= 1
                continue
            self._take(*answered)
            done += 1
            self.progress(done, total)

    def _ask_host(self, links: Iterable[Link], answers: queue.Queue[tuple[Link, Answer] | None]) -> None:
        """One host after the other link, in a thread of its own; threads never touch the database."""
        try:
            for link in links:
                if time.monotonic() >= self.until:
                    return
                answers.put((link, ask(link.url, self.internet)))
        finally:
            answers.put(None)

    def _take(self, link: Link, answer: Answer) -> None:
        """Failures are written down once we know that it is not our own line that is cut."""
        if answer.outcome == Link.Outcome.FAILS and not answer.reached and not self.is_online:
            self.withheld.append((link, answer))
            return
        self._write(link, answer)
        if answer.reached and answer.outcome != Link.Outcome.NOT_ASKED and not self.is_online:
            self.is_online = True
            self._write_withheld()

    def _write_withheld(self) -> None:
        withheld, self.withheld = self.withheld, []
        for link, answer in withheld:
            self._write(link, answer)

    def _write(self, link: Link, answer: Answer) -> None:
        keep(link, answer, timezone.now())
        self.report.asked += 1
        self.report.failing += answer.outcome == Link.Outcome.FAILS

    def _somebody_else_answers(self) -> bool:
        """Is the way to the internet open? Addresses that answered last time tell, three hosts at most."""
        tried = {host_of(link.url) for link, _ in self.withheld}
        known = Link.objects.filter(outcome=Link.Outcome.ANSWERS).order_by("-asked_at")[:50]
        others = {host: group[0] for host, group in _by_host(known).items() if host not in tried}
        return any(ask(link.url, self.internet).reached for link in list(others.values())[:3])


def keep(link: Link, answer: Answer, now: dt.datetime) -> None:
    """Write down what an address answered. A second failure counts from a day after the first."""
    if answer.outcome != Link.Outcome.FAILS:
        link.failing_since, link.failures = None, 0
    elif link.failing_since is None:
        link.failing_since, link.failures = now, 1
    elif link.asked_at is None or now - link.asked_at >= ASK_AGAIN_AFTER_A_FAILURE:
        link.failures = min(link.failures + 1, 1000)
    link.outcome, link.detail, link.asked_at = answer.outcome, answer.detail[:200], now
    link.save(update_fields=["outcome", "detail", "asked_at", "failing_since", "failures"])


def _by_host(links: Iterable[Link]) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[host_of(link.url)].append(link)
    return groups


def host_of(url: str) -> str:
    try:
        return target_of(url).host
    except NotOnTheInternet:
        return ""
