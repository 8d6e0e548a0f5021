"""The gallery, where every component stands in every state, in a real browser: rules of accessibility, small screens,
what opens without a script, and what listens and prints."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()}}
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
VOICE = """
class Voices extends EventTarget {
  getVoices() { return [{ name: "Own", lang: "en-GB", localService: %s }]; }
  cancel() {} pause() { this.paused = true; } resume() { this.paused = false; }
  speak(words) { this.said = [...(this.said ?? []), words.text]; words.onstart?.(); }
}
Object.defineProperty(window, "speechSynthesis", { value: new Voices() });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def look(live_server, chromium):
    """Opens the gallery as staff, in a window of its own, and closes it in the end."""
    user = get_user_model().objects.create_superuser("boss", "boss@example.org", "four plain words here")
    staff = Client()
    staff.force_login(user)
    windows = []

    def opened(width=1280, script="", **settings):
        window = chromium.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce", **settings
        )
        windows.append(window)
        for name, morsel in staff.cookies.items():
            window.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        page = window.new_page()
        if script:
            page.add_init_script(script)
        page.goto(live_server.url + reverse("gallery"))
        assert page.title().startswith("Gallery")
        return page

    yield opened
    for window in windows:
        window.close()


def broken(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]


def is_as_wide_as_its_window(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("colours", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_gallery_breaks_no_rule_of_accessibility(look, colours):
    page = look(**colours)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert broken(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert broken(page) == []


def test_what_opens_on_a_small_screen_breaks_no_rule_of_accessibility(look):
    page = look(320)
    for opener in ["[popovertarget=site-search]", "[popovertarget=site-menu]", "[popovertarget=filters]", ".term"]:
        page.locator(opener).first.click()
        assert page.locator(":popover-open").count() == 1
        assert broken(page) == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_is_wider_than_the_window(look, direction):
    page = look()
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    for width in [320, 480, 640, 800, 1000, 1280]:
        page.set_viewport_size({"width": width, "height": 900})
        assert is_as_wide_as_its_window(page), width


@pytest.mark.parametrize("change", [SPACED, "html { font-size: 200% !important; }"], ids=["spaced", "twice as large"])
def test_readers_own_text_settings_lose_nothing(look, change):
    page = look()
    page.add_style_tag(content=change)
    for width in [390, 640, 1280]:
        page.set_viewport_size({"width": width, "height": 900})
        assert is_as_wide_as_its_window(page), width


def test_navigation_opens_without_scripts_on_a_small_screen(look):
    page = look(390, java_script_enabled=False)
    assert not page.locator(".site-nav a").first.is_visible()
    page.locator("[popovertarget=site-menu]").first.click()
    assert page.locator(".site-nav a").first.is_visible()


def test_word_is_explained_without_scripts(look):
    page = look(java_script_enabled=False)
    page.locator("button.term").first.click()
    assert page.locator(".term-box").first.is_visible()


def test_figures_stay_closed_on_paper_while_answers_open(look):
    page = look()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".fold-figures[open]").count() == 0
    assert page.locator(".answers details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".answers details[open]").count() == 0


def test_page_is_read_aloud_by_a_voice_of_the_device(look):
    page = look(script=VOICE % "true")
    page.locator("[data-start]").click()
    assert page.evaluate("speechSynthesis.said[0]") == "Breast cancer that has spread to the bone"
    assert page.locator(".is-read").count() == 1
    page.locator("[data-stop]").click()
    assert page.locator(".is-read").count() == 0


def test_nothing_is_offered_where_a_voice_would_send_the_text_elsewhere(look):
    page = look(script=VOICE % "false")
    assert page.locator("[data-start]").count() == 0
