"""From a file to a draft with its sources and pictures, and to the list of imports."""

import base64
import json

import pytest

from articles.importing import bringing
from articles.importing.bringing import bring_in
from articles.importing.errors import TooHard
from articles.models import Article, ImportedFile, PictureBlock
from editorial.errors import FactsMissing, NotAllowed
from editorial.models import Item, Publication
from editorial.policy import check_facts
from library.models import Picture, Source
from tests.articles.importing.test_documents import FOLDER
from tests.making import head_of, make_person, make_source

pytestmark = pytest.mark.django_db

NOTED = FOLDER / "docx" / "03-blood-pressure-notes.docx"
PICTURED = FOLDER / "docx" / "04-wrist-pictures.docx"


def bring(path, by=None, **options):
    return bring_in(data=path.read_bytes(), name=path.name, by=by or make_person(), **{"language": "en"} | options)


def document(brought):
    return json.loads(head_of(brought.article).signed.text)


def test_the_draft_cites_the_sources_that_its_notes_name():
    brought = bring(NOTED)
    signed = document(brought)
    assert [source["title"] for source in signed["sources"]] == [
        "Hypertension fact sheet",
        "Effect of modest salt reduction on blood pressure",
    ]
    assert all(source["uid"] in str(signed["blocks"]) for source in signed["sources"])
    assert "Our clinic has a leaflet" in brought.article.import_notes


def test_a_source_of_the_library_is_not_made_again():
    known = make_source(title="Salt", doi="10.1136/BMJ.F1325")
    signed = document(bring(NOTED))
    assert Source.objects.count() == 2
    assert str(known.uid) in [source["uid"] for source in signed["sources"]]


def test_pictures_are_drawn_anew_and_nobody_is_named_for_them():
    brought = bring(PICTURED)
    blocks = list(PictureBlock.objects.filter(parent=brought.article).order_by("ordering"))
    assert [block.alt for block in blocks] == [
        "A hand that hangs over the edge of a table",
        "A hand that turns a hammer to the left",
    ]
    assert {(picture.credit, picture.licence) for picture in Picture.objects.all()} == {("", "")}
    assert "under which licence" in brought.article.import_notes


def test_the_same_picture_is_kept_once():
    bring(PICTURED)
    bring(FOLDER / "html" / PICTURED.with_suffix(".html").name)
    assert (Article.objects.count(), Picture.objects.count()) == (2, 2)


def test_a_picture_that_the_library_does_not_take_is_told():
    data = base64.b64encode(b"x" * 99).decode()
    page = f"<html><body><h1>Wrists</h1><p>They bend.</p><img alt='A wrist' src='data:image/png;base64,{data}'>"
    brought = bring_in(data=page.encode(), name="a.html", language="en", by=make_person())
    assert not Picture.objects.exists()
    assert any("“A wrist” was not taken" in remark for remark in json.loads(brought.file.report)["remarks"])


def test_the_list_keeps_who_when_what_and_the_report():
    by = make_person()
    entry = bring(NOTED, by).file
    assert (entry.by, entry.format, entry.size, entry.refusal) == (by, "docx", NOTED.stat().st_size, "")
    assert json.loads(entry.report)["title"] == "High blood pressure"


def test_pictures_are_not_in_the_report():
    assert len(bring(PICTURED).file.report) < 20_000


def test_the_same_file_twice_leads_to_the_draft_it_became():
    first, again = bring(NOTED), bring(NOTED, make_person("Other Writer"))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.article == first.article
    assert (ImportedFile.objects.count(), Article.objects.count(), Source.objects.count()) == (1, 1, 2)


def test_a_refused_file_is_on_the_list_with_its_sentence():
    brought = bring_in(data=b"%PDF-1.7", name="a.pdf", language="en", by=make_person())
    assert (brought.article, brought.file.article) == (None, None)
    assert brought.file.refusal.startswith("This is a PDF")
    assert not Item.objects.filter(kind="article").exists()


def test_a_refused_file_may_come_again(monkeypatch):
    by = make_person()

    def busy(*_):
        raise TooHard

    with monkeypatch.context() as patched:
        patched.setattr(bringing, "convert", busy)
        assert bring(NOTED, by).refusal is not None
    assert bring(NOTED, by).is_new


def test_who_may_not_save_drafts_brings_nothing_in():
    with pytest.raises(NotAllowed):
        bring(NOTED, make_person("Dr Rita Reviewer", "reviewer"))
    assert not ImportedFile.objects.exists()


def test_another_language_than_chosen_is_told():
    brought = bring(FOLDER / "html" / "05-diabetes-es.html")
    assert "its language is “es”" in " ".join(json.loads(brought.file.report)["remarks"])


def test_the_draft_cannot_go_to_review_before_its_origin_is_said():
    brought = bring(NOTED)
    with pytest.raises(FactsMissing, match="comes from"):
        check_facts("article", document(brought), is_put_forward=True)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*/*.docx")) + sorted(FOLDER.glob("*/*.html")), ids=lambda p: p.name
)
def test_every_document_can_be_kept(path):
    assert bring(path).is_new


@pytest.mark.parametrize("ending", [".md", ".MARKDOWN", ".docx"])
def test_a_long_name_keeps_its_ending_for_the_reader_and_on_the_list(ending):
    name = "w" * (250 - len(ending)) + ending
    data = NOTED.read_bytes() if ending == ".docx" else b"# Wrists\n\nThey *bend*."
    entry = bring_in(data=data, name=name, language="en", by=make_person()).file
    assert entry.format == ("docx" if ending == ".docx" else "md")
    assert (len(entry.name), entry.name[-len(ending) - 1 :]) == (200, f"…{ending}")
    assert not [remark for remark in json.loads(entry.report)["remarks"] if "The name says" in remark]


def test_a_long_name_without_an_ending_is_cut_for_the_list():
    entry = bring_in(data=b"They bend.", name="w" * 250, language="en", by=make_person()).file
    assert entry.name == "w" * 199 + "…"


def test_an_ending_that_is_no_ending_leaves_the_beginning_of_a_name():
    assert bringing.listed_name(f"Wrist.{'w' * 300}").startswith("Wrist.www")
