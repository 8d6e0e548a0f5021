import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.importing.formats import LARGEST
from articles.models import Article
from faq.models import QuestionSet
from tests.articles.importing.test_real_pages import FOLDER
from tests.making import make_person

TEXT = "Wrist Pain\n\nMost wrists heal well.\n\nWhat It Is\nYou cant miss it.\nRead Also: Elbows\nWill it heal?\nYes.\n"


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    call_command("import", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refusal(*arguments, **options):
    with pytest.raises(CommandError) as caught:
        run(*arguments, **options)
    assert caught.value.returncode == 2
    return str(caught.value)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "wrist.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_a_dry_run_reports_and_writes_nothing(file, django_assert_num_queries):
    with django_assert_num_queries(0):
        out, err = run(file)
    assert "wrist.txt (UTF-8)" in out
    assert "Nothing was saved. To write the drafts, add --save --by USERNAME." in out
    assert err == ""


@pytest.mark.django_db
def test_save_writes_drafts_and_twice_makes_no_second_copy(file):
    by = make_person().user.username
    assert "Saved as a draft: article" in run(file, save=True, by=by)[0]
    assert "imported before" in run(file, save=True, by=by)[0]
    assert (Article.objects.count(), QuestionSet.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_same_file_twice_in_one_call_is_saved_once(file):
    run(file, file, save=True, by=make_person().user.username)
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_the_language_is_the_one_asked_for(file):
    run(file, save=True, by=make_person().user.username, language="es")
    assert Article.objects.get().item.language == "es"


@pytest.mark.django_db
def test_json_is_one_document_for_all_files(file, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Elbows\n\nThey bend.\n", encoding="utf-8")
    out, err = run(file, other, report="json")
    entries = json.loads(out)
    assert [entry["title"] for entry in entries] == ["Wrist pain", "Elbows"]
    assert entries[0]["saved"] is None
    assert err.splitlines() == [f"1 of 2: {file}", f"2 of 2: {other}"]


@pytest.mark.django_db
def test_one_bad_file_does_not_stop_the_others(file, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    sentence = refusal(empty, file, save=True, by=make_person().user.username)
    assert sentence == f"{empty}: The file is empty: there is no text to import."
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x00\x01\x02", "not a plain-text file"),
        ("Болезнь".encode("cp1251"), "save the file as UTF-8"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path, data, words):
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    sentence = refusal(path)
    assert words in sentence
    assert "\n" not in sentence


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * LARGEST)
    assert "larger than 10 MB" in refusal(path)


@pytest.mark.parametrize("name", ["missing.txt", ".", "/dev/zero", "a\0b"])
def test_what_is_no_file_is_refused(tmp_path, name):
    assert "no file that can be read" in refusal(tmp_path / name)


@pytest.mark.django_db
def test_saving_needs_an_account_with_a_contributor_and_a_role(file, django_user_model):
    django_user_model.objects.create_user("lonely")
    assert "--by USERNAME" in refusal(file, save=True)
    assert "no account “nobody”" in refusal(file, save=True, by="nobody")
    assert "not linked to a contributor" in refusal(file, save=True, by="lonely")
    reviewer = make_person("Dr Rita Reviewer", "reviewer").user.username
    assert "role does not include" in refusal(file, save=True, by=reviewer)
    assert not Article.objects.exists()


def test_from_a_shell_the_exit_code_is_2_and_the_sentence_stands_on_stderr(tmp_path):
    root = Path(__file__).resolve().parents[3]
    path = tmp_path / "empty.txt"
    path.touch()
    done = subprocess.run(
        [sys.executable, "manage.py", "import", str(path)],
        cwd=root,
        env=os.environ | {"DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert (
        done.stderr.strip().splitlines()[-1] == f"CommandError: {path}: The file is empty: there is no text to import."
    )


@pytest.mark.django_db
@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real pages in {FOLDER}")
def test_the_real_pages_become_drafts():
    pages = sorted(FOLDER.glob("*.txt"))
    run(*pages, save=True, by=make_person().user.username)
    assert (Article.objects.count(), QuestionSet.objects.count()) == (len(pages), 2)
