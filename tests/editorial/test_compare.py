"""What differs between two texts: every change is shown, whole words are shown, and both texts can be read back."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from editorial.cleaning import clean, plain_text
from editorial.compare import compared_document, field_changes, parts_of
from editorial.marking import clean_marked, marked, marked_lines, marked_text
from editorial.rendering import marked_html, page_from_document


def one_side(html, *, drop):
    """The text of one side: its marks unwrapped, those of the other side taken out with what they hold."""
    tree = LexborHTMLParser(html)
    for node in tree.css(f"{drop}, .change-note"):
        node.decompose()
    tree.unwrap_tags(["ins", "del"])
    return tree.body.inner_html if tree.body else ""


def words(html):
    return plain_text(html).split()


def before_of(html):
    return one_side(html, drop="ins")


def after_of(html):
    return one_side(html, drop="del")


# --- property: both texts can be read back --------------------------------------------------------------------

word = st.sampled_from(
    ["bone", "pain", "100", "200", "1.5", "10 000", "mg", "micrograms", "a", "&", "<5", "(see", "below).", "10–20", "è"]
)
text = (
    st.lists(word, min_size=1, max_size=6)
    .map(" ".join)
    .map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;"))
)
inline = st.one_of(
    text,
    text.map(lambda t: f"<strong>{t}</strong>"),
    st.tuples(text, st.sampled_from(["a", "b"])).map(lambda p: f'<a href="https://{p[1]}.example">{p[0]}</a>'),
    st.just('<sup data-cite="4a2f9c1e-3f5b-4c7e-9d7a-0a1b2c3d4e5f"></sup>'),
    st.just('<sup data-cite="4a2f9c1e-3f5b-4c7e-9d7a-0a1b2c3d4e5f" data-locator="Table 4"></sup>'),
    st.just("<br>"),
)
line = st.lists(inline, min_size=1, max_size=4).map(" ".join)
joined = st.lists(inline, min_size=1, max_size=4).map("".join)
items = st.lists(line, min_size=1, max_size=4)
row = st.lists(line, min_size=2, max_size=2)
block = st.one_of(
    line.map(lambda t: f"<p>{t}</p>"),
    joined.map(lambda t: f"<p>{t}</p>"),
    text.map(lambda t: f"<h3>{t}</h3>"),
    items.map(lambda lines: f"<ul>{''.join(f'<li>{t}</li>' for t in lines)}</ul>"),
    items.map(lambda lines: f"<ol>{''.join(f'<li>{t}<ul><li>{t}</li></ul></li>' for t in lines)}</ol>"),
    st.lists(row, min_size=1, max_size=3).map(
        lambda rows: (
            "<table><tbody>"
            + "".join("<tr>" + "".join(f"<td>{t}</td>" for t in cells) + "</tr>" for cells in rows)
            + "</tbody></table>"
        )
    ),
)
body = st.lists(block, max_size=5).map("".join).map(clean)


@settings(max_examples=300, deadline=None)
@given(before=body, after=body)
def test_marks_taken_out_give_each_of_both_texts(before, after):
    both = clean_marked(marked(before, after))

    assert words(before_of(both)) == words(before)
    assert words(after_of(both)) == words(after)


@settings(max_examples=150, deadline=None)
@given(before=body, after=body)
def test_marked_text_is_whole_html(before, after):
    """Cleaning it again changes nothing: no tag was left open, and no mark stands around a row or an item."""
    both = clean_marked(marked(before, after))

    assert clean_marked(both) == both
    tree = LexborHTMLParser(both)
    assert [
        node.tag for mark in ("ins", "del") for node in tree.css(f"{mark} :is(p, li, ul, ol, table, tr, td, th, h3)")
    ] == []


@settings(max_examples=150, deadline=None)
@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_plain_text_keeps_every_character(before, after):
    both = marked_text(before, after)

    keep = {"ins": r"<del>.*?</del>", "del": r"<ins>.*?</ins>"}
    for mark, side in (("ins", after), ("del", before)):
        left = re.sub(
            r"<span class=\"change-note\">.*?</span>|" + keep[mark] + f"|</?{mark}>", "", both, flags=re.DOTALL
        )
        assert left.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip() == side.strip()


@given(body)
def test_same_text_has_no_marks(text):
    assert marked(text, text) == text


# --- examples -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "both"),
    [
        ("100 micrograms", "200 micrograms", "<del>100</del><ins>200</ins> micrograms"),
        ("1.5 mg.", "15 mg.", "<del>1.5</del><ins>15</ins> mg."),
        ("up to 10 000 units", "up to 100 000 units", "up to <del>10 000</del><ins>100 000</ins> units"),
        ("two puffs", "four puffs", "<del>two</del><ins>four</ins> puffs"),
        ("(5 mg)", "(50 mg)", "(<del>5</del><ins>50</ins> mg)"),
        ("10-20 mg a day", "10-25 mg a day", "<del>10-20</del><ins>10-25</ins> mg a day"),
        ("Do not stop", "Do stop", "Do<del> not</del> stop"),
        ("if pain < 5 & rest", "if pain > 5 & rest", "if pain <del>&lt;</del><ins>&gt;</ins> 5 &amp; rest"),
        ("a b", "a  b", "a<del> </del><ins>  </ins>b"),
    ],
)
def test_words_are_shown_whole(before, after, both):
    assert marked_text(before, after) == both


def test_number_that_begins_in_bold_is_shown_whole():
    both = marked("<p>Take <strong>1</strong>00 mg.</p>", "<p>Take <strong>2</strong>00 mg.</p>")

    assert "<del><strong>1</strong>00</del><ins><strong>2</strong>00</ins>" in both


def test_power_of_ten_is_shown_whole():
    both = marked("<p>10<sup>2</sup> units a day</p>", "<p>10<sup>3</sup> units a day</p>")

    assert both == "<p><del>10<sup>2</sup></del><ins>10<sup>3</sup></ins> units a day</p>"


def test_link_that_leads_elsewhere_is_said_in_words():
    both = marked(
        '<p>Read <a href="https://a.example">this</a>.</p>', '<p>Read <a href="https://b.example">this</a>.</p>'
    )

    assert "(link to https://a.example)" in LexborHTMLParser(both).css_first("del").text()
    assert "(link to https://b.example)" in LexborHTMLParser(both).css_first("ins").text()


def test_link_to_another_page_of_ours_is_said_by_title():
    one, two = ("4a2f9c1e-3f5b-4c7e-9d7a-0a1b2c3d4e5f", "5a2f9c1e-3f5b-4c7e-9d7a-0a1b2c3d4e5f")
    both = marked(
        f'<p><a data-page="{one}">This</a></p>', f'<p><a data-page="{two}">This</a></p>', {one: "Asthma", two: "Bones"}
    )

    assert "(link to Asthma)" in both
    assert "(link to Bones)" in both


def test_bold_alone_is_said_in_words():
    both = marked("<p>Take it now</p>", "<p>Take <strong>it</strong> now</p>")

    assert "only how it looks changed" in both


def test_dose_in_table_stays_in_its_cell():
    table = "<table><tbody><tr><td>Adult</td><td>{}</td></tr></tbody></table>"

    assert marked(table.format("5 mg"), table.format("10 ml")) == table.format("<del>5 mg</del><ins>10 ml</ins>")


def test_new_row_leaves_the_table_whole():
    rows = "<tr><td>Adult</td><td>5 mg</td></tr>"
    both = marked(
        f"<table><tbody>{rows}</tbody></table>",
        f"<table><tbody>{rows}<tr><td>Child</td><td>1</td></tr></tbody></table>",
    )

    assert both == f"<table><tbody>{rows}<tr><td><ins>Child</ins></td><td><ins>1</ins></td></tr></tbody></table>"


def test_cell_that_became_a_header_is_said_in_words():
    both = marked(
        "<table><tbody><tr><td>Dose</td></tr></tbody></table>",
        '<table><tbody><tr><th scope="col">Dose</th></tr></tbody></table>',
    )

    assert "kind or size of the cell changed" in both


def test_new_item_leaves_the_list_whole():
    assert marked("<ul><li>one</li></ul>", "<ul><li>zero</li><li>one</li></ul>") == (
        "<ul><li><ins>zero</ins></li><li>one</li></ul>"
    )


def test_lines_are_paired():
    assert marked_lines(["a bone shows", "you faint"], ["a bone shows now", "you bleed", "you faint"]) == [
        "a bone shows<ins> now</ins>",
        "<ins>you bleed</ins>",
        "you faint",
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<span class="evil" style="color:red">x</span>',
        '<ins onclick="x">y</ins>',
        "<p><svg><style><a title='</style><img src onerror=x>'>",
    ],
)
def test_hostile_text_comes_out_harmless(hostile):
    for html in (
        marked_html(marked(hostile, "<p>x</p>")),
        marked_html(marked("<p>x</p>", hostile)),
        marked_html(hostile),
    ):
        tree = LexborHTMLParser(html)
        assert tree.css("script, img, svg, style, [onerror], [onclick], [style], .evil") == []
        assert [a for a in tree.css("a") if "javascript" in (a.attributes.get("href") or "")] == []


def test_endless_paragraphs_are_compared_in_time():
    started = time.monotonic()
    marked("<p>" + "a b " * 5_000 + "</p>", "<p>" + "b a c " * 5_000 + "</p>")

    assert time.monotonic() - started < 5


# --- documents ------------------------------------------------------------------------------------------------

DOCUMENT = {
    "schema": 1,
    "kind": "article",
    "language": "en",
    "article_kind": "condition",
    "title": "Broken wrist",
    "summary": "It heals.",
    "blocks": [
        {"uid": "one", "type": "section", "heading": "What", "aspect": "overview", "body": "<p>Take 100 mg.</p>"},
        {
            "uid": "two",
            "type": "care_card",
            "urgency": "urgent",
            "heading": "Call",
            "signs": ["the bone shows"],
            "phones": [{"label": "Help", "number": "111"}],
        },
        {"uid": "three", "type": "question_set", "item": "set"},
    ],
    "sources": [{"uid": "s", "title": "Bones"}],
}


def changed(**fields):
    return {**DOCUMENT, **fields}


def with_block(number, **fields):
    blocks = [dict(block) for block in DOCUMENT["blocks"]]
    blocks[number] |= fields
    return changed(blocks=blocks)


def test_same_documents_have_no_changes():
    assert field_changes(DOCUMENT, DOCUMENT) == []


@pytest.mark.parametrize(
    ("after", "change", "where", "field", "html"),
    [
        (changed(title="Sore wrist"), "changed", "", "Title", "<p><del>Broken</del><ins>Sore</ins> wrist</p>"),
        (
            with_block(0, body="<p>Take 200 mg.</p>"),
            "changed",
            "Section “What”",
            "Text",
            "<p>Take <del>100</del><ins>200</ins> mg.</p>",
        ),
        (
            with_block(0, aspect="living_with"),
            "changed",
            "Section “What”",
            "Aspect",
            "<p><del>overview</del><ins>living with</ins></p>",
        ),
        (
            with_block(1, urgency="emergency"),
            "changed",
            "Care card “Call”",
            "Urgency",
            "<p><del>urgent</del><ins>emergency</ins></p>",
        ),
        (
            with_block(1, phones=[{"label": "Help", "number": "999"}]),
            "changed",
            "Care card “Call”",
            "Telephone numbers",
            "<ul><li>Help: <del>111</del><ins>999</ins></li></ul>",
        ),
        (changed(sources=[]), "removed", "Source “Bones”", "Title", "<p><del>Bones</del></p>"),
        (
            changed(blocks=DOCUMENT["blocks"][:2]),
            "removed",
            "Question set “Our set”",
            "Question set",
            "<p><del>Our set</del></p>",
        ),
    ],
)
def test_change_of_a_document_is_named(after, change, where, field, html):
    (found,) = field_changes(DOCUMENT, after, {"set": "Our set"})

    assert (found.change, found.where, found.field, found.html) == (change, where, field, html)


def test_block_that_moved_is_neither_removed_nor_added():
    one, two, three = DOCUMENT["blocks"]

    (found,) = field_changes(DOCUMENT, changed(blocks=[three, one, two]))

    assert (found.change, found.part) == ("moved", "three")


def test_removed_block_stands_where_it_was():
    parts = list(parts_of([{"uid": "a"}, {"uid": "b"}, {"uid": "c"}], [{"uid": "a"}, {"uid": "c"}]))

    assert [(part.newest["uid"], part.change) for part in parts] == [
        ("a", "changed"),
        ("b", "removed"),
        ("c", "changed"),
    ]


uids = st.lists(st.sampled_from("abcdefg"), unique=True)


@given(before=uids, after=uids)
def test_every_part_is_told_once(before, after):
    parts = list(parts_of([{"uid": uid} for uid in before], [{"uid": uid} for uid in after]))

    assert sorted(part.newest["uid"] for part in parts) == sorted({*before, *after})
    stays = [part.after["uid"] for part in parts if part.change == "changed" and not part.has_moved]
    assert stays == [uid for uid in before if uid in stays] == [uid for uid in after if uid in stays]
    assert [part.after["uid"] for part in parts if part.after] == after


def test_compared_document_renders_as_page_with_marks():
    after = with_block(0, body='<p>Take 200 mg.<sup data-cite="s"></sup></p>', heading="What now")
    both = compared_document(DOCUMENT, after)

    page = page_from_document(both, {}, clean_body=clean_marked)

    assert page.body[0].heading == "What<ins> now</ins>"
    assert "<del>100</del><ins>200</ins>" in page.body[0].body


def test_change_that_a_page_cannot_show_is_said_on_it():
    both = compared_document(DOCUMENT, with_block(1, urgency="emergency"))

    assert "Urgency changed from “urgent” to “emergency”" in both["blocks"][1]["heading"]


def test_compared_document_escapes_plain_texts():
    both = compared_document(DOCUMENT, changed(title="<script>alert(1)</script>"))

    assert "<script>" not in both["title"]
    assert "&lt;script&gt;" in both["title"]


def test_listing_part_is_compared_with_names():
    (found,) = field_changes(
        {"schema": 1, "tags": ["bone"]}, {"schema": 1, "tags": ["bone", "pain"]}, {"bone": "Bone", "pain": "Pain"}
    )

    assert (found.field, found.html) == ("Tags", "<ul><li>Bone</li><li><ins>Pain</ins></li></ul>")


def test_no_button_calls_two_numbers_at_once():
    both = compared_document(DOCUMENT, with_block(1, phones=[{"label": "Help", "number": "999"}]))

    page = page_from_document(both, {}, clean_body=clean_marked)
    (card,) = [block for block in page.blocks if block.uid == "two"]
    assert card.phones == ()
    assert "<del>111</del><ins>999</ins>" in card.action


def test_changed_locator_is_a_change_that_is_said():
    uid = "4a2f9c1e-3f5b-4c7e-9d7a-0a1b2c3d4e5f"
    sides = [
        {
            "blocks": [
                {
                    "uid": "s",
                    "type": "section",
                    "body": f'<p>Rest.<sup data-cite="{uid}" data-locator="Table {number}"></sup></p>',
                }
            ],
            "sources": [{"uid": uid, "title": "Bones"}],
        }
        for number in (4, 5)
    ]
    (change,) = field_changes(*sides)
    assert "<del><sup>[Bones, Table 4]</sup></del><ins><sup>[Bones, Table 5]</sup></ins>" in change.html
    page = page_from_document(compared_document(*sides), {}, clean_body=clean_marked)
    assert LexborHTMLParser(page.blocks[0].body).css_first("ins").text().endswith("[1, Table 5]")
