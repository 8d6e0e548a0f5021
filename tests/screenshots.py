"""`make screenshots`: the pictures of the documentation, taken of a scratch site with the demo content.

Each is written to docs/images/ with few colours, so that the repository stays small.
"""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path
from tests.scratch_site import PASSWORD, ROOT, ScratchSite

IMAGES = ROOT / "docs" / "images"
SET_PASSWORDS = f"""
from django.contrib.auth import get_user_model
for user in get_user_model().objects.all():
    user.set_password({PASSWORD!r})
    user.save()
"""
BONE = "/en/breast-cancer-in-the-bone/"
# name, address, width, height, dark
PUBLIC = [
    ("patient-page", BONE, 1280, 1500, False),
    ("patient-page-phone", BONE, 390, 844, False),
    ("patient-page-dark", BONE, 1280, 900, True),
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


def keep(name, png):
    picture = Image.open(BytesIO(png)).convert("RGB").quantize(128)
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture.save(IMAGES / f"{name}.png", optimize=True)
    print(f"docs/images/{name}.png", flush=True)


def public_pictures(browser, site):
    for name, address, width, height, dark in PUBLIC:
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        page = context.new_page()
        page.goto(site.url + address)
        keep(name, page.screenshot())
        context.close()


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
        keep(name, page.screenshot())
    context.close()


def main():
    if not chromium_path():
        sys.exit("This needs Chromium: install it, or set CHROMIUM to its path.")
    with (
        tempfile.TemporaryDirectory() as directory,
        ScratchSite(Path(directory)) as site,
        sync_playwright() as playwright,
    ):
        site.manage("load_demo")
        site.run(SET_PASSWORDS)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        public_pictures(browser, site)
        staff_pictures(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
