"""A trial says what each row would change, leads to the pages, and lists what can be chosen."""

import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import Section
from library.models import Source
from portal.exchange import formats, running
from portal.exchange.differences import changes_between, standing_of, weight_of
from portal.exchange.running import run
from portal.exchange.tables import TABLES
from tests.making import fresh, make_article, make_source, make_term, save

pytestmark = pytest.mark.django_db


def posted(person, name, rows, ending="csv"):
    client = Client()
    client.force_login(person.user)
    columns = list(rows[0])
    data = json.dumps(rows).encode() if ending == "json" else formats.as_table(rows, columns, ending)
    file = io.BytesIO(data)
    file.name = f"rows.{ending}"
    return client.post(reverse("exchange_import", args=[name]), {"file": file})


def rows_of(name, ending="csv"):
    return formats.read(TABLES[name].export(ending), ending)


def told(answer):
    """Each change on the page: its label, its old words, its new words."""
    tree = LexborHTMLParser(answer.content.decode())
    return [
        (" ".join(row.css_first(".place-part").text().split()), *(words(row, tag) for tag in ("del", "ins")))
        for row in tree.css(".exchange-changes > li")
    ]


def words(node, tag):
    return " ".join(mark.text() for mark in node.css(tag))


def test_changed_cells_show_their_old_and_new_words(team):
    article = make_article(team.writer, title="Broken wrist", summary="Rest it for two weeks.", tags=["bone"])
    Section.objects.create(
        parent=article, region="main", ordering=900, heading="Rest", body="<p>Stay.</p><p>Take 5 mg.</p><p>Sit.</p>"
    )
    save(article, team.writer)
    rows = rows_of("articles")
    rows[0] |= {"summary": "Rest it for six weeks.", "blocks": rows[0]["blocks"].replace("5 mg", "10 mg")}
    answer = posted(team.writer, "articles", rows)
    assert told(answer) == [("Main message", "two", "six"), ("Section “Rest”, Text", "5", "10")]
    shown = LexborHTMLParser(answer.content.decode()).css_first(".exchange-changes > li:last-child .compare")
    assert [part.text() for part in shown.css("p")] == ["…", "Take 510 mg.", "…"]


def test_title_leads_to_the_form_of_what_is_here(team):
    article, term = make_article(team.writer), make_term(team.writer)
    for name, draft in (("articles", article), ("terms", term)):
        address = reverse(f"admin:{draft._meta.app_label}_{draft._meta.model_name}_change", args=[draft.pk])
        row = rows_of(name)[0]
        for changed in ({"title": "Other"}, {"revision": "99", "title": "Other"}):  # one can be imported, one cannot
            answer = posted(team.writer, name, [row | changed]).content.decode()
            assert f'<a href="{address}">Other</a>' in answer
    assert "<a href" not in str(
        LexborHTMLParser(posted(team.writer, "articles", [new_row()]).content.decode()).css_first(".exchange-rows").html
    )


def new_row(**values):
    return {"uid": "", "language": "en", "title": "A new page", "article_kind": "condition", **values}


def test_entries_without_documents_show_theirs_too(team):
    make_source(title="An old title")
    row = rows_of("sources")[0] | {"title": "A new title"}
    assert told(posted(team.writer, "sources", [row])) == [("Title", "An old", "A new")]
    assert Source.objects.get().title == "An old title"


def test_script_in_a_cell_is_shown_as_words(team):
    make_source(title="An old title")
    answer = posted(team.writer, "sources", [rows_of("sources")[0] | {"title": "<script>x()</script>"}])
    assert "<script>x()" not in answer.content.decode()
    assert "&lt;script&gt;x()" in answer.content.decode()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_value_that_cannot_be_chosen_is_answered_with_what_can(team, ending):
    row = new_row(article_kind="nonsense")
    if ending == "json":
        row = {"signed": {"language": "en", "title": "A new page", "article_kind": "nonsense"}}
    (problem,) = posted(team.writer, "articles", [row], ending).context["report"].problems
    assert "“nonsense” cannot be chosen; write one of: " in problem.problem
    assert "condition" in problem.problem
    assert problem.problem.endswith(".")


def test_value_of_an_entry_that_cannot_be_chosen_is_answered_with_what_can(team):
    make_source(title="An old title")
    (problem,) = (
        posted(team.writer, "sources", [rows_of("sources")[0] | {"kind": "nonsense"}]).context["report"].problems
    )
    assert "“kind”: “nonsense” cannot be chosen; write one of: " in problem.problem
    assert "guideline" in problem.problem


def test_run_that_nobody_looks_at_asks_for_no_differences(team):
    make_article(team.writer)
    rows = rows_of("articles")
    rows[0]["title"] = "Other"
    report = run(TABLES["articles"], rows, team.writer, is_trial=True, is_table=True)
    assert (report.outcomes[0].changes, report.outcomes[0].address) == ((), "")


def test_words_are_told_as_far_as_there_is_room_and_the_rest_is_counted(team, monkeypatch):
    for title in ("First", "Second", "Third"):
        make_article(team.writer, title=title, summary="Rest it for two weeks.")
    rows = rows_of("articles")
    rows[0]["summary"], rows[1]["summary"], rows[2]["summary"] = "Move it.", "Move " * 90, "Lift it."
    monkeypatch.setattr(running, "MOST_TOLD", 200)
    answer = posted(team.writer, "articles", rows)
    assert [outcome.is_untold for outcome in answer.context["report"].outcomes] == [False, True, False]
    assert len(told(answer)) == 2
    assert "changed; its words are not shown" in answer.content.decode()
    assert "… and 1 more row whose old and new words" in answer.content.decode()


def test_same_rows_and_a_page_with_room_count_nothing(team):
    make_article(team.writer)
    assert "more row" not in posted(team.writer, "articles", rows_of("articles")).content.decode()


def test_paragraphs_of_parts_that_stayed_take_no_room(team):
    article = make_article(team.writer)
    Section.objects.create(parent=article, region="main", ordering=900, heading="Long", body="<p>word </p>" * 4000)
    save(article, team.writer)
    before = standing_of(TABLES["articles"].model, article.item.uid, ())
    save(fresh(article), team.writer, summary="Move it.")
    after = standing_of(TABLES["articles"].model, article.item.uid, ())
    assert 0 < weight_of(before, after) < 100
    assert weight_of(before, before) == 0


def test_texts_are_compared_outside_the_transaction_of_the_row(team, monkeypatch):
    make_article(team.writer, summary="Rest it for two weeks.")
    rows, outside = rows_of("articles"), len(connection.savepoint_ids)
    depths = []

    def compared(*sides):
        depths.append(len(connection.savepoint_ids))
        return changes_between(*sides)

    monkeypatch.setattr(running, "changes_between", compared)
    rows[0]["summary"] = "Move it."
    report = run(TABLES["articles"], rows, team.writer, is_trial=True, is_table=True, is_shown=True)
    assert [change.field for change in report.outcomes[0].changes] == ["Main message"]
    assert depths == [outside]


def test_import_itself_compares_nothing_and_leads_to_the_forms(team, monkeypatch):
    make_article(team.writer, summary="Rest it for two weeks.")
    rows = rows_of("articles")
    rows[0]["summary"] = "Move it."
    monkeypatch.setattr(running, "changes_between", None)
    report = run(TABLES["articles"], rows, team.writer, is_trial=False, is_table=True, is_shown=True)
    (outcome,) = report.outcomes
    assert (outcome.result, outcome.changes, outcome.is_untold) == ("changed", (), False)
    assert outcome.address
