"""The content policy, as a real browser applies it: whatever it refuses is in `page.complaints`."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "four plain words here"


@pytest.fixture
def signed_in(live_server, page):
    get_user_model().objects.create_superuser("boss", "boss@example.org", PASSWORD)
    page.goto(live_server.url + reverse("admin:index"))
    page.fill("input[name=login]", "boss")
    page.fill("input[name=password]", PASSWORD)
    page.click("form[action*=login] button[type=submit]")
    page.wait_for_url(live_server.url + reverse("admin:index"))
    return page


@pytest.mark.parametrize(
    "name",
    ["admin:index", "admin:auth_user_changelist", "admin:articles_article_add", "mfa_index", "account_change_password"],
)
def test_staff_page_runs_into_no_refusal(live_server, signed_in, name):
    response = signed_in.goto(live_server.url + reverse(name))
    assert response.status == 200
    assert signed_in.complaints == []


def test_error_page_runs_into_no_refusal(live_server, page):
    response = page.goto(live_server.url + "/no-such-page/")
    assert response.status == 404
    # The browser itself reports the 404 of the page; anything else would be a refusal.
    assert [line for line in page.complaints if "404" not in line] == []


def test_refused_request_is_drawn_with_its_style(live_server, page):
    page.goto(live_server.url + "/x/?q=%00")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).marginTop") == "0px"
    assert page.context.cookies() == []
