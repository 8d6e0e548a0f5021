"""`make validate`: every page of the demonstration that a link leads to, and the pages for what is not there.

Says so and does nothing where npm or Java are missing.
"""

import json
import re
import sys
import tempfile
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from tests.html import checker
from tests.scratch_site import ScratchSite

STARTS = ["/en/", "/es/", "/ar/"]
# No link leads to these.
OTHERS = [
    "/en/search/?q=bone", "/en/search/?q=nothingofthiskind", "/en/search/?q=bone&kind=condition", "/en/a-z/?letter=B",
    "/en/nothing/", "/es/nothing/", "/en/tags/nothing/", "/ar/search/?q=%D8%B9", "/en/%00/", "/en/?q=" + "a" * 3000,
]  # fmt: skip
# One of each must have been reached, or the proof is none.
KINDS = [
    r"^/en/$", r"/topics/$", r"/topics/.+/$", r"/tags/$", r"/tags/.+/$", r"\?tag=", r"/a-z/", r"/questions/$",
    r"/questions/.+/$", r"/people/.+/$", r"/search/", r"/glossary/", r"^/en/[\w-]+-[\w-]+/$",
]  # fmt: skip
LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"#]*)')
NOT_PAGES = re.compile(r"^/(static|media|admin|accounts)/|\.(xml|pdf|svg|png|webp|jpg|txt)$")
MOST = 600


def main() -> int:
    try:
        checker.install()
    except checker.NotHere as missing:
        print(f"HTML is not validated: {missing}")
        return 0
    with tempfile.TemporaryDirectory() as directory:
        pages = Path(directory) / "pages"
        pages.mkdir()
        with ScratchSite(Path(directory)) as site:
            site.manage("load_demo")
            withdrawn = site.run(WITHDRAW)
            addresses = fetch_all(site.url, [*STARTS, *OTHERS, withdrawn], pages)
        return report(addresses, checker.complaints(sorted(pages.glob("*.html"))))


WITHDRAW = """
import json
from editorial import actions
from editorial.models import Contributor, Publication
page = Publication.objects.live().filter(kind="article", article_kind="test").first()
by = next(person for person in Contributor.objects.filter(user__isnull=False) if person.may("withdraw"))
actions.withdraw(item=page.item, by=by, reason="Superseded.")
print(json.dumps(page.path))
"""


def fetch_all(base: str, starts: list[str], into: Path) -> dict[str, str]:
    """Follow links from `starts`, one query for each path; returns addresses by name of file."""
    waiting, seen, addresses = list(starts), set(), {}
    while waiting and len(addresses) < MOST:
        address = waiting.pop(0).replace("&amp;", "&")
        path = address if address in OTHERS else address.partition("?")[0] + ("?" if "?" in address else "")
        if path in seen or NOT_PAGES.search(path):
            continue
        seen.add(path)
        html = fetch(base + address)
        if html is None:
            continue
        name = f"{len(addresses):03}.html"
        (into / name).write_text(html, encoding="utf-8")
        addresses[name] = address
        waiting += LINK.findall(html)
    return addresses


def fetch(url: str) -> str | None:
    """The HTML of an answer, also of an error; None for what is no HTML."""
    try:
        answer = urllib.request.urlopen(url, timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.read().decode() if answer.headers.get_content_type() == "text/html" else None


def report(addresses: dict[str, str], complaints: list[dict]) -> int:
    errors = [complaint for complaint in complaints if checker.is_error(complaint)]
    for complaint in errors:
        place = addresses.get(complaint["file"], complaint["file"])
        extract = json.dumps(complaint.get("extract", ""), ensure_ascii=False)
        print(f"{place} line {complaint.get('lastLine')}: {complaint['message']} {extract}")
    others = Counter(complaint["message"] for complaint in complaints if not checker.is_error(complaint))
    for message, times in others.most_common(10):
        print(f"note, {times} times: {message}")
    unseen = [kind for kind in KINDS if not any(re.search(kind, address) for address in addresses.values())]
    print(f"{len(addresses)} pages, {len(errors)} errors, {sum(others.values())} notes.")
    if unseen:
        print(f"No page of these kinds was reached: {' '.join(unseen)}")
    return 1 if errors or unseen else 0


if __name__ == "__main__":
    sys.exit(main())
