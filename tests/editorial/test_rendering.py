"""Pure tests: a document in, a page out."""

import re
import time
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from editorial.page import CareCard, Phone, Placed, Provenance, QuestionSet
from editorial.page_facts import phone
from editorial.rendering import page_from_document
from portal import gallery_samples as samples


def section(body, *, heading="Symptoms", uid="s1"):
    return {"uid": uid, "type": "section", "heading": heading, "body": body}


CITED_A = '<sup data-cite="00000000-0000-4000-8000-00000000000a"></sup>'


def uid_of(letter):
    return f"00000000-0000-4000-8000-00000000000{letter}"


def source(letter, **fields):
    return {"uid": uid_of(letter), "title": f"About {letter}", "publisher": "Press", "published": "2024"} | fields


def article(*blocks, sources=(), **fields):
    return {
        "schema": 1,
        "kind": "article",
        "language": "en",
        "title": "Page",
        "blocks": list(blocks),
        "sources": list(sources),
    } | fields


def body_of(page, index=0):
    return str(page.blocks[index].body)


def render_body(body, placed=None, **fields):
    return body_of(page_from_document(article(section(body), **fields), placed or {}))


# Citations and sources


def test_citations_are_numbered_in_reading_order_across_blocks():
    first, second = (
        section('<p>One<sup data-cite="00000000-0000-4000-8000-00000000000b"></sup></p>'),
        section('<p>Two<sup data-cite="00000000-0000-4000-8000-00000000000a"></sup></p>', uid="s2"),
    )
    page = page_from_document(article(first, second, sources=[source("a"), source("b")]), {})
    assert [(s.number, s.title) for s in page.sources] == [(1, "About b"), (2, "About a")]
    assert 'href="#source-2"' in body_of(page, 1)


def test_locator_stands_with_the_number_and_is_said_with_it():
    mark = CITED_A.replace("></sup>", ' data-locator="Table 4 &lt;b&gt;"></sup>')
    page = page_from_document(article(section(f"<p>x{mark}</p>"), sources=[source("a")]), {})
    link = LexborHTMLParser(body_of(page)).css_first("sup.cite a")
    assert link.text() == "Source [1, Table 4 <b>]"


def test_source_without_an_address_is_found_by_its_numbers():
    given = [
        source("a", doi="10.1000/182"),
        source("b", pmid="123"),
        source("c", url="https://x.example/", doi="10.1/2"),
        source("d"),
    ]
    page = page_from_document(article(section("<p>x</p>"), sources=given), {})
    assert [s.url for s in page.sources] == [
        "https://doi.org/10.1000/182",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://x.example/",
        "",
    ]


def test_source_cited_twice_keeps_its_number_and_gets_two_ways_back():
    page = page_from_document(
        article(
            section(f"<p>x{CITED_A} y{CITED_A}</p>"),
            sources=[source("a")],
        ),
        {},
    )
    assert page.sources[0].cited_at == ("cite-1-1", "cite-1-2")
    assert [f'id="{place}"' in body_of(page) for place in page.sources[0].cited_at] == [True, True]


def test_ways_back_have_letters_of_the_language():
    page = page_from_document(article(section(f"<p>{CITED_A * 27}</p>"), sources=[source("a")]), {})
    ways = page.sources[0].ways_back
    assert (ways[0], ways[25][0], ways[26][0]) == (("a", page.sources[0].cited_at[0]), "z", "a2")
    with translation.override("ar"):
        assert page.sources[0].ways_back[0][0] == "أ"


@pytest.mark.parametrize(
    ("label", "number", "shown"),
    [
        ("NHS 111", "111", "NHS"),
        ("NHS: 111", "111", "NHS"),
        ("111", "111", ""),
        ("Ward 4111", "111", "Ward 4111"),
        ("Emergency services", "999", "Emergency services"),
        ("Ward", "", "Ward"),
    ],
)
def test_number_is_said_once(label, number, shown):
    assert phone({"label": label, "number": number}) == Phone(shown, number, f"tel:{number}" if number else "")


def test_uncited_sources_follow_the_cited_ones():
    page = page_from_document(
        article(
            section('<p>x<sup data-cite="00000000-0000-4000-8000-00000000000c"></sup></p>'),
            sources=[source("a"), source("b"), source("c")],
        ),
        {},
    )
    assert [s.title for s in page.sources] == ["About c", "About a", "About b"]


def test_citation_of_a_source_that_is_not_there_is_left_out():
    assert render_body('<p>x<sup data-cite="00000000-0000-4000-8000-000000000000"></sup></p>') == "<p>x</p>"


def test_source_with_a_strange_address_has_no_link():
    page = page_from_document(article(sources=[source("a", url="javascript:alert(1)")]), {})
    assert page.sources[0].url == ""


def test_source_checked_on_a_day_that_does_not_exist_has_none():
    page = page_from_document(article(sources=[source("a", checked_on="2026-02-30")]), {})
    assert page.sources[0].checked_on is None


# Links, tables, headings


def test_link_to_a_page_leads_to_its_address_of_the_day():
    body = render_body(
        '<p><a data-page="00000000-0000-4000-8000-000000000001">help</a></p>',
        {"00000000-0000-4000-8000-000000000001": Placed("/en/help/", "Help")},
    )
    assert body == '<p><a href="/en/help/">help</a></p>'


def test_link_to_a_page_that_is_not_live_becomes_its_words():
    assert (
        render_body('<p>See <a data-page="00000000-0000-4000-8000-000000000001">our <em>help</em></a>.</p>')
        == "<p>See our <em>help</em>.</p>"
    )


def test_address_of_a_page_is_escaped():
    body = render_body(
        '<p><a data-page="00000000-0000-4000-8000-000000000001">help</a></p>',
        {"00000000-0000-4000-8000-000000000001": Placed('/en/"><b>/', "Help")},
    )
    assert "<b>" not in body


def test_link_out_is_marked_as_such():
    assert 'rel="external noopener"' in render_body('<p><a href="https://example.org/">x</a></p>')


def test_table_scrolls_in_a_region_named_by_its_caption():
    table = "<table><caption>Doses</caption><tbody><tr><td>1</td></tr></tbody></table>"
    assert '<div class="table-scroll" role="region" aria-label="Doses" tabindex="0"><table>' in render_body(table)


def test_table_without_caption_is_named_by_its_heading():
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert 'aria-label="Table 1: Symptoms"' in render_body(table)
    with translation.override("es"):
        assert 'aria-label="Tabla 1: Symptoms"' in render_body(table)


def test_citation_inside_a_table_is_numbered_once():
    table = (
        '<table><tbody><tr><td>1<sup data-cite="00000000-0000-4000-8000-00000000000a"></sup></td></tr></tbody></table>'
    )
    assert render_body(table, sources=[source("a")]).count('id="cite-1-1"') == 1


def test_subheadings_get_ids_that_nothing_else_has():
    first = section("<h3>Pain</h3><p>a</p><h3>Pain</h3><p>b</p>", heading="Pain")
    page = page_from_document(article(first), {})
    assert page.contents[0].anchor == "pain"
    assert re.findall(r'<h3 id="([^"]+)">', body_of(page)) == ["pain-2", "pain-3"]


@pytest.mark.parametrize(
    "heading", ["Main", "Sources", "Source 3", "cite 1 1", "About this page", "About this page2", "1. First", "!!!"]
)
def test_anchor_never_takes_an_id_of_the_page_itself(heading):
    page = page_from_document(article(section("<p>x</p>", heading=heading)), {})
    anchor = page.contents[0].anchor
    assert anchor not in {"main", "sources", "source-3", "cite-1-1", "about-this-page"}
    assert anchor[0].isalpha()


def test_anchors_are_the_same_every_time():
    assert samples.article() == samples.article()


def test_arabic_page_runs_from_right_to_left_and_has_anchors():
    page = page_from_document(article(section("<p>x</p>", heading="ألم العظام"), language="ar"), {})
    assert page.dir == "rtl"
    assert page.contents[0].anchor == "ألم-العظام"


# What comes in another way


@pytest.mark.parametrize(
    "body",
    [
        "<p>x</p><script>alert(1)</script>",
        '<p onclick="x()">x</p>',
        '<p style="color:red">x</p>',
        '<p><a href="javascript:alert(1)">x</a></p>',
        "<p>x</p><iframe src=//evil></iframe>",
        '<p><img src=x onerror="x()">x</p>',
    ],
)
def test_body_that_was_never_cleaned_is_cleaned(body):
    rendered = render_body(body).lower()
    assert not re.search(r"script|onclick|style=|iframe|onerror|<img", rendered)


def test_heading_is_text_not_markup():
    page = page_from_document(article(section("<table><tr><td>1</td></tr></table>", heading='"><script>')), {})
    assert "<script>" not in body_of(page)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<h3>",
                "</h3>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<ul>",
                "<li>",
                "text ",
                '<sup data-cite="00000000-0000-4000-8000-00000000000a">',
                "</sup>",
                '<a data-page="00000000-0000-4000-8000-000000000002">',
                '<a href="https://example.org">',
                "</a>",
                "&lt;",
                "<",
                '"',
                "<script>",
            ]
        ),
        max_size=25,
    )
)
def test_any_body_gives_unique_ids_and_no_script(parts):
    page = page_from_document(
        article(section("".join(parts)), section("".join(parts), uid="s2"), sources=[source("a")]), {}
    )
    text = "".join(str(block.body) for block in page.blocks)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert "<script" not in text
    assert "data-cite" not in text
    assert "data-page" not in text


# Blocks


def test_unknown_urgency_is_drawn_as_an_emergency():
    card = {"uid": "c", "type": "care_card", "urgency": "soonish", "heading": "Call if:", "signs": ["x"]}
    (block,) = page_from_document(article(card), {}).blocks
    assert isinstance(block, CareCard)
    assert block.urgency == "emergency"


@pytest.mark.parametrize(
    ("number", "href"),
    [
        ("999", "tel:999"),
        ("020 7946-0000", "tel:02079460000"),
        ("+44 (0)20 7946 0000", "tel:+442079460000"),
        ("111, option 2", ""),
        ("999 or 112", ""),
        ("write it here", ""),
    ],
)
def test_only_a_number_that_can_be_dialled_as_it_stands_is_a_link(number, href):
    card = {"uid": "c", "type": "care_card", "urgency": "urgent", "phones": [{"label": "Nurse", "number": number}]}
    assert page_from_document(article(card), {}).blocks[0].phones[0].href == href


def test_decorative_picture_says_nothing():
    picture = {
        "uid": "p",
        "type": "picture",
        "file": "pictures/a.webp",
        "width": 4,
        "height": 3,
        "alt": "x",
        "is_decorative": True,
    }
    assert page_from_document(article(picture), {}).blocks[0].alt == ""


def test_block_of_a_kind_not_known_here_is_left_out():
    assert page_from_document(article({"uid": "x", "type": "hologram"}), {}).blocks == ()


def test_lead_ends_where_the_first_section_begins():
    page = samples.article()
    assert [block.component for block in page.lead] == ["components/care_card.html", "components/key_points.html"]
    assert page.body[0].heading == "What it is"


# Question sets


def test_question_set_that_is_not_placed_shows_nothing():
    page = page_from_document(article({"uid": "b", "type": "question_set", "item": "set-1"}), {})
    assert page.blocks == ()
    assert page.contents == ()


def test_link_to_a_live_page_does_not_place_it_as_a_question_set():
    page = page_from_document(
        article({"uid": "b", "type": "question_set", "item": "x"}), {"x": Placed("/en/x/", "An article")}
    )
    assert page.blocks == ()


def test_placed_question_set_shares_no_id_with_the_page_around_it():
    page = samples.article()
    inner = next(block for block in page.blocks if isinstance(block, QuestionSet)).page
    outer_ids = {heading.anchor for heading in page.contents} | {s.anchor for s in page.sources}
    inner_ids = {heading.anchor for heading in inner.contents} | {s.anchor for s in inner.sources}
    assert inner_ids
    assert not outer_ids & inner_ids


def test_placed_question_set_numbers_its_own_sources():
    inner = next(block for block in samples.article().blocks if isinstance(block, QuestionSet)).page
    assert inner.sources[0].number == 1
    assert 'href="#set-source-1"' in str(inner.questions[0].answer)


def test_headings_inside_a_placed_answer_stand_below_the_question():
    document = samples.QUESTIONS | {"questions": [{"uid": "q", "question": "Why?", "answer": "<h3>More</h3><p>x</p>"}]}
    inner = page_from_document(document, {}, prefix="set-", level=3)
    assert '<h4 id="set-more">' in str(inner.questions[0].answer)


# Provenance


def test_signed_page_may_say_reviewed_by():
    assert samples.SIGNED.is_reviewed


@pytest.mark.parametrize(
    "change",
    [
        {"basis": "unreviewed"},
        {"basis": "none_needed"},
        {"basis": ""},
        {"reviewer": None},
        {"reviewed_on": None},
        {"review_revoked_on": samples.SIGNED.reviewed_on},
    ],
    ids=str,
)
def test_nothing_else_may_say_reviewed_by(change):
    assert not replace(samples.SIGNED, **change).is_reviewed


def test_only_a_page_that_needs_no_review_may_be_silent_about_it():
    assert Provenance("something new").is_unreviewed
    assert not Provenance("none_needed").is_unreviewed


# Measure


def test_rendering_takes_a_time_in_proportion_to_the_text():
    blocks = [
        section(
            '<p>text <sup data-cite="00000000-0000-4000-8000-00000000000a"></sup></p>' * 20,
            uid=f"s{n}",
            heading=f"Part {n}",
        )
        for n in range(200)
    ]
    start = time.perf_counter()
    page = page_from_document(article(*blocks, sources=[source("a")]), {})
    assert len(page.sources[0].cited_at) == 4000
    assert time.perf_counter() - start < 5


def test_sample_page_is_well_formed():
    for block in samples.article().blocks:
        html = str(getattr(block, "body", ""))
        assert LexborHTMLParser(html).body.inner_html == html
