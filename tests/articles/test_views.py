"""The article page, through the door that patients use."""

import datetime as dt
import json

import pytest
from django.template.loader import render_to_string
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from articles.models import QuestionSetBlock
from editorial import actions, clock
from editorial.models import Address
from editorial.showing import show_document
from portal.navigation import Site
from tests.making import (
    add_care_card,
    fresh,
    head_of,
    live_article,
    make_article,
    make_question_set,
    put_live,
    save,
)


@pytest.fixture
def patient():
    return Client()


def text_of(response):
    return response.content.decode()


def test_live_page_shows_its_text_and_its_reviewer(team, patient):
    live_article(team, slug="wrist")
    page = patient.get("/en/wrist/")
    assert page.status_code == 200
    assert "Rest your arm." in text_of(page)
    assert "Dr Rita Reviewer" in text_of(page)
    assert text_of(page).count("<h1") == 1


def test_draft_has_no_page(team, patient):
    make_article(team.writer, slug="wrist")
    assert patient.get("/en/wrist/").status_code == 404


def test_change_of_the_draft_changes_nothing_for_patients(team, patient):
    article = live_article(team, slug="wrist")
    before = text_of(patient.get("/en/wrist/"))
    save(article, team.writer, title="Something else", summary="Something else.")
    assert text_of(patient.get("/en/wrist/")) == before


def test_review_taken_back_is_said_and_nobody_is_named_as_reviewer(team, patient):
    article = make_article(team.writer, slug="wrist")
    publication = put_live(article, team)
    actions.revoke_sign_off(sign_off=publication.sign_off, by=team.reviewer, reason="Out of date")
    page = text_of(patient.get("/en/wrist/"))
    assert "was taken back" in page
    assert "Reviewed by" not in page


def test_unreviewed_page_says_so(team, patient):
    article = make_article(team.writer, slug="wrist")
    revision = head_of(article)
    actions.waive(revision=revision, by=team.lead, reason="Needed today", until=clock.today() + dt.timedelta(days=20))
    actions.publish(revision=revision, by=team.publisher)
    page = text_of(patient.get("/en/wrist/"))
    assert "Not yet reviewed" in page
    assert "Reviewed by" not in page


def test_organisation_page_says_nothing_about_review(team, patient):
    article = make_article(team.writer, slug="contact-us", title="Contact us", article_kind="organisation")
    actions.publish(revision=head_of(article), by=team.publisher)
    page = text_of(patient.get("/en/contact-us/"))
    assert "eviewed" not in page
    assert 'href="/en/contact-us/">Contact us</a>' in page  # in the footer


def test_reviewer_who_took_consent_back_is_no_longer_named(team, patient):
    live_article(team, slug="wrist")
    team.reviewer.consents_to_be_named = False
    team.reviewer.save()
    page = text_of(patient.get("/en/wrist/"))
    assert "Dr Rita Reviewer" not in page
    assert "who does not wish to be named" in page


def test_old_address_leads_to_the_new_one(team, patient):
    article = live_article(team, slug="wrist")
    actions.change_address(item=article.item, slug="broken-wrist", by=team.publisher)
    answer = patient.get("/en/wrist/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/broken-wrist/")


def test_withdrawn_page_says_why_and_what_to_read_instead(team, patient):
    article = live_article(team, slug="wrist")
    other = live_article(team, slug="sprain", title="Sprained wrist")
    actions.withdraw(item=article.item, by=team.publisher, reason="The advice has changed.", replaced_by=other.item)
    answer = patient.get("/en/wrist/")
    assert answer.status_code == 410
    assert "The advice has changed." in text_of(answer)
    assert 'href="/en/sprain/"' in text_of(answer)


def test_withdrawn_page_does_not_lead_to_a_page_that_is_gone_too(team, patient):
    article = live_article(team, slug="wrist")
    other = live_article(team, slug="sprain", title="Sprained wrist")
    actions.withdraw(item=article.item, by=team.publisher, reason="Old.", replaced_by=other.item)
    actions.withdraw(item=other.item, by=team.publisher, reason="Old too.")
    answer = patient.get("/en/wrist/")
    assert answer.status_code == 410
    assert 'href="/en/sprain/"' not in text_of(answer)


def placed_article(team):
    question_set = make_question_set(team.writer, title="Wrist questions", questions=("Will it heal?", "How long?"))
    put_live(question_set, team)
    article = make_article(team.writer, slug="wrist", sections=2)
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=90, question_set=fresh(question_set))
    add_care_card(article)
    save(article, team.writer, title="Broken wrist")
    put_live(fresh(article), team)
    return article, question_set


def test_question_set_stands_in_the_article_under_its_own_reviewer_line(team, patient):
    placed_article(team)
    page = text_of(patient.get("/en/wrist/"))
    assert "Will it heal?" in page
    assert "These answers were reviewed by" in page


def test_withdrawn_question_set_disappears_from_the_article(team, patient):
    _, question_set = placed_article(team)
    actions.withdraw(item=question_set.item, by=team.publisher, reason="Wrong.")
    page = text_of(patient.get("/en/wrist/"))
    assert "Will it heal?" not in page
    assert "Wrist questions" not in page


@pytest.mark.parametrize("sections", [1, 30])
def test_page_takes_the_same_few_queries_whatever_its_length(team, patient, sections, django_assert_max_num_queries):
    live_article(team, slug="long", sections=sections, tags=["bone", "pain"], title="A long page")
    with django_assert_max_num_queries(8):
        assert patient.get("/en/long/").status_code == 200


def test_page_with_a_question_set_takes_no_more(team, patient, django_assert_max_num_queries):
    placed_article(team)
    with django_assert_max_num_queries(8):
        assert "Will it heal?" in text_of(patient.get("/en/wrist/"))


def test_page_sets_no_cookie(team, patient):
    live_article(team, slug="wrist")
    assert not patient.get("/en/wrist/").cookies


@pytest.mark.parametrize(
    "path", ["/en/nowhere/", "/xx/wrist/", "/en/wrist/more/", "/en/%00/", "/en/" + "a" * 900 + "/"]
)
def test_strange_address_gets_a_helpful_page(team, patient, path):
    answer = patient.get(path)
    assert answer.status_code in {400, 404}
    assert "<h1" in text_of(answer)


def test_preview_of_a_draft_is_the_same_page_with_nobody_behind_it(team):
    article, _ = placed_article(team)
    revision = head_of(article)
    shown = show_document(json.loads(revision.signed.text), json.loads(revision.listing.text), clock.today())
    page = render_to_string(
        "pages/article.html", {**vars(shown), "preview": {"text": "A draft."}, "site": Site("/en/wrist/")}
    )
    assert "Will it heal?" in page
    assert "A draft." in page
    assert "Not yet reviewed" not in page
    assert 'class="byline"' not in page


def test_every_address_ever_given_answers(team, patient):
    article = live_article(team, slug="wrist")
    actions.change_address(item=article.item, slug="broken-wrist", by=team.publisher)
    actions.withdraw(item=article.item, by=team.publisher, reason="Old.")
    assert {patient.get(address.path).status_code for address in Address.objects.all()} == {410}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"text_origin": "licensed"}, "This text comes from Bone Trust and is used under CC BY 4.0."),
        ({"text_origin": "syndicated"}, "This text comes from Bone Trust and is used under CC BY 4.0."),
        ({"text_origin": "public_domain"}, "This text comes from Bone Trust and is in the public domain."),
        ({"text_origin": "public_domain", "copyright_holder": ""}, "This text is in the public domain."),
        ({"text_origin": "original"}, ""),
    ],
)
def test_readers_are_told_where_a_text_comes_from(team, patient, facts, sentence):
    live_article(team, slug="wrist", **{"copyright_holder": "Bone Trust", "licence": "CC BY 4.0"} | facts)
    origin = LexborHTMLParser(patient.get("/en/wrist/").content.decode()).css_first("p.origin")
    assert (origin.text() if origin else "") == sentence
