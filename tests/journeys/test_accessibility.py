"""Every type of public page in a real browser: axe, reflow, large text, text spacing, and the keyboard.

On SQLite only: what a browser is sent does not depend on the database.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.journeys.pages_of_the_demo import pages_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on every database"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
WIDTHS = {"phone": 320, "desktop": 1280}
# WCAG 1.4.12: the reader's own spacing; nothing may be cut off.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
    const s = getComputedStyle(e);
    if (!e.checkVisibility() || e.closest('.visually-hidden, .skip-link, svg, [popover]')) return false;
    if (e.clientWidth < 3 || e.clientHeight < 3) return false;
    const hides = v => v === 'hidden' || v === 'clip';
    return (hides(s.overflowX) && e.scrollWidth > e.clientWidth + 1)
        || (hides(s.overflowY) && e.scrollHeight > e.clientHeight + 1);
  }).map(e => e.tagName + '.' + e.className)"""
WIDER = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


@pytest.fixture
def window(chromium, demo):
    contexts = []

    def open_at(width=1280, **look):
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=demo.url, **look)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_at
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(demo, window, language, look, width):
    page = window(WIDTHS[width], **LOOKS[look])
    found = {}
    for name, address in pages_in(language, demo.codes).items():
        page.goto(address)
        results = Axe().run(page, options=OPTIONS).response["violations"]
        faults = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in results]
        if faults:
            found[name] = faults
    assert found == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_lost_at_320_pixels_with_large_text_or_own_spacing(demo, window, language):
    page = window(320)
    lost = {}
    for name, address in pages_in(language, demo.codes).items():
        page.goto(address)
        for what, change in (
            ("reflow", "() => 0"),
            ("spacing", SPACING),
            ("200 % text", "() => { document.documentElement.style.fontSize = '200%' }"),
        ):
            page.evaluate(change)
            faults = [*page.evaluate(CUT_OFF), *([f"{wider} px wider"] if (wider := page.evaluate(WIDER)) > 0 else [])]
            if faults:
                lost[f"{name}, {what}"] = faults[:5]
    assert lost == {}


def test_right_to_left_pages_are_mirrored(demo, window):
    page = window(1280)
    page.goto(pages_in("ar", demo.codes)["article"])
    assert page.evaluate("document.documentElement.dir") == "rtl"
    contents = page.locator(".contents").bounding_box()
    text = page.locator(".article-body").bounding_box()
    assert contents["x"] < text["x"]
