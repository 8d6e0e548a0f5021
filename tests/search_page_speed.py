"""What the whole search page costs, from the address to the HTML, on a site whose pages went through the gate."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.scratch_site import ScratchSite

MAKE_PAGES = """
import json, random
from django.db import transaction
from articles.models import Section
from tests import making
chance, team = random.Random(1), making.Team()
BODIES = "wrist ankle hip spine skull knee elbow shoulder rib jaw heel thumb".split()
TROUBLES = "fracture sprain infection arthritis cyst bruise tumour ulcer swelling numbness weakness stiffness".split()
CARES = "exercise surgery plaster antibiotics rest injection scan massage diet bandage".split()
def words():
    return f"{chance.choice(CARES)} helps a {chance.choice(BODIES)} with {chance.choice(TROUBLES)}"
for start in range(0, %(pages)d, 100):
    with transaction.atomic():  # one sync to the disk for a hundred pages; each still goes through every action
        for number in range(start, min(start + 100, %(pages)d)):
            title = f"{chance.choice(TROUBLES).title()} of the {chance.choice(BODIES)}, part {number}"
            article = making.make_article(
                team.writer, title=title, tags=[f"tag {number %% 25}"], sections=0, synonyms=f"Trouble {number}"
            )
            for place in range(4):
                body = "".join(f"<p>In the {number + place * 12 + line}th week {words()}.</p>" for line in range(12))
                heading = f"Part {place + 1}: {words()}"
                Section.objects.create(parent=article, region="main", ordering=place, heading=heading, body=body)
            making.save(article, team.writer)
            making.put_live(making.fresh(article), team)
print("null")
"""

ASK = """
import json, time
from django.test import Client
import portal.wsgi  # as a server starts
BODIES = "wrist ankle hip spine skull knee elbow shoulder rib jaw heel thumb".split()
TROUBLES = "fracture sprain infection arthritis cyst bruise tumour ulcer swelling numbness weakness stiffness".split()
QUESTIONS = [question for body, trouble in zip(BODIES * 2, TROUBLES + TROUBLES[5:] + TROUBLES[:5]) for question in (
    f"{trouble} of the {body}", f"what helps a swollen {body}", f"{body} {trouble[:-2]}{trouble[-1]}{trouble[-2]}", trouble,
    f"I fell on my arm last week and now the {body} has a {trouble}. Do I need a scan, or is rest enough?")]
client, spent = Client(headers={"host": "localhost"}), []
for number, question in enumerate(["broken toe", *QUESTIONS[:60:7], *dict.fromkeys(QUESTIONS)]):
    began = time.thread_time()
    answer = client.get("/en/search/", {"q": question})
    if number >= 10:
        spent.append((time.thread_time() - began) * 1000)
    assert answer.status_code == 200, answer.status_code
print(json.dumps(spent))
"""


def page_speed(pages: int) -> list[float]:
    """Milliseconds of CPU of each request, by the production settings and without the network; nothing of it is kept."""
    with tempfile.TemporaryDirectory() as directory:
        site: Any = ScratchSite(Path(directory))
        site.environment["SEARCHES_A_MINUTE"] = "0"  # it asks more than a person may
        with site:
            site.run(MAKE_PAGES % {"pages": pages})
            return site.run(ASK)
