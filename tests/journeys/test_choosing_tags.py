"""Tags are chosen by keyboard from what fits; a new one is made on purpose. On a phone nothing is cut off."""

import pytest
from django.db import connection

from tests.making import PASSWORD
from tests.scratch_site import ScratchSite

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages are the same on every database"),
]

SET_UP = """
import json
from editorial.models import Tag
from tests.making import Team, make_article
team = Team()
article = make_article(team.writer, tags=["pain"])
Tag.objects.create(name="bone scan", synonyms="scintigraphy")
print(json.dumps({"writer": team.writer.user.username, "article": article.pk}))
"""


@pytest.mark.parametrize("width", [1280, 320])
def test_tags_are_chosen_by_keyboard(tmp_path, chromium, width):
    with ScratchSite(tmp_path) as site:
        made = site.run(SET_UP)
        page = chromium.new_context(viewport={"width": width, "height": 900}, base_url=site.url).new_page()
        page.goto("/admin/")
        page.fill("[name=login]", made["writer"])
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        page.goto(f"/admin/articles/article/{made['article']}/change/")
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        field = page.get_by_role("combobox", name="Tags")
        field.focus()
        page.keyboard.press("End")
        page.keyboard.type(", scinti")
        option = page.get_by_role("option", name="bone scan")
        option.wait_for()
        box = option.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert field.input_value() == "pain, bone scan, "
        page.keyboard.type("cast")
        page.get_by_role("option", name="Make a new tag “cast”").wait_for()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        assert field.input_value() == "pain, bone scan, +cast, "
        page.get_by_role("button", name="Save", exact=True).click()
        page.locator(".messagelist .success").wait_for()
        assert site.run(
            "from articles.models import Article; import json; "
            "print(json.dumps(sorted(Article.objects.get().tags.names())))"
        ) == ["bone scan", "cast", "pain"]
