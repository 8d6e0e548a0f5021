import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.models import Picture, Source
from tests.library.test_pictures import drawn
from tests.making import live_article, make_source, save

pytestmark = pytest.mark.django_db


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def upload(person, data, name="wrist.png"):
    typed = {
        "name": "Wrist",
        "credit": "Ours",
        "licence": "CC0",
        "alt": "A wrist",
        "upload": SimpleUploadedFile(name, data),
    }
    return browser(person).post(reverse("admin:library_picture_add"), typed)


def test_writer_uploads_a_picture(team):
    assert upload(team.writer, drawn()).status_code == 302
    picture = Picture.objects.get()
    page = browser(team.writer).get(reverse("admin:library_picture_change", args=[picture.pk])).content.decode()
    assert picture.file.url in page


def test_refused_picture_says_why_in_place(team):
    response = upload(team.writer, b"<svg></svg>", "evil.svg")
    assert "SVG files can hold programs" in response.content.decode()
    assert not Picture.objects.exists()


def test_reviewer_uploads_nothing(team):
    assert upload(team.reviewer, drawn()).status_code == 403


def test_file_of_a_picture_is_never_replaced(team):
    upload(team.writer, drawn())
    picture = Picture.objects.get()
    address = reverse("admin:library_picture_change", args=[picture.pk])
    typed = {
        "name": "Bone",
        "credit": "Ours",
        "licence": "CC0",
        "alt": "",
        "file": SimpleUploadedFile("x.png", drawn("PNG", (50, 50))),
    }
    assert browser(team.writer).post(address, typed).status_code == 302
    kept = Picture.objects.get()
    assert (kept.name, kept.file.name) == ("Bone", picture.file.name)


def test_nobody_deletes_from_the_library(team):
    source = make_source()
    address = reverse("admin:library_source_delete", args=[source.pk])
    assert browser(team.publisher).post(address, {"post": "yes"}).status_code == 403


def test_list_of_sources_counts_pages_in_one_query(team):
    article = live_article(team)
    source = Source.objects.get()
    article.sources.clear()
    save(article, team.writer)  # the live text names it, the draft no longer does
    client, address = browser(team.writer), reverse("admin:library_source_changelist")
    rows = {row.pk: row.pages_now for row in client.get(address).context["cl"].result_list}
    assert rows == {source.pk: 1}

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = cost()
    for number in range(10):
        make_source(title=f"Source {number}")
    assert cost() == few
