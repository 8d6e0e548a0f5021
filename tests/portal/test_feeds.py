"""Feeds of the site, of a topic and of a tag."""

import datetime as dt
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import pytest
from django.test import Client

from editorial import actions, clock
from editorial.models import Edition, Publication, Tag, TagName, Topic
from library.models import Term
from portal import feeds
from tests.making import fresh, live_article, make_article, make_question_set, put_live, save

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/en/feed.xml", "/en/topics/cancer/feed.xml", "/en/tags/bone/feed.xml"]


@pytest.fixture
def patient():
    return Client()


@pytest.fixture
def pages(team):
    cancer = Topic.objects.create(title="Cancer", slug="cancer")
    bone = Topic.objects.create(title="Cancer in bones", slug="cancer-bone", parent=cancer)
    live_article(team, title="Bone pain", slug="bone-pain", tags=["bone"], topic=bone)
    live_article(team, title="Hay fever", slug="hay-fever", tags=["pain"])
    return team


def read(answer):
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def titles(answer):
    return [entry.findtext(f"{ATOM}title") for entry in read(answer).findall(f"{ATOM}entry")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/feed.xml", ["Hay fever", "Bone pain"]),
        ("/en/topics/cancer/feed.xml", ["Bone pain"]),
        ("/en/topics/cancer-bone/feed.xml", ["Bone pain"]),
        ("/en/tags/pain/feed.xml", ["Hay fever"]),
        ("/es/tags/pain/feed.xml", []),
    ],
)
def test_feed_holds_the_pages_of_its_page_and_language(pages, patient, path, expected):
    assert titles(patient.get(path)) == expected


@pytest.mark.parametrize("path", FEEDS)
def test_feed_says_what_it_belongs_to(pages, patient, path):
    feed = read(patient.get(path))
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith(path)
    assert links["alternate"].endswith(path.removesuffix("feed.xml"))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert feed.findtext(f"{ATOM}id") == links["alternate"]


def test_entry_has_the_name_of_its_page_in_every_feed(pages, patient):
    uid = Publication.objects.get(title="Bone pain").item.uid.urn
    for path in FEEDS:
        assert uid in [entry.findtext(f"{ATOM}id") for entry in read(patient.get(path)).findall(f"{ATOM}entry")]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_tells_of_a_withdrawal_with_its_reason(pages, patient, path):
    actions.withdraw(item=Publication.objects.get(title="Bone pain").item, by=pages.publisher, reason="Old advice.")
    entry = read(patient.get(path)).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Withdrawn: Bone pain"
    assert entry.findtext(f"{ATOM}summary") == "Old advice."


def first_of(patient):
    entry = read(patient.get("/en/feed.xml")).find(f"{ATOM}entry")
    return entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated")


def test_page_that_comes_back_with_the_same_text_is_the_newest(pages, patient):
    gone = Publication.objects.get(title="Bone pain")
    actions.withdraw(item=gone.item, by=pages.publisher, reason="Old advice.")
    title, withdrawn_at = first_of(patient)
    assert title == "Withdrawn: Bone pain"
    with clock.demonstration(clock.now() + dt.timedelta(minutes=1)):
        actions.publish(revision=gone.revision, by=pages.publisher)
    title, back_at = first_of(patient)
    assert title == "Bone pain"
    assert back_at > withdrawn_at


def test_pages_from_before_there_were_editions_are_dated_by_their_own_acts(pages, patient, monkeypatch):
    monkeypatch.setattr(feeds, "Edition", SimpleNamespace(objects=Edition.objects.none()))
    assert titles(patient.get("/en/feed.xml")) == ["Hay fever", "Bone pain"]
    actions.withdraw(item=Publication.objects.get(title="Bone pain").item, by=pages.publisher, reason="Old advice.")
    assert titles(patient.get("/en/feed.xml")) == ["Withdrawn: Bone pain", "Hay fever"]


def test_feed_says_nothing_of_drafts(pages, patient):
    topic = Topic.objects.get(slug="cancer")
    make_article(pages.writer, title="Secret", slug="secret", tags=["bone"], topic=topic, summary="Secret words.")
    live = Publication.objects.get(title="Bone pain").item
    save(live.article, pages.writer, summary="Secret words.")
    assert all("ecret" not in patient.get(path).content.decode() for path in FEEDS)


def test_words_of_the_glossary_stand_in_no_feed(pages, patient):
    item = actions.new_item(kind="term", language="en", by=pages.writer)
    term = Term.objects.create(
        item=item, title="splint", definition="A hard support for a broken bone.", text_origin="original"
    )
    save(term, pages.writer)
    put_live(fresh(term), pages)
    assert "splint" not in titles(patient.get("/en/feed.xml"))
    put_live(make_question_set(pages.writer, title="Asked about bones"), pages)
    assert "Asked about bones" in titles(patient.get("/en/feed.xml"))


def test_feed_of_a_tag_bears_its_name_in_the_language(pages, patient):
    TagName.objects.create(tag=Tag.objects.get(slug="pain"), language="es", name="Dolor")
    assert read(patient.get("/es/tags/pain/feed.xml")).findtext(f"{ATOM}title").endswith(": Dolor")


def test_control_character_breaks_no_feed(pages, patient):
    actions.withdraw(
        item=Publication.objects.get(title="Hay fever").item, by=pages.publisher, reason="Old\x0b\x1f <advice>"
    )
    entry = read(patient.get("/en/feed.xml")).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "Old <advice>"


@pytest.mark.parametrize("path", ["/en/topics/nothing/feed.xml", "/en/tags/nothing/feed.xml", "/xx/feed.xml"])
def test_feed_of_nothing_is_not_there(pages, patient, path):
    assert patient.get(path).status_code == 404


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("more", [0, 5])
def test_feed_takes_three_queries_at_most(pages, patient, path, more, django_assert_max_num_queries):
    for number in range(more):
        live_article(pages, title=f"Bone {number}", slug=f"bone-{number}", tags=["bone"])
    with django_assert_max_num_queries(3):
        patient.get(path)


@pytest.mark.parametrize("path", FEEDS)
def test_page_names_its_feed(pages, patient, path):
    assert patient.get(path.removesuffix("feed.xml")).context["feed_address"] == path
