"""The editors' pages in a real browser: axe finds nothing, and nothing is wider than the window or cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from tests.journeys.test_accessibility import OPTIONS, WIDER
from tests.making import PASSWORD
from tests.scratch_site import ScratchSite

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what a browser is sent is the same on every database"),
]

# Two habits of Django's own admin: the name of its search field is a picture, and a column of inlines has no heading.
OF_DJANGO = {"label-title-only", "empty-table-header"}
SET_UP = """
import json
from editorial import actions
from editorial.models import Tag
from tests.making import Team, fresh, head_of, live_article, make_article, make_statistic, save
team = Team()
live = live_article(team, tags=["bone"], title="Broken wrist")
save(live, team.writer, summary="Most broken wrists heal in six weeks.")
actions.submit(revision=head_of(live), by=team.writer)
draft = make_article(team.writer, title="Sprained ankle")
source = fresh(live).sources.get()
source.title = "A systematic review with a title as long as such titles are, and then some more words of it " * 2
source.save()
tag = Tag.objects.get()
print(json.dumps({
    "people": {name: getattr(team, name).user.username for name in ("writer", "reviewer", "publisher")},
    "writer": ["/admin/", "/admin/articles/article/", f"/admin/library/source/{source.pk}/change/",
               f"/admin/library/statistic/{make_statistic().pk}/change/", f"/admin/editorial/tag/{tag.pk}/change/",
               f"/admin/editorial/item/{draft.item_id}/put_away/"],
    "reviewer": [f"/admin/editorial/item/{live.item_id}/sign/"],
    "publisher": [f"/admin/editorial/item/{live.item_id}/publish/", f"/admin/editorial/tag/{tag.pk}/merge/"],
}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with ScratchSite(tmp_path_factory.mktemp("site")) as site:
        site.made = site.run(SET_UP)
        yield site


@pytest.fixture
def window(chromium, site):
    contexts = []

    def open_for(who, width=1300, **look):
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=site.url, **look)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/")
        page.fill("[name=login]", site.made["people"][who])
        page.fill("[name=password]", PASSWORD)
        page.click("form button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield open_for
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1300])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(site, window, width, scheme):
    faults = {}
    for who in ("writer", "reviewer", "publisher"):
        page = window(who, width, color_scheme=scheme)
        for address in site.made[who]:
            page.goto(address)
            found = Axe().run(page, options=OPTIONS).response["violations"]
            said = [
                f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found if fault["id"] not in OF_DJANGO
            ]
            said += [f"{wider} px wider"] if (wider := page.evaluate(WIDER)) > 0 else []
            if said:
                faults[address] = said
    assert faults == {}


def test_sections_are_all_in_sight_on_a_desktop_and_behind_a_button_on_a_telephone(window):
    page = window("publisher")
    nav = page.locator("#site-nav")
    assert nav.evaluate("nav => nav.scrollWidth <= nav.clientWidth")
    page.set_viewport_size({"width": 390, "height": 844})
    assert not nav.is_visible()
    assert page.locator("#header").evaluate("header => header.offsetHeight") < 80
    page.get_by_role("button", name="Menu").click()
    nav.get_by_role("link", name="Sources").click()
    page.wait_for_url("**/library/source/")


def test_title_of_any_length_stands_clear_of_the_buttons(site, window):
    page = window("writer")
    page.goto(site.made["writer"][2])
    title, tools = page.locator("#content > h2").bounding_box(), page.locator(".object-tools").bounding_box()
    assert tools["y"] + tools["height"] <= title["y"]


def test_reviewer_has_the_whole_text_with_the_signature_beside_it(site, window):
    page = window("reviewer")
    page.goto(site.made["reviewer"][0])
    text, beside = page.locator(".text-to-sign"), page.locator(".signing__beside")
    assert text.evaluate("text => text.scrollHeight <= text.clientHeight + 1")
    assert beside.bounding_box()["x"] > text.bounding_box()["x"] + text.bounding_box()["width"]
    page.get_by_text("What differs from the text that was signed last").click()
    assert page.locator(".signing__differences ins").first.is_visible()
