"""How long the checks take: a page of 3,000 words, and the whole site by its command."""

import time

CHECK_PAGE = """
import json, time
from editorial.checks.manuscript import Manuscript
from editorial.checks.running import findings_in
from tests.editorial.checks import harness
from tests.editorial.checks.conftest import page
entries = [entry["document"] for entry in harness.labelled_documents().values()]
blocks = [block for entry in entries for block in entry.get("blocks", []) if entry["language"] == "en"]
document = page(*({**block, "uid": str(number)} for number, block in enumerate(blocks)))
words = sum(len(passage.text.split()) for passage in Manuscript(document).passages)
findings_in(document)  # word lists are read once
def spent():
    started = time.process_time()
    findings_in(document)
    return time.process_time() - started
print(json.dumps(min(spent() for _ in range(5)) * 3000 / words * 1000))
"""

CHECK_SITE = """
import io, json
from django.core.management import call_command
from editorial.models import Checked, Item
Checked.objects.all().delete()
try:
    call_command("check_content", stdout=io.StringIO(), stderr=io.StringIO())
except SystemExit:
    pass
print(json.dumps(Item.objects.exclude(head=None).count()))
"""


def measure_checks(site):
    """Milliseconds of CPU for 3,000 words, and seconds for all texts of the site with none of their findings kept."""
    page_ms = site.run(CHECK_PAGE)
    began = time.monotonic()
    texts = site.run(CHECK_SITE)
    return {
        "3,000 words, ms of CPU": round(page_ms),
        "texts": texts,
        "all texts, s": round(time.monotonic() - began, 1),
    }
