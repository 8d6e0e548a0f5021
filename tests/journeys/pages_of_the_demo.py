"""Every type of public page, as it stands on a site with the demonstration: name -> address, in English and Arabic."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.scratch_site import ScratchSite

BONE = {
    "en": "/en/breast-cancer-in-the-bone/",
    "es": "/es/cancer-de-mama-en-los-huesos/",
    "ar": "/ar/saratan-al-thadi-fi-al-izam/",
}
QUESTIONS = {
    "en": "/en/questions/breast-cancer-in-the-bone-questions/",
    "ar": "/ar/questions/asilat-saratan-al-thadi-fi-al-izam/",
}
TERM = {"en": "/en/glossary/biopsy/", "ar": "/ar/glossary/khaza/"}
WORD = {"en": "bone pain", "ar": "العظام"}
# Facts that only the database knows: a code that is current, one that was replaced, one that was withdrawn.
CODES = """
import json
from editorial.models import Edition, Publication
bone = Publication.objects.get(item__slug="breast-cancer-in-the-bone")
old = Edition.objects.filter(item=bone.item).exclude(code=bone.code).first()
gone = Publication.objects.get(state="withdrawn")
term = Publication.objects.live().filter(kind="term", language="ar").order_by("pk").first()
print(json.dumps({"current": bone.code, "replaced": old.code, "withdrawn": gone.code, "gone": gone.path,
                  "term": term.path}))
"""


@contextlib.contextmanager
def demo_site() -> Iterator[ScratchSite]:
    """A real server with the demonstration and everything that is made after publishing; `site.codes` for the check page."""
    with tempfile.TemporaryDirectory() as directory, ScratchSite(Path(directory)) as site:
        site.manage("load_demo")
        site.manage("run_chores")
        site.codes = site.run(CODES)
        yield site


def pages_in(language: str, codes: dict[str, str]) -> dict[str, str]:
    """Every type of page that there is in this language."""
    base = f"/{language}/"
    found = {
        "home": base,
        "topics": f"{base}topics/",
        "hub": f"{base}topics/cancer/",
        "tags": f"{base}tags/",
        "tag": f"{base}tags/bone/",
        "a to z": f"{base}a-z/",
        "recent": f"{base}recent/",
        "glossary": f"{base}glossary/",
        "term": codes["term"] if language == "ar" else TERM["en"],
        "questions": f"{base}questions/",
        "question set": QUESTIONS[language],
        "article": BONE[language],
        "large print": f"{BONE[language]}large-print/",
        "feedback": f"{BONE[language]}feedback/",
        "search": f"{base}search/?q={WORD[language]}",
        "nothing found": f"{base}search/?q=zzzzqqqq",
        "person": f"{base}people/amara-example/",
        "not found": f"{base}nowhere/",
    }
    if language == "en":
        found |= {
            "organisation page": "/en/privacy/",
            "overdue": "/en/type-2-diabetes/",
            "unreviewed": "/en/taking-iron-tablets/",
            "notice": "/en/using-an-inhaler/",
            "withdrawn": codes["gone"],
            "check": "/check/",
            "check current": f"/check/{codes['current']}",
            "check replaced": f"/check/{codes['replaced']}",
            "check withdrawn": f"/check/{codes['withdrawn']}",
            "check unknown": "/check/0000000000",
        }
    return found
