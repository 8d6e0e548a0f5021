"""What a page shows that is no text gets a line: what it is and where it lies, and nothing is fetched."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.page import Done
from articles.importing.reading import read_any
from tests.articles.importing.test_rich import SENTENCE, dropped, flags, web
from tests.articles.importing.test_word_lists import FILE


def around(html):
    return web(f"<main><h1>Wrists</h1><h2>Film</h2><p>{SENTENCE}</p>{html}<p>{SENTENCE} Do it.</p></main>")


def unplaced(page):
    return [line.kept for line in page.lines_done(Done.UNPLACED)]


@pytest.mark.parametrize(
    ("html", "line"),
    [
        (
            '<iframe src="https://www.youtube.com/embed/abc" title="A bandage">No frames</iframe>',
            "Frame with another page “A bandage” (https://www.youtube.com/embed/abc): No frames",
        ),
        ('<iframe data-src="/map.html"></iframe>', "Frame with another page (/map.html)"),
        ('<iframe srcdoc="<p>Read <b>me</b></p>"></iframe>', "Frame with another page “Read me”"),
        (
            '<video poster="a.jpg"><source src="a.mp4"><track src="a.vtt">No films</video>',
            "Film (a.jpg, a.mp4, a.vtt): No films",
        ),
        ('<audio src="a.mp3"></audio>', "Recording (a.mp3)"),
        ('<embed src="a.swf">', "Embedded file (a.swf)"),
        ('<object data="a.pdf"><p>The leaflet</p></object>', "Embedded file (a.pdf): The leaflet"),
        ('<object><param name="movie" value="a.swf"></object>', "Embedded file (a.swf)"),
        ('<canvas aria-label="Pain by week"></canvas>', "Drawing by a script “Pain by week”"),
        ("<canvas></canvas>", "Drawing by a script"),
        ("<svg><title>Graph</title><text>Week one</text></svg>", "Drawing: Graph Week one"),
        ('<svg viewBox="0 0 800 600"><path d="M0 0"/></svg>', "Drawing"),
        ('<svg><image xlink:href="/a.png"/></svg>', "Drawing (/a.png)"),
        ("<math><mi>x</mi></math>", "Formula: x"),
        ('<frameset><frame src="left.html"></frameset>', "Embedded file (left.html)"),
    ],
)
@pytest.mark.parametrize(
    "place", ["{}", "<p>See {} here.</p>", "<ul><li>One {}</li><li>Two</li></ul>", "<div>{}</div>"]
)
def test_each_embedded_thing_is_a_line_with_its_address(html, line, place):
    page = around(place.format(html))
    assert unplaced(page) == [line]
    assert "no_text" in flags(page)


@pytest.mark.parametrize(
    ("html", "why", "line"),
    [
        ("<select><option>Yes</option><option>No</option></select>", "form", "List to choose from: Yes No"),
        ("<textarea>My words</textarea>", "form", "Field to write in: My words"),
        (
            '<noscript><img src="/p.gif">Turn it on.</noscript>',
            "only without scripts",
            "Shown only without scripts (/p.gif): Turn it on.",
        ),
        ("<template><p>Soon</p></template>", "hidden", "Template of a script: Soon"),
        ('<div class="advert"><iframe src="/ad"></iframe></div>', "advert", "Frame with another page (/ad)"),
    ],
)
def test_what_is_no_part_of_the_text_is_left_out_and_told(html, why, line):
    assert dropped(around(html)) == {(why, line)}


@pytest.mark.parametrize(
    "html",
    [
        '<svg width="24" height="24"><path d="M0 0"/></svg>',
        '<a href="/x">Next <svg viewBox="0 0 512 512"><path d="M0 0"/></svg></a>',
        '<svg aria-hidden="true"></svg>',
        "<noscript></noscript><template></template>",
        "<script>var a = 1</script><style>p { color: red }</style><!-- note -->",
    ],
)
def test_icons_and_what_shows_nothing_are_no_lines(html):
    page = around(html)
    assert (unplaced(page), dropped(page)) == ([], set())


def test_text_inside_a_frame_of_an_old_page_stays_on_the_page():
    page = around(f'<object data="a.swf"><h2>Rest</h2>{f"<p>{SENTENCE} Again.</p>" * 5}</object>')
    assert unplaced(page) == ["Embedded file (a.swf)"]
    assert [section.heading for section in page.sections] == ["Film", "Rest"]


def test_formulas_charts_and_files_inside_a_word_file_are_told():
    out = io.BytesIO()
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = f"<w:p><m:oMath {math}><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
    chart = '<c:c xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>Pain</c:v><c:v>7</c:v></c:c>'
    with zipfile.ZipFile(FILE) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).decode().replace("<w:body>", f"<w:body>{formula}"))
        target.writestr("word/charts/chart1.xml", chart)
        target.writestr("word/embeddings/sheet.xlsx", b"PK")
    assert dropped(read_any(out.getvalue(), "a.docx")) == {
        ("formula", "Formula: a+b"),
        ("chart", "Chart: Pain 7"),
        ("file inside the file", "Embedded file: sheet.xlsx"),
    }


TAGS = (
    "<iframe src=a> </iframe> <video> </video> <svg> <text> </svg> <object> </object> <select> <option> </select> <canvas>"
    " </canvas> <p> <ul> <li> </ul> <h2> </h2> <table> <td> </table> <math> <noscript> </noscript> <figure>"
)
EMBEDS = st.sampled_from([*TAGS.split(), "words", "Long enough words to be seen. " * 8])


@settings(deadline=None, max_examples=60)
@given(st.lists(EMBEDS, max_size=25))
def test_any_nesting_of_embedded_things_is_accounted_for(parts):
    around(" ".join(parts))
