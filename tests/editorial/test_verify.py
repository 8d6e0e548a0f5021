"""One byte changed behind the system's back is found, whatever the column."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from editorial import actions, protect
from editorial.models import Body, Event, Publication, Seal
from editorial.verify import problems
from tests.making import fresh, head_of, live_article, make_article, save, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(team):
    """A page with every kind of row: two revisions, a revoked and a standing sign-off, a waiver, two addresses."""
    from editorial.actions.records import keep_scan

    article = live_article(team, tags=["bone"])
    save(article, team.writer, summary="Changed.")
    article = fresh(article)
    actions.revoke_sign_off(sign_off=sign(article, team), by=team.reviewer, reason="mistake")
    scan = keep_scan(name="letter.pdf", content_type="application/pdf", data=b"%PDF")
    from editorial import clock

    actions.submit(revision=head_of(article), by=team.writer)
    recorded = actions.record_sign_off(
        revision=head_of(article),
        reviewer=team.reviewer,
        how="paper",
        scan=scan,
        signed_on=clock.today(),
        evidence_searched_on=clock.today(),
        by=team.publisher,
    )
    actions.confirm_sign_off(sign_off=recorded, by=team.lead)
    import datetime as dt

    actions.waive(revision=head_of(article), by=team.lead, reason="why", until=clock.today() + dt.timedelta(days=9))
    actions.publish(revision=head_of(article), by=team.publisher)
    actions.change_address(item=article.item, slug="other", by=team.publisher)
    return article


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def behind_the_back(sql, params=()):
    """What somebody with the database password can do."""
    protect.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
    protect.install(connection)


def test_intact_history_has_no_problems(history):
    assert list(problems()) == []


TEXT_COLUMNS = {
    "revision": ["signed_id", "listing_id", "token"],
    "signoff": ["digest", "part", "person_id", "how", "confirmed_with"],
    "publication": [
        "language",
        "kind",
        "article_kind",
        "listing_id",
        "basis",
        "state",
        "title",
        "summary",
        "withdrawn_reason",
        "reopened_because",
        "retracted_source",
        "translated_digest",
        "code",
    ],
    "edition": ["kind", "code", "note_id"],
    "address": ["path"],
    "event": ["verb", "facts", "prev", "hash"],
    "body": ["text"],
    "name": ["name", "letter"],
}


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, columns in TEXT_COLUMNS.items() for c in columns])
def test_one_changed_byte_is_found(history, table, column):
    key = "digest" if table == "body" else "id"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM editorial_" + table)
        model_columns = {c[0] for c in cursor.description}
        assert column in model_columns
        cursor.execute(f"SELECT {key}, {column} FROM editorial_{table} ORDER BY 1 DESC LIMIT 1")
        pk, value = cursor.fetchone()
    changed = (value[:-1] + chr(ord(value[-1]) ^ 1)) if value else "x"
    if column.endswith("_id"):
        changed = Body.objects.exclude(pk=value).values_list("pk", flat=True).first()
    try:
        with transaction.atomic():
            behind_the_back(f"UPDATE editorial_{table} SET {column} = %s WHERE {key} = %s", [changed, pk])
    except IntegrityError:
        return  # a constraint of the database refused it, which is better still
    assert list(problems())


def test_every_text_column_is_tried():
    from django.db.models import CharField, TextField

    from editorial.models import Address, Edition, Event, Publication, Revision, SignOff

    for model in (Revision, SignOff, Publication, Edition, Address, Event):
        columns = {f.column for f in model._meta.concrete_fields if isinstance(f, CharField | TextField)}
        assert columns <= set(TEXT_COLUMNS[model._meta.model_name]), model


def test_changed_dates_of_a_review_are_found(history):
    behind_the_back("UPDATE editorial_publication SET reviewed_on = '2030-01-01'")

    assert any("dates are not those of its sign-off" in problem for problem in problems())


def test_missing_trigger_is_found(history):
    with connection.cursor() as cursor:
        on = " ON editorial_event" if connection.vendor == "postgresql" else ""
        suffix = "append_only" if connection.vendor == "postgresql" else "no_update"
        cursor.execute(f"DROP TRIGGER editorial_event_{suffix}{on}")

    assert any("editorial_event" in problem for problem in problems())
    protect.install(connection)


def test_removed_event_is_found(history):
    behind_the_back("DELETE FROM editorial_event WHERE seq = 3")

    assert any("event 3 is missing" in problem for problem in problems())


def test_row_that_no_act_wrote_is_found(history):
    behind_the_back(
        "INSERT INTO editorial_address (path, item_id, by_id, at) SELECT '/en/planted/', item_id, by_id, at "
        "FROM editorial_address LIMIT 1"
    )

    assert any("written by no recorded act" in problem for problem in problems())


def test_cut_tail_is_found_with_the_seal(team):
    article = make_article(team.writer)
    revision = head_of(article)
    save(article, team.writer, title="Second")
    seal = actions.seal()
    item = fresh(article).item
    last = Event.objects.filter(item=item).latest("seq")
    behind_the_back(
        "UPDATE editorial_item SET head_id = %s, title = 'Broken wrist' WHERE id = %s", [revision.pk, item.pk]
    )
    behind_the_back("DELETE FROM editorial_event WHERE id = %s", [last.pk])
    behind_the_back("DELETE FROM editorial_use WHERE revision_id > %s", [revision.pk])
    behind_the_back("DELETE FROM editorial_revision WHERE id > %s", [revision.pk])
    assert any("gone or was changed" in problem for problem in problems(seal.hash))
    behind_the_back("DELETE FROM editorial_seal")

    assert [p for p in problems() if "article" in p] == []
    assert any("not in this database" in problem for problem in problems(seal.hash))


def test_seals_follow_from_each_other_and_name_what_changed(team):
    article = make_article(team.writer)
    first = actions.seal()
    save(article, team.writer, title="Second")
    second = actions.seal()

    assert json.loads(second.text)["prev"] == first.hash
    assert [head[0] for head in json.loads(second.text)["heads"]] == [str(article.item.uid)]
    assert list(problems(first.hash)) == []


def test_emptied_text_is_accepted_and_an_emptied_live_text_is_refused(team):
    from editorial import errors

    article = live_article(team)
    secret = save(article, team.writer, summary="Mrs Smith of 12 High Street told us this.")
    save(fresh(article), team.writer, summary="A patient told us this.")
    facts = {"by": team.administrator, "together_with": team.lead, "reason": "Personal data of a reader."}
    actions.redact(item=article.item, digests=[secret.digest], **facts)

    assert Body.objects.get(pk=secret.digest).text == ""
    assert list(problems()) == []
    live = Publication.objects.get(item=article.item).revision.digest
    with pytest.raises(errors.StillLive):
        actions.redact(item=article.item, digests=[live], **facts)
    with pytest.raises(errors.NotAllowed):
        actions.redact(item=article.item, digests=[secret.digest], **facts | {"together_with": team.administrator})


def test_emptied_text_without_an_act_is_found(history):
    text = Body.objects.filter(text__contains="Broken").first()
    behind_the_back("UPDATE editorial_body SET text = '' WHERE digest = %s", [text.pk])

    assert any("was changed" in problem for problem in problems())


def test_command_says_that_the_history_is_whole(history, capsys):
    call_command("verify_history")

    assert "whole" in capsys.readouterr().out


def test_command_fails_on_a_problem(history):
    behind_the_back("UPDATE editorial_address SET path = '/en/x/' WHERE path = '/en/other/'")

    with pytest.raises(CommandError, match="problems"):
        call_command("verify_history")


def test_seal_is_printed_logged_and_mailed(team, settings, mailoutbox, capsys, caplog):
    settings.SEAL_MAIL_TO = ["auditor@example.org"]
    make_article(team.writer)

    with caplog.at_level("INFO", logger="editorial.seal"):
        call_command("seal_history")

    made = Seal.objects.get().hash
    assert made in capsys.readouterr().out
    assert made in mailoutbox[0].body
    assert made in caplog.text
