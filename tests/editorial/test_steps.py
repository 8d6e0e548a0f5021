"""The steps of a page, through the door a person uses."""

import datetime as dt
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from editorial import actions, clock
from editorial.admin.steps import PAGES, step_url, steps_for
from editorial.models import Item, Publication, Revision, SignOff, Waiver
from tests.making import (
    fresh,
    head_of,
    live_article,
    make_article,
    make_person,
    make_question_set,
    put_live,
    save,
    sign,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\nsigned\n"
STEPS = [page.name for page in PAGES]


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def prove(client: Client, person, *, ago=0.0, **record) -> None:
    """What allauth writes into the session when a person proves who they are again."""
    session = client.session
    session["account_authentication_methods_user"] = str(person.user.pk)
    proof = {"method": "password", "at": time.time() - ago, "reauthenticated": True} | record
    session["account_authentication_methods"] = [proof]
    session.save()


def today(days=0) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def everything_typed(draft) -> dict:
    """Values for the fields of every step at once, so that only permissions and rules can refuse."""
    item = Item.objects.get(pk=draft.item_id)
    sign_off = SignOff.objects.filter(revision__item=item).first()
    return {
        "revision": item.head_id, "based_on": item.head_id, "reviewer": "", "note": "Please look.", "reason": "Wrong dose.",
        "has_read": "on", "has_compared": "on", "evidence_searched_on": today(), "months": "12", "until": today(30),
        "slug": "another-address", "sign_off": sign_off.pk if sign_off else "", "to": "",
    }  # fmt: skip


def post(person, name, draft, **typed):
    return browser(person).post(step_url(name, draft.item_id), everything_typed(draft) | typed)


def errors_of(response) -> list[str]:
    return [error.code for errors in response.context["form"].errors.as_data().values() for error in errors]


@pytest.fixture
def article(team):
    return make_article(team.writer)


@pytest.fixture
def put_forward(team, article):
    actions.submit(revision=head_of(article), by=team.writer)
    return fresh(article)


# Who may see and who may act


@pytest.mark.parametrize("name", STEPS)
def test_step_opens_for_whoever_may_see_the_page(team, put_forward, name):
    response = browser(team.second_writer).get(step_url(name, put_forward.item_id))
    assert response.status_code == 200


@pytest.mark.parametrize("name", STEPS)
def test_step_is_forbidden_to_whoever_may_not_see_the_page(team, put_forward, name):
    assert browser(team.administrator).get(step_url(name, put_forward.item_id)).status_code == 403
    assert post(team.administrator, name, put_forward).status_code == 403


@pytest.mark.parametrize("name", STEPS)
def test_step_asks_a_stranger_to_sign_in(put_forward, name):
    response = Client().post(step_url(name, put_forward.item_id))
    assert response.status_code == 302
    assert "login" in response.url


@pytest.mark.parametrize("name", STEPS)
def test_step_is_refused_by_the_action_for_a_superuser_without_a_role(team, put_forward, name):
    root = make_person("Root", "", superuser=True)
    page = browser(root).get(step_url(name, put_forward.item_id))
    assert "Your role does not include this step" in page.content.decode()
    before = Revision.objects.count(), SignOff.objects.count(), Publication.objects.count(), Waiver.objects.count()

    response = post(root, name, put_forward, to=team.writer.pk)

    assert response.status_code == 200
    assert before == (
        Revision.objects.count(), SignOff.objects.count(), Publication.objects.count(), Waiver.objects.count(),
    )  # fmt: skip
    assert Item.objects.get(pk=put_forward.item_id).put_forward_id is not None


@pytest.mark.parametrize("name", ["publish", "waive", "request_changes", "hand_over"])
def test_forged_post_of_a_writer_is_refused_in_place(team, put_forward, name):
    response = post(team.second_writer, name, put_forward, to=team.publisher.pk)
    assert (response.status_code, errors_of(response)) == (200, ["not_allowed"])


def test_account_without_contributor_is_told_so(team, put_forward):
    nobody = make_person("Nobody", "", superuser=True)
    user, nobody.user = nobody.user, None
    nobody.save()
    client = Client()
    client.force_login(user)
    address = step_url("publish", put_forward.item_id)
    assert "not linked to a contributor" in client.get(address).content.decode()
    response = client.post(address, everything_typed(put_forward))
    assert errors_of(response) == ["no_contributor"]


def test_get_changes_nothing_and_other_methods_are_refused(team, put_forward):
    client = browser(team.publisher)
    assert client.get(step_url("publish", put_forward.item_id), everything_typed(put_forward)).status_code == 200
    assert not Publication.objects.exists()
    assert client.put(step_url("publish", put_forward.item_id)).status_code == 405


def test_post_without_the_token_is_refused(team, put_forward):
    client = Client(enforce_csrf_checks=True)
    client.force_login(team.publisher.user)
    assert client.post(step_url("publish", put_forward.item_id), everything_typed(put_forward)).status_code == 403


def test_step_of_an_item_without_a_draft_is_not_found(team):
    actions.verify_email(person=team.writer, by=team.lead)
    site = Item.objects.get(kind="site")
    assert browser(team.publisher).get(step_url("publish", site.pk)).status_code == 404


def test_text_of_another_page_is_refused(team, put_forward):
    other = make_article(team.writer, title="Broken ankle")
    response = post(team.lead, "waive", put_forward, revision=head_of(other).pk)
    assert errors_of(response) == ["unknown_revision"]


# Each step does its one thing


@pytest.mark.parametrize("number", ["9" * 30, "²", "-1", "x", ""])
def test_nonsense_in_the_address_is_no_error(team, put_forward, number):
    client = browser(team.publisher)
    for name in ("publish", "restore", "confirm_sign_off", "revoke_sign_off"):
        address = step_url(name, put_forward.item_id)
        assert client.get(address, {"revision": number, "sign_off": number}).status_code == 200
        assert client.post(address, {"revision": number, "sign_off": number}).status_code == 200


def test_text_that_was_removed_is_not_published_and_not_restored(team, article):
    removed = head_of(article)
    save(article, team.writer, summary="A patient.", synonyms="wrist")
    actions.redact(
        item=article.item, digests=[removed.digest, removed.listing_id], by=team.administrator,
        together_with=team.lead, reason="A name.",
    )  # fmt: skip
    page = browser(team.publisher).get(step_url("publish", article.item_id), {"revision": removed.pk})
    assert "removed for legal reasons" in page.content.decode()
    assert errors_of(post(team.publisher, "publish", article, revision=removed.pk)) == ["text_removed"]
    assert errors_of(post(team.publisher, "restore", article, revision=removed.pk)) == ["text_removed"]
    assert errors_of(post(team.lead, "waive", article, revision=removed.pk)) == ["text_removed"]


def test_submit_asks_the_chosen_reviewer(team, article):
    page = browser(team.writer).get(step_url("submit", article.item_id))
    assert [person.name for person in page.context["form"].fields["reviewer"].queryset] == ["Dr Rita Reviewer"]

    response = post(team.writer, "submit", article, reviewer=team.reviewer.pk)

    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    item = Item.objects.get(pk=article.item_id)
    assert (item.put_forward_id, item.reviewer) == (item.head_id, team.reviewer)


def test_submit_of_an_older_text_is_refused_in_place(team, article):
    first = head_of(article)
    save(article, team.second_writer, summary="Something else.")
    assert errors_of(post(team.writer, "submit", article, revision=first.pk)) == ["stale_draft"]


def test_request_changes_sends_it_back(team, put_forward):
    assert post(team.reviewer, "request_changes", put_forward, note="Say how long.").status_code == 302
    assert Item.objects.get(pk=put_forward.item_id).put_forward is None


def test_waive_and_publish_unreviewed(team, article):
    assert post(team.lead, "waive", article).status_code == 302
    assert post(team.publisher, "publish", article).status_code == 302
    assert Publication.objects.get().basis == "unreviewed"


def test_publish_says_why_not_before_anybody_presses(team, article):
    page = browser(team.publisher).get(step_url("publish", article.item_id))
    assert page.context["form"] is None
    assert "Nobody has signed off this text" in page.content.decode()
    assert errors_of(post(team.publisher, "publish", article)) == ["not_signed"]


def test_publish_offers_the_signed_text_while_the_draft_has_moved_on(team, article):
    sign(article, team)
    signed = head_of(article)
    save(article, team.writer, summary="Not reviewed yet.")

    page = browser(team.publisher).get(step_url("publish", article.item_id))

    assert page.context["form"].initial["revision"] == signed.pk
    assert "they stay in the draft" in page.content.decode()


def test_publish_of_a_changed_live_page_is_about_the_change(team):
    article = live_article(team)
    save(article, team.writer, summary="One word changed.")
    page = browser(team.publisher).get(step_url("publish", article.item_id))
    assert "was changed after Dr Rita Reviewer signed revision 1" in page.content.decode()


def test_withdraw_names_the_page_that_replaces_it(team):
    article, other = live_article(team), live_article(team, title="Broken arm")
    assert errors_of(post(team.publisher, "withdraw", article, replaced_by="/en/nowhere/")) == ["unknown_page"]

    assert post(team.publisher, "withdraw", article, replaced_by="broken arm").status_code == 302

    publication = Publication.objects.get(item=article.item)
    assert (publication.state, publication.replaced_by) == ("withdrawn", other.item)


def test_change_address_leads_on(team):
    article = live_article(team)
    assert post(team.publisher, "change_address", article, slug="wrists").status_code == 302
    assert Publication.objects.get(item=article.item).path == "/en/wrists/"
    other = live_article(team, title="Broken arm")
    assert errors_of(post(team.publisher, "change_address", other, slug="broken-wrist")) == ["address_taken"]


def test_relist_shows_what_would_change(team):
    article = live_article(team)
    save(article, team.writer, synonyms="wrist fracture")
    page = browser(team.publisher).get(step_url("relist", article.item_id))
    assert ("Also called", "none → wrist fracture") in page.context["facts"]
    assert post(team.publisher, "relist", article).status_code == 302


def test_restore_makes_the_draft_say_it_again(team, article):
    first = head_of(article)
    save(article, team.writer, summary="Second thoughts.")
    page = browser(team.writer).get(step_url("restore", article.item_id), {"revision": first.pk})
    assert page.context["form"].initial["revision"] == first.pk
    assert post(team.writer, "restore", article, revision=first.pk).status_code == 302
    assert head_of(article).digest == first.digest


def test_restore_over_a_newer_save_is_refused(team, article):
    first = head_of(article)
    save(article, team.writer, summary="Second thoughts.")
    response = post(team.writer, "restore", article, revision=first.pk, based_on=first.pk)
    assert errors_of(response) == ["stale_draft"]


def test_hand_over_to_somebody_who_may_write(team, article):
    assert "to" in post(team.publisher, "hand_over", article, to=team.reviewer.pk).context["form"].errors
    assert post(team.publisher, "hand_over", article, to=team.second_writer.pk).status_code == 302
    assert Item.objects.get(pk=article.item_id).owner == team.second_writer


# The signature


def test_sign_shows_the_text_and_asks_who_you_are(team, put_forward):
    page = browser(team.reviewer).get(step_url("sign", put_forward.item_id))
    words = page.content.decode()
    assert "Most broken wrists heal well in six weeks." in words
    assert "Rest your arm. This is part 1." in words
    assert "Confirm it is you" in words
    assert reverse("account_reauthenticate") in words
    assert "Sign this text" not in words


def test_sign_without_proof_is_refused_and_keeps_what_was_typed(team, put_forward):
    response = post(team.reviewer, "sign", put_forward, months="6")
    assert errors_of(response) == ["identity_not_confirmed"]
    assert "months%3D6" in response.context["confirm_address"]
    came_back = browser(team.reviewer).get(step_url("sign", put_forward.item_id), {"months": "6"})
    assert came_back.context["form"]["months"].value() == "6"


@pytest.mark.parametrize(
    "proof",
    [{"ago": 301}, {"reauthenticated": False}, {"ago": -60}],
    ids=["too old", "only signed in", "from the future"],
)
def test_sign_with_a_proof_that_does_not_count_is_refused(team, put_forward, proof):
    client = browser(team.reviewer)
    prove(client, team.reviewer, **proof)
    response = client.post(step_url("sign", put_forward.item_id), everything_typed(put_forward))
    assert errors_of(response) == ["identity_not_confirmed"]
    assert not SignOff.objects.exists()


def test_proof_of_another_account_does_not_count(team, put_forward):
    client = browser(team.reviewer)
    prove(client, team.writer)
    response = client.post(step_url("sign", put_forward.item_id), everything_typed(put_forward))
    assert errors_of(response) == ["identity_not_confirmed"]


@pytest.mark.parametrize(
    ("record", "method"),
    [
        ({"method": "password"}, "password"),
        ({"method": "mfa", "type": "webauthn"}, "passkey"),
        ({"method": "mfa", "type": "totp"}, "code"),
    ],
)
def test_sign_with_a_fresh_proof(team, put_forward, record, method):
    client = browser(team.reviewer)
    prove(client, team.reviewer, **record)
    response = client.post(step_url("sign", put_forward.item_id), everything_typed(put_forward))
    assert response.status_code == 302
    given = SignOff.objects.get()
    assert (given.reviewer, given.confirmed_with, given.digest) == (team.reviewer, method, head_of(put_forward).digest)


def test_one_proof_carries_one_signature(team, put_forward):
    other = make_article(team.writer, title="Broken ankle")
    actions.submit(revision=head_of(other), by=team.writer)
    client = browser(team.reviewer)
    prove(client, team.reviewer)
    client.post(step_url("sign", put_forward.item_id), everything_typed(put_forward))

    response = client.post(step_url("sign", other.item_id), everything_typed(other))

    assert errors_of(response) == ["identity_not_confirmed"]
    prove(client, team.reviewer)
    assert client.post(step_url("sign", other.item_id), everything_typed(other)).status_code == 302


def test_whole_way_through_the_password_page(team, put_forward):
    from tests.making import PASSWORD

    client = browser(team.reviewer)
    address = step_url("sign", put_forward.item_id)
    confirm = client.get(address).context["confirm_address"]
    assert client.post(confirm, {"password": "wrong"}).status_code == 200
    back = client.post(confirm, {"password": PASSWORD})
    assert back.url == address
    assert "Sign this text" in client.get(address).content.decode()
    assert client.post(address, everything_typed(put_forward)).status_code == 302


def test_sign_of_a_text_that_was_changed_meanwhile_is_refused(team, put_forward):
    asked = head_of(put_forward)
    save(put_forward, team.writer, summary="Changed while you read.")
    client = browser(team.reviewer)
    prove(client, team.reviewer)
    response = client.post(
        step_url("sign", put_forward.item_id), everything_typed(put_forward) | {"revision": asked.pk}
    )
    assert errors_of(response) == ["not_put_forward"]


def test_whoever_wrote_it_is_told_before_reading(team, article):
    reviewer = make_person("Dr Both", "reviewer", verified_by=team.lead)
    article.authors.add(reviewer)
    save(article, team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    page = browser(reviewer).get(step_url("sign", article.item_id))
    assert page.context["form"] is None
    assert "are named as an author of" in page.content.decode()


# Paper and e-mail


def record(person, draft, reviewer, data=PDF, name="signed.pdf", **typed):
    scan = SimpleUploadedFile(name, data, content_type="text/html")
    return post(
        person, "record_sign_off", draft, reviewer=reviewer.pk, how="paper", scan=scan, signed_on=today(), **typed
    )


def test_recorded_sign_off_counts_after_a_second_person(team, put_forward):
    assert record(team.publisher, put_forward, team.reviewer).status_code == 302
    given = SignOff.objects.get()
    assert (given.scan.content_type, given.by) == ("application/pdf", team.publisher)
    assert errors_of(post(team.publisher, "publish", put_forward)) == ["not_signed"]
    assert errors_of(post(team.publisher, "confirm_sign_off", put_forward)) == ["second_person_needed"]

    assert post(team.lead, "confirm_sign_off", put_forward).status_code == 302

    assert post(team.publisher, "publish", put_forward).status_code == 302


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<html><script>", "wrong_kind"), (b"PK\x03\x04", "wrong_kind"), (PDF + b"0" * (10 * 2**20), "too_large")],
)
def test_scan_of_a_wrong_kind_is_refused(team, put_forward, data, code):
    assert errors_of(record(team.publisher, put_forward, team.reviewer, data=data)) == [code]


def test_scan_of_a_refused_record_leaves_no_row(team, put_forward):
    from editorial.models import Scan

    response = record(team.publisher, put_forward, team.reviewer, evidence_searched_on=today(5))
    assert errors_of(response) == ["bad_date"]
    assert not Scan.objects.exists()


def test_scan_is_sent_as_a_file_that_cannot_act(team, put_forward):
    record(team.publisher, put_forward, team.reviewer)
    address = reverse("sign_off_scan", args=[SignOff.objects.get().pk])
    response = browser(team.lead).get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    response.close()


def test_scan_is_for_those_who_record_or_gave_it(team, put_forward):
    record(team.publisher, put_forward, team.reviewer)
    address = reverse("sign_off_scan", args=[SignOff.objects.get().pk])
    assert browser(team.writer).get(address).status_code == 403
    assert browser(make_person("Root", "", superuser=True)).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_revoke_tells_the_live_page(team):
    article = live_article(team)
    assert errors_of(post(team.publisher, "revoke_sign_off", article)) == ["not_allowed"]
    assert post(team.lead, "revoke_sign_off", article).status_code == 302
    assert Publication.objects.get().review_revoked_at is not None


def test_reviewer_may_take_back_their_own(team):
    article = live_article(team)
    page = browser(team.reviewer).get(step_url("revoke_sign_off", article.item_id))
    assert page.context["form"] is not None
    assert post(team.reviewer, "revoke_sign_off", article).status_code == 302


# The buttons


def names(draft, person) -> list[str]:
    return [
        step.name
        for step in steps_for(Item.objects.select_related("head", "publication").get(pk=draft.item_id), person)
    ]


def test_steps_follow_the_page(team, article):
    assert names(article, team.writer) == ["submit", "put_away"]
    actions.submit(revision=head_of(article), by=team.writer)
    assert names(article, team.writer) == ["put_away"]
    assert names(article, team.reviewer) == ["sign", "request_changes"]
    sign(article, team)
    assert names(article, team.publisher)[0] == "publish"
    actions.publish(revision=head_of(article), by=team.publisher)
    assert names(article, team.publisher) == ["submit", "change_address", "hand_over", "withdraw"]
    assert "revoke_sign_off" in names(article, team.reviewer)


def test_first_step_is_what_the_page_waits_for(team, put_forward):
    first = steps_for(Item.objects.get(pk=put_forward.item_id), team.reviewer)[0]
    assert (first.label, first.is_primary, first.who) == ("Read and sign", True, "a reviewer or a clinical lead")


def test_page_without_clinical_review_goes_straight_to_publish(team):
    contact = make_article(team.writer, title="Contact", article_kind="organisation")
    assert names(contact, team.publisher)[0] == "publish"
    assert "waive" not in names(contact, team.lead)


def test_steps_work_for_question_sets(team):
    questions = make_question_set(team.writer)
    put_live(questions, team)
    response = post(team.publisher, "withdraw", questions)
    assert response.url == reverse("admin:faq_questionset_change", args=[questions.pk])


def test_person_without_contributor_has_no_steps(article):
    assert steps_for(Item.objects.get(pk=article.item_id), None) == []


def test_republication_of_a_changed_text_asks_what_is_new_for_readers(team):
    article = live_article(team)
    save(article, team.writer, summary="Six weeks.")
    sign(article, team)
    refused = post(team.publisher, "publish", article, note="")
    assert refused.context["form"].errors["note"] == [
        "Write in a sentence what is new for readers, or tick below that only small things changed."
    ]
    assert post(team.publisher, "publish", article, note="", is_small="on").status_code == 302


def test_first_publication_asks_for_no_sentence(team, article):
    sign(article, team)
    assert "is_small" not in browser(team.publisher).get(step_url("publish", article.item_id)).context["form"].fields
    assert post(team.publisher, "publish", article, note="").status_code == 302


def test_empty_field_of_the_signature_is_named_with_what_to_do(team, put_forward):
    refused = post(team.reviewer, "sign", put_forward, has_read="", evidence_searched_on="")
    assert refused.context["form"].errors["evidence_searched_on"] == [
        "“Evidence searched on” is empty: give the day here."
    ]
    assert "This field is required" not in refused.content.decode()


def test_reviewer_reads_on_the_page_what_differs_from_the_text_signed_last(team):
    article = live_article(team)
    save(article, team.writer, summary="Six weeks.")
    actions.submit(revision=head_of(article), by=team.writer)
    page = browser(team.reviewer).get(step_url("sign", article.item_id))
    assert [row.field for row in page.context["differences"]] == ["Main message"]
    assert "What differs from the text that was signed last" in page.content.decode()
