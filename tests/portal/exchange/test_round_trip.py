"""What goes out comes back in, changes nothing where nothing was changed, and obeys the gate where something was."""

import csv
import io
import json

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Section
from editorial import actions
from editorial.models import Contributor, Event, Item, Publication, Revision, SignOff, Tag
from editorial.verify import problems
from library.models import Source
from portal.exchange import formats
from portal.exchange.refusals import FileRefused
from portal.exchange.running import run
from portal.exchange.tables import TABLES
from tests.making import (
    fresh,
    live_article,
    make_article,
    save,
)

ENDINGS = ("json", "csv", "xlsx")


def rows_from(name, ending):
    return formats.read(TABLES[name].export(ending), ending)


def bring(name, rows, by, ending="json", *, is_trial=False):
    return run(TABLES[name], rows, by, is_trial=is_trial, is_table=ending != "json")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", list(TABLES))
def test_export_comes_back_without_changing_anything(everything, team, name, ending):
    revisions, events = Revision.objects.count(), Event.objects.count()
    report = bring(name, rows_from(name, ending), team.writer, ending)
    assert report.problems == []
    assert set(report.counts) == {"the same"}
    assert (Revision.objects.count(), Event.objects.count()) == (revisions, events)


@pytest.mark.parametrize("ending", ENDINGS)
def test_changed_article_is_a_new_draft_and_the_live_page_stays(team, ending):
    article = live_article(team, tags=["bone"])
    unnamed = Contributor.objects.create(name="Unnamed", slug="unnamed")
    article.authors.add(unnamed)
    rows = rows_from("articles", ending)
    (rows[0]["signed"] if ending == "json" else rows[0])["title"] = "Broken arm"
    report = bring("articles", rows, team.second_writer, ending)
    assert report.counts == {"changed": 1}
    assert fresh(article).title == "Broken arm"
    assert fresh(article).item.head.by == team.second_writer
    assert list(fresh(article).authors.all()) == [unnamed]
    assert Publication.objects.get().title == "Broken wrist"
    assert SignOff.objects.count() == 1
    assert list(problems()) == []


def test_row_from_before_another_save_is_refused_and_overwrites_nothing(team):
    article = make_article(team.writer)
    rows = rows_from("articles", "json")
    rows[0]["signed"]["title"] = "Mine"
    save(article, team.second_writer, title="Theirs")
    report = bring("articles", rows, team.writer)
    assert "Walter Writer saved revision 2 after this file was written" in report.problems[0].problem
    assert fresh(article).title == "Theirs"


def test_trial_writes_nothing(team):
    article = make_article(team.writer)
    rows = rows_from("articles", "json")
    rows[0]["signed"]["title"] = "Other"
    rows.append({"signed": {"language": "en", "title": "New one", "article_kind": "condition"}})
    before = Item.objects.count(), Revision.objects.count()
    assert bring("articles", rows, team.writer, is_trial=True).counts == {"changed": 1, "new": 1}
    assert (Item.objects.count(), Revision.objects.count()) == before
    assert fresh(article).title == "Broken wrist"


def test_page_of_another_site_keeps_its_uid(everything, team):
    rows = rows_from("question_sets", "json")
    uid = "12345678-1234-5678-1234-567812345678"
    rows[0] |= {"uid": uid, "slug": "elsewhere"}
    for question in rows[0]["signed"]["questions"]:
        del question["uid"]
    assert bring("question_sets", rows[:1], team.writer).counts == {"new": 1}
    assert Item.objects.get(uid=uid).slug == "elsewhere"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": 5}, "must be a text"),
        ({"title": "x" * 101}, "at most 100 characters"),
        ({"article_kind": "poem"}, "cannot be chosen; write one of: condition, symptom"),
        ({"language": "xx"}, "The language must be one of"),
        ({"kind": "term"}, "import it with its own kind"),
        ({"blocks": {}}, "must be a list"),
        ({"blocks": [{"type": "spell"}]}, "one of these types"),
        ({"blocks": [{"type": "section", "body": "<p>x</p>"}]}, "“blocks 1, heading” is missing"),
        ({"blocks": [{"type": "section", "heading": "x", "uid": "7"}]}, "must be a uid"),
        (
            {"blocks": [{"type": "statistic", "statistic": "12345678-1234-5678-1234-567812345678"}]},
            "There is no statistic",
        ),
        ({"authors": [{"uid": "12345678-1234-5678-1234-567812345678"}]}, "There is no contributor"),
        ({"sources": [{"uid": "12345678-1234-5678-1234-567812345678"}]}, "There is no source"),
        ({"blocks": [{"type": "section", "heading": "x", "body": "<b>" * 5000}]}, "layers of formatting"),
        ({"title": "a\x00b"}, "contains a NUL character"),
        ({"title": "a\ud800b"}, "half a character"),
        ({"\ud800": "x"}, "half a character"),
        ({"language": ["en"]}, "The language must be one of"),
        ({"language": {}}, "The language must be one of"),
        ({"kind": []}, "import it with its own kind"),
        ({"summary": 1.5}, "must be a text"),
        ({"anything": 1.5}, "cannot be kept"),
    ],
)
def test_row_that_cannot_be_has_a_sentence_and_changes_nothing(team, change, sentence):
    make_article(team.writer)
    rows = rows_from("articles", "json")
    rows[0]["signed"] |= change
    before = Revision.objects.count()
    report = bring("articles", rows, team.writer)
    assert sentence in report.problems[0].problem
    assert Revision.objects.count() == before


@pytest.mark.parametrize(
    "row", [{}, {"signed": []}, {"signed": {}, "listing": []}, {"uid": "x", "signed": {"title": "x"}}]
)
def test_row_that_is_built_wrongly_has_a_sentence(team, row):
    assert bring("articles", [row], team.writer).problems


def test_part_of_another_page_is_not_taken_away(team):
    make_article(team.writer, title="A")
    make_article(team.writer, title="B", slug="b")
    rows = rows_from("articles", "json")
    rows[0]["signed"]["blocks"][0]["uid"] = rows[1]["signed"]["blocks"][0]["uid"]
    report = bring("articles", rows, team.writer)
    assert "belongs to a part of another page" in report.problems[0].problem
    assert Section.objects.count() == 2


def test_unknown_tag_and_topic_are_named_and_renamed_ones_found(team):
    make_article(team.writer, tags=["bone"])
    rows = rows_from("articles", "json")
    actions.rename_tag(tag=Tag.objects.get(), name="skeleton", by=team.publisher)
    rows[0]["signed"]["title"] = "Other"
    assert bring("articles", rows, team.writer).counts == {"changed": 1}
    rows = rows_from("articles", "json")
    rows[0]["listing"] |= {"tags": ["nothing"], "topic": "nowhere"}
    said = bring("articles", rows, team.writer).problems[0].problem
    assert "There is no tag “nothing”" in said
    assert "There is no topic “nowhere”" in said


def test_address_of_a_public_page_is_not_imported(team):
    live_article(team)
    rows = rows_from("articles", "json")
    rows[0] |= {"slug": "elsewhere"}
    rows[0]["signed"]["title"] = "Other"
    assert "changed with the step for it" in bring("articles", rows, team.writer).problems[0].problem


def test_reviewer_imports_no_draft(team):
    rows = [{"signed": {"language": "en", "title": "New one", "article_kind": "condition"}}]
    assert "Your role does not include this step" in bring("articles", rows, team.reviewer).problems[0].problem


# Sources and contributors


def test_source_comes_in_and_changes_only_from_where_it_stood(team):
    new = {"title": "Wrists", "publisher": "Press", "published": "2024", "kind": "guideline"}
    assert bring("sources", [new], team.writer).counts == {"new": 1}
    row = rows_from("sources", "json")[0] | {"title": "Arms"}
    assert bring("sources", [row], team.writer).counts == {"changed": 1}
    assert (
        "changed after this file was written"
        in bring("sources", [row | {"title": "Legs"}], team.writer).problems[0].problem
    )
    row = rows_from("sources", "json")[0] | {"status": "retracted"}
    assert "changed in its own form" in bring("sources", [row], team.writer).problems[0].problem
    assert "Write a year" in bring("sources", [new | {"published": "soon"}], team.writer).problems[0].problem
    assert Source.objects.get().title == "Arms"


def test_changed_source_opens_the_review_of_live_pages_that_use_it(team):
    live_article(team)
    row = rows_from("sources", "json")[0] | {"title": "Arms"}
    assert bring("sources", [row], team.writer).counts == {"changed": 1}
    assert "is described otherwise" in Publication.objects.get().reopened_because
    assert list(problems()) == []


def test_contributor_comes_in_without_account_credential_or_verification(team):
    row = {"name": "Dr New", "email": "new@example.org", "consents_to_be_named": "yes", "interests": "None declared"}
    assert bring("contributors", [row], team.lead).counts == {"new": 1}
    person = Contributor.objects.get(slug="dr-new")
    assert (person.user, person.has_verified_email, person.credentials.count()) == (None, False, 0)
    for column in ("user", "email_verified_by", "email_verified_digest", "credentials"):
        said = bring("contributors", [row | {"name": "Dr Other", column: "1"}], team.lead).problems[0].problem
        assert f"There is no column “{column}”" in said


def test_address_and_consent_of_somebody_known_are_not_imported(team):
    row = next(row for row in rows_from("contributors", "json") if row["name"] == "Dr Rita Reviewer")
    for change in ({"email": "other@example.org"}, {"consents_to_be_named": "no"}, {"slug": "other"}):
        assert "changed in its own form" in bring("contributors", [row | change], team.lead).problems[0].problem
    team.reviewer.refresh_from_db()
    assert team.reviewer.has_verified_email


def test_each_imported_entry_has_a_line_in_its_own_history(team):
    row = next(row for row in rows_from("contributors", "json") if row["name"] == "Dr Rita Reviewer")
    rows = [row | {"role_title": "Surgeon", "affiliation": "Ward 4"}, {"name": "Dr New"}]
    assert bring("contributors", rows, team.lead, is_trial=True).counts == {"changed": 1, "new": 1}
    assert not LogEntry.objects.exists()
    bring("contributors", rows, team.lead)
    bring("sources", [{"title": "W", "publisher": "P", "published": "2024", "kind": "guideline"}], team.writer)
    assert [(line.user, line.object_repr, line.change_message) for line in LogEntry.objects.order_by("pk")] == [
        (team.lead.user, "Dr Rita Reviewer", "Changed by an import: role, affiliation."),
        (team.lead.user, "Dr New", "Added by an import."),
        (team.writer.user, "W (P, 2024)", "Added by an import."),
    ]
    history = reverse("admin:editorial_contributor_history", args=[team.reviewer.pk])
    assert "Changed by an import: role, affiliation." in browser(team.lead).get(history).content.decode()


# Files


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("='+-@\t\r")))
def test_escaping_is_undone_and_leaves_no_formula(text):
    assert formats.unescaped(formats.escaped(text)) == text
    assert not formats.escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_cell_is_a_formula(everything):
    cells = [
        cell for row in csv.reader(io.StringIO(TABLES["articles"].export("csv").decode("utf-8-sig"))) for cell in row
    ]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("data", "ending", "sentence"),
    [
        (b"{", "json", "no JSON"),
        (b"{}", "json", "holds a list"),
        (b"[" * 100_000, "json", "no JSON"),
        (b"[]", "json", "no rows"),
        (b"\xff\xfe", "csv", "not in UTF-8"),
        (b"", "csv", "name each column once"),
        (b"a,a\n1,2\n", "csv", "name each column once"),
        (b"a,b\n1,2,3\n", "csv", "cannot be read"),
        (b"PK nonsense", "xlsx", "cannot be read"),
        (b"a\n" + b"1\n" * 5001, "csv", "more than 5,000 rows"),
    ],
)
def test_file_that_cannot_be_read_has_a_sentence(data, ending, sentence):
    with pytest.raises(FileRefused, match=sentence):
        formats.read(data, ending)


@pytest.mark.parametrize("far", ["XFD1048576", "XFD2", "A1048576", "XFD1"])
def test_cell_far_out_makes_no_millions_of_empty_ones(monkeypatch, far):
    read = []
    monkeypatch.setattr(formats, "_text", lambda value: read.append(value) or str(value or ""))
    book = openpyxl.Workbook()
    book.active.append(["title", "publisher"])
    book.active.append(["Wrists", "Press"])
    book.active[far] = "far"
    file = io.BytesIO()
    book.save(file)
    assert formats.read(file.getvalue(), "xlsx") == [{"title": "Wrists", "publisher": "Press"}]
    assert len(read) < 10


# Pages and commands


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


def test_pages_are_for_those_who_may(team):
    export, bring_in = (reverse(f"exchange_{verb}", args=["articles"]) for verb in ("export", "import"))
    assert browser(team.reviewer).get(export).status_code == 200
    assert browser(team.reviewer).get(bring_in).status_code == 403
    assert browser(team.administrator).get(export).status_code == 403
    assert Client().get(export).status_code == 302
    assert browser(team.writer).get(reverse("exchange_export", args=["nothing"])).status_code == 404
    assert browser(team.writer).post(reverse("exchange_import", args=["contributors"])).status_code == 403
    listed = browser(team.writer).get(reverse("admin:articles_article_changelist")).content.decode()
    assert export in listed
    assert bring_in in listed
    assert bring_in not in browser(team.reviewer).get(reverse("admin:articles_article_changelist")).content.decode()


def test_file_is_tried_first_and_imported_with_a_second_press(team):
    article = make_article(team.writer)
    client, address = browser(team.writer), reverse("exchange_import", args=["articles"])
    file = client.get(reverse("exchange_export", args=["articles"]), {"format": "xlsx"})
    assert 'filename="articles-' in file["Content-Disposition"]
    rows = formats.read(file.content, "xlsx")
    rows[0]["title"] = "Other"
    changed = io.BytesIO(formats.as_table(rows, list(rows[0]), "xlsx"))
    changed.name = "articles.xlsx"
    tried = client.post(address, {"file": changed})
    assert tried.context["report"].counts == {"changed": 1}
    assert fresh(article).title == "Broken wrist"
    done = client.post(address, {"kept": tried.context["kept"], "ending": "xlsx"})
    assert done.context["report"].counts == {"changed": 1}
    assert fresh(article).title == "Other"


@pytest.mark.parametrize("posted", [{"kept": "x", "ending": "csv"}, {"kept": "", "ending": "exe"}, {"file": ""}, {}])
def test_forged_post_gets_a_sentence(team, posted):
    answer = browser(team.writer).post(reverse("exchange_import", args=["articles"]), posted)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_commands_tell_progress_and_write_only_when_told(team, tmp_path, capsys):
    make_article(team.writer)
    file = tmp_path / "articles.json"
    call_command("export_content", "articles", "--to", str(file))
    rows = json.loads(file.read_text())
    rows[0]["signed"]["title"] = "Other"
    file.write_text(json.dumps(rows))
    username = team.writer.user.username
    call_command("import_content", "articles", str(file), "--by", username)
    assert Item.objects.get(kind="article").title == "Broken wrist"
    call_command("import_content", "articles", str(file), "--by", username, "--save")
    assert Item.objects.get(kind="article").title == "Other"
    said = capsys.readouterr()
    assert "1 changed, 0 refused" in said.out
    assert "1 of 1" in said.err
    with pytest.raises(CommandError, match="may not add or change"):
        call_command("import_content", "contributors", str(file), "--by", username)
