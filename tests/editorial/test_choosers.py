import pytest
from django.urls import reverse

from tests.making import live_article, make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, team):
    client.force_login(team.writer.user)
    return client


def test_pages_are_found_by_title_and_say_where_they_stand(signed_in, team):
    live_article(team, title="Broken wrist")
    make_article(team.writer, title="Broken ankle")

    found = signed_in.get(reverse("choosers:choose", args=["page"]), {"q": "broken"}).json()

    assert [(f["title"], f["detail"]) for f in found] == [
        ("Broken ankle", "Article, not live yet"),
        ("Broken wrist", "Article, live"),
    ]


def test_sources_are_found_by_publisher_and_year(signed_in):
    source = make_source(title="Guide to bones", publisher="Example Press", published="2023-04")
    make_source(title="Other", published="2020")

    found = signed_in.get(reverse("choosers:choose", args=["source"]), {"q": "example 2023"}).json()

    assert found == [{"uid": str(source.uid), "title": "Guide to bones", "detail": "Example Press, 2023"}]


def test_names_of_sources_in_a_text_are_found_by_uid(signed_in):
    source = make_source()

    found = signed_in.get(reverse("choosers:choose", args=["source"]), {"uid": [str(source.uid), "nonsense"]}).json()

    assert [f["uid"] for f in found] == [str(source.uid)]


def test_choosers_are_for_staff(client):
    assert client.get(reverse("choosers:choose", args=["page"])).status_code == 403
