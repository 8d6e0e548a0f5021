"""`make screenshots`: the pictures of the documentation, taken of a scratch site with the demo content.

docs/images/ holds single pictures for the README, and in docs/images/pages/ one sheet for each type of page: in light,
dark, on a phone, in Arabic and on paper. Each is written with few colours, so that the repository stays small.
"""

import sys
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path
from tests.journeys.pages_of_the_demo import BONE, demo_site, pages_in
from tests.scratch_site import PASSWORD, ROOT

IMAGES = ROOT / "docs" / "images"
SET_PASSWORDS = f"""
from django.contrib.auth import get_user_model
for user in get_user_model().objects.all():
    user.set_password({PASSWORD!r})
    user.save()
"""
# name, address, width, height, dark
PUBLIC = [
    ("patient-page", BONE["en"], 1280, 1500, False),
    ("patient-page-phone", BONE["en"], 390, 844, False),
    ("patient-page-dark", BONE["en"], 1280, 900, True),
    ("home", "/en/", 1280, 1000, False),
    ("topic", "/en/topics/cancer/", 1280, 1000, False),
    ("search", "/en/search/?q=pain+in+the+bones", 1280, 1000, False),
    ("questions", "/en/questions/blood-pressure-questions/", 1280, 1000, False),
]
# name, address or link text to follow from the list of articles, height
STAFF = [
    ("editor-home", "/admin/", 900),
    ("editor-list", "/admin/articles/article/", 1000),
    ("editor-page", "Back pain", 1200),
]
# Typed into a form, so that the checks find something of each kind beside it.
FAULTY = "Nine in ten people are well again after six weeks , if they utilise their back. TBC: how to begin."
# A source on which several pages rest, so that the page about its use is worth looking at.
SOURCE = """
import json
from django.urls import reverse
from library.models import Source
source = Source.objects.get(title__contains="NG234")
print(json.dumps(reverse("where_used", args=["source", source.uid])))
"""
# The types of pages that have a sheet, by their names in `pages_in`.
TYPES = ["home", "topics", "hub", "tag", "a to z", "glossary", "term", "questions", "question set", "article", "search",
         "person", "feedback", "not found", "check current"]  # fmt: skip
HEIGHT = 1000
SHEET_SCALE = 0.6
GAP = 24
GREY = (120, 128, 130)


def keep(name, picture, colours=128):
    path = IMAGES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(colours).save(path, optimize=True)
    print(path.relative_to(ROOT), flush=True)


def photograph(browser, url, width=1280, height=HEIGHT, scheme="light"):
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return picture


def on_paper(browser, url):
    """The first sheet of A4 as the browser prints it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    picture = document[0].render(scale=HEIGHT / document[0].get_height()).to_pil().convert("RGB")
    context.close()
    return picture


def sheet(pictures):
    """The pictures side by side on grey, each in a thin frame."""
    small = [p.resize((round(p.width * SHEET_SCALE), round(p.height * SHEET_SCALE)), Image.LANCZOS) for p in pictures]
    width = sum(p.width + GAP for p in small) + GAP
    made = Image.new("RGB", (width, max(p.height for p in small) + 2 * GAP), (226, 229, 230))
    left = GAP
    for picture in small:
        made.paste(picture, (left, GAP))
        ImageDraw.Draw(made).rectangle(
            (left - 1, GAP - 1, left + picture.width, GAP + picture.height), outline=GREY, width=1
        )
        left += picture.width + GAP
    return made


def sheets(browser, site, wanted):
    english, arabic = pages_in("en", site.codes), pages_in("ar", site.codes)
    for name in TYPES:
        if wanted and name not in wanted:
            continue
        address = site.url + english[name]
        pictures = [
            photograph(browser, address),
            photograph(browser, address, scheme="dark"),
            photograph(browser, address, width=390, height=844),
            *([photograph(browser, site.url + arabic[name])] if name in arabic else []),
            on_paper(browser, address),
        ]
        keep(f"pages/{name.replace(' ', '-')}", sheet(pictures), colours=96)


def public_pictures(browser, site):
    for name, address, width, height, dark in PUBLIC:
        keep(name, photograph(browser, site.url + address, width, height, "dark" if dark else "light"))


def staff_pictures(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site.url}/admin/")
    page.fill("[name=login]", "ada-placeholder")
    page.fill("[name=password]", PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    for name, place, height in STAFF:
        page.set_viewport_size({"width": 1280, "height": height})
        page.goto(site.url + (place if place.startswith("/") else "/admin/articles/article/"))
        if not place.startswith("/"):
            page.get_by_role("link", name=place).first.click()
            page.wait_for_selector(".ProseMirror")
        page.wait_for_timeout(800)
        keep(name, Image.open(BytesIO(page.screenshot())))
    import_pictures(page, site)
    pictures_of_help(page, site)
    context.close()


def pictures_of_help(page, site):
    """Where a source is used, and a form with what the checks found in it while somebody types."""
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(site.url + site.run(SOURCE))
    keep("where-used", Image.open(BytesIO(page.screenshot())), colours=64)
    page.goto(f"{site.url}/admin/articles/article/")
    page.get_by_role("link", name="Back pain").first.click()
    page.wait_for_selector(".checks--live")
    page.locator(".ProseMirror").locator("visible=true").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(FAULTY)
    page.locator(".check-line:has(a[href$='#T07'])").wait_for()
    page.wait_for_timeout(800)
    keep("editor-findings", Image.open(BytesIO(page.screenshot())))


def import_pictures(page, site):
    """The upload page, and the report of a web page that was brought in."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site.url}/admin/articles/importedfile/add/")
    keep("import", Image.open(BytesIO(page.screenshot())), colours=64)
    page.set_input_files(
        "[name=uploads]", ROOT / "tests" / "data" / "imports" / "html" / "03-blood-pressure-notes.html"
    )
    page.click("[data-import] [type=submit]")
    page.wait_for_url("**/change/")
    page.set_viewport_size({"width": 1280, "height": 1400})
    keep("import-report", Image.open(BytesIO(page.screenshot())), colours=64)


def main():
    """All pictures, or only the sheets of the types that are named; "editors" draws those of the editors' side."""
    if not chromium_path():
        sys.exit("This needs Chromium: install it, or set CHROMIUM to its path.")
    wanted = sys.argv[1:]
    with demo_site() as site, sync_playwright() as playwright:
        site.run(SET_PASSWORDS)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        sheets(browser, site, wanted)
        if not wanted:
            public_pictures(browser, site)
        if not wanted or "editors" in wanted:
            staff_pictures(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
