"""Whose a picture is, and whether we may show it, is asked before its page is put forward."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import PictureBlock
from editorial import actions, errors
from editorial.admin.steps import step_url
from editorial.models import Item, Publication
from editorial.policy import check_facts
from library.models import Picture
from library.pictures import keep, redrawn
from tests.library.test_pictures import drawn
from tests.making import fresh, head_of, make_article, put_live, save

pytestmark = pytest.mark.django_db


def pictured(team, credit="", licence="", alt="A wrist in a cast", **fields):
    article = make_article(team.writer, **fields)
    picture = keep(redrawn(drawn()), name="wrist-1.png", credit=credit, licence=licence)
    block = PictureBlock(parent=article, region="main", ordering=99, picture=picture, alt=alt, is_decorative=not alt)
    block.save()
    save(fresh(article), team.writer)
    return fresh(article)


def sign_in(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "The picture “A wrist in a cast” has no credit and no licence: fill that in"),
        ({"credit": "Us"}, "The picture “A wrist in a cast” has no licence: fill that in"),
        ({"licence": "CC0", "credit": " "}, "The picture “A wrist in a cast” has no credit: fill that in"),
        ({"alt": ""}, "A picture has no credit and no licence"),
    ],
)
def test_picture_without_credit_or_licence_keeps_a_text_from_review(team, words, sentence):
    article = pictured(team, **words)
    with pytest.raises(errors.FactsMissing, match=sentence):
        actions.submit(revision=head_of(article), by=team.writer)


def test_form_and_step_lead_to_the_field_and_to_the_picture(team):
    article, picture = pictured(team), Picture.objects.get()
    client = sign_in(team.writer)
    form = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    step = client.get(step_url("submit", article.item_id)).content.decode()
    for page in (form, step):
        assert "has no credit and no licence" in page
        assert f'<a href="{reverse("admin:library_picture_change", args=[picture.pk])}">' in page
        assert "Open the picture “wrist-1.png”" in page
        assert 'articles_pictureblock_set-0-picture">' in page


def test_page_goes_to_review_once_the_picture_says_it_and_the_page_was_saved(team):
    article = pictured(team)
    Picture.objects.update(credit="Drawn by us", licence="CC0")
    save(article, team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    assert Item.objects.get(pk=article.item_id).put_forward


def test_page_that_nobody_reviews_is_asked_when_it_is_published(team):
    article = pictured(team, article_kind="organisation")
    with pytest.raises(errors.FactsMissing, match="has no credit"):
        actions.publish(revision=head_of(article), by=team.publisher)


def test_text_that_was_signed_before_it_was_asked_stays_publishable(team):
    article = pictured(team, credit="Us", licence="CC0")
    put_live(article, team)
    assert Publication.objects.live().count() == 1
    old = {"kind": "article", "article_kind": "condition", "language": "en", "title": "A", "summary": "B."}
    old["blocks"] = [{"type": "section", "heading": "A", "body": "<p>B</p>"}]
    old |= {"sources": [{"uid": "x"}], "origin": "original"}
    old["blocks"].append({"type": "picture", "picture": "x", "alt": "A"})
    check_facts("article", old)
    with pytest.raises(errors.FactsMissing):
        check_facts("article", old, is_put_forward=True)
