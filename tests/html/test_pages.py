"""Pages through the Nu HTML Checker. `make validate` looks at the whole demonstration; this looks at one of each kind."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from articles.models import QuestionSetBlock
from editorial import actions
from editorial.models import Publication, Topic
from library.models import Term
from tests.html import checker
from tests.making import (
    add_care_card,
    fresh,
    live_article,
    make_article,
    make_question_set,
    make_source,
    put_live,
    save,
)

TITLE = "<!doctype html><html lang=en><head><meta charset=utf-8><title>t</title></head><body>"


@pytest.fixture(autouse=True)
def _installed():
    try:
        checker.jar()
    except checker.NotHere as missing:
        pytest.skip(f"HTML is not validated: {missing}")


def errors_in(directory, **pages):
    """`pages`: HTML by name."""
    for name, html in pages.items():
        (directory / f"{name}.html").write_text(html, encoding="utf-8")
    found = checker.complaints(sorted(directory.glob("*.html")))
    return [f"{error['file']}: {error['message']}" for error in found if checker.is_error(error)]


def test_checker_finds_a_fault_and_knows_popovers(tmp_path):
    popover = '<p><button type="button" popovertarget="x">a</button><span id="x" popover>b</span></p>'
    assert errors_in(tmp_path, good=TITLE + popover) == []
    assert errors_in(tmp_path, bad=TITLE + "<p><div></p><img>") != []


def test_pages_of_every_kind_are_valid(team, tmp_path):
    topic = Topic.objects.create(title="Bones & joints", slug="bones", introduction="From <head> to toe.")
    item = actions.new_item(kind="term", language="en", by=team.writer)
    term = Term.objects.create(
        item=item, title="arm", definition="From the shoulder to the hand.", pronunciation="ahm", text_origin="original"
    )
    term.sources.add(make_source())
    save(term, team.writer)
    put_live(fresh(term), team)
    question_set = make_question_set(team.writer, title='Asked about "wrists"', introduction="<p>Ask.</p>")
    put_live(question_set, team)
    article = make_article(team.writer, slug="wrist", title="Wrist < arm", tags=["pain"], topic=topic, sections=3)
    add_care_card(article)
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=90, question_set=question_set)
    save(article, team.writer)
    put_live(fresh(article), team)
    actions.withdraw(item=live_article(team, slug="old", title="Old").item, by=team.publisher, reason="Old.")
    paths = [
        "/en/", "/es/", "/ar/", "/en/wrist/", "/en/old/", "/en/nothing/", "/es/wrist/", "/en/topics/", "/en/topics/bones/",
        "/en/tags/", "/en/tags/pain/", "/en/topics/bones/?tag=pain", "/en/a-z/", "/en/questions/", "/en/glossary/",
        "/en/glossary/arm/",
        f"/en/people/{team.reviewer.slug}/", "/en/search/", "/en/search/?q=wrist", "/en/%00/",
        Publication.objects.get(kind="question_set").path,
    ]  # fmt: skip
    pages = {f"page-{number}": Client().get(path).content.decode() for number, path in enumerate(paths)}
    forged = Client(enforce_csrf_checks=True).post("/en/wrist/", {"a": "b"})
    pages |= {"error-500": render_to_string("errors/500.html"), "forged": forged.content.decode()}
    assert errors_in(tmp_path, **pages) == []


def test_every_component_is_valid(team, tmp_path):
    staff = Client()
    staff.force_login(team.writer.user)
    assert errors_in(tmp_path, gallery=staff.get(reverse("gallery")).content.decode()) == []
