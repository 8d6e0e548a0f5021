"""Ways round the rules of the gate that somebody tried, and that are shut."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from articles.models import Article
from editorial import actions, clock, errors, protect
from editorial.actions.publishing import publish
from editorial.models import Body, Contributor, Credential, Event, Publication, Revision, SignOff, SiteState
from editorial.verify import problems
from tests.forms import form_data
from tests.making import (
    fresh,
    head_of,
    just_now,
    live_article,
    make_article,
    make_person,
    put_live,
    save,
    sign,
)

pytestmark = pytest.mark.django_db


def give_role(person, role):
    person.user.groups.add(*make_person("Model", role).user.groups.all())
    return Contributor.objects.get(pk=person.pk)


def signing(revision, by, **facts):
    return actions.sign_off(
        **{"revision": revision, "by": by, "confirmation": just_now(), "evidence_searched_on": clock.today()} | facts
    )


def redacting(team, article, digests):
    actions.redact(
        item=article.item, digests=digests, by=team.administrator, together_with=team.lead, reason="A court order."
    )


# Who may sign


def test_asking_again_by_somebody_else_clears_nobody(team):
    reviewer = give_role(team.reviewer, "writer")
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=reviewer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.OwnText):
        signing(head_of(article), reviewer)


def test_author_of_an_earlier_text_cannot_sign_a_later_one(team):
    article = make_article(team.writer)
    article.authors.add(team.reviewer)
    save(article, team.writer)
    article = fresh(article)
    article.authors.clear()
    save(article, team.writer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.OwnText):
        signing(head_of(article), team.reviewer)


def test_naming_an_older_revision_with_the_same_words_hides_no_editor(team):
    reviewer = give_role(team.reviewer, "writer")
    article = make_article(team.writer)
    oldest = head_of(article)
    save(article, team.writer, title="Sore wrist")
    actions.restore(revision=oldest, by=reviewer, based_on=fresh(article).item.head_id)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.OwnText):
        signing(oldest, reviewer)


def test_one_person_with_two_entries_cannot_sign_their_own_text(team):
    article = make_article(team.writer)
    twin = make_person("Dr Wanda Writer", "reviewer")
    twin.email = team.writer.email.upper()
    twin.save()
    Credential.objects.create(contributor=twin, title="MRCP (UK)", awarding_body="College", number="1")
    actions.verify_credential(credential=twin.credentials.get(), by=team.lead)
    actions.verify_email(person=twin, by=team.lead)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.OwnText):
        signing(head_of(article), Contributor.objects.get(pk=twin.pk))


def test_credential_that_the_author_verified_does_not_stand_under_the_signature(team):
    author = make_person("Dr Author", "clinical lead")
    author = give_role(author, "writer")
    extra = Credential.objects.create(contributor=team.reviewer, title="Professor", awarding_body="Nowhere")
    actions.verify_credential(credential=extra, by=author)
    article = make_article(author)
    actions.submit(revision=head_of(article), by=team.writer)

    given = signing(head_of(article), Contributor.objects.get(pk=team.reviewer.pk))

    assert "MRCP (UK)" in given.person.text
    assert "Professor" not in given.person.text


def test_renamed_person_needs_a_new_verification(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    Contributor.objects.filter(pk=team.reviewer.pk).update(name="Professor Somebody Else")

    with pytest.raises(errors.NoCredential):
        signing(head_of(article), Contributor.objects.get(pk=team.reviewer.pk))


def fictional(person):
    Contributor.objects.filter(pk=person.pk).update(is_demo=True)
    return Contributor.objects.get(pk=person.pk)


def test_fictional_reviewer_signs_no_real_page(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.Fictional):
        signing(head_of(article), fictional(team.reviewer))


def test_page_of_a_fictional_writer_is_a_demonstration_and_may_be_signed_by_a_fictional_reviewer(team):
    article = make_article(fictional(team.writer))
    actions.submit(revision=head_of(article), by=team.writer)
    signing(head_of(article), fictional(team.reviewer))

    assert actions.publish(revision=head_of(article), by=team.publisher).is_demo


def test_fictional_lead_verifies_no_real_person(team):
    lead = fictional(team.lead)

    with pytest.raises(errors.Fictional):
        actions.verify_email(person=team.reviewer, by=lead)
    with pytest.raises(errors.Fictional):
        actions.verify_credential(credential=team.reviewer.credentials.get(), by=lead)


@pytest.mark.parametrize("months", [0, -1])
def test_review_lasts_at_least_a_month(team, months):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.BadDate):
        signing(head_of(article), team.reviewer, months=months)


# What is published


def test_older_signed_text_does_not_go_over_a_newer_live_one(team):
    article = make_article(team.writer)
    sign(article, team)
    older = head_of(article)
    save(fresh(article), team.writer, summary="Corrected: see a doctor today.")
    put_live(article, team)

    with pytest.raises(errors.NotSigned):
        actions.publish(revision=older, by=team.publisher)
    actions.restore(revision=older, by=team.writer, based_on=fresh(article).item.head_id)
    with pytest.raises(errors.NotSigned) as refusal:
        actions.publish(revision=head_of(article), by=team.publisher)
    assert "Going back to an older text needs a new signature" in str(refusal.value)
    put_live(article, team)
    assert head_of(article).digest == older.digest


def test_taking_the_newer_signature_back_lets_the_older_one_count_again(team):
    article = make_article(team.writer)
    sign(article, team)
    older = head_of(article)
    save(fresh(article), team.writer, summary="Corrected: see a doctor today.")
    actions.revoke_sign_off(sign_off=sign(article, team), by=team.reviewer, reason="I was wrong.")

    assert actions.publish(revision=older, by=team.publisher).revision == older


def test_older_text_without_review_does_not_go_over_a_newer_live_one(team):
    page = make_article(team.writer, title="Contact us", article_kind="organisation")
    older = head_of(page)
    save(page, team.writer, summary="We have moved.")
    actions.publish(revision=head_of(page), by=team.publisher)

    with pytest.raises(errors.OlderThanLive):
        actions.publish(revision=older, by=team.publisher)


def test_text_without_its_listing_is_not_published(team):
    article = make_article(team.writer, synonyms="The wrist of Mrs Smith")
    sign(article, team)
    revision = head_of(article)
    save(fresh(article), team.writer, synonyms="")
    redacting(team, article, [revision.listing_id])

    with pytest.raises(errors.TextRemoved):
        publish(revision=Revision.objects.get(pk=revision.pk), by=team.publisher)


@pytest.mark.parametrize("words", ["㎯" * 80, "x" * 300], ids=["letters that become five", "long"])
def test_address_fits_its_column_whatever_the_letters_become(team, words):
    article = live_article(team)

    assert len(make_article(team.writer, slug=words).item.slug) <= 80
    address = actions.change_address(item=article.item, slug=f"other {words}", by=team.publisher)
    assert len(address.path) <= 200
    assert len(fresh(article).item.slug) <= 80


# Redaction


def test_text_that_the_draft_of_another_page_says_is_not_emptied(team):
    article, other = make_article(team.writer), make_article(team.writer, title="Broken ankle")
    assert head_of(article).listing_id == head_of(other).listing_id
    shared = head_of(article).listing_id
    save(article, team.writer, synonyms="wrist fracture")

    with pytest.raises(errors.NothingToDo, match="Broken ankle"):
        redacting(team, fresh(article), [shared])

    assert Body.objects.get(pk=shared).text
    make_article(team.writer, title="The next page")


def test_redaction_stands_in_the_chain_of_every_page_that_loses_text(team):
    article, other = make_article(team.writer), make_article(team.writer, title="Broken ankle")
    shared = head_of(article).listing_id
    save(article, team.writer, synonyms="wrist fracture")
    save(other, team.writer, synonyms="ankle fracture")
    redacting(team, article, [shared])

    assert Event.objects.filter(verb="redact", item=other.item, facts__contains=shared).exists()
    assert list(problems()) == []


def test_reasons_can_be_redacted(team):
    article = live_article(team)
    actions.waive(
        revision=head_of(article), by=team.lead, reason="For Mrs Smith", until=clock.today() + dt.timedelta(days=9)
    )
    actions.revoke_sign_off(sign_off=SignOff.objects.get(), by=team.lead, reason="Mrs Smith complained")
    personal = list(Body.objects.filter(text__contains="Mrs Smith").values_list("pk", flat=True))
    redacting(team, article, personal)

    assert not Body.objects.filter(text__contains="Mrs Smith").exists()
    assert list(problems()) == []


def test_words_of_a_withdrawn_page_go_with_its_text(team, client):
    article = live_article(team, title="The wrist of Mrs Smith", synonyms="Smith wrist")
    path = Publication.objects.get().path
    text = head_of(article)
    actions.withdraw(item=article.item, by=team.publisher, reason="Personal data.")
    save(fresh(article), team.writer, title="A broken wrist", synonyms="")
    redacting(team, article, [text.signed_id, text.listing_id])

    answer = client.get(path)
    assert answer.status_code == 410
    assert "Smith" not in answer.content.decode()
    publication = Publication.objects.get()
    assert (publication.summary, publication.names.count()) == ("", 0)
    assert list(problems()) == []


def test_emptied_reviewer_leaves_the_live_page_at_once(team):
    article = live_article(team)
    before = SiteState.objects.get().generation
    redacting(team, article, [SignOff.objects.get().person_id])

    assert SiteState.objects.get().generation > before


# The admin's own doors


@pytest.fixture
def writing(client, team):
    client.force_login(team.writer.user)
    return client


@pytest.mark.parametrize("spelling", ["+{}", " {}", "0_{}", "{} ", "{}²", "x{}"])
def test_other_spellings_of_a_number_do_not_go_round_the_lock(writing, team, spelling):
    article = make_article(team.writer)
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(writing.get(url))
    save(article, team.second_writer, title="Second title")

    writing.post(url.replace(f"/{article.pk}/", f"/{spelling.format(article.pk)}/"), data | {"title": "Stale title"})

    assert fresh(article).title == "Second title"


def test_post_to_a_page_that_is_not_there_is_answered(writing, team):
    url = reverse("admin:articles_article_change", args=[make_article(team.writer).pk + 1000])

    assert writing.post(url, {"title": "x"}).status_code == 302


def test_stale_form_can_be_looked_at_and_saves_nothing(writing, team):
    article = make_article(team.writer)
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(writing.get(url))
    save(article, team.second_writer, title="Second title")

    answer = writing.post(url, data | {"title": "Stale title", "_preview": ""})

    assert "Stale title" in answer.content.decode()
    assert answer.status_code == 200
    assert fresh(article).title == "Second title"


def test_form_sent_again_with_other_words_is_not_taken_for_a_double_click(writing, team):
    """The browser's back button brings the form back as it was, with its token."""
    article = make_article(team.writer)
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(writing.get(url)) | {"title": "Sore wrist"}
    writing.post(url, data)

    answer = writing.post(url, data | {"summary": "Typed after going back."})

    assert answer.status_code == 409
    assert form_data(answer)["summary"] == ["Typed after going back."]


def test_new_form_sent_again_with_other_words_loses_none(writing, team):
    url = reverse("admin:articles_article_add")
    data = form_data(writing.get(f"{url}?begin=empty")) | {"title": "Sprained ankle"}
    writing.post(url, data)
    writing.post(url, data | {"summary": "Typed after going back."})

    assert Article.objects.filter(summary="Typed after going back.").exists()


def test_forms_without_a_token_are_never_taken_for_a_double_click(writing):
    url = reverse("admin:articles_article_add")
    data = form_data(writing.get(f"{url}?begin=empty")) | {"title": "Sprained ankle", "token": ""}
    writing.post(url, data)
    writing.post(url, data)

    assert Article.objects.filter(title="Sprained ankle").count() == 2


@pytest.mark.parametrize("kind", ["page", "source"])
def test_titles_of_drafts_are_for_those_who_may_see_drafts(client, team, kind):
    make_article(team.writer)
    client.force_login(team.administrator.user)

    assert client.get(reverse("choosers:choose", args=[kind]), {"q": "b"}).status_code == 403


def test_record_that_was_taken_back_is_not_confirmed(team, settings, tmp_path):
    from editorial.actions.records import keep_scan

    settings.DATA_DIR = tmp_path
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    scan = keep_scan(name="letter.pdf", content_type="application/pdf", data=b"%PDF signed")
    days = {"signed_on": clock.today(), "evidence_searched_on": clock.today()}
    given = actions.record_sign_off(
        revision=head_of(article), reviewer=team.reviewer, how="paper", scan=scan, by=team.publisher, **days
    )
    actions.revoke_sign_off(sign_off=given, by=team.lead, reason="The letter is forged.")

    with pytest.raises(errors.AlreadyRevoked):
        actions.confirm_sign_off(sign_off=given, by=team.lead)
    assert fresh(article).item.put_forward is not None


# The database


def test_sqlite_cannot_replace_a_row_by_a_key_that_only_some_rows_have(team):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    article = make_article(team.writer)
    Article.objects.update(title="Sore wrist")
    actions.save_draft(draft=article, by=team.writer, based_on=article.item.head_id, token="form-1")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO editorial_revision (item_id, number, signed_id, listing_id, by_id, at, token) "
            "SELECT item_id, 99, signed_id, listing_id, by_id, at, token FROM editorial_revision WHERE token <> ''"
        )


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE editorial_revision ENABLE REPLICA TRIGGER editorial_revision_append_only",
        "ALTER TABLE editorial_revision DISABLE TRIGGER editorial_revision_append_only",
        "CREATE OR REPLACE FUNCTION editorial_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE OR REPLACE TRIGGER editorial_revision_append_only BEFORE DELETE ON editorial_revision "
        "FOR EACH ROW EXECUTE FUNCTION editorial_refuse()",
    ],
)
def test_trigger_that_does_nothing_is_found(db, change):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no triggers that are switched off")
    with connection.cursor() as cursor:
        cursor.execute(change)

    assert any("editorial_revision" in fault for fault in protect.faults(connection))
