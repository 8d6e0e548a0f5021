"""`make bench`: how fast it is and whether it holds, measured on the production server and SQLite.

    python -m tests.bench [--seconds 60] [--pages 10000] [--only editors,checks,pages,phone]

Prints a table and writes build/bench.json. Everything goes through the gate: 10,000 pages are drafted, signed and
published one by one, which takes some minutes.
"""

import argparse
import json
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from tests.checks_speed import measure_checks
from tests.journeys.pages_of_the_demo import BONE, demo_site
from tests.many_editors import save_different, save_same
from tests.phone import measure
from tests.scratch_site import ROOT, ScratchSite

MAKE_PAGES = """
import json
from itertools import count
from django.db import transaction
from django.contrib.auth import get_user_model
from editorial.models import Publication
from tests import making
making.numbers = count(get_user_model().objects.count() + 1)
team, wanted = making.Team(), %(pages)d
there = Publication.objects.count()
for start in range(there, wanted, 100):
    with transaction.atomic():  # one sync to the disk for a hundred pages; each still goes through every action
        for number in range(start, min(start + 100, wanted)):
            making.live_article(
                team, title=f"Condition {number}", tags=[f"tag {number %% 25}"], sections=4, synonyms=f"Name {number}"
            )
print(json.dumps(Publication.objects.count()))
"""

COUNT_QUERIES = """
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from editorial.models import Publication, Tag
path = Publication.objects.live().order_by("pk").first().path
tag = Tag.objects.first().slug
pages = {"article": path, "home": "/en/", "A to Z": "/en/a-z/", "topics": "/en/topics/", "tag": f"/en/tags/{tag}/",
         "tags": "/en/tags/", "questions": "/en/questions/", "search": "/en/search/?q=condition", "feed": "/en/feed.xml"}
counted = {}
for name, address in pages.items():
    client = Client(headers={"host": "localhost"})
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    counted[name] = [answer.status_code, len(queries), len(answer.content)]
print(json.dumps({"path": path, "counted": counted}))
"""


def say(line=""):
    print(line, flush=True)


def bench_editors(site, seconds):
    say(f"8 editors save different articles for {seconds} s")
    different = save_different(site, editors=8, seconds=seconds)
    say(f"  {different.summary}")
    outcomes = save_same(site, editors=2, rounds=10)
    one_won = sum(outcome == {302: 1, 409: 1} for outcome in outcomes)
    say(f"2 editors save one article at the same moment: exactly one won in {one_won} of {len(outcomes)} rounds")
    return {"different": different.summary, "same_one_won": [one_won, len(outcomes)]}


def bench_pages(site, pages):
    results = {}
    for count in sorted({10, 100, pages} if pages >= 100 else {pages}):
        began = time.monotonic()
        site.run(MAKE_PAGES % {"pages": count})
        made_in = time.monotonic() - began
        found = site.run(COUNT_QUERIES)
        times = request_times(f"{site.url}{found['path']}", 200)
        say(f"{count} live pages (made in {made_in:.0f} s): article page {median(times):.1f} ms median over HTTP")
        for name, (status, queries, size) in found["counted"].items():
            say(f"  {name:10} {status}  {queries} queries  {size / 1024:.0f} KiB")
        results[count] = {"article_ms": round(median(times), 2), "queries": found["counted"]}
    return results


def bench_phone():
    with demo_site() as site:
        found = measure(site.url + BONE["en"])
    say("The bone article on a slow phone (processor 4 times slower, 1.6 Mbit/s, 150 ms), first visit")
    for what, value in found.items():
        say(f"  {what:36} {value}")
    return found


def request_times(url, number):
    times = []
    for _ in range(number):
        began = time.perf_counter()
        urllib.request.urlopen(url, timeout=10).read()
        times.append((time.perf_counter() - began) * 1000)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--only", default="editors,checks,pages,phone")
    options = parser.parse_args()
    results = {"python": sys.version.split()[0], "when": time.strftime("%Y-%m-%d")}
    with tempfile.TemporaryDirectory() as directory, ScratchSite(Path(directory)) as site:
        if "editors" in options.only:
            results["editors"] = bench_editors(site, options.seconds)
        if "checks" in options.only:
            site.run(MAKE_PAGES % {"pages": min(options.pages, 1000)})
            results["checks"] = measure_checks(site)
            say(f"The content checks: {results['checks']}")
        if "pages" in options.only:
            results["pages"] = bench_pages(site, options.pages)
    if "phone" in options.only:
        results["phone"] = bench_phone()
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(json.dumps(results, indent=2))
    say("Written to build/bench.json")


if __name__ == "__main__":
    main()
