"""What the search field offers while somebody types, with keys alone, by pointer, and without the script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.journeys.test_accessibility import LOOKS, OPTIONS, WIDER, WIDTHS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on every database"),
]

TYPED = {"en": "bone", "ar": "العظ"}
FIELD = "main input[type=search]"


@pytest.fixture
def window(chromium, demo):
    contexts, complaints = [], []

    def open_at(width=1280, *, is_silent=True, **look):
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=demo.url, **look)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if is_silent:  # browsers write of answers that fail by themselves
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield open_at
    assert complaints == []
    for context in contexts:
        context.close()


def field_in(page, language="en"):
    page.goto(f"/{language}/")
    return page.locator(FIELD).first


def type_and_wait(page, field, text):
    """All at once: on a slow machine the list would be that of the first letters."""
    field.focus()
    page.keyboard.insert_text(text)
    page.locator("[role=option]:visible").first.wait_for()


def list_of(page):
    return page.locator(".suggestions:visible")


def active_text(page, field):
    number = field.get_attribute("aria-activedescendant")
    return page.locator(f"#{number}[aria-selected=true] > span").inner_text() if number else None


def test_screen_readers_are_told_what_the_field_is_and_what_is_offered(window):
    page = window()
    field = field_in(page)
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-autocomplete") == "list"
    type_and_wait(page, field, "bone")
    offered = page.locator(f"#{field.get_attribute('aria-controls')}")
    assert offered.get_attribute("role") == "listbox"
    assert offered.get_attribute("aria-label") == "Suggestions"
    assert field.get_attribute("aria-expanded") == "true"
    count = offered.locator("[role=option]").count()
    assert count > 2
    assert page.locator("main form [role=status]").first.inner_text() == f"Suggestions: {count}"
    assert page.get_by_role("combobox", name="Search this site").first.is_visible()


def test_arrows_go_round_and_home_and_end_jump(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "bone")
    texts = page.locator("[role=option]:visible > span").all_inner_texts()
    assert active_text(page, field) is None
    seen = []
    for _ in range(len(texts) + 2):
        page.keyboard.press("ArrowDown")
        seen.append(active_text(page, field))
    assert seen == [*texts, None, texts[0]]
    page.keyboard.press("End")
    assert active_text(page, field) == texts[-1]
    page.keyboard.press("Home")
    assert active_text(page, field) == texts[0]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert active_text(page, field) == texts[-1]
    assert page.locator("[aria-selected=true]").count() == 1
    assert field.input_value() == "bone"
    assert field.evaluate("field => field === document.activeElement")


def test_enter_on_an_option_opens_its_page(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "biops")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/glossary/biopsy/")


def test_question_leads_to_its_place_on_the_page(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "can i still")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/questions/[\w-]+/#[\w-]+$"))
    assert page.locator(":target").is_visible()


def test_enter_without_an_option_searches_for_what_was_typed(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "bone")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=bone")


def test_escape_closes_and_leaves_what_was_typed(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "bone")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert list_of(page).count() == 0
    assert field.input_value() == "bone"
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    list_of(page).wait_for()


def test_escape_in_the_drawer_of_a_phone_closes_the_list_before_the_drawer(window):
    page = window(320)
    page.goto("/en/topics/")
    page.locator("[popovertarget=site-search]").first.click()
    field = page.locator("#site-search input")
    type_and_wait(page, field, "bone")
    assert page.evaluate(WIDER) <= 0
    page.keyboard.press("Escape")
    assert list_of(page).count() == 0
    assert field.input_value() == "bone"
    page.keyboard.press("Escape")  # the browser's own: it empties a search field
    page.keyboard.press("Escape")
    assert not field.is_visible()


def test_tab_closes_and_goes_on(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "bone")
    page.keyboard.press("Tab")
    assert list_of(page).count() == 0
    assert page.evaluate("document.activeElement.type") == "submit"


def test_pointer_opens_an_option_and_a_press_elsewhere_closes(window):
    page = window(320, has_touch=True)
    field = field_in(page)
    type_and_wait(page, field, "biops")
    assert page.locator("[role=option]:visible").first.bounding_box()["height"] >= 44
    page.locator("h1").first.click(position={"x": 2, "y": 2})
    assert list_of(page).count() == 0
    field.tap()
    page.keyboard.press("ArrowDown")
    page.locator("[role=option]:visible").first.tap()
    page.wait_for_url("**/en/glossary/biopsy/")


def test_too_little_asks_nothing_and_no_answer_hides_the_list(window):
    page = window()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions/" in request.url else None)
    field = field_in(page)
    field.focus()
    page.keyboard.type("b")
    page.wait_for_timeout(400)
    assert asked == []
    page.keyboard.type("one")
    list_of(page).wait_for()
    assert 1 <= len(asked) <= 3
    page.keyboard.type("zzqqzz", delay=200)
    list_of(page).wait_for(state="hidden")
    assert field.get_attribute("aria-expanded") == "false"


def test_late_answer_to_what_was_typed_before_is_not_shown(window):
    page = window()
    field = field_in(page)
    held = []
    page.route("**/suggestions/?q=bone", lambda route: held.append(route))
    with page.expect_request("**/suggestions/?q=bone"):
        field.fill("bone")
    field.fill("biops")
    list_of(page).wait_for()
    for route in held:
        route.fallback()
    page.wait_for_timeout(500)
    assert page.locator("[role=option]:visible > span").all_inner_texts() == ["biopsy"]


def test_failing_answers_are_silent(window):
    page = window(is_silent=False)
    field = field_in(page)
    page.route("**/suggestions/*", lambda route: route.fulfill(status=500, body="oh"))
    with page.expect_response("**/suggestions/*"):
        field.fill("bone")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.unroute_all()
        field.fill("bones")
    assert list_of(page).count() == 0
    page.context.set_offline(False)
    field.press("Enter")
    page.wait_for_url("**/en/search/?q=bones")


def test_keys_of_an_input_method_are_left_to_it(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "bone")
    composing = "new KeyboardEvent('keydown', {key: 'ArrowDown', isComposing: true, bubbles: true, cancelable: true})"
    assert field.evaluate(f"field => field.dispatchEvent({composing})") is True
    assert active_text(page, field) is None


def test_without_the_script_the_form_searches(window):
    page = window(java_script_enabled=False)
    field = field_in(page)
    assert field.get_attribute("role") is None
    field.fill("bone")
    field.press("Enter")
    page.wait_for_url("**/en/search/?q=bone")


def test_no_cookie_is_set_and_nothing_is_kept(window):
    page = window()
    field = field_in(page)
    type_and_wait(page, field, "bone")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", TYPED)
def test_axe_finds_nothing_while_the_list_is_open(window, language, look, width):
    page = window(WIDTHS[width], **LOOKS[look])
    field = field_in(page, language)
    type_and_wait(page, field, TYPED[language])
    page.keyboard.press("ArrowDown")
    results = Axe().run(page, options=OPTIONS).response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in results] == []
    assert page.evaluate(WIDER) <= 0
    box = list_of(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDTHS[width]
