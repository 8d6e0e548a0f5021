"""The bone article on paper: printed by a browser, with a code that leads to the page that checks it."""

import pypdfium2
import pytest
import zxingcpp
from django.db import connection

from tests.journeys.pages_of_the_demo import BONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on every database"),
]


@pytest.fixture
def page(chromium, demo):
    context = chromium.new_context(base_url=demo.url)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def printed(page, address):
    page.goto(address)
    return pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))


def words_of(document):
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())


def test_bone_article_takes_two_to_four_sheets_with_all_that_matters(page):
    document = printed(page, BONE["en"])
    assert 2 <= len(document) <= 4
    words = words_of(document)
    first = " ".join(document[0].get_textpage().get_text_range().split())
    assert "EMERGENCY" in first and "URGENT" in first
    for said in (
        "Dr Amara Example (fictional)",
        "Next review due",
        "Code of this text",
        "nice.org.uk/guidance/ng234",
        "DEMO",
    ):
        assert said in words, said
    for left_out in ("Was this page useful?", "Show survival figures", "in every 100 women", "Skip to the text"):
        assert left_out not in words, left_out


def test_figures_that_the_reader_opened_are_printed(page):
    page.goto(BONE["en"])
    page.locator(".statistic details summary").first.click()
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert "in every 100 women" in words_of(document)


def test_code_on_paper_leads_to_the_page_that_checks_it(page, demo):
    picture = printed(page, BONE["en"])[0].render(scale=3).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text.replace("-", "") == f"{demo.url}/check/{demo.codes['current']}"
    page.goto(code.text)
    assert page.get_by_role("heading", name="Your copy is current").is_visible()
    for which, heading in (
        ("current", "Your copy is current"),
        ("replaced", "There is a newer text"),
        ("withdrawn", "This page was withdrawn"),
    ):
        page.goto(f"/check/{demo.codes[which]}")
        assert page.get_by_role("heading", name=heading).is_visible()


def test_large_print_is_large_on_paper(page):
    page.goto(f"{BONE['en']}large-print/")
    page.emulate_media(media="print")
    size = page.locator(".section .prose p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize) * 0.75")
    assert size >= 17.5
