"""What comes of web pages, Markdown and pasted text, read through the front door. The samples are our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.errors import ImportRefused, TextUnaccounted
from articles.importing.page import Done
from articles.importing.reading import read_any
from editorial.cleaning import clean
from tests.articles.importing.test_accounting import bodies_of

SENTENCE = "Most people feel better after a few weeks of rest."


def web(body, head=""):
    return read_any(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def markdown(text):
    return read_any(text.encode(), "page.md")


def flags(page):
    return {flag.code for line in page.lines for flag in line.flags}


def dropped(page):
    return {(line.place, line.kept) for line in page.lines_done(Done.DROPPED)}


def bodies(page):
    return {section.heading: section.body for section in page.sections}


# Titles and headings


def test_the_only_first_level_heading_is_the_title_and_the_next_level_makes_sections():
    page = web(
        f"<h1>Wrists</h1><h2>Pain</h2><p>{SENTENCE}</p><h3>At night</h3><p>{SENTENCE}</p><h2>Rest</h2><p>Do.</p>"
    )
    assert page.title == "Wrists"
    assert list(bodies(page)) == ["Pain", "Rest"]
    assert "<h3>At night</h3>" in bodies(page)["Pain"]


def test_a_page_without_a_first_heading_is_called_what_its_window_is_called():
    page = web(f"<p>{SENTENCE}</p><p>{SENTENCE}</p>", "<title>Wrists – Example Trust</title>")
    assert page.title == "Wrists"
    assert "needs_title" in flags(page)


def test_sections_of_the_first_level_are_no_title_if_the_file_is_called_otherwise():
    page = markdown(f"---\ntitle: Wrists\n---\n\n# Pain\n\n{SENTENCE}\n\n# Rest\n\n{SENTENCE}\n")
    assert (page.title, list(bodies(page))) == ("Wrists", ["Pain", "Rest"])


@pytest.mark.parametrize("first", ["h3", "h4", "h5", "h6"])
def test_a_heading_that_stands_under_no_other_makes_a_section_whatever_its_level(first):
    page = web(
        f"<h1>Wrists</h1><p>{SENTENCE} It heals.</p><{first}>Symptoms</{first}><p>{SENTENCE} It hurts.</p>"
        f"<h2>Causes</h2><p>{SENTENCE} You fell.</p><h3>Rare causes</h3><p>{SENTENCE} It broke.</p>"
    )
    assert list(bodies(page)) == ["Symptoms", "Causes"]
    assert "<h3>Rare causes</h3>" in bodies(page)["Causes"]
    assert "needs_heading" not in flags(page)


def test_levels_of_headings_count_by_what_stands_above_them():
    headings = [("h4", "Signs"), ("h5", "Early signs"), ("h4", "Late signs"), ("h3", "Causes"), ("h4", "Rare causes")]
    page = web(
        "<h1>Wrists</h1>" + "".join(f"<{tag}>{words}</{tag}><p>{words}: {SENTENCE}</p>" for tag, words in headings)
    )
    assert list(bodies(page)) == ["Signs", "Late signs", "Causes"]


def test_a_line_in_bold_is_a_heading_and_somebody_is_asked_to_look():
    page = web(f"<h1>Wrists</h1><p><b>Pain at night</b></p><p>{SENTENCE}</p>")
    assert list(bodies(page)) == ["Pain at night"]
    assert "bold_heading" in flags(page)


def test_a_heading_that_is_too_long_is_a_paragraph_in_bold():
    page = web(f"<h1>Wrists</h1><h2>Pain</h2><p>{SENTENCE}</p><h2>{'very long ' * 20}</h2><p>{SENTENCE}</p>")
    assert "<p><strong>very long" in bodies(page)["Pain"]
    assert "long_heading" in flags(page)


# Questions


def test_headings_that_ask_under_a_heading_of_questions_are_a_question_set():
    page = web(
        "<h1>Wrists</h1><h2>FAQ</h2><h3>Will it heal?</h3><p>Yes.</p><h3>Can I work?</h3><p>No.</p><h2>Rest</h2><p>Do.</p>"
    )
    assert [(s.title, len(s.questions)) for s in page.question_sets] == [("FAQ", 2)]
    assert list(bodies(page)) == ["Rest"]


def test_one_heading_that_asks_is_a_section():
    page = web(f"<h1>Wrists</h1><h2>What is a wrist?</h2><p>{SENTENCE}</p><h2>Rest</h2><p>{SENTENCE}</p>")
    assert page.question_sets == ()
    assert "What is a wrist?" in bodies(page)


def test_a_page_whose_sections_all_ask_is_an_article():
    sections = "".join(f"<h2>What is part {n}?</h2><p>{SENTENCE}</p>" for n in range(4))
    assert web(f"<h1>Wrists</h1>{sections}").question_sets == ()


def test_a_page_of_questions_is_a_question_set():
    sections = "".join(f"<h2>What is part {n}?</h2><p>{SENTENCE}</p>" for n in range(4))
    assert len(web(f"<h1>Questions about wrists</h1>{sections}").question_sets[0].questions) == 4


# What is repaired and flagged


def test_damage_is_found_as_in_plain_text():
    page = web(
        f"<h1>Wrists</h1><h2>Pain</h2><p>It cant wait â€™ the bodyâs way. The pain may be</p><p>{SENTENCE}</p>"
        + f"<p>{SENTENCE}</p><p>Signs:</p>"
    )
    assert {"lost_apostrophe", "lost_characters", "same_text", "lead_in_without_list", "cut_off"} <= flags(page)
    assert "wait ’ the" in bodies(page)["Pain"]


def test_a_claim_of_review_is_not_text():
    page = web(f"<h1>Wrists</h1><p>Medically reviewed by Dr A. Body on 3 May 2024</p><h2>Pain</h2><p>{SENTENCE}</p>")
    assert [line.kept for line in page.lines_done(Done.UNPLACED)] == ["Medically reviewed by Dr A. Body on 3 May 2024"]


def test_links_without_their_site_are_told_and_those_with_it_completed():
    body = f"<h1>Wrists</h1><h2>Pain</h2><p>{SENTENCE} See <a href='/elbows'>elbows</a>.</p>"
    assert "link_without_address" in flags(web(body))
    page = web(body, "<link rel='canonical' href='https://trust.example/wrists'>")
    assert 'href="https://trust.example/elbows"' in bodies(page)["Pain"]


# Notes


def test_a_note_that_names_a_publication_is_cited_and_another_kept():
    page = markdown(
        "# Wrists\n\n## Pain\n\nIt hurts.[^1] It heals.[^2]\n\n"
        "[^1]: World Health Organization. Wrist pain in adults. 2021. https://who.example/wrists\n[^2]: Ask the nurse.\n"
    )
    assert [(s.title, s.publisher, s.published) for s in page.sources] == [
        ("Wrist pain in adults", "World Health Organization", "2021")
    ]
    assert bodies(page)["Pain"] == f'<p>It hurts.<sup data-cite="{page.sources[0].uid}"></sup> It heals.</p>'
    assert {"note_here", "note_to_place", "check_source"} <= flags(page)


@pytest.mark.parametrize(
    ("words", "title", "publisher"),
    [
        ("Smith J, Jones KL, et al. Rest for wrists. BMJ 2019;3:1-9. doi:10.1136/bmj.l1", "Rest for wrists", "BMJ"),
        (
            "NICE. Wrist fractures: guideline NG38. 2016. https://nice.example/ng38",
            "Wrist fractures: guideline NG38",
            "NICE",
        ),
        (
            "“Wrist care at home”, Example Society, 2020, https://society.example/",
            "Wrist care at home",
            "Example Society",
        ),
    ],
)
def test_references_in_common_forms_are_taken_apart(words, title, publisher):
    page = web(f"<h1>Wrists</h1><h2>Pain</h2><p>{SENTENCE}</p><h2>References</h2><ol><li>{words}</li></ol>")
    assert [(s.title, s.publisher) for s in page.sources] == [(title, publisher)]


@pytest.mark.parametrize(
    "words",
    ["See above.", "Personal communication, 2019.", "https://example.org/only-an-address", "Wrists and elbows. 2020."],
)
def test_what_names_no_publication_clearly_is_a_note(words):
    page = web(f"<h1>Wrists</h1><h2>Pain</h2><p>{SENTENCE}</p><h2>References</h2><ol><li>{words}</li></ol>")
    assert page.sources == ()
    assert [line.kept for line in page.lines_done(Done.UNPLACED)] == [words]


# Around a page


@pytest.mark.parametrize(
    ("region", "why"),
    [
        ("<div class='cookie-banner'><p>We use cookies</p></div>", "cookie banner"),
        ("<nav><a href='/a'>A</a></nav>", "navigation"),
        ("<div class='ad-slot'>Buy this</div>", "advert"),
        ("<div class='share'><a href='#'>Post</a></div>", "share bar"),
        ("<section id='comments'><p>Anna: thanks</p></section>", "comments"),
        ("<p>Advertisement</p>", "advert"),
        ("<h3>Related articles</h3><ul><li><a href='https://a.example/'>Elbows</a></li></ul>", "read also"),
        ("<p>Read also: <a href='https://a.example/'>Elbows</a></p>", "read also"),
        ("<ul><li><a href='#pain'>Pain</a></li><li><a href='#rest'>Rest</a></li></ul>", "table of contents"),
    ],
)
def test_a_region_inside_the_main_text_is_left_out_and_told(region, why):
    page = web(f"<main><h1>Wrists</h1><h2 id='pain'>Pain</h2><p>{SENTENCE}</p>{region}<p>{SENTENCE} Always.</p></main>")
    assert why in {reason for reason, _ in dropped(page)}
    assert bodies(page) == {"Pain": f"<p>{SENTENCE}</p><p>{SENTENCE} Always.</p>"}


def test_the_main_text_is_found_without_any_mark():
    text = "".join(f"<h2>Part {n}</h2><p>{SENTENCE * 3}</p>" for n in range(4))
    page = web(
        f"<div><div>Example Trust <a href='/'>Home</a></div><div><h1>Wrists</h1>{text}</div><div>All rights</div></div>"
    )
    assert {words for _, words in dropped(page)} == {"Example Trust Home", "All rights"}
    assert len(page.sections) == 4


def test_a_class_that_sounds_like_an_advert_does_not_drop_the_page():
    page = web(f"<div class='ad-free comments share'><h1>Wrists</h1><h2>Pain</h2><p>{SENTENCE}</p></div>")
    assert bodies(page) == {"Pain": f"<p>{SENTENCE}</p>"}


# Pictures


def test_a_picture_of_a_saved_page_comes_from_the_files_beside_it():
    html = f"<h1>Wrists</h1><p>{SENTENCE}</p><img src='Wrists_files/a%20b.png?1' alt='A wrist'>"
    page = read_any(f"<html><body>{html}</body></html>".encode(), "Wrists.html", {"a b.png": b"bytes"})
    assert [(picture.alt, picture.data) for picture in page.pictures] == [("A wrist", "Ynl0ZXM=")]


# Nothing is lost

INLINE = st.sampled_from(
    ["pain", "<b>rest</b>", "<a href='/x'>a link</a>", "&amp; co", "<sup>2</sup>", "cant", "â€™", "<br>", "\u00ad"]
)
WORDS = st.lists(INLINE, max_size=5).map(" ".join)
LEAF = st.builds(
    lambda tag, words: f"<{tag}>{words}</{tag}>",
    st.sampled_from(
        ["p", "h1", "h2", "h3", "li", "td", "dt", "dd", "span", "nav", "aside", "blockquote", "caption", "summary"]
    ),
    WORDS,
)
TREE = st.recursive(
    LEAF | WORDS | st.just("<img alt='x' src='y'>"),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(
            "div|ul|ol|table|tr|section|figure|details|main|article|header|dl|p|div class='ad'|ul class='related'|a href='#n'"
            "|form|li id='n'".split("|")
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=14,
)


@settings(max_examples=300, deadline=None)
@given(TREE)
def test_no_character_of_a_tree_is_lost_and_bodies_are_stored_as_they_are(html):
    try:
        page = web(html)
    except TextUnaccounted:
        raise
    except ImportRefused:
        return
    for body, short in bodies_of(page):
        assert clean(body, short=short) == body


# Remarks


@pytest.mark.parametrize(
    "html", ["<p>{}</p>", "<ul><li>Rest</li><li>{}</li></ul>", "<table><tr><td>Rest</td><td>{}</td></tr></table>"]
)
def test_nobody_is_told_that_a_link_is_gone_which_was_kept(html):
    linked = '<a href="https://health.example/wrists">Learn more about wrists</a>.'
    around = "<h1>Wrists</h1><h2>Pain</h2><p>" + SENTENCE + "</p>{}"
    assert "link_gone" not in flags(web(around.format(html.format(linked))))
    assert "link_gone" in flags(web(around.format(html.format("Learn more about wrists."))))
