"""One test for each guard of the gate that no other test would miss."""

import datetime as dt
from dataclasses import replace

import pytest

from articles.models import QuestionSetBlock
from editorial import actions, clock, errors, registry
from editorial.actions.records import keep_scan
from editorial.models import Contributor, Credential, KeptForm, SignOff
from editorial.policy import Confirmation
from tests.making import (
    fresh,
    head_of,
    just_now,
    live_article,
    make_article,
    make_person,
    make_question_set,
    put_live,
    save,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def submitted(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    return article


def signing(article, by, **facts):
    facts = {"confirmation": just_now(), "evidence_searched_on": clock.today()} | facts
    return actions.sign_off(revision=head_of(article), by=by, **facts)


def recording(team, article, **facts):
    scan = keep_scan(name="letter.pdf", content_type="application/pdf", data=b"%PDF signed")
    days = {"signed_on": clock.today(), "evidence_searched_on": clock.today()}
    facts = {"reviewer": team.reviewer, "how": "paper", "scan": scan, "by": team.publisher} | days | facts
    return actions.record_sign_off(revision=head_of(article), **facts)


# Who acts


def test_somebody_who_is_not_kept_does_nothing(team, submitted):
    with pytest.raises(errors.NoContributor):
        actions.submit(revision=head_of(submitted), by=Contributor(name="Nobody", slug="nobody"))


def test_account_that_was_switched_off_does_nothing(team, submitted):
    team.reviewer.user.is_active = False
    team.reviewer.user.save()

    with pytest.raises(errors.NotAllowed):
        signing(submitted, Contributor.objects.get(pk=team.reviewer.pk))


# Who may sign, and when


def test_credential_that_ran_out_after_its_verification_does_not_count(team, submitted):
    credential = team.reviewer.credentials.get()
    credential.expires_on = clock.today() - dt.timedelta(days=1)
    credential.verified_digest = credential.facts_digest()
    credential.save()

    with pytest.raises(errors.NoCredential):
        signing(submitted, Contributor.objects.get(pk=team.reviewer.pk))


def test_address_verified_by_the_author_does_not_count(team):
    lead = make_person("Dr Author", "clinical lead")
    lead.user.groups.add(*team.writer.user.groups.all())
    lead = Contributor.objects.get(pk=lead.pk)
    actions.verify_email(person=team.reviewer, by=lead)
    article = make_article(lead)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.VerifierInvolved, match="e-mail address"):
        signing(article, Contributor.objects.get(pk=team.reviewer.pk))


def test_people_without_an_address_are_not_taken_for_each_other(team):
    Contributor.objects.filter(pk__in=[team.writer.pk, team.reviewer.pk]).update(email="")
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.EmailNotVerified):
        signing(article, Contributor.objects.get(pk=team.reviewer.pk))


def test_demonstration_confirms_fictional_people_at_the_set_time_only(team):
    Contributor.objects.filter(pk__in=[team.writer.pk, team.reviewer.pk]).update(is_demo=True)
    fictional = Contributor.objects.get(pk=team.reviewer.pk)
    article = make_article(Contributor.objects.get(pk=team.writer.pk))
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.IdentityNotConfirmed):
        signing(article, fictional, confirmation=Confirmation("demonstration", clock.now()))
    with clock.demonstration(clock.now()):
        with pytest.raises(errors.IdentityNotConfirmed):
            signing(article, team.reviewer, confirmation=Confirmation("demonstration", clock.now()))
        assert signing(article, fictional, confirmation=Confirmation("demonstration", clock.now()))


def test_paper_is_not_signed_in_the_future(team, submitted):
    with pytest.raises(errors.BadDate, match="future"):
        recording(team, submitted, signed_on=clock.today() + dt.timedelta(days=1))


def test_reviewer_does_not_record_their_own_paper(team, submitted):
    reviewer = make_person("Dr Both", "publisher", verified_by=team.lead)

    with pytest.raises(errors.NothingToDo, match="sign the text yourself"):
        recording(team, submitted, reviewer=reviewer, by=reviewer)


def test_record_is_confirmed_once_by_somebody_who_may(team, submitted):
    given = recording(team, submitted)

    with pytest.raises(errors.NotAllowed):
        actions.confirm_sign_off(sign_off=given, by=team.writer)
    actions.confirm_sign_off(sign_off=given, by=team.lead)
    assert fresh(submitted).item.put_forward is None
    with pytest.raises(errors.NothingToDo):
        actions.confirm_sign_off(sign_off=given, by=make_person("Petra Second", "publisher"))


def test_signature_needs_no_confirmation(team, submitted):
    given = signing(submitted, team.reviewer)

    with pytest.raises(errors.NothingToDo):
        actions.confirm_sign_off(sign_off=given, by=team.publisher)


def test_confirming_an_older_text_leaves_the_newer_one_in_review(team, submitted):
    given = recording(team, submitted)
    save(fresh(submitted), team.writer, title="Sore wrist")
    actions.submit(revision=head_of(submitted), by=team.writer)
    actions.confirm_sign_off(sign_off=given, by=team.lead)

    assert fresh(submitted).item.put_forward is not None


def test_signing_one_part_leaves_the_text_in_review(team, submitted):
    signing(submitted, team.reviewer, part="one-section")

    assert fresh(submitted).item.put_forward is not None


def test_facts_that_went_missing_stop_the_signature(team, submitted, monkeypatch):
    """A deploy may ask for a fact that was not asked for when the text was put forward."""
    stricter = replace(registry.kind_named("article"), missing=lambda document: [registry.Fact("It is missing.")])
    monkeypatch.setitem(registry._kinds, "article", stricter)

    with pytest.raises(errors.FactsMissing):
        signing(submitted, team.reviewer)


# Sending for review


def test_sending_for_review_is_for_writers(team):
    with pytest.raises(errors.NotAllowed):
        actions.submit(revision=head_of(make_article(team.writer)), by=team.reviewer)


def test_organisation_page_is_not_sent_for_review(team):
    page = make_article(team.writer, article_kind="organisation")

    with pytest.raises(errors.NothingToDo):
        actions.submit(revision=head_of(page), by=team.writer)


def test_asking_for_changes_is_for_reviewers_and_about_a_text_that_waits(team, submitted):
    with pytest.raises(errors.NotAllowed):
        actions.request_changes(revision=head_of(submitted), by=team.writer, note="Shorter.")
    with pytest.raises(errors.NotPutForward):
        actions.request_changes(revision=head_of(make_article(team.writer)), by=team.reviewer, note="Shorter.")


# Drafts


def test_new_page_restoring_and_handing_over_are_for_their_roles(team):
    article = make_article(team.writer)

    with pytest.raises(errors.NotAllowed):
        actions.new_item(kind="article", language="en", by=team.reviewer)
    with pytest.raises(errors.NotAllowed):
        actions.restore(revision=head_of(article), by=team.reviewer, based_on=article.item.head_id)
    with pytest.raises(errors.NotAllowed):
        actions.hand_over(item=article.item, to=team.second_writer, by=team.writer)


def test_restoring_over_a_newer_text_is_refused(team):
    article = make_article(team.writer)
    old = head_of(article)
    save(article, team.second_writer, title="Sore wrist")

    with pytest.raises(errors.StaleDraft):
        actions.restore(revision=old, by=team.writer, based_on=old.pk)


def test_emptied_text_is_not_restored(team):
    article = make_article(team.writer)
    old = head_of(article)
    save(article, team.writer, title="Sore wrist")
    facts = {"by": team.administrator, "together_with": team.lead, "reason": "A court order."}
    actions.redact(item=article.item, digests=[old.digest], **facts)

    with pytest.raises(errors.TextRemoved):
        actions.restore(revision=type(old).objects.get(pk=old.pk), by=team.writer, based_on=fresh(article).item.head_id)


# What is published, and where


def test_page_with_a_withdrawn_question_set_does_not_go_live(team):
    question_set = make_question_set(team.writer)
    put_live(question_set, team)
    article = make_article(team.writer)
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=99, question_set=question_set)
    save(article, team.writer)
    sign(article, team)
    actions.withdraw(item=question_set.item, by=team.publisher, reason="Wrong.")

    with pytest.raises(errors.EmbedNotLive):
        actions.publish(revision=head_of(article), by=team.publisher)


def test_waiver_that_ended_and_a_waiver_of_another_page_publish_nothing(team):
    article = make_article(team.writer)
    with clock.demonstration(clock.now() - dt.timedelta(days=30)):
        until = clock.today() + dt.timedelta(days=9)
        actions.waive(revision=head_of(article), by=team.lead, reason="Urgent.", until=until)
    with pytest.raises(errors.NotSigned):
        actions.publish(revision=head_of(article), by=team.publisher)

    copy = make_article(team.writer, title="Other")
    until = clock.today() + dt.timedelta(days=9)
    actions.waive(revision=head_of(copy), by=team.lead, reason="Urgent.", until=until)
    with pytest.raises(errors.NotSigned):
        actions.publish(revision=head_of(article), by=team.publisher)


def test_address_and_lists_are_changed_by_publishers_only(team):
    article = live_article(team)

    with pytest.raises(errors.NotAllowed):
        actions.change_address(item=article.item, slug="other", by=team.writer)
    with pytest.raises(errors.NotAllowed):
        actions.relist(item=article.item, by=team.writer)


def test_page_that_was_never_live_has_no_address_to_change_and_nothing_to_relist(team):
    article = make_article(team.writer)

    with pytest.raises(errors.NotLive):
        actions.change_address(item=article.item, slug="other", by=team.publisher)
    with pytest.raises(errors.NotLive):
        actions.relist(item=article.item, by=team.publisher)


def test_address_needs_letters(team):
    with pytest.raises(errors.NothingToDo):
        actions.change_address(item=live_article(team).item, slug="—", by=team.publisher)


def test_page_does_not_replace_itself(team):
    article = live_article(team)

    with pytest.raises(errors.NothingToDo):
        actions.withdraw(item=article.item, by=team.publisher, reason="Wrong.", replaced_by=article.item)


# People


def test_verifying_needs_something_to_verify_and_somebody_who_may(team):
    person = make_person("Dr New", "reviewer")
    credential = Credential.objects.create(
        contributor=person, title="MRCP", awarding_body="College", expires_on=clock.today() - dt.timedelta(days=1)
    )
    Contributor.objects.filter(pk=person.pk).update(email="")

    with pytest.raises(errors.NothingToDo, match="no e-mail address"):
        actions.verify_email(person=person, by=team.lead)
    with pytest.raises(errors.NothingToDo, match="expired"):
        actions.verify_credential(credential=credential, by=team.lead)
    with pytest.raises(errors.NotAllowed):
        actions.verify_credential(credential=credential, by=team.publisher)


def test_nobody_verifies_their_own_credential(team):
    own = Credential.objects.create(contributor=team.lead, title="MRCP", awarding_body="College")

    with pytest.raises(errors.NothingToDo):
        actions.verify_credential(credential=own, by=team.lead)


# Redaction


def test_redaction_needs_both_roles_a_reason_and_a_text_of_the_page(team):
    article = make_article(team.writer)
    old = head_of(article)
    save(article, team.writer, title="Sore wrist")
    other = head_of(make_article(team.writer, title="Other"))
    facts = {"item": article.item, "digests": [old.digest], "by": team.administrator, "together_with": team.lead}
    facts["reason"] = "A court order."

    with pytest.raises(errors.NotAllowed):
        actions.redact(**facts | {"together_with": team.publisher})
    with pytest.raises(errors.NotAllowed):
        actions.redact(**facts | {"by": team.lead, "together_with": make_person("Dr Second", "clinical lead")})
    with pytest.raises(errors.ReasonMissing):
        actions.redact(**facts | {"reason": " "})
    for digests in ([], [other.digest], [old.digest, other.digest]):
        with pytest.raises(errors.NothingToDo):
            actions.redact(**facts | {"digests": digests})
    with pytest.raises(errors.NothingToDo, match="still says this"):
        actions.redact(**facts | {"digests": [head_of(article).digest]})


def test_one_person_with_both_roles_does_not_redact_alone(team):
    both = make_person("Ada Alone", "administrator")
    both.user.groups.add(*team.lead.user.groups.all())
    both = Contributor.objects.get(pk=both.pk)
    article = make_article(team.writer)
    old = head_of(article)
    save(article, team.writer, title="Sore wrist")

    with pytest.raises(errors.NotAllowed):
        actions.redact(item=article.item, digests=[old.digest], by=both, together_with=both, reason="A court order.")


def test_redaction_throws_away_kept_forms_and_refuses_a_live_listing(team):
    article = live_article(team, synonyms="Smith wrist")
    live = head_of(article)
    old = save(article, team.writer, summary="Mrs Smith told us.", synonyms="")
    save(fresh(article), team.writer, summary="A patient told us.")
    actions.keep_form(user=team.writer.user, item=article.item, based_on=None, data="summary=Mrs+Smith")
    facts = {"item": article.item, "by": team.administrator, "together_with": team.lead, "reason": "A court order."}
    actions.redact(digests=[old.digest], **facts)

    assert not KeptForm.objects.exists()
    with pytest.raises(errors.StillLive):
        actions.redact(digests=[live.listing_id], **facts)


# Taking back


def test_recorded_but_unconfirmed_sign_off_does_not_carry_a_page(team):
    article = live_article(team)
    first = SignOff.objects.get()
    actions.submit(revision=head_of(article), by=team.writer)
    recording(team, article)
    signing(article, make_person("Dr Other", "reviewer", verified_by=team.lead), part="one-section")
    actions.revoke_sign_off(sign_off=first, by=team.lead, reason="Forged.")

    assert fresh(article).item.publication.review_revoked_at is not None


def test_sign_off_of_another_text_does_not_carry_a_page(team):
    article = live_article(team)
    first = SignOff.objects.get()
    save(article, team.writer, title="Sore wrist")
    sign(article, team)
    actions.revoke_sign_off(sign_off=first, by=team.lead, reason="Forged.")

    assert fresh(article).item.publication.review_revoked_at is not None


def test_reviewer_does_not_take_back_the_signature_of_another(team):
    given = sign(make_article(team.writer), team)

    with pytest.raises(errors.NotAllowed):
        actions.revoke_sign_off(sign_off=given, by=make_person("Dr Other", "reviewer"), reason="Rivalry.")
