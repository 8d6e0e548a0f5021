"""Lists that only a style makes lists: in a file by python-docx, and in variations of it."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from articles.importing.page import Done
from articles.importing.reading import read_any
from tests.articles.importing.outlines import outline_of

FILE = Path(__file__).resolve().parents[2] / "data" / "imports" / "word" / "lists-by-style.docx"


def changed(**replacements):
    """The lists of the file with other XML in the parts that are named, and in none of those that are None."""
    out = io.BytesIO()
    with zipfile.ZipFile(FILE) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
            change = replacements.get(stem, lambda xml: xml)
            if change is not None:
                target.writestr(name, change(source.read(name).decode()))
    return outline_of(read_any(out.getvalue(), FILE.name))["lists"]


def test_items_by_style_are_items_and_nobody_is_asked_about_their_full_stops():
    page = read_any(FILE.read_bytes(), FILE.name)
    assert len(page.lines_done(Done.ITEM)) == 12
    assert {flag.code for line in page.lines for flag in line.flags} == {"check_summary"}


def test_ids_of_styles_in_another_language_change_nothing():
    def translated(xml):
        return xml.replace('"ListBullet2"', '"Aufzhlungszeichen2"').replace('"ListBullet"', '"Aufzhlungszeichen"')

    assert changed(styles=translated, document=translated, numbering=translated) == changed()


def test_file_that_keeps_no_numbering_still_has_the_lists_that_its_styles_name():
    assert [kind for kind, _ in changed(numbering=None)] == ["ul", "ol", "ul"]


def test_style_of_which_the_numbering_was_taken_off_is_none():
    def off(xml):
        return re.sub(r'(w:styleId="ListNumber".*?<w:numId w:val=")\d+', r"\g<1>0", xml)

    assert [kind for kind, _ in changed(styles=off)] == ["ul", "ul", "ul"]


def test_level_of_a_numbering_that_names_a_style_says_how_deep_its_items_are():
    def second(xml):
        return re.sub(r'<w:lvl w:ilvl="0"([^>]*>(?:(?!</w:lvl>).)*w:val="ListBullet2")', r'<w:lvl w:ilvl="1"\1', xml)

    def unnamed(xml):
        return xml.replace('w:val="List Bullet 2"', 'w:val="Second"')

    assert changed(styles=unnamed) != changed()
    assert changed(styles=unnamed, numbering=second) == changed()


def test_numbering_that_a_list_style_holds_is_followed():
    link = '<w:abstractNum w:abstractNumId="77"><w:numStyleLink w:val="House"/></w:abstractNum>'
    own = (
        '<w:style w:type="numbering" w:styleId="House"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )

    def linked(xml):
        return xml.replace(
            "</w:numbering>", link + '<w:num w:numId="78"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
        )

    def asking(xml):
        pointed = xml.replace('<w:numId w:val="5"/>', '<w:numId w:val="78"/>').replace("List Number", "House Number")
        return pointed.replace("</w:styles>", own + "</w:styles>")

    assert changed(styles=asking, numbering=linked) == changed()


def test_numbered_headings_stay_headings():
    def numbered(xml):
        return re.sub(r'(w:styleId="Heading1".*?<w:pPr>)', r'\1<w:numPr><w:numId w:val="5"/></w:numPr>', xml, count=1)

    assert changed(styles=numbered) == changed()


def test_styles_that_rest_on_each_other_in_a_circle_are_read():
    def circled(xml):
        return re.sub(r'(w:styleId="ListNumber".*?<w:basedOn w:val=")Normal', r"\1ListNumber", xml)

    assert changed(styles=circled) == changed()


@pytest.mark.parametrize("depth", ["8", "7777", "x", "-1"])
def test_any_depth_that_a_file_writes_is_a_list(depth):
    def deep(xml):
        return xml.replace('<w:numId w:val="5"/>', f'<w:ilvl w:val="{depth}"/><w:numId w:val="5"/>')

    assert [kind for kind, _ in changed(styles=deep)] == ["ul", "ol", "ul", "ul"]
