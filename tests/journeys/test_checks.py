"""An editor and the checks in a real browser: a faulty sentence is found while it is typed, shown, repaired and gone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.journeys.test_accessibility import OPTIONS
from tests.making import PASSWORD
from tests.scratch_site import ScratchSite

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what a browser is sent is the same on every database"),
]

SET_UP = """
import json
from tests.making import Team, make_article
team = Team()
article = make_article(team.writer, sections=12)
print(json.dumps({"writer": team.writer.user.username, "lead": team.lead.user.username, "article": article.pk}))
"""
FAULTY = "Keep your arm up , and rest it. TBC: how long."


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with ScratchSite(tmp_path_factory.mktemp("site")) as site:
        site.made = site.run(SET_UP)
        yield site


@pytest.fixture
def form(chromium, site):
    """Opens the form of the article; collects what the browser complains about."""
    contexts, complaints = [], []

    def open_at(width=1280, **look):
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=site.url, **look)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/admin/")
        page.fill("[name=login]", site.made["writer"])
        page.fill("[name=password]", PASSWORD)
        page.click("form button[type=submit]")
        page.wait_for_url("**/admin/")
        page.goto(f"/admin/articles/article/{site.made['article']}/change/")
        page.wait_for_selector(".checks--live")
        page.locator("#articles_section_set-9 .ProseMirror").wait_for()
        return page

    yield open_at
    # axe tries to write a style; a window that types while another's text is kept is told so (409).
    assert [line for line in complaints if "inline style" not in line and "status of 4" not in line] == []
    for context in contexts:
        context.close()


def body_of(page, number):
    return page.locator(f"#articles_section_set-{number} .ProseMirror")


def finding(page, check):
    return page.locator(f".check-line:has(a[href$='#{check}'])")


def is_closed(block):
    return block.evaluate("block => block.classList.contains('collapsed')")


def type_at_the_end(page, editor, words):
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(words)


def has_focus(node):
    return node.evaluate("node => node.contains(document.activeElement)")


def test_faulty_sentence_is_found_shown_and_repaired(form):
    page = form()
    editor = body_of(page, 9)
    type_at_the_end(page, editor, FAULTY)
    before = page.evaluate("scrollY")
    finding(page, "T07").wait_for()
    assert has_focus(editor)
    assert page.evaluate("scrollY") == before
    page.keyboard.type(" Soon.")
    assert editor.inner_text().strip().endswith("how long. Soon.")

    assert page.evaluate("CSS.highlights.get('finding-blocking').size") >= 1
    finding(page, "T07").locator("[data-show]").click()
    assert has_focus(editor)
    assert page.evaluate("getSelection().toString()").strip() in FAULTY
    page.keyboard.press("Escape")
    assert has_focus(finding(page, "T07"))

    finding(page, "T07").locator("[data-repair]").click()
    finding(page, "T07").wait_for(state="detached")
    assert "Keep your arm up, and rest it." in editor.inner_text()
    editor.click()
    page.keyboard.press("Control+z")
    finding(page, "T07").wait_for()
    finding(page, "T07").locator("[data-repair]").click()

    finding(page, "T13").locator("[data-show]").click()
    page.keyboard.type("Ask")
    finding(page, "T13").wait_for(state="detached")
    page.locator("[name=_continue]").click()
    page.wait_for_selector(".messagelist .success")
    assert finding(page, "T07").count() == finding(page, "T13").count() == 0
    assert "Keep your arm up, and rest it. Ask: how long." in body_of(page, 9).inner_text()


def test_words_in_a_plain_field_of_a_closed_block_are_shown_and_repaired(form):
    page = form()
    block = page.locator("#articles_section_set-10")
    heading = block.locator("[name$=-heading]")
    heading.fill("Work , and rest")
    finding(page, "T07").wait_for()
    block.locator(".block-hide").click()
    assert is_closed(block)
    page.keyboard.press("F8")
    while not has_focus(block):  # other findings may stand before it
        page.keyboard.press("F8")
    assert not is_closed(block)
    start, end = heading.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert "," in "Work , and rest"[start:end]
    finding(page, "T07").locator("[data-repair]").click()
    assert heading.input_value() == "Work, and rest"


def test_next_finding_is_the_next_one_in_the_list(form):
    page = form()
    page.locator("[name=summary]").fill("TBC , usually TBC")
    finding(page, "T07").wait_for()
    listed = "[...document.querySelectorAll('[data-group][open] [data-finding]:has([data-show])')].map(e => e.dataset.finding)"
    led_to = []
    for _ in page.evaluate(listed):
        page.keyboard.press("F8")
        led_to.append(page.evaluate("document.querySelector('[data-finding][aria-current]').dataset.finding"))
    assert led_to == page.evaluate(listed)


def test_repair_and_save_are_answered_where_one_is(form):
    page = form()
    heading = page.locator("#id_articles_section_set-10-heading")
    heading.fill("Rest , and work")
    finding(page, "T07").wait_for()
    page.evaluate("scrollTo(0, 0)")
    finding(page, "T07").locator("[data-repair]").click()
    toast = page.locator(".toast[role=status]")
    assert toast.inner_text().startswith("Changed to “")
    place = heading.bounding_box()
    assert 0 <= place["y"] <= 900
    heading.focus()
    page.keyboard.press("Control+s")
    page.locator(".toast", has_text="Saved.").wait_for()  # first: it goes by itself
    page.wait_for_selector(".messagelist .success", state="attached")


def test_added_and_removed_block_is_checked(form):
    page = form()
    page.get_by_role("button", name="Add a block at the end: Callout").click()
    added = page.locator(".inline-related[id^=articles_callout]:not(.empty-form)").last
    added.locator("[name$=-heading]").fill("TBC")
    finding(page, "T13").wait_for()
    with page.expect_response("**/check/"):
        added.locator(".inline-deletelink, .delete a, [title=Remove]").first.click()
    finding(page, "T13").wait_for(state="detached")


def test_form_that_is_refused_leads_to_what_is_to_mend(form):
    page = form()
    page.locator("#articles_section_set-9 [name$=-heading]").fill("")
    page.locator("[name=_save]").click()
    page.wait_for_selector("#to-mend")
    page.wait_for_function("document.activeElement.id === 'to-mend'")
    page.wait_for_timeout(400)  # content-editor would have scrolled by now
    assert page.locator("#to-mend").evaluate("node => node.getBoundingClientRect().top") >= 0
    page.locator("#to-mend a").first.click()
    assert has_focus(page.locator("#articles_section_set-9 .field-heading"))


@pytest.mark.parametrize(
    ("field", "focused"),
    [("body", "#articles_section_set-9 .ProseMirror"), ("heading", "#id_articles_section_set-9-heading")],
)
def test_address_of_a_field_opens_it(form, field, focused):
    page = form()
    page.goto(f"{page.url}#id_articles_section_set-9-{field}")
    page.reload()
    page.wait_for_function("focused => document.querySelector(focused)?.matches(':focus')", arg=focused)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form_with_the_panel(form, width, scheme):
    page = form(width, color_scheme=scheme)
    if width < 1024:
        page.locator(".checks__head").click()
    page.locator("[name=summary]").fill("TBC , usually")
    finding(page, "T07").wait_for()
    for group in page.locator(".checks__group:not([open]) > summary").all():
        group.click()
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found] == []
