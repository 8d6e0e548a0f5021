"""The upload page and the report, as a person sees them."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.importing.formats import LARGEST, LONGEST_TEXT, MIB
from articles.models import Article, ImportedFile
from tests.articles.importing.test_documents import FOLDER
from tests.making import make_person

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/importedfile/add/"
LIST = "/admin/articles/importedfile/"


def upload(path):
    return SimpleUploadedFile(path.name, path.read_bytes())


@pytest.fixture
def writer(client):
    person = make_person()
    client.force_login(person.user)
    return client


def send(client, *files, **data):
    return client.post(ADD, {"uploads": list(files), "language": "en", **data}, follow=not data.pop("plain", False))


def test_one_file_leads_to_its_report(writer):
    page = send(writer, upload(FOLDER / "docx" / "03-blood-pressure-notes.docx"))
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == f"{LIST}{ImportedFile.objects.get().pk}/change/"
    assert "It is the draft “High blood pressure”" in text
    assert "Our clinic has a leaflet about this at the front desk." in text
    assert "Say where the text comes from" in text or "comes from" in text
    assert reverse("admin:articles_article_change", args=[Article.objects.get().pk]) in text


def test_several_files_lead_to_the_list_with_a_sentence_for_each(writer):
    files = [upload(FOLDER / "md" / "01-asthma.md"), SimpleUploadedFile("a.pdf", b"%PDF-1.7")]
    text = send(writer, *files).content.decode()
    assert "“01-asthma.md” is the draft “Living with asthma” now." in text
    assert "“a.pdf” was not imported. This is a PDF" in text


def test_the_same_file_again_says_so_and_leads_to_the_earlier_one(writer):
    path = FOLDER / "md" / "01-asthma.md"
    send(writer, upload(path))
    page = send(writer, upload(path))
    assert "was imported before" in page.content.decode()
    assert page.redirect_chain[-1][0] == f"{LIST}{ImportedFile.objects.get().pk}/change/"


@pytest.mark.parametrize("lacking", ["view_article", "view_importedfile"])
def test_the_same_file_of_a_draft_that_one_may_not_see_names_neither_draft_nor_its_file(client, lacking):
    path = FOLDER / "md" / "01-asthma.md"
    first, other = make_person(), make_person(role="")
    client.force_login(first.user)
    send(client, SimpleUploadedFile("Secret.md", path.read_bytes()))
    writers = Permission.objects.filter(group__name="writer").exclude(codename=lacking)
    other.user.user_permissions.set(writers)
    client.force_login(other.user)
    told = [str(message) for message in send(client, upload(path)).context["messages"]]
    assert told == ["“01-asthma.md” was imported before. Nothing was changed."]
    answer = client.post(ADD, {"uploads": [upload(path)], "language": "en"}, headers={"Accept": "application/json"})
    assert answer.json()["files"] == [
        {
            "name": "01-asthma.md",
            "sentence": "“01-asthma.md” was imported before. Nothing was changed.",
            "url": "",
            "is_refused": False,
        }
    ]


def test_the_report_of_a_refused_file_says_why_and_what_to_do(writer):
    text = send(writer, SimpleUploadedFile("a.docx", b"PK\x03\x04word/ broken")).content.decode()
    assert "It was not imported" in text
    assert "open it in Word, save it again" in text


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.txt", "divide it into several."),
        ("a.md", "divide it into several."),
        ("a.docx", "make its pictures smaller, or divide it into several."),
        ("a.html", "make its pictures smaller, or divide it into several."),
    ],
)
def test_a_file_that_is_too_large_is_told_the_limit_of_the_form_and_keeps_its_true_size(writer, name, advice):
    assert f"up to {LARGEST // MIB} MB each" in writer.get(ADD).content.decode()
    text = send(writer, SimpleUploadedFile(name, b"words \n" * (12 * MIB // 7))).content.decode()
    assert f"This file is larger than {LARGEST // MIB} MB, the most that can be imported: {advice}" in text
    assert ImportedFile.objects.get().size > 11 * MIB


def test_a_text_that_is_too_long_is_told_the_limit_of_the_form(writer):
    assert f"with up to {LONGEST_TEXT // MIB} MB of text" in writer.get(ADD).content.decode()
    text = send(writer, SimpleUploadedFile("a.txt", b"words \n" * (3 * MIB // 7))).content.decode()
    assert f"The text of this file is longer than {LONGEST_TEXT // MIB} MB" in text
    page = writer.post(ADD, {"pasted": "words " * (3 * MIB // 6), "language": "en"})
    assert f"This text is longer than {LONGEST_TEXT // MIB} MB" in page.content.decode()


def test_pasted_formatting_comes_along(writer):
    html = "<h1>Wrists</h1><h2>Pain</h2><ul><li>sharp</li><li>dull</li></ul>"
    send(writer, pasted="Wrists Pain sharp dull", pasted_html=html)
    assert Article.objects.get().title == "Wrists"
    assert "<li>sharp</li>" in Article.objects.get().articles_section_set.get().body


def test_pasted_text_is_read_as_plain_text(writer):
    send(writer, pasted="Wrists\n\nPain\nIt may be <5 days.\n")
    assert Article.objects.get().title == "Wrists"


def test_pictures_come_with_their_web_page(writer):
    picture = next((FOLDER / "html").glob("04*")).read_bytes()
    html = b"<html><body><h1>Wrists</h1><p>They bend.</p><img src='W_files/w.png' alt='A wrist'></body></html>"
    assert picture
    send(writer, SimpleUploadedFile("W.html", html), SimpleUploadedFile("w.png", b"no picture"))
    entry = ImportedFile.objects.get()
    assert "“A wrist” was not taken" in entry.report


def test_nothing_chosen_is_said_in_the_form(writer):
    page = writer.post(ADD, {"language": "en"})
    assert page.status_code == 400
    assert "Choose at least one file, or paste a text." in page.content.decode()


def test_a_script_gets_json(writer):
    answer = writer.post(
        ADD,
        {"uploads": [upload(FOLDER / "md" / "01-asthma.md")], "language": "en"},
        headers={"Accept": "application/json"},
    )
    told = answer.json()["files"][0]
    assert told["url"] == f"{LIST}{ImportedFile.objects.get().pk}/change/"
    assert not told["is_refused"]
    empty = writer.post(ADD, {"language": "en"}, headers={"Accept": "application/json"})
    assert (empty.status_code, empty.json()["sentence"]) == (400, "Choose at least one file, or paste a text.")


@pytest.mark.parametrize("role", ["reviewer", "clinical lead", "administrator", ""])
def test_who_may_not_save_drafts_may_not_import(client, role):
    client.force_login(make_person("Other", role, superuser=role == "").user)
    path = FOLDER / "md" / "01-asthma.md"
    assert client.get(ADD).status_code == 403
    assert send(client, upload(path)).status_code == 403
    assert not ImportedFile.objects.exists()


def test_strangers_are_sent_to_the_login(client):
    assert client.get(ADD).status_code == 302
    assert send(client, plain=True).status_code in (200, 302)
    assert not ImportedFile.objects.exists()


def test_an_account_that_sees_no_articles_sees_no_report(writer, client):
    send(writer, upload(FOLDER / "md" / "01-asthma.md"))
    client.force_login(make_person("Ada", "administrator").user)
    assert client.get(f"{LIST}{ImportedFile.objects.get().pk}/change/").status_code == 403


def test_nothing_on_the_list_is_changed_or_deleted(writer):
    send(writer, upload(FOLDER / "md" / "01-asthma.md"))
    entry = ImportedFile.objects.get()
    assert writer.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert writer.post(f"{LIST}{entry.pk}/change/", {"name": "x"}).status_code in (200, 405)
    entry.refresh_from_db()
    assert entry.name == "01-asthma.md"


def test_the_list_asks_the_same_number_of_questions_for_ten_times_the_rows(writer, django_assert_max_num_queries):
    for number in range(12):
        send(writer, SimpleUploadedFile(f"{number}.txt", f"Wrist {number}\n\nIt bends {number} times.\n".encode()))
    with django_assert_max_num_queries(12):
        assert writer.get(LIST).status_code == 200


def test_an_import_that_is_not_there_is_a_404(writer):
    assert writer.get(f"{LIST}999/change/").status_code == 404


def test_each_of_the_two_imports_names_the_other_and_says_what_it_takes(writer):
    rows, articles = reverse("exchange_import", args=["articles"]), reverse("admin:articles_article_changelist")
    for address in (LIST, articles):
        page = writer.get(address).content.decode()
        assert f'href="{rows}">Import rows (XLSX, CSV, JSON)</a>' in page
        assert f'href="{ADD}"' in page
        assert ">Import texts (Word, web, plain)</a>" in page
    assert f'href="{rows}"' in writer.get(ADD).content.decode()
    assert "Import files or pasted text</button>" in writer.get(ADD).content.decode()
    assert f'href="{ADD}"' in writer.get(rows).content.decode()
    assert "Try the XLSX, CSV or JSON file</button>" in writer.get(rows).content.decode()
