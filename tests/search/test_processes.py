"""Several processes and one index, killed and out of room: search answers, and never with what was withdrawn.

On a site of its own with the production settings; what is asked of a process is written to it line by line.
"""

import subprocess
import sys
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.scratch_site import ROOT, ScratchSite

pytestmark = pytest.mark.slow

# Pages are made, published and withdrawn through the same actions as everywhere.
PUBLISHER = """
import sys
from editorial import actions
from tests import making
making.numbers = NUMBERS
team, pages = making.Team(), {}
for line in sys.stdin:
    what, title = line.strip().split(" ", 1)
    if what == "publish":
        pages[title] = making.live_article(team, title=title)
    else:
        actions.withdraw(item=pages[title].item, by=team.lead, reason="It is out of date.")
    print("done", flush=True)
"""

# Children are killed while they index; others look, each with nothing but what is on the disk.
KILLED_TWENTY_TIMES = """
import json, os, random, signal, time
from django.db import connection
from editorial import actions
from editorial.models import Publication
from search import index
from search.analysis import read_query
from search.results import Choice, search
from tests import making

making.numbers = NUMBERS
team, chance = making.Team(), random.Random(1)
for number in range(40):
    making.live_article(team, title=f"Wrist {number}", synonyms=f"Carpus {number}")
gone = making.live_article(team, title="Wrist of yesterday")
search(read_query("wrist", "en"), "en", Choice())
actions.withdraw(item=gone.item, by=team.lead, reason="It is out of date.")

def in_child(act):
    connection.close()
    child = os.fork()
    if not child:
        try:
            index._keepers.clear()
            act()
        finally:
            os._exit(1)
    return child

def index_for_ever():
    for number in range(1000):
        if number % 2:
            making.live_article(team, title=f"Ankle {number}")
            index.note_change()
        else:
            index.keeper().rebuild(lambda done, total: None)

def look():
    live = set(Publication.objects.live().values_list("pk", flat=True))
    titles = Publication.objects.in_bulk(live)
    found = {hit.number for hit in search(read_query("wrist", "en"), "en", Choice()).hits}
    wanted = {number for number, page in titles.items() if page.title.startswith("Wrist")}
    opened = index.keeper()._opened
    is_whole = opened is not None and sum(opened.state.pages.values()) == len(live)
    os._exit(0 if wanted <= found <= live and is_whole else 3)

outcomes = []
for _ in range(20):
    child = in_child(index_for_ever)
    time.sleep(chance.uniform(0.0, 0.6))
    os.kill(child, signal.SIGKILL)
    killed = os.WTERMSIG(os.waitpid(child, 0)[1])
    outcomes.append([killed, os.waitstatus_to_exitcode(os.waitpid(in_child(look), 0)[1])])
builds = len(list(index.keeper()._main.root.glob("build-*")))
print(json.dumps({"outcomes": outcomes, "builds": builds}))
"""

# Nothing can be written any more, as on a full disk: not the index, and not the one in the temporary directory either.
WITHOUT_ROOM = """
import json, logging, resource, shutil
from editorial.models import Publication
from search import following, index
from search.analysis import read_query
from search.results import Choice, search
from tests import making
making.numbers = NUMBERS
team, said = making.Team(), []
logging.getLogger("search.index").addFilter(lambda record: said.append(record.getMessage()))
following.note_change = lambda: None  # the searches below do it

def found(word):
    return [hit.number for hit in search(read_query(word, "en"), "en", Choice()).hits]

def live(draft):
    return Publication.objects.live().get(item=draft.item).pk

def room(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

def case(word, limit, has_index):
    shutil.rmtree(index.keeper()._main.root)
    index._keepers.clear()
    said.clear()
    pages = [live(making.live_article(team, title=f"Broken {word}"))]
    if has_index:
        assert pages[0] in found(word)
    pages.append(live(making.live_article(team, title=f"Sprained {word}")))
    room(limit)
    answers = [found(word), found(word)]
    room(resource.RLIM_INFINITY)
    index.keeper()._rest_until = 0.0
    return {"pages": pages, "answers": answers, "with_room": sorted(found(word)), "said": list(said)}

index.note_change()
cases = [("scaphoid", 0, True), ("clavicle", 0, False), ("sternum", 200, True), ("femur", 200, False)]
print(json.dumps([case(*one) for one in cases]))
"""
# Names of people are counted on from those who are there.
NUMBERS = '__import__("itertools").count(__import__("editorial.models").models.Contributor.objects.count() + 1)'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with ScratchSite(tmp_path_factory.mktemp("site")) as site:
        yield site


def script(code):
    return code.replace("NUMBERS", NUMBERS)


def test_what_one_process_publishes_or_withdraws_the_next_search_of_another_knows(site):
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-v", "0", "-c", script(PUBLISHER)]
    with subprocess.Popen(
        command, cwd=ROOT, env=site.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as publisher:

        def tell(line):
            publisher.stdin.write(f"{line}\n")
            publisher.stdin.flush()
            assert publisher.stdout.readline() == "done\n"

        def is_found(title):
            address = f"{site.url}/en/search/?{urlencode({'q': title})}"
            return f"{title}</a>" in urllib.request.urlopen(address, timeout=20).read().decode()

        for title in ("Broken hip", "Sprained toe", "Swollen knee"):
            tell(f"publish {title}")
            assert is_found(title)
        tell("withdraw Sprained toe")
        assert not is_found("Sprained toe")
        assert is_found("Broken hip")
        publisher.stdin.close()


def test_index_of_writers_that_were_killed_is_whole_and_shows_nothing_withdrawn(site):
    told = site.run(script(KILLED_TWENTY_TIMES))
    assert told["outcomes"] == [[9, 0]] * 20
    assert told["builds"] <= 2


def test_full_disk_never_breaks_reading_and_is_mended_when_there_is_room(site):
    for told in site.run(script(WITHOUT_ROOM)):
        assert all(set(answer) & set(told["pages"]) for answer in told["answers"])
        assert set(told["pages"]) <= set(told["with_room"])
        assert any("cannot be kept" in line for line in told["said"])
        assert any("There is no search index" in line for line in told["said"])
