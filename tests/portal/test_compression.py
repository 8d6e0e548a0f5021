"""Public pages are sent compressed, staff pages never."""

import gzip

import brotli
import pytest
from django.test import Client
from django.urls import reverse

from portal.compression import best_encoding
from tests.making import live_article


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip;q=1.0", "gzip"),
        ("br;q=0.000", ""),
        ("br;q=0.1", "br"),
        ("identity", ""),
        ("", ""),
        ("*", ""),
        ("," * 5000, ""),
    ],
)
def test_what_the_browser_takes_is_chosen(accepted, chosen):
    assert best_encoding(accepted) == chosen


@pytest.mark.parametrize(("encoding", "unpacked"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_page_says_the_same_compressed(team, encoding, unpacked):
    live_article(team, slug="wrist")
    plain = Client().get("/en/wrist/")
    packed = Client().get("/en/wrist/", headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert unpacked(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3


def test_staff_page_is_never_compressed(team):
    client = Client()
    client.force_login(team.writer.user)
    page = client.get(reverse("admin:index"), headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in page.headers


def test_small_answer_stays_as_it_is(db):
    assert "Content-Encoding" not in Client().get("/robots.txt", headers={"Accept-Encoding": "br"}).headers
