"""Finding pages: home, topics, tags, A to Z, people, and what machines read."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from editorial import actions
from editorial.models import Publication, PublicationTag, SiteState, Tag, Topic
from tests.making import live_article, make_article, make_question_set, put_live


@pytest.fixture
def patient():
    return Client()


def text_of(response):
    return response.content.decode()


@pytest.fixture
def shelves(db):
    cancer = Topic.objects.create(title="Cancer", slug="cancer", introduction="From first signs on.")
    bone = Topic.objects.create(title="Cancer in bones", slug="cancer-bone", parent=cancer)
    return {"cancer": cancer, "bone": bone, "empty": Topic.objects.create(title="Empty shelf", slug="empty")}


@pytest.fixture
def pages(team, shelves):
    live_article(
        team, title="Bone pain", slug="bone-pain", tags=["bone", "pain"], topic=shelves["bone"], synonyms="Aching bones"
    )
    live_article(team, title="Bone scan", slug="bone-scan", tags=["bone", "scans"], topic=shelves["bone"])
    live_article(team, title="Hay fever", slug="hay-fever", tags=["pain"], topic=shelves["cancer"])
    put_live(make_question_set(team.writer, title="Asked about bones"), team)
    question_set = Publication.objects.get(kind="question_set")
    PublicationTag.objects.create(content_object=question_set, tag=Tag.objects.get(slug="bone"))
    return team


def test_start_leads_to_a_language(db, patient):
    answer = patient.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/")


@pytest.mark.parametrize("name", ["home", "topics", "tags", "a_to_z", "question_sets"])
def test_empty_site_has_every_page(db, patient, name):
    page = patient.get(reverse(name, kwargs={"language": "en"}))
    assert page.status_code == 200
    assert text_of(page).count("<h1") == 1
    assert "Demo" not in text_of(page)


def test_home_shows_shelves_that_hold_something(pages, patient):
    page = text_of(patient.get("/en/"))
    assert "Cancer" in page
    assert "Empty shelf" not in page
    assert "Asked about bones" in page


def test_every_page_says_so_while_demonstration_rows_exist(db, patient):
    SiteState.objects.update_or_create(pk=1, defaults={"has_demo": True})
    for path in ["/en/", "/en/tags/", "/en/nowhere/"]:
        assert "The people on this site are invented." in text_of(patient.get(path))


def test_topic_lists_the_pages_of_the_shelves_under_it(pages, patient):
    page = text_of(patient.get("/en/topics/cancer/"))
    assert all(title in page for title in ["Bone pain", "Bone scan", "Hay fever", "Cancer in bones"])


def test_tag_page_lists_articles_and_question_sets_together(pages, patient):
    page = text_of(patient.get("/en/tags/bone/"))
    assert all(title in page for title in ["Bone pain", "Bone scan", "Asked about bones"])
    assert "Hay fever" not in page


def test_tags_combine_and_can_be_linked(pages, patient):
    page = text_of(patient.get("/en/topics/cancer/?tag=bone&tag=pain"))
    assert "Bone pain" in page
    assert "Hay fever" not in page
    assert "1 page" in page


def test_filter_shows_how_many_pages_each_further_tag_leaves(pages, patient):
    answer = patient.get("/en/tags/bone/")
    counts = {choice.title: choice.count for choice in answer.context["groups"][0].choices}
    assert counts == {"pain": 1, "scans": 1}


def test_chosen_filter_is_a_link_that_takes_it_out(pages, patient):
    answer = patient.get("/en/topics/cancer/?tag=bone&tag=pain")
    taken_out = {choice.title: choice.address for choice in answer.context["groups"][0].choices if choice.is_chosen}
    assert taken_out == {"bone": "/en/topics/cancer/?tag=pain", "pain": "/en/topics/cancer/?tag=bone"}


def test_tags_that_no_page_carries_together_give_an_empty_list_with_a_way_back(pages, patient):
    answer = patient.get("/en/topics/cancer/?tag=scans&tag=pain")
    assert answer.status_code == 200
    assert "No page carries all of these tags." in text_of(answer)
    assert answer.context["clear_address"] == "/en/topics/cancer/"


@pytest.mark.parametrize(
    "path",
    [
        "/en/topics/nothing/", "/en/tags/nothing/", "/en/topics/cancer/?tag=nothing", "/en/tags/bone/?page=9999",
        "/en/tags/bone/?page=0", "/en/tags/bone/?page=-1", "/en/tags/bone/?page=two", "/en/tags/bone/?page=٣",
        "/en/people/nobody/", "/zz/", "/en/questions/?page=99999999999999999999",
    ],
)  # fmt: skip
def test_what_is_not_there_gets_a_helpful_page(pages, patient, path):
    answer = patient.get(path)
    assert answer.status_code == 404
    assert "<h1" in text_of(answer)


def test_withdrawn_page_stands_in_no_list(pages, patient):
    actions.withdraw(item=Publication.objects.get(title="Bone pain").item, by=pages.publisher, reason="Old.")
    for path in ["/en/", "/en/topics/cancer/", "/en/tags/bone/", "/en/a-z/", "/sitemap.xml"]:
        assert "bone-pain" not in text_of(patient.get(path))


def test_draft_stands_in_no_list(pages, patient, shelves):
    make_article(pages.writer, title="Secret draft", slug="secret", tags=["bone"], topic=shelves["bone"])
    for path in ["/en/", "/en/topics/cancer/", "/en/tags/bone/", "/en/a-z/", "/en/feed.xml", "/sitemap.xml"]:
        assert "ecret" not in text_of(patient.get(path))


def test_a_to_z_lists_also_called_names(pages, patient):
    page = text_of(patient.get("/en/a-z/"))
    assert "Aching bones" in page
    assert 'id="letter-a"' in page


def test_a_to_z_of_a_large_site_shows_one_letter(pages, patient, monkeypatch):
    monkeypatch.setattr("portal.names.MOST_ON_ONE_PAGE", 2)
    assert "Hay fever" not in text_of(patient.get("/en/a-z/?letter=B"))
    assert "Hay fever" in text_of(patient.get("/en/a-z/?letter=H"))
    assert patient.get("/en/a-z/?letter=%F0%9F%92%A9").status_code == 200


def test_profile_lists_what_the_person_reviewed(pages, patient):
    page = text_of(patient.get(f"/en/people/{pages.reviewer.slug}/"))
    assert "Bone pain" in page
    assert "MRCP (UK), Royal College of Physicians" in page


def test_profile_of_somebody_who_does_not_agree_is_not_there(pages, patient):
    pages.reviewer.consents_to_be_named = False
    pages.reviewer.save()
    assert patient.get(f"/en/people/{pages.reviewer.slug}/").status_code == 404


def test_profile_leaves_out_a_review_that_was_taken_back(pages, patient):
    publication = Publication.objects.get(title="Bone pain")
    actions.revoke_sign_off(sign_off=publication.sign_off, by=pages.reviewer, reason="Old.")
    assert "Bone pain" not in text_of(patient.get(f"/en/people/{pages.reviewer.slug}/"))


LISTS = ["/en/", "/en/topics/", "/en/topics/cancer/", "/en/tags/", "/en/tags/bone/", "/en/topics/cancer/?tag=bone",
         "/en/a-z/", "/en/questions/", "/sitemap.xml", "/en/feed.xml"]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("more", [0, 25])
def test_list_takes_the_same_few_queries(pages, patient, shelves, path, more, django_assert_max_num_queries):
    for number in range(more):
        live_article(
            pages, title=f"Bone {number}", slug=f"bone-{number}", tags=["bone", f"t{number}"], topic=shelves["bone"]
        )
    patient.get(path)  # what is the same on every page is kept from now on
    with django_assert_max_num_queries(6):
        assert patient.get(path).status_code == 200


def test_profile_takes_few_queries(pages, patient, django_assert_max_num_queries):
    patient.get("/en/")
    with django_assert_max_num_queries(4):
        patient.get(f"/en/people/{pages.reviewer.slug}/")


def test_long_list_has_pages(pages, patient, shelves):
    for number in range(25):
        live_article(pages, title=f"Bone {number:02}", slug=f"bone-{number}", tags=["bone"], topic=shelves["bone"])
    answer = patient.get("/en/tags/bone/?page=2")
    assert answer.context["pagination"].pages == 2
    assert answer.context["pagination"].previous == "/en/tags/bone/"


def test_sitemap_and_feed_are_well_formed_xml(pages, patient):
    sitemap = ET.fromstring(patient.get("/sitemap.xml").content)
    assert any(
        "bone-pain" in (loc.text or "") for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    )
    feed = ET.fromstring(patient.get("/en/feed.xml").content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 4


def test_feed_tells_of_a_withdrawal(pages, patient):
    actions.withdraw(item=Publication.objects.get(title="Bone pain").item, by=pages.publisher, reason="Old advice.")
    assert "Withdrawn: Bone pain" in text_of(patient.get("/en/feed.xml"))


def test_robots_names_the_sitemap_and_keeps_results_out(db, patient):
    text = text_of(patient.get("/robots.txt"))
    assert "Disallow: /en/search/" in text
    assert "/sitemap.xml" in text
    assert "admin" not in text


def test_lists_set_no_cookie(pages, patient):
    assert not any(patient.get(path).cookies for path in LISTS)


# The gallery


def test_gallery_shows_staff_every_component(team):
    staff = Client()
    staff.force_login(team.writer.user)
    page = staff.get(reverse("gallery"))
    assert page.status_code == 200
    for name in [
        "care-card-emergency",
        "care-card-urgent",
        "care-card-non_urgent",
        "key-points",
        "callout",
        "question-set",
    ]:
        assert f'"{name}' in text_of(page) or f" {name}" in text_of(page)


def test_gallery_is_closed_to_everybody_else(db, patient):
    assert patient.get(reverse("gallery")).status_code == 302
