"""Citing a source in the text editor, and saying where in it."""

import pytest
from django.urls import reverse

from tests.making import make_question_set, make_source
from tests.scratch_site import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(live_server, page, team):
    """The form of a question set, with the text of its one answer at hand."""
    questions = make_question_set(team.writer)
    page.goto(live_server.url + reverse("admin:index"))
    page.fill("input[name=login]", team.writer.user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form[action*=login] button[type=submit]")
    page.wait_for_url(live_server.url + reverse("admin:index"))
    page.goto(live_server.url + reverse("admin:faq_questionset_change", args=[questions.pk]))
    return page


def written(page):
    return page.locator("textarea[name='questions-0-answer']").input_value()


def cite(page, locator):
    page.keyboard.press("Control+Alt+c")
    page.wait_for_selector("dialog.chooser [role=option]")
    page.get_by_label("Where in it").fill(locator)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.chooser", state="detached")


def test_place_in_the_source_is_kept_and_can_be_changed(form):
    source = make_source(title="Bone guideline")
    form.locator(".ProseMirror").last.click()
    form.keyboard.press("End")
    cite(form, "Table 4")
    form.wait_for_selector(".citation-chip:has-text('Bone guideline, Table 4')")
    assert f'<sup data-cite="{source.uid}" data-locator="Table 4"></sup>' in written(form)
    make_source(title="Another, which would come first")
    form.locator(".citation-chip").click()
    cite(form, "page 12")
    form.wait_for_selector(".citation-chip:has-text('Bone guideline, page 12')")
    assert written(form).count("data-cite") == 1
    assert f'<sup data-cite="{source.uid}" data-locator="page 12"></sup>' in written(form)
    assert form.complaints == []
