"""The whole way in a real browser: from a writer's first sentence to a patient's screen, and one changed word."""

import re

import pytest

from tests.making import PASSWORD
from tests.scratch_site import ScratchSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SET_UP = """
import io, json
from PIL import Image
from editorial.models import Topic
from library.pictures import add_picture
from tests.making import Team, make_question_set, make_source, put_live
team = Team()
Topic.objects.create(title="Bones", slug="bones")
make_source(title="Care of broken wrists", publisher="Example Press", published="2025")
bytes_of = io.BytesIO()
Image.new("RGB", (640, 480), "teal").save(bytes_of, "PNG")
add_picture(bytes_of.getvalue(), name="A wrist in a splint", credit="Drawn for this test", licence="CC0 1.0")
put_live(make_question_set(team.writer, title="Questions about wrists"), team)
print(json.dumps({name: getattr(team, name).user.username for name in ("writer", "reviewer", "publisher")}))
"""


@pytest.fixture
def site(tmp_path):
    with ScratchSite(tmp_path) as site:
        site.people = site.run(SET_UP)
        yield site


@pytest.fixture
def window(chromium, site):
    """Opens windows of signed-in people (or of nobody); collects what the browser complains about."""
    contexts, complaints = [], []

    def open_for(who=None):
        context = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, base_url=site.url)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if who:
            page.goto("/admin/")
            page.fill("[name=login]", site.people[who])
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit], form button[type=submit]")
            page.wait_for_url("**/admin/")
        return page

    yield open_for
    assert [c for c in complaints if "status of 4" not in c] == []
    for context in contexts:
        context.close()


def add_block(page, kind):
    """Press the button of a kind in the row "Add a block"; returns the new block."""
    page.get_by_role("button", name=f"Add a block at the end: {kind}").click()
    return page.locator(".order-machine .inline-related:not(.empty-form)").filter(visible=True).last


def newest(page, prefix):
    blocks = page.locator(f".inline-related[id^={prefix}]:not(.empty-form)")
    return blocks.last


def write(block, field, words):
    editor = block.locator(f"[name$='-{field}']").locator("xpath=following::*[contains(@class,'ProseMirror')][1]")
    editor.click()
    editor.press_sequentially(words)
    return editor


def choose(page, block, field, words):
    """Choose a row in a list that is searched while typing."""
    block.locator(f"[name$='-{field}'] + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def draft_an_article(page):
    page.goto("/admin/articles/article/add/")
    page.get_by_role("link", name="Empty page").click()
    page.fill("[name=title]", "Broken wrist")
    page.fill("[name=summary]", "Most broken wrists heal well in six weeks.")
    page.locator("summary, h2", has_text="Topic, tags and address").first.click()
    page.locator("[name=topic] + .select2").click()
    page.locator(".select2-search__field").last.fill("Bones")
    page.locator(".select2-results__option", has_text="Bones").first.click()
    page.fill("[name=tags]", "+wrist, +pain")
    page.fill("[name=synonyms]", "Fractured wrist")
    page.locator("summary, h2", has_text="Country, aim of treatment and help").first.click()
    page.locator("[name=country]").select_option("GB")

    add_block(page, "Care card")
    card = newest(page, "articles_carecard")
    card.locator("[name$=-urgency]").select_option("emergency")
    card.locator("[name$=-heading]").fill("Call 999 if:")
    card.locator("[name$=-signs]").fill("the bone shows through the skin\nyour hand is cold and blue")
    card.locator("[name$=-phones]").fill("Emergency services: 999")

    add_block(page, "Section")
    section = newest(page, "articles_section")
    section.locator("[name$=-heading]").fill("What it is")
    section.locator("[name$=-aspect]").select_option("overview")
    write(section, "body", "A break in one of the bones of your wrist.")
    section.get_by_role("button", name=re.compile("citation|source", re.IGNORECASE)).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").or_(dialog.get_by_role("searchbox")).or_(dialog.locator("input")).first.fill(
        "wrists"
    )
    dialog.get_by_text("Care of broken wrists").first.click()

    add_block(page, "Callout")
    callout = newest(page, "articles_callout")
    callout.locator("[name$=-heading]").fill("Take off your rings")
    write(callout, "body", "Your fingers will swell.")

    add_block(page, "Key points")
    points = newest(page, "articles_keypoints")
    write(points, "body", "Keep your hand up.")

    add_block(page, "Picture")
    picture = newest(page, "articles_pictureblock")
    choose(page, picture, "picture", "A wrist in a splint")
    picture.locator("[name$=-alt]").fill("A hand resting in a splint that holds the wrist still.")

    add_block(page, "Question set")
    choose(page, newest(page, "articles_questionsetblock"), "question_set", "Questions about wrists")
    page.locator("[name=_continue]").first.click()
    page.wait_for_url("**/change/**")


def step(page, label):
    page.get_by_role("link", name=label, exact=True).first.click()


def open_article(page):
    page.goto("/admin/articles/article/")
    page.get_by_role("link", name="Broken wrist").first.click()


def sign(page, *, link="Read and sign"):
    open_article(page)
    step(page, link)
    page.get_by_role("link", name="Confirm it is you").click()
    page.fill("[name=password]", PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/sign/**")
    page.locator("[name=evidence_searched_on]").fill(page.evaluate("new Date().toISOString().slice(0, 10)"))
    page.get_by_label("I have read the whole text").check()
    page.get_by_role("button", name="Sign this text").click()
    page.wait_for_url("**/change/**")


def submit(page):
    open_article(page)
    step(page, "Send for review")
    page.locator("#content button[type=submit]").first.click()
    page.wait_for_url("**/change/**")


def publish(page, *, what_is_new=""):
    open_article(page)
    step(page, "Publish")
    page.locator("[name=note]").fill(what_is_new)
    page.locator("#content button[type=submit]").first.click()


def test_from_a_first_sentence_to_a_patient_and_back(window):
    writer, reviewer, publisher, patient = window("writer"), window("reviewer"), window("publisher"), window()
    draft_an_article(writer)
    assert patient.goto("/en/broken-wrist/").status == 404
    submit(writer)
    sign(reviewer)
    publish(publisher)
    publisher.wait_for_url("**/change/**")

    for address in ("/en/search/?q=fractured+wrists", "/en/tags/wrist/", "/en/topics/bones/", "/en/a-z/?letter=F"):
        found = patient.get_by_role("link", name=re.compile("Broken wrist|Fractured wrist"))
        patient.goto(address)
        if "search" in address and not found.count():
            # A search has it within a second: another process may be putting it into the index just now.
            patient.wait_for_timeout(1_000)
            patient.goto(address)
        assert found.first.get_attribute("href") == "/en/broken-wrist/", address
    found.first.click()
    article = patient.locator("main").inner_text()
    for words in (
        "Call 999 if:",
        "the bone shows",
        "A break in one",
        "Care of broken wrists",
        "Take off your rings",
        "Keep your hand up",
        "Will it heal?",
        "Dr Rita Reviewer",
        "Most broken wrists",
    ):
        assert words in article, words
    picture = patient.locator("img[alt^='A hand resting']")
    picture.scroll_into_view_if_needed()  # it is loaded when it comes near
    patient.wait_for_function("picture => picture.complete && picture.naturalWidth > 0", arg=picture.element_handle())
    assert patient.context.cookies() == []

    open_article(writer)
    writer.fill("[name=summary]", "Most broken wrists heal badly in six weeks.")
    writer.locator("[name=_continue]").first.click()
    assert (
        "The draft was changed since then, and nobody has reviewed that" in writer.locator(".state-panel").inner_text()
    )
    patient.goto("/en/broken-wrist/")
    assert "heal well" in patient.locator("main").inner_text()

    open_article(publisher)
    step(publisher, "Publish")
    refusal = publisher.locator(".errornote").first.inner_text()
    assert "changed after Dr Rita Reviewer signed revision 1" in refusal
    submit(writer)
    sign(reviewer)
    publish(publisher, what_is_new="How well it heals.")
    publisher.wait_for_url("**/change/**")
    patient.goto("/en/broken-wrist/")
    assert "heal badly" in patient.locator("main").inner_text()
