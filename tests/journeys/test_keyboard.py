"""The public site without a mouse: everything that can be done is reached, seen and done with keys alone."""

import pytest
from django.db import connection

from tests.journeys.pages_of_the_demo import pages_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on every database"),
]

MOST_STOPS = 400
# What the focus is on, whether it can be seen, and whether it shows that it has the focus.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), box = e.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  const at = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
                                       Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 1), innerHeight - 1));
  return { what: e.outerHTML.slice(0, 120), seen: inside && !!at && (e.contains(at) || at.contains(e)),
           ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 };
}"""
COUNT = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled && !e.closest('[popover]:not(:popover-open)'))
  .filter(e => e.type !== 'radio' || e.checked || e === document.querySelector(`input[name="${e.name}"]`)).length"""


@pytest.fixture
def page(chromium, demo):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=demo.url)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def stops_of(page):
    """Every stop of the Tab key from the top of the page, until it leaves it."""
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or (stops and stop["what"] == stops[0]["what"]):
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize(
    "name", ["home", "hub", "article", "search", "a to z", "glossary", "feedback", "check", "not found", "question set"]
)
def test_every_stop_is_seen_and_shows_the_focus(demo, page, name):
    page.goto(pages_in("en", demo.codes)[name])
    expected = page.evaluate(COUNT)
    stops = stops_of(page)
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    assert len(stops) >= expected


def test_skip_link_comes_first_and_leads_to_the_text(demo, page):
    page.goto(pages_in("en", demo.codes)["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_results_are_reached_without_going_through_the_filters(demo, page):
    page.goto(pages_in("en", demo.codes)["search"])
    hashes = []
    while "#results" not in hashes and len(hashes) < 20:
        page.keyboard.press("Tab")
        hashes.append(page.evaluate("document.activeElement.hash"))
    assert hashes[-1] == "#results"
    focus = page.evaluate(FOCUS)
    assert focus["seen"] and focus["ring"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator(".entries a").first
    assert first.evaluate("link => link === document.activeElement")


def test_glossary_word_opens_in_place_and_closes_again(demo, page):
    page.goto(pages_in("en", demo.codes)["article"])
    word = page.locator("button.term").first
    box = page.locator(f"#{word.get_attribute('popovertarget')}")
    assert not box.is_visible()
    word.focus()
    page.keyboard.press("Enter")
    assert box.is_visible()
    page.keyboard.press("Tab")
    assert box.evaluate("box => box.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert word.evaluate("word => word === document.activeElement")


def test_survival_figures_are_closed_until_they_are_asked_for(demo, page):
    page.goto(pages_in("en", demo.codes)["article"])
    details = page.locator(".statistic details").first
    assert details.get_attribute("open") is None
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    assert details.get_attribute("open") is not None


def test_search_and_feedback_are_sent_with_keys_alone(demo, page):
    page.goto(pages_in("en", demo.codes)["home"])
    page.locator("input[type=search]").first.focus()
    page.keyboard.type("bone pain")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=bone*")
    page.goto(pages_in("en", demo.codes)["article"])
    page.locator("form[action$='feedback/'] input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.locator("form[action$='feedback/'] textarea").focus()
    page.keyboard.type("The box at the top is clear.")
    page.locator("form[action$='feedback/'] button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/feedback/*")
    assert page.locator("h1").is_visible()
    assert page.context.cookies() == []
