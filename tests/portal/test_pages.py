"""What the templates make of the contexts that views give them, by the samples of the gallery."""

import re

import pytest
from django.template.loader import render_to_string
from selectolax.lexbor import LexborHTMLParser

from portal import gallery_around as around
from portal import gallery_samples as samples
from portal.navigation import Site

pytestmark = pytest.mark.django_db


def drawn(template, **context):
    everything = {**around.context(), "site": Site("/en/"), "site_url": "https://example.org", **context}
    return LexborHTMLParser(render_to_string(template, everything))


def article(**context):
    return drawn("pages/article.html", page=samples.article(), provenance=samples.SIGNED, **context)


def text_of(node):
    return re.sub(r"\s+", " ", node.text()).strip()


def test_survival_figures_are_closed_until_the_reader_opens_them():
    closed = article().css(".fold-figures")
    assert [text_of(each.css_first("summary")) for each in closed] == ["Show survival figures", "Show the figures"]
    assert not any("open" in each.attributes for each in closed)


def test_dots_say_in_words_what_they_show():
    assert article().css_first(".dots").attributes["aria-label"] == "1 of 100 dots are filled; up to 2 may be."


def test_benefits_and_harms_are_told_apart_without_seeing_them():
    page = article()
    assert text_of(page.css_first(".benefit")).startswith("Benefit:")
    assert text_of(page.css_first(".harm")).startswith("Harm:")


def test_notice_stands_before_the_header_and_the_most_urgent_first():
    body = article().css_first("body").html
    assert body.index("site-notice-emergency") < body.index("site-notice-warning") < body.index("site-header")


def test_page_without_notices_of_its_own_does_not_ask_for_those_of_the_site():
    site = Site("/en/")
    site.notices = around.NOTICES
    assert not article(notices=(), site=site).css(".site-notice")
    assert drawn("pages/topics.html", site=site, notices=None).css(".site-notice")


def test_head_names_the_page_in_every_language():
    page = article(path="/en/bone/", feed_address="/en/feed.xml")
    links = {link.attributes.get("hreflang"): link.attributes["href"] for link in page.css("link[rel=alternate]")}
    assert {"en", "es", "ar", "x-default"} <= set(links)
    assert page.css_first("link[rel=canonical]").attributes["href"] == "https://example.org/en/bone/"


def test_large_print_is_not_found_by_itself():
    page = article(is_large=True)
    assert page.css_first("html").attributes["class"] == "large"
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"


def test_every_id_stands_on_the_page_once():
    ids = [node.attributes["id"] for node in article(feedback=around.FEEDBACK_TO_MEND).css("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_every_link_within_the_page_leads_somewhere():
    page = article()
    ids = {node.attributes["id"] for node in page.css("[id]")}
    inner = {link.attributes["href"][1:] for link in page.css("a[href^='#']")} - {""}
    assert inner - ids == set()


def test_trap_of_the_feedback_form_is_out_of_everybodys_way():
    trap = article().css_first(".feedback .form-trap")
    assert trap.attributes["aria-hidden"] == "true"
    assert trap.css_first("input").attributes["tabindex"] == "-1"


def test_mistake_in_the_feedback_form_is_named_at_its_field():
    page = drawn("pages/feedback.html", title="Bone", address="/en/bone/", feedback=around.FEEDBACK_TO_MEND)
    field = page.css_first("textarea")
    assert field.attributes["aria-invalid"] == "true"
    described = [page.css_first(f"#{name}") for name in field.attributes["aria-describedby"].split()]
    assert "Please write 500 letters at most." in [text_of(each) for each in described]
    assert field.text() == "The table is too wide."


@pytest.mark.parametrize("name", around.VERDICTS)
def test_answer_about_a_copy_has_its_own_words(name):
    page = drawn("pages/check.html", title="Bone", address="/en/bone/", code="K7M2", **around.VERDICTS[name])
    answers = {text_of(drawn("pages/check.html", title="Bone", **other).css_first("#verdict")) for other in
               around.VERDICTS.values()}  # fmt: skip
    assert len(answers) == len(around.VERDICTS)
    assert page.css_first("h1")


def test_check_page_asks_for_a_code_before_anything_was_typed():
    page = drawn("pages/check.html", state="ask", typed="", error="")
    assert not page.css(".verdict")
    assert page.css_first("main form").attributes["action"] == "/check/"


@pytest.mark.parametrize("template", ["pages/recent.html", "pages/feedback_sent.html", "errors/404.html"])
def test_page_has_one_first_heading(template):
    assert len(drawn(template, title="Bone", address="/en/bone/").css("h1")) == 1
