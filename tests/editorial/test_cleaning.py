"""Cleaning rich text: the closed list, hostile input, and that clean text stays as it is."""

import contextlib
import time
import unicodedata

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from editorial import hostile
from editorial.cleaning import SCHEMES, TAGS, TooMuchMarkup, cited, clean, lines_of_clean, linked_pages, plain_text
from editorial.reading import clean_address

ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"

TAG_NAMES = [
    *["p", "h1", "h2", "h3", "h5", "b", "strong", "i", "em", "u", "span", "sub", "sup", "a", "br", "div", "blockquote"],
    *[
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "script",
        "style",
        "svg",
        "math",
        "title",
    ],
    *[
        "select",
        "option",
        "textarea",
        "template",
        "form",
        "button",
        "noscript",
        "iframe",
        "x-y",
        "plaintext",
        "img",
        "dd",
    ],
]
ATTRIBUTES = [
    *["", ' href="https://example.org/?a=1&utm_source=x"', ' href="javascript:alert(1)"', " onclick=alert(1)"],
    *[
        ' data-cite="u-1"',
        ' data-cite="11111111-1111-4111-8111-111111111111"',
        ' data-cite="11111111-1111-4111-8111-111111111111" data-locator="Table 4"',
        ' data-cite="11111111-1111-4111-8111-111111111111" data-locator=" p. 3 &gt;\u0338 &quot;e\u0301&#x27; "',
        ' data-locator="loose"',
        ' data-page="i-1"',
        ' style="font-weight:normal"',
        ' scope="col"',
        " colspan=3",
        ' title="<b>"',
    ],
]
PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAG_NAMES), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAG_NAMES)),
    st.sampled_from(
        ["<!--", "-->", "<!", "<?x>", "</", "</3 ", "<", ">", '"', "&nbsp;", "&lt;", "&#0;", "&#x338;", "]]>"]
    ),
    st.sampled_from([" ", "\n", "\xa0", "\u0338", "e\u0301", "\ud800", "\x00", "\ufeff", "200 mg", "\u2028"]),
    st.text(max_size=5),
)
SOUP = st.lists(PIECES, max_size=40).map("".join)


def depth_of(html):
    deepest, level = 0, [LexborHTMLParser(html).body]
    while level:
        level = [child for node in level if node is not None for child in node.iter(include_text=False)]
        deepest += bool(level)
    return deepest


@given(SOUP)
@settings(max_examples=400, deadline=None)
def test_clean_twice_changes_nothing(html):
    for short in (False, True):
        once = clean(html, short=short)
        assert clean(once, short=short) == once


@given(SOUP)
@settings(max_examples=400, deadline=None)
def test_clean_leaves_only_the_closed_list(html):
    cleaned = clean(html)
    tree = LexborHTMLParser(cleaned).body
    for node in tree.css("*") if tree is not None else []:
        assert node.tag in TAGS | {"body"}
        assert set(node.attributes) <= {"href", "data-cite", "data-locator", "data-page", "scope", "colspan", "rowspan"}
        assert node.attributes.get("href", "https:").partition(":")[0] in SCHEMES


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_clean_text_survives_normalisation_and_encoding(html):
    # Revisions normalise the whole text; a mark after a ">" must not be swallowed by that.
    cleaned = clean(html)
    assert unicodedata.normalize("NFC", cleaned) == cleaned
    assert cleaned.encode().decode() == cleaned
    assert "\x00" not in cleaned


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_plain_text_is_the_same_before_and_after_cleaning(html):
    assert plain_text(clean(html)) == plain_text(html)


@given(st.lists(st.sampled_from(TAG_NAMES), min_size=1, max_size=6), st.integers(1, 400), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_passes_the_nesting_check_is_never_much_deeper_for_a_parser(names, count, with_ends):
    unit = "".join(f"<{name}>" for name in names) + ("".join(f"</{name}>" for name in names) if with_ends else "")
    try:
        html = hostile.prepared(unit * count)
    except TooMuchMarkup:
        return
    assert depth_of(html) <= 2 * hostile.MAX_DEPTH


@pytest.mark.parametrize(
    "unit", ["<noscript><form></noscript></form>", "<form><x-y></form>", "<form><x-y><p></form></x-y>"]
)
def test_form_hides_no_depth(unit):
    for count in (90, 150, 5000):
        try:
            html = hostile.prepared(unit * count)
        except TooMuchMarkup:
            continue
        assert depth_of(html) <= 2 * hostile.MAX_DEPTH


@pytest.mark.parametrize("name", ["caption", "td", "tr", "tbody", "col"])
def test_end_of_a_table_part_outside_a_table_hides_no_depth(name):
    html = f"<{name}><x-y><span><p></{name}>" * 5000

    with pytest.raises(TooMuchMarkup):
        clean(html)


PROBES = [
    "<script>alert(1)</script>",
    "<scr<script></script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="\\\\evil.example">x</a>',
    '<a href="https:evil.example">x</a>',
    '<a href="https://user:secret@evil.example">x</a>',
    '<p style="background:url(javascript:alert(1))" onclick="alert(1)">x</p>',
    "<p>\u0338 onclick=alert(1) x</p>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<form action=//evil><button formaction=javascript:alert(1)>x",
    "<!--><script>alert(1)</script>-->",
    "<textarea><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
]


@pytest.mark.parametrize("probe", PROBES)
def test_hostile_markup_is_gone(probe):
    cleaned = unicodedata.normalize("NFC", clean(probe))
    tree = LexborHTMLParser(cleaned).body
    found = {node.tag for node in tree.css("*")} - {"body"} if tree is not None else set()
    assert found <= {"p"}
    assert not any(node.attributes for node in tree.css("p"))
    assert nh3.clean(cleaned, tags={"p"}) == cleaned


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>bold</b> and <i>italic</i>", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("<h1>One</h1><h2>Two</h2><h6>Six</h6>", "<h3>One</h3><h3>Two</h3><h3>Six</h3>"),
        ("<h3><b>Loud</b><br>heading</h3>", "<h3>Loud heading</h3>"),
        ("<p>&nbsp;</p><p><br></p><h2></h2><ul><li></li></ul><p>x</p>", "<p>x</p>"),
        ("one<br><br>two<br>three", "<p>one</p><p>two<br>three</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<b>one <i>two</b> three</i>", "<p><strong>one <em>two</em></strong><em> three</em></p>"),
        ("<b style='font-weight:normal'><p>pasted</p></b>", "<p>pasted</p>"),
        ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>lost</li>", "<p>lost</p>"),
        ("10<sup>9</sup> CO<sub>2</sub>", "<p>10<sup>9</sup> CO<sub>2</sub></p>"),
        ("5\xa0mg &amp; more", "<p>5&nbsp;mg &amp; more</p>"),
        ("a\x00b\x07c\ud800d\ufeff e\u0301", "<p>abcd \u00e9</p>"),
        ("<img alt=x><hr>words", "<p>words</p>"),
        ("", ""),
    ],
)
def test_clean_rewrites(html, expected):
    assert clean(html) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a?utm_source=x&b=1&fbclid=2#part", "https://example.org/a?b=1#part"),
        ("https://example.org/?UTM_Medium=x&gclid=3", "https://example.org/"),
        ("HTTPS://Example.org", "https://Example.org"),
        ("www.example.org/a b", "https://www.example.org/a%20b"),
        ("mailto:help@example.org?subject=Hello", "mailto:help@example.org?subject=Hello"),
        ("tel:020 7946 0000", "tel:02079460000"),
        ("ftp://example.org", ""),
        ("/en/page/", ""),
        ("#part", ""),
        ("mailto:nobody", ""),
        ("https://example.org:notaport/", ""),
        ("https://example.org/" + "a" * 3000, ""),
    ],
)
def test_address_is_kept_only_if_patients_may_follow_it(href, expected):
    assert clean_address(href) == expected


def test_link_to_a_page_keeps_nothing_else():
    html = f'<a href="https://x.org" class="x" target="_blank" data-page="{ONE}">words</a>'
    assert clean(html) == f'<p><a data-page="{ONE}">words</a></p>'


def test_citation_is_emptied():
    assert clean(f'<p>x<sup data-cite="{ONE}" class="c">[3]</sup></p>') == f'<p>x<sup data-cite="{ONE}"></sup></p>'


@pytest.mark.parametrize("uid", ["", "a b", "s-1", ONE + "0", ONE.replace("-", "")])
def test_citation_with_an_impossible_uid_is_ordinary_text(uid):
    assert clean(f'x<sup data-cite="{uid}">3</sup>') == "<p>x<sup>3</sup></p>"
    assert cited(f'x<sup data-cite="{uid}"></sup>') == []


def test_table_header_cells_get_a_scope():
    html = "<table><tr><th>Dose<th>When</tr><tr><th>Adults<td>5 mg</tr></table>"
    assert clean(html) == (
        '<table><thead><tr><th scope="col">Dose</th><th scope="col">When</th></tr></thead>'
        '<tbody><tr><th scope="row">Adults</th><td>5 mg</td></tr></tbody></table>'
    )


def test_table_scope_that_was_set_is_kept():
    html = '<table><tr><th scope="row">a</th><td>b</td></tr></table>'
    assert 'scope="row"' in clean(html)
    assert 'scope="colgroup"' in clean(html.replace('"row"', '"colgroup"'))


def test_table_head_of_plain_cells_becomes_header_cells():
    assert "<thead><tr><th" in clean("<table><thead><tr><td>a</td></tr></thead><tr><td>b</td></tr></table>")


def test_table_in_a_table_becomes_paragraphs():
    html = "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>"
    assert clean(html) == "<table><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody></table>"


def test_table_spans_and_caption_are_kept():
    html = '<table><caption>Doses</caption><tr><td colspan="2" rowspan="1">a</td></tr></table>'
    assert clean(html) == '<table><caption>Doses</caption><tbody><tr><td colspan="2">a</td></tr></tbody></table>'


def test_table_caption_with_a_citation_becomes_a_paragraph_above():
    cite = f'<sup data-cite="{ONE}"></sup>'
    html = f"<table><caption>Doses{cite}</caption><tr><td>a</td></tr></table>"
    assert clean(html) == f"<p>Doses{cite}</p><table><tbody><tr><td>a</td></tr></tbody></table>"


def test_short_text_has_no_headings_and_tables():
    html = "<h2>a</h2><table><tr><td>b</td></tr></table><ul><li>c</li></ul>"
    assert clean(html, short=True) == "<p>a</p><p>b</p><ul><li>c</li></ul>"


def test_text_of_2_mb_and_more_is_refused():
    with pytest.raises(TooMuchMarkup) as refusal:
        clean("é" * (hostile.MAX_BYTES // 2 + 1))
    assert refusal.value.code == "too_long"


def test_text_that_grows_beyond_2_mb_is_refused():
    with pytest.raises(TooMuchMarkup):
        clean("&" * (hostile.MAX_BYTES // 2))


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 101,
        "<b>" * 101,
        "<div></x></div>" * 3 + "<span>" * 101,
        "<div><!-- </div> -->" * 101,
        '<div title="</div>">' * 101,
        "<x-a><div></x-a>" * 101,
        "<div><style></div></style>" * 101,
        "<svg><style><div></style>" * 101,
        "<b><table><td></b></table>" * 101,
        "<form><div></form>" * 101,
        "<div></body>" * 101,
        '<b title="' + "x" * 100_000 + '">' + "<p>x" * 100,
    ],
)
def test_deep_or_exploding_markup_is_refused(html):
    with pytest.raises(TooMuchMarkup) as refusal:
        clean(html)
    assert refusal.value.code == "too_much_markup"
    assert "Paste it again" in refusal.value.message


@pytest.mark.parametrize(
    "html",
    ["<p>a" * 500, "<ul>" + "<li>a" * 500, "<table>" + "<tr><td>a" * 300, "<p><b>a</b></p>" * 500, "<a name=x>" * 300],
)
def test_long_but_flat_markup_is_welcome(html):
    assert clean(html) or html.startswith("<a")


def test_lists_beyond_any_sense_become_flat():
    cleaned = clean("<ul><li>a" * 40)
    assert cleaned.count("a") == 40
    assert cleaned.count("<ul>") == 8
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "unit", ["<a ", "<script", "<!--", "<", "</", '<a b="', "<a b='c", "<div>", "<style>", "&", "<!x", "<p ="]
)
def test_hostile_text_is_settled_quickly(unit):
    html = unit * (hostile.MAX_BYTES // len(unit))
    started = time.process_time()
    with contextlib.suppress(TooMuchMarkup):
        clean(html)
    assert time.process_time() - started < 15


def test_cited_gives_each_source_once_in_reading_order():
    html = "".join(f'<sup data-cite="{uid}"></sup>' for uid in (TWO, ONE, TWO))
    assert cited(f"<p>a{html}</p>") == [TWO, ONE]


def test_linked_pages_gives_each_page_once_in_reading_order():
    html = "".join(f'<a data-page="{uid}">x</a> ' for uid in (TWO, ONE, TWO))
    assert linked_pages(f"<p>{html}</p>") == [TWO, ONE]


def test_plain_text_has_a_line_for_each_thing_said():
    html = (
        f'<h3>Dose</h3><p>Take <strong>one</strong><sup data-cite="{ONE}"></sup>.<br>Then rest.</p><ul><li>a<ul><li>b</li></ul>'
        "</li></ul><table><caption>T</caption><tbody><tr><td>5&nbsp;mg</td><td>day &amp; night</td></tr></tbody></table>"
    )
    assert plain_text(html) == "Dose\nTake one.\nThen rest.\na\nb\nT\n5 mg\tday & night"


def test_citation_without_a_locator_is_written_as_it_always_was():
    text = f'<p>Rest.<sup data-cite="{ONE}"></sup></p>'
    assert clean(text) == text
    assert clean(text.replace("></sup>", ' data-locator="  "></sup>')) == text


def test_locator_is_kept_in_one_line_and_not_without_bounds():
    text = f'<p>Rest.<sup data-locator=" Table\n 4 " data-cite="{ONE}"></sup></p>'
    assert clean(text) == f'<p>Rest.<sup data-cite="{ONE}" data-locator="Table 4"></sup></p>'
    long = clean(f'<p>Rest.<sup data-cite="{ONE}" data-locator="{"x" * 500}"></sup></p>')
    assert f'data-locator="{"x" * 80}"' in long


@pytest.mark.parametrize("locator", ["&lt;b&gt;", "a &quot; onclick=&quot;x", "5&#x27;", "&amp;amp;", "Table\u00a04"])
def test_locator_with_signs_of_html_stays_an_attribute(locator):
    once = clean(f'<p>Rest.<sup data-cite="{ONE}" data-locator="{locator}"></sup></p>')
    assert clean(once) == once
    assert list(LexborHTMLParser(once).css_first("sup").attributes) == ["data-cite", "data-locator"]
    assert cited(once) == [ONE]


def test_locator_alone_is_nothing():
    assert clean('<p>Rest<sup data-locator="Table 4">2</sup>.</p>') == "<p>Rest<sup>2</sup>.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>One &amp; two &lt;b&gt;</p><p>Three\xa0four</p>",
        "<h3>Head</h3><ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul><ol><li>last</li></ol>",
        "<p>a<br>b <strong>c</strong><em>d</em></p>",
        '<p>said<sup data-cite="0b1f2a3c-0000-4000-8000-000000000001" data-locator="p. 4"></sup>. More<sup>2</sup></p>',
        '<p><a href="https://example.org/?a=1&amp;b=2">link</a></p>',
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>x</p>",
    ],
    ids=range(6),
)
def test_lines_of_clean_text_are_those_of_its_words(html):
    written = clean(html)
    assert lines_of_clean(written) == [line.strip() for line in plain_text(written).splitlines() if line.strip()]
