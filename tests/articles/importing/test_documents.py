"""Ten documents in each format, of our own writing, against outlines that were written beside them.

The Word files were made by LibreOffice, the web pages were saved from Chromium. See tests/data/imports/README.md.
"""

import json
from pathlib import Path

import pytest

from articles.importing.converting import convert
from articles.importing.page import Done
from articles.importing.reading import read_any
from tests.articles.importing.outlines import outline_of

FOLDER = Path(__file__).resolve().parents[2] / "data" / "imports"
FILES = sorted(path for path in FOLDER.glob("*/*") if path.suffix in (".txt", ".md", ".html", ".docx"))
NAVIGATION = ("We use cookies", "Conditions", "Ten foods for winter", "Anna says", "High Street", "vitamins today")


def expected(path):
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_there_are_ten_of_each_format(form):
    assert len([path for path in FILES if path.parent.name == form]) == 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_document_comes_in_with_its_structure(path):
    page = read_any(path.read_bytes(), path.name)
    wanted, found = expected(path), outline_of(page)
    wanted["sources"] = sorted(wanted["sources"])
    for part in ("title", "headings", "lists", "tables", "links", "pictures", "question_sets", "questions", "sources"):
        assert found[part] == wanted[part], part
    assert sorted(found["words"]) == sorted(wanted["words"])


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name == "html"], ids=lambda path: path.name)
def test_what_stands_around_a_web_page_is_left_out_and_told(path):
    page = read_any(path.read_bytes(), path.name)
    shown = json.dumps(outline_of(page), ensure_ascii=False)
    assert [words for words in NAVIGATION if words in shown] == []
    assert page.lines_done(Done.DROPPED)


def test_the_child_process_reads_the_same():
    path = FOLDER / "docx" / "04-wrist-pictures.docx"
    assert convert(path.read_bytes(), path.name) == read_any(path.read_bytes(), path.name)
