"""Nothing that somebody typed is lost: a crash, no connection, a session that ended, another editor who was faster."""

import re

import pytest

from tests.making import PASSWORD
from tests.scratch_site import ScratchSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SET_UP = """
import json
from tests.making import Team, make_article
team = Team()
articles = [make_article(team.writer, title=f"Wrist {number}", sections=3) for number in range(4)]
people = {name: getattr(team, name).user.username for name in ("writer", "second_writer")}
addresses = [f"/admin/articles/article/{article.pk}/change/" for article in articles]
print(json.dumps({"people": people, "addresses": addresses}))
"""
SAVED = """
import json
from articles.models import Article, Section
print(json.dumps([[a.title, a.summary, [s.body for s in Section.objects.filter(parent=a).order_by("ordering")]]
                  for a in Article.objects.order_by("pk")]))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with ScratchSite(tmp_path_factory.mktemp("site")) as site:
        site.made = site.run(SET_UP)
        yield site


@pytest.fixture
def address(site):
    """The form of an article that no other test has opened."""
    return site.made["addresses"].pop()


@pytest.fixture
def window(chromium, site):
    """Opens a window of somebody who is signed in; collects what the browser complains about."""
    contexts, complaints = [], []

    def open_for(who):
        context = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, base_url=site.url)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, site.made["people"][who])
        return page

    yield open_for
    assert complaints == []
    for context in contexts:
        context.close()


def sign_in(page, username):
    page.goto("/admin/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form button[type=submit]")
    page.wait_for_url("**/admin/")


def opened(page, address):
    page.goto(address)
    page.wait_for_selector(".ProseMirror")
    page.wait_for_timeout(500)


def write(page, number, words):
    editor = page.locator(".order-machine .inline-related:not(.empty-form) .ProseMirror").nth(number)
    editor.click()
    page.keyboard.press("Control+End")
    editor.press_sequentially(words)


def wait_until_kept(page):
    page.wait_for_selector(".typed--kept", timeout=20_000)
    assert re.match(r"Kept at \d\d:\d\d on the server, not saved", page.locator(".typed__at").inner_text())


def test_what_was_typed_before_a_crash_comes_back_and_is_saved_only_when_it_is_saved(site, window):
    page = window("writer")
    page.goto("/admin/articles/article/add/")
    page.get_by_role("link", name="Condition").click()
    page.wait_for_selector(".ProseMirror")
    page.fill("[name=title]", "Sprained ankle")
    write(page, 1, "It swells.")
    wait_until_kept(page)
    page.close()

    again = page.context.new_page()
    again.goto("/admin/")
    again.get_by_role("link", name="Sprained ankle").click()
    again.wait_for_selector(".ProseMirror")
    assert again.input_value("[name=title]") == "Sprained ankle"
    assert not any("Sprained" in row[0] for row in site.run(SAVED))
    again.locator("input[name=_save]").click()
    again.wait_for_url(re.compile(r"/admin/articles/article/(#|$)"))

    assert ["Sprained ankle", "", ["<p>It swells.</p>"]] in site.run(SAVED)
    again.goto("/admin/articles/article/add/")
    assert again.get_by_text("You have a text here that is not saved").count() == 0


def test_without_a_connection_the_form_says_so_asks_before_it_goes_and_keeps_later(window, address):
    page = window("writer")
    opened(page, address)
    page.context.set_offline(True)
    page.fill("[name=summary]", "Typed in a tunnel.")
    page.wait_for_selector(".typed--failed", timeout=20_000)
    assert "cannot be reached" in page.locator(".typed__said").inner_text()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]

    page.context.set_offline(False)
    wait_until_kept(page)
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_session_that_ended_is_said_and_the_form_goes_on_after_signing_in_elsewhere(site, window, address):
    page = window("writer")
    opened(page, address)
    page.context.clear_cookies()
    page.fill("[name=summary]", "Typed for eight hours.")
    page.wait_for_selector(".typed--failed", timeout=20_000)
    assert "signed out" in page.locator(".typed__said").inner_text()
    with page.context.expect_page() as other:
        page.get_by_role("link", name="Sign in again (new window)").click()
    other.value.fill("[name=login]", site.made["people"]["writer"])
    other.value.fill("[name=password]", PASSWORD)
    other.value.click("form button[type=submit]")
    other.value.wait_for_url("**/admin/")

    page.bring_to_front()
    wait_until_kept(page)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/change/**")
    page.wait_for_selector(".messagelist .success")
    assert any("Typed for eight hours." in row for row in site.run(SAVED))


def test_second_editor_chooses_part_by_part(site, window, address):
    first, second = window("writer"), window("second_writer")
    opened(first, address)
    opened(second, address)
    first.fill("[name=title]", "A broken wrist")
    write(first, 0, " Keep it high.")
    first.keyboard.press("Control+s")
    first.wait_for_selector(".messagelist .success")
    second.fill("[name=title]", "Wrist fracture")
    write(second, 0, " Keep it dry.")
    second.locator("[name=_continue]").click()

    second.wait_for_selector(".clash")
    second.wait_for_selector(".conflict:focus")
    assert second.locator(".clash ins").all_inner_texts()
    second.locator(".clash", has_text="Title").get_by_label("Saved now").check()
    second.get_by_role("button", name="Save with these choices").click()
    second.wait_for_selector(".messagelist .success")

    saved = {title: bodies for title, _, bodies in site.run(SAVED)}
    assert saved["A broken wrist"][0] == "<p>Rest your arm. This is part 1. Keep it dry.</p>"
    assert second.get_by_text("You have a text here that is not saved").count() == 0


def test_keys_move_a_block_and_preview_the_page_and_the_focus_stays(window, address):
    page = window("writer")
    opened(page, address)
    write(page, 0, " More.")
    page.keyboard.press("Alt+Shift+ArrowDown")
    headings = page.evaluate(
        """() => [...document.querySelectorAll('.order-machine .inline-related:not(.empty-form)')]
            .sort((a, b) => a.style.order - b.style.order).map(b => b.querySelector('[name$=-heading]').value)"""
    )
    assert headings == ["Part 2", "Part 1", "Part 3"]
    page.keyboard.type(" And more.")
    assert "And more." in page.locator(".ProseMirror", has_text="This is part 1").inner_text()
    assert "words" in page.locator(".block-length").first.inner_text()
    with page.context.expect_page() as preview:
        page.keyboard.press("Alt+Shift+P")
    preview.value.wait_for_selector("iframe")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    assert page.get_by_role("dialog", name="Keyboard shortcuts").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#shortcuts").is_visible()
