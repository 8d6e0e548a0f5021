"""Glossary terms: reviewed in their own right, marked where a section first uses them."""

import json

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from editorial import actions
from editorial.glossary import forms_of, is_form_of, pattern_of, used_in
from editorial.page import Placed
from editorial.rendering import page_from_document
from library.marking import terms_in
from tests.making import fresh, head_of, live_article, live_term, make_article, make_term, put_live, save

METASTASIS = {"title": "metastasis", "forms": ["metastases", "mets"], "definition": "A second growth."}
CT = {"title": "CT", "definition": "A scan."}


def marked(body, *terms, block="section", field="body"):
    placed = {f"t{n}": Placed(f"/en/glossary/t{n}/", term["title"], signed=term) for n, term in enumerate(terms)}
    document = {"language": "en", "title": "P", "blocks": [{"uid": "b", "type": block, "heading": "H", field: body}]}
    return page_from_document(document, placed, terms=list(placed))


def html_of(page):
    return str(page.blocks[0].body)


@pytest.mark.parametrize("text", ["metastasis", "Metastases", "METS"])
def test_form_is_known_in_any_letter_case(text):
    assert is_form_of(text, METASTASIS)


@pytest.mark.parametrize("text", ["ct", "Ct", "CTs"])
def test_abbreviation_is_known_only_as_it_stands(text):
    assert not is_form_of(text, CT)


@pytest.mark.parametrize("text", ["metsy", "bone-mets", "premetastasis"])
def test_part_of_a_word_is_no_word(text):
    assert not pattern_of([METASTASIS]).search(text)


WORDS = st.text(alphabet="aAbBcCıİiIſsSßẞσςµK -\u00a0\n.", min_size=1, max_size=6)
TERMS = st.lists(st.builds(lambda title, forms: {"title": title, "forms": forms}, WORDS, st.lists(WORDS, max_size=2)))


@given(text=st.lists(WORDS).map(" ".join), terms=TERMS)
@example(text="hormone therapy", terms=[{"title": "hormone"}, {"title": "therapy"}, {"title": "Hormone\u00a0 therapy"}])
@example(text="bone scan result", terms=[{"title": "bone scan"}, {"title": "scan result"}])
@example(text="CT, ct scans", terms=[{"title": "CT"}, {"title": "Ct"}, {"title": "CT SCANS"}])
@example(text="Straße STRASSE", terms=[{"title": "straße"}, {"title": "strasse"}])
def test_terms_found_in_one_pass_are_those_found_one_by_one(text, terms):
    terms = [term for term in terms if all(form.strip() for form in forms_of(term))]
    one_by_one = [str(n) for n, term in enumerate(terms) if pattern_of([term]).search(text)]
    assert used_in(text, {str(n): term for n, term in enumerate(terms)}) == sorted(one_by_one)


def test_longest_form_wins():
    therapy = {"title": "hormone therapy", "definition": "Drugs."}
    hormone = {"title": "hormone", "definition": "A messenger."}
    assert 'popovertarget="term-1-1">hormone therapy</button>' in html_of(
        marked("<p>hormone therapy</p>", hormone, therapy)
    )


def test_first_use_in_each_section_is_marked_and_opens_without_script():
    html = html_of(marked("<p>A metastasis, two metastases.</p>", METASTASIS))
    assert html.count('class="term"') == 1
    assert '<button type="button" class="term" popovertarget="term-1-1">metastasis</button>' in html
    assert 'id="term-1-1" popover' in html
    assert "two metastases." in html


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://x.org">metastasis</a></p>',
        "<h3>metastasis</h3>",
        "<table><thead><tr><th>metastasis</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>",
    ],
)
def test_links_headings_and_header_cells_are_left_alone(body):
    assert "term" not in html_of(marked(body, METASTASIS)).replace("table-scroll", "")


def test_care_card_is_left_alone():
    page = marked("<p>metastasis</p>", METASTASIS, block="care_card", field="action")
    assert "<button" not in str(page.blocks[0].action)


def test_hostile_term_is_shown_as_words():
    hostile = {"title": "mets", "definition": "<script>alert(1)</script>", "pronunciation": '"><b>'}
    html = html_of(marked("<p>mets &amp; &lt;b&gt;</p>", hostile))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "&amp; &lt;b&gt;" in html


def test_marked_terms_are_listed_once():
    page = marked("<p>mets</p>", METASTASIS, CT)
    assert [term.title for term in page.terms] == ["metastasis"]


def test_saved_page_names_the_live_terms_that_it_uses(team):
    term = live_term(team, forms="metastases")
    make_term(team.writer, title="arm")
    article = make_article(team.writer, summary="x")
    assert "terms" not in json.loads(head_of(article).listing.text)
    section = article.articles_section_set.get()
    section.body = "<p>Your arm has metastases.</p>"
    section.save()
    save(article, team.writer)
    assert json.loads(head_of(article).listing.text)["terms"] == [str(term.item.uid)]


def test_new_term_voids_no_review(team):
    article = live_article(team, slug="wrist")
    digest = head_of(article).digest
    live_term(team, title="arm", definition="A limb.")
    save(article, team.writer)
    assert head_of(article).digest == digest
    assert 'class="term"' not in Client().get("/en/wrist/").content.decode()
    actions.relist(item=fresh(article).item, by=team.publisher)
    page = Client().get("/en/wrist/").content.decode()
    assert 'popovertarget="term-1-1">arm</button>' in page
    assert "Dr Rita Reviewer" in page


def test_writer_can_keep_a_term_from_being_marked(team):
    term = live_term(team, title="arm", definition="A limb.")
    article = make_article(team.writer)
    article.unmarked_terms.add(term.item)
    save(article, team.writer)
    assert "terms" not in json.loads(head_of(article).listing.text)


def test_withdrawn_term_is_marked_nowhere(team):
    term = live_term(team, title="arm", definition="A limb.")
    live_article(team, slug="wrist")
    assert 'class="term"' in Client().get("/en/wrist/").content.decode()
    actions.withdraw(item=term.item, by=team.publisher, reason="Wrong.")
    assert 'class="term"' not in Client().get("/en/wrist/").content.decode()


def test_corrected_definition_is_right_on_every_page(team):
    term = live_term(team, title="arm", definition="A limb.")
    live_article(team, slug="wrist")
    save(term, team.writer, definition="From shoulder to hand.")
    assert "A limb." in Client().get("/en/wrist/").content.decode()
    put_live(fresh(term), team)
    assert "From shoulder to hand." in Client().get("/en/wrist/").content.decode()


def test_terms_of_another_language_are_not_marked(team):
    live_term(team, title="arm", definition="Pobre.", language="es")
    assert terms_in(["<p>arm</p>"], "en", []) == []


def test_draft_term_has_no_page_and_stands_in_no_glossary(team):
    make_term(team.writer, title="arm")
    assert Client().get("/en/glossary/arm/").status_code == 404
    assert "arm" not in Client().get("/en/glossary/").content.decode().partition("<main")[2]


def test_glossary_lists_live_terms_under_their_letters_in_one_query_more(team, django_assert_max_num_queries):
    for title in ("arm", "bone", "biopsy"):
        live_term(team, title=title, definition=f"About {title}s.")
    Client().get("/en/")
    with django_assert_max_num_queries(2):
        page = Client().get("/en/glossary/").content.decode()
    assert "About biopsys." in page
    assert page.index("About biopsys.") < page.index("About bones.")


def test_term_has_its_own_page_and_reviewer_and_stands_in_no_other_list(team):
    live_term(team, title="arm", definition="A limb.")
    page = Client().get("/en/glossary/arm/").content.decode()
    assert "A limb." in page
    assert "Dr Rita Reviewer" in page
    for path in ("/en/", "/en/a-z/", "/en/recent/"):
        assert "A limb." not in Client().get(path).content.decode(), path


def test_definition_that_nobody_vouches_for_stays_on_its_own_page(team):
    term = live_term(team, title="arm", definition="A limb.")
    live_article(team, slug="wrist")
    assert 'class="term"' in Client().get("/en/wrist/").content.decode()
    sign_off = term.item.publication.sign_off
    actions.revoke_sign_off(sign_off=sign_off, by=team.reviewer, reason="Wrong.")
    page = Client().get("/en/wrist/").content.decode()
    assert "A limb." not in page
    assert "A limb." in Client().get("/en/glossary/arm/").content.decode()
