import datetime as dt

import pytest

from editorial import actions, clock, errors
from editorial.actions.records import keep_scan
from editorial.models import Credential, Publication, SignOff
from editorial.policy import Confirmation
from tests.making import fresh, head_of, just_now, live_article, make_article, make_person, put_live, save, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def submitted(team, **fields):
    article = make_article(team.writer, **fields)
    actions.submit(revision=head_of(article), by=team.writer)
    return article


def signing(article, by, **facts):
    facts = {"confirmation": just_now(), "evidence_searched_on": clock.today()} | facts
    return actions.sign_off(revision=head_of(article), by=by, **facts)


def test_sign_off_names_the_person_as_that_day(team):
    sign_off = signing(submitted(team), team.reviewer)
    Credential.objects.all().delete()
    team.reviewer.name = "Dr Rita Renamed"
    team.reviewer.save()

    assert "Dr Rita Reviewer" in sign_off.person.text
    assert "MRCP (UK)" in sign_off.person.text


def test_next_review_is_derived_from_the_kind_of_page(team):
    condition = signing(submitted(team), team.reviewer)
    medicine = signing(submitted(team, title="Tablets", article_kind="medicine"), team.reviewer)
    shorter = signing(submitted(team, title="Pills", article_kind="medicine"), team.reviewer, months=6)
    longer = signing(submitted(team, title="Drops", article_kind="medicine"), team.reviewer, months=60)

    today = clock.today()
    assert condition.next_review_on == clock.add_months(today, 36)
    assert medicine.next_review_on == longer.next_review_on == clock.add_months(today, 12)
    assert shorter.next_review_on == clock.add_months(today, 6)


def test_author_cannot_sign_even_as_reviewer(team):
    team.writer.user.groups.set(team.reviewer.user.groups.all() | team.writer.user.groups.all())
    article = submitted(team)

    with pytest.raises(errors.OwnText) as refusal:
        signing(article, make_again(team.writer))

    assert "wrote or edited" in str(refusal.value)


def make_again(person):
    return type(person).objects.get(pk=person.pk)


def test_somebody_named_as_author_cannot_sign(team):
    article = make_article(team.writer)
    article.authors.add(team.reviewer)
    save(article, team.writer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.OwnText):
        signing(article, team.reviewer)


def test_somebody_struck_off_the_authors_after_the_submission_cannot_sign(team):
    article = make_article(team.writer)
    article.authors.add(team.reviewer)
    save(article, team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    article.authors.clear()

    with pytest.raises(errors.OwnText):
        signing(article, team.reviewer)


def test_somebody_who_asked_for_the_review_cannot_sign(team):
    both = make_person("Dr Both", "reviewer", verified_by=team.lead)
    both.user.groups.add(*team.writer.user.groups.all())
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=make_again(both))

    with pytest.raises(errors.OwnText):
        signing(article, make_again(both))


@pytest.mark.parametrize("role", ["writer", "publisher", "administrator"])
def test_signing_is_for_reviewers(team, role):
    with pytest.raises(errors.NotAllowed):
        signing(submitted(team), make_person("Somebody", role, verified_by=team.lead))


def test_reviewer_without_credential_cannot_sign(team):
    with pytest.raises(errors.NoCredential):
        signing(submitted(team), make_person("Dr New", "reviewer"))


def test_changed_credential_is_no_longer_verified(team):
    article = submitted(team)
    Credential.objects.update(number="OTHER")

    with pytest.raises(errors.NoCredential):
        signing(article, team.reviewer)


def test_expired_credential_cannot_sign(team):
    article = submitted(team)
    credential = team.reviewer.credentials.get()
    credential.expires_on = clock.today() + dt.timedelta(days=1)
    credential.save()
    actions.verify_credential(credential=credential, by=team.lead)
    Credential.objects.update(expires_on=clock.today() - dt.timedelta(days=1))

    with pytest.raises(errors.NoCredential):
        signing(article, make_again(team.reviewer))


def test_changed_email_is_no_longer_verified(team):
    article = submitted(team)
    team.reviewer.email = "other@example.org"
    team.reviewer.save()

    with pytest.raises(errors.EmailNotVerified):
        signing(article, team.reviewer)


def test_verifier_who_wrote_the_text_does_not_count(team):
    team.lead.user.groups.add(*team.writer.user.groups.all())
    article = make_article(make_again(team.lead))
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.VerifierInvolved):
        signing(article, team.reviewer)


def test_nobody_verifies_themselves(team):
    with pytest.raises(errors.NothingToDo):
        actions.verify_email(person=team.lead, by=team.lead)


def test_verifying_is_for_clinical_leads(team):
    with pytest.raises(errors.NotAllowed):
        actions.verify_email(person=team.reviewer, by=team.writer)


def test_reviewer_without_consent_is_not_named(team):
    article = submitted(team)
    team.reviewer.consents_to_be_named = False
    team.reviewer.save()

    with pytest.raises(errors.NoConsent):
        signing(article, team.reviewer)


@pytest.mark.parametrize(
    "confirmation",
    [
        lambda: None,
        lambda: Confirmation("password", clock.now() - dt.timedelta(minutes=6)),
        lambda: Confirmation("password", clock.now() + dt.timedelta(minutes=1)),
        lambda: Confirmation("demonstration", clock.now()),
    ],
)
def test_signing_asks_again_who_you_are(team, confirmation):
    with pytest.raises(errors.IdentityNotConfirmed):
        signing(submitted(team), team.reviewer, confirmation=confirmation())


def test_text_that_was_not_put_forward_cannot_be_signed(team):
    with pytest.raises(errors.NotPutForward):
        signing(make_article(team.writer), team.reviewer)


def test_text_that_changed_after_the_request_cannot_be_signed(team):
    article = submitted(team)
    old = head_of(article)
    save(fresh(article), team.writer, title="Sore wrist")

    with pytest.raises(errors.NotPutForward):
        actions.sign_off(revision=old, by=team.reviewer, confirmation=just_now(), evidence_searched_on=clock.today())


def test_evidence_is_not_searched_in_the_future(team):
    with pytest.raises(errors.BadDate):
        signing(submitted(team), team.reviewer, evidence_searched_on=clock.today() + dt.timedelta(days=1))


def recorded(team, article, **facts):
    scan = keep_scan(name="letter.pdf", content_type="application/pdf", data=b"%PDF signed")
    facts = {
        "reviewer": team.reviewer,
        "how": "paper",
        "scan": scan,
        "signed_on": clock.today(),
        "evidence_searched_on": clock.today(),
        "by": team.publisher,
    } | facts
    return actions.record_sign_off(revision=head_of(article), **facts)


def test_recorded_sign_off_counts_once_a_second_person_confirmed_it(team):
    article = submitted(team)
    sign_off = recorded(team, article)

    with pytest.raises(errors.NotSigned):
        actions.publish(revision=head_of(article), by=team.publisher)
    with pytest.raises(errors.SecondPersonNeeded):
        actions.confirm_sign_off(sign_off=sign_off, by=team.publisher)
    actions.confirm_sign_off(sign_off=sign_off, by=team.lead)

    assert actions.publish(revision=head_of(article), by=team.publisher).sign_off == sign_off


def test_reviewer_cannot_confirm_a_record_of_their_own(team):
    reviewing_lead = make_person("Dr Lead Two", "clinical lead", verified_by=team.lead)
    sign_off = recorded(team, submitted(team), reviewer=reviewing_lead)

    with pytest.raises(errors.SecondPersonNeeded):
        actions.confirm_sign_off(sign_off=sign_off, by=reviewing_lead)


def test_author_of_the_text_cannot_confirm_the_record_of_its_review(team):
    team.second_writer.user.groups.add(*team.publisher.user.groups.all())
    article = make_article(team.second_writer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.SecondPersonNeeded):
        actions.confirm_sign_off(sign_off=recorded(team, article), by=make_again(team.second_writer))


def test_paper_cannot_be_older_than_the_text(team):
    with pytest.raises(errors.BadDate) as refusal:
        recorded(team, submitted(team), signed_on=clock.today() - dt.timedelta(days=2))

    assert "nobody can have signed it earlier" in str(refusal.value)


def test_recording_is_not_for_writers(team):
    with pytest.raises(errors.NotAllowed):
        recorded(team, submitted(team), by=team.writer)


def test_partial_sign_off_never_counts_for_the_page(team):
    article = submitted(team)
    signing(article, team.reviewer, part="one-section")

    with pytest.raises(errors.NotSigned):
        actions.publish(revision=head_of(article), by=team.publisher)


def test_revoked_sign_off_takes_the_reviewed_by_from_the_live_page(team):
    article = live_article(team)
    actions.revoke_sign_off(sign_off=SignOff.objects.get(), by=team.lead, reason="The registration was a forgery.")

    publication = Publication.objects.get(item=article.item)
    assert publication.is_live
    assert publication.review_revoked_at is not None


def test_another_standing_sign_off_carries_the_page(team):
    article = live_article(team)
    first = SignOff.objects.get()
    other = make_person("Dr Other", "reviewer", verified_by=team.lead)
    actions.submit(revision=head_of(article), by=team.writer)
    second = signing(article, other)
    actions.revoke_sign_off(sign_off=first, by=team.reviewer, reason="I was wrong.")

    publication = Publication.objects.get(item=article.item)
    assert publication.sign_off == second
    assert publication.review_revoked_at is None


def test_revoked_sign_off_no_longer_publishes(team):
    article = make_article(team.writer)
    actions.revoke_sign_off(sign_off=sign(article, team), by=team.reviewer, reason="I missed a dose.")

    with pytest.raises(errors.NotSigned):
        actions.publish(revision=head_of(article), by=team.publisher)


def test_sign_off_is_taken_back_once_with_a_reason_and_by_few(team):
    sign_off = sign(make_article(team.writer), team)

    with pytest.raises(errors.NotAllowed):
        actions.revoke_sign_off(sign_off=sign_off, by=team.publisher, reason="because")
    with pytest.raises(errors.ReasonMissing):
        actions.revoke_sign_off(sign_off=sign_off, by=team.lead, reason=" ")
    actions.revoke_sign_off(sign_off=sign_off, by=team.lead, reason="forged")
    with pytest.raises(errors.AlreadyRevoked):
        actions.revoke_sign_off(sign_off=sign_off, by=team.lead, reason="forged")


def test_waiver_lets_exactly_this_text_go_live_unreviewed(team):
    article = make_article(team.writer)
    until = clock.today() + dt.timedelta(days=30)
    actions.waive(revision=head_of(article), by=team.lead, reason="Outbreak: facts of the ministry.", until=until)

    publication = actions.publish(revision=head_of(article), by=team.publisher)
    assert (publication.basis, publication.reviewed_on, publication.next_review_on) == ("unreviewed", None, until)
    save(fresh(article), team.writer, title="Sore wrist")
    with pytest.raises(errors.NotSigned):
        actions.publish(revision=head_of(article), by=team.publisher)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_waiver_ends_within_a_year(team, days):
    with pytest.raises(errors.BadDate):
        actions.waive(
            revision=head_of(make_article(team.writer)),
            by=team.lead,
            reason="x",
            until=clock.today() + dt.timedelta(days=days),
        )


def test_waiving_is_for_clinical_leads_with_a_reason(team):
    revision = head_of(make_article(team.writer))
    until = clock.today() + dt.timedelta(days=30)

    with pytest.raises(errors.NotAllowed):
        actions.waive(revision=revision, by=team.publisher, reason="x", until=until)
    with pytest.raises(errors.ReasonMissing):
        actions.waive(revision=revision, by=team.lead, reason="", until=until)


def test_facts_cannot_be_waived(team):
    with pytest.raises(errors.FactsMissing):
        actions.waive(
            revision=head_of(make_article(team.writer, summary="")),
            by=team.lead,
            reason="x",
            until=clock.today() + dt.timedelta(days=30),
        )


def test_sign_off_of_one_page_does_not_sign_its_copy(team):
    put_live(make_article(team.writer), team)
    copy = make_article(team.writer)

    with pytest.raises(errors.NotSigned):
        actions.publish(revision=head_of(copy), by=team.publisher)


def test_page_can_be_reviewed_again_without_a_change(team):
    article = live_article(team)
    actions.submit(revision=head_of(article), by=team.writer)
    again = signing(article, team.reviewer, months=6)

    publication = actions.publish(revision=head_of(article), by=team.publisher)

    assert publication.sign_off == again
    assert publication.next_review_on == clock.add_months(clock.today(), 6)


def test_signed_text_no_longer_waits_for_review(team):
    article = submitted(team)
    signing(article, team.reviewer)

    assert fresh(article).item.put_forward is None
    with pytest.raises(errors.NotPutForward):
        signing(article, team.reviewer)
