"""Several files on the upload page: sent one by one, with progress, and axe finds nothing on the way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.scratch_site import PASSWORD, ScratchSite

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on every database"),
]

MAKE_WRITER = """
import json
from tests.making import make_person
print(json.dumps(make_person().user.username))
"""
TEXT = "<html><body><h1>Page {0}</h1><h2>Pain</h2><p>It hurts {0} days.</p></body></html>"


@pytest.fixture
def writer(tmp_path, page):
    with ScratchSite(tmp_path) as site:
        page.goto(f"{site.url}/admin/")
        page.fill("[name=login]", site.run(MAKE_WRITER))
        page.fill("[name=password]", PASSWORD)
        page.locator("form button[type=submit]").first.click()
        page.wait_for_url("**/admin/")
        page.goto(f"{site.url}/admin/articles/importedfile/add/")
        yield page


def violations(page):
    return [found["id"] for found in Axe().run(page).response["violations"]]


def test_files_are_sent_one_by_one_and_each_is_told(writer):
    files = [{"name": f"{n}.html", "mimeType": "text/html", "buffer": TEXT.format(n).encode()} for n in range(3)]
    files.append({"name": "broken.docx", "mimeType": "application/zip", "buffer": b"PK\x03\x04word/"})
    assert violations(writer) == []
    writer.set_input_files("[name=uploads]", files)
    writer.click("[data-import] [type=submit]")
    writer.get_by_text("Done: 3 of 4 files were taken.").wait_for(timeout=60_000)
    assert writer.get_by_text("“broken.docx” was not imported.").count() == 1
    assert violations(writer) == []
    writer.get_by_text("is the draft “Page 1” now").click()
    writer.get_by_role("heading", name="It is the draft “Page 1”").wait_for()
    assert violations(writer) == []
    assert writer.complaints == []


def test_what_is_pasted_keeps_its_formatting_until_it_is_edited(writer):
    paste = """html => { const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", "x")
      document.querySelector("[name=pasted]").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data})) }"""
    writer.evaluate(paste, "<h1>Wrists</h1>")
    kept = writer.locator("[name=pasted_html]")
    writer.wait_for_timeout(50)
    assert kept.input_value() == "<h1>Wrists</h1>"
    writer.locator("[name=pasted]").press_sequentially("y")
    assert kept.input_value() == ""
