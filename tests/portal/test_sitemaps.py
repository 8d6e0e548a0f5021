"""The sitemap: every live page once, with its other languages; parts where it grows too large for one file."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from editorial import actions
from editorial.models import Publication, Topic
from library.models import Term
from portal import sitemaps
from tests.making import fresh, live_article, make_article, put_live, save

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def patient():
    return Client()


def translation(team, source, language, slug):
    made = make_article(team.writer, slug=slug, title=slug, language=language)
    made.translation_of = source.item
    save(made, team.writer)
    put_live(fresh(made), team)
    return fresh(made)


def read(patient, path="/sitemap.xml"):
    """Path to language links (code to path), and the whole tree."""
    answer = patient.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    tree = ET.fromstring(answer.content)
    places = {}
    for place in tree.findall(f"{MAP}url"):
        path = shown(place.findtext(f"{MAP}loc"))
        assert path not in places
        places[path] = {link.get("hreflang"): shown(link.get("href")) for link in place.findall(LINK)}
    return places, tree


def shown(address):
    assert address.startswith("http://localhost:8000/")
    return address.removeprefix("http://localhost:8000")


def test_page_in_three_languages_names_all_three_on_each(team, patient):
    source = live_article(team, slug="wrist")
    translation(team, source, "es", "muneca")
    translation(team, source, "ar", "rusgh")
    live_article(team, slug="alone", title="Alone")
    places, _ = read(patient)
    languages = {"en": "/en/wrist/", "es": "/es/muneca/", "ar": "/ar/rusgh/"}
    assert [places[path] for path in languages.values()] == [languages] * 3
    assert places["/en/alone/"] == {}
    assert places["/en/"] == {"ar": "/ar/", "en": "/en/", "es": "/es/"}


def test_withdrawn_language_is_named_nowhere(team, patient):
    source = live_article(team, slug="wrist")
    actions.withdraw(item=translation(team, source, "es", "muneca").item, by=team.publisher, reason="Old.")
    places, _ = read(patient)
    assert "/es/muneca/" not in places and places["/en/wrist/"] == {}


def test_second_page_in_a_language_does_not_point_at_the_first(team, patient):
    source = live_article(team, slug="wrist")
    translation(team, source, "es", "primera")
    translation(team, source, "es", "segunda")
    places, _ = read(patient)
    assert places["/en/wrist/"] == {"en": "/en/wrist/", "es": "/es/segunda/"}
    assert places["/es/primera/"] == {}


def test_page_says_when_it_changed(team, patient):
    live_article(team, slug="wrist")
    changed_at = Publication.objects.get().changed_at
    (page,) = [p for p in read(patient)[1].findall(f"{MAP}url") if "wrist" in p.findtext(f"{MAP}loc")]
    assert page.findtext(f"{MAP}lastmod").startswith(changed_at.strftime("%Y-%m-%dT%H:%M"))


def test_topics_that_lead_to_a_page_are_listed(team, patient):
    cancer = Topic.objects.create(title="Cancer", slug="cancer")
    bone = Topic.objects.create(title="Bone", slug="bone", parent=cancer)
    Topic.objects.create(title="Empty", slug="empty")
    words = Topic.objects.create(title="Words", slug="words")
    live_article(team, slug="wrist", topic=bone)
    item = actions.new_item(kind="term", language="en", by=team.writer)
    term = Term.objects.create(
        item=item, title="splint", definition="A hard support for a broken bone.", text_origin="original", topic=words
    )
    save(term, team.writer)
    put_live(fresh(term), team)
    places, _ = read(patient)
    assert "/en/glossary/splint/" in places and "/en/topics/words/" not in places
    assert {"/en/topics/cancer/", "/en/topics/bone/"} <= set(places)
    assert "/en/topics/empty/" not in places


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_large_site_has_an_index_and_groups_stay_whole_across_parts(team, patient, monkeypatch, most):
    source = live_article(team, slug="wrist")
    translation(team, source, "es", "muneca")
    translation(team, source, "ar", "rusgh")
    for number in range(3):
        live_article(team, slug=f"more-{number}", title=f"More {number}")
    whole, _ = read(patient)
    monkeypatch.setattr(sitemaps, "MOST_IN_SITEMAP", most)
    parts = [shown(loc.text) for loc in ET.fromstring(patient.get("/sitemap.xml").content).iter(f"{MAP}loc")]
    assert parts == [f"/sitemap-{number}.xml" for number in range(len(parts))]
    found = [read(patient, part)[0] for part in parts[1:]]
    assert all(0 < len(part) <= most for part in found)
    together = {path: links for part in found for path, links in part.items()}
    assert sum(map(len, found)) == len(together) == 6
    assert together == {path: whole[path] for path in together}


@pytest.mark.parametrize("path", ["/sitemap-2.xml", "/sitemap-99999999999999999999.xml", "/sitemap--1.xml"])
def test_part_that_is_not_there(team, patient, path):
    live_article(team, slug="wrist")
    assert patient.get(path).status_code == 404


@pytest.mark.parametrize("more", [0, 8])
def test_sitemap_takes_three_queries(team, patient, more, django_assert_num_queries):
    for number in range(more):
        live_article(team, slug=f"more-{number}", title=f"More {number}")
    with django_assert_num_queries(3):
        patient.get("/sitemap.xml")


def test_part_takes_two_queries(team, patient, monkeypatch, django_assert_num_queries):
    translation(team, live_article(team, slug="wrist"), "es", "muneca")
    monkeypatch.setattr(sitemaps, "MOST_IN_SITEMAP", 1)
    with django_assert_num_queries(2):
        patient.get("/sitemap-2.xml")
