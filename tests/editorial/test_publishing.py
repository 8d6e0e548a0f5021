import datetime as dt
import json

import pytest

from editorial import actions, clock, errors, policy
from editorial.models import Address, Publication, SiteState
from tests.making import (
    fresh,
    head_of,
    live_article,
    make_article,
    make_question_set,
    make_source,
    put_live,
    save,
    sign,
)

pytestmark = pytest.mark.django_db


def test_publish_shows_exactly_the_signed_revision(team):
    article = make_article(team.writer, tags=["bone"], synonyms="wrist fracture")
    sign_off = sign(article, team)

    publication = actions.publish(revision=head_of(article), by=team.publisher)

    assert (publication.basis, publication.sign_off) == ("signed", sign_off)
    assert (publication.reviewed_on, publication.next_review_on) == (sign_off.signed_on, sign_off.next_review_on)
    assert publication.path == "/en/broken-wrist/"
    assert [tag.slug for tag in publication.tags.all()] == ["bone"]
    assert set(publication.names.values_list("name", "letter")) == {("Broken wrist", "B"), ("wrist fracture", "W")}


def test_publish_without_a_signature_says_why(team):
    article = make_article(team.writer)

    with pytest.raises(errors.NotSigned) as refusal:
        actions.publish(revision=head_of(article), by=team.publisher)

    assert "Nobody has signed off this text" in str(refusal.value)


def test_one_changed_word_needs_a_new_signature_and_leaves_the_live_page(team):
    article = live_article(team)
    save(article, team.writer, summary="Most broken wrists heal badly in six weeks.")

    with pytest.raises(errors.NotSigned) as refusal:
        actions.publish(revision=head_of(article), by=team.publisher)

    assert "changed after Dr Rita Reviewer signed revision 1" in str(refusal.value)
    assert "heal well" in Publication.objects.get(item=article.item).revision.signed.text
    put_live(article, team)
    assert "heal badly" in Publication.objects.get(item=article.item).revision.signed.text


def test_older_signed_revision_may_be_published_while_the_draft_moves_on(team):
    article = make_article(team.writer)
    sign(article, team)
    signed = head_of(article)
    save(fresh(article), team.writer, title="Sore wrist")

    assert actions.publish(revision=signed, by=team.publisher).title == "Broken wrist"


def test_organisation_page_needs_no_review_and_shows_none(team):
    page = make_article(team.writer, title="Contact us", article_kind="organisation")

    publication = actions.publish(revision=head_of(page), by=team.publisher)

    assert (publication.basis, publication.reviewed_on, publication.sign_off) == ("none_needed", None, None)


def test_organisation_page_holds_no_care_cards(team):
    from tests.making import add_care_card

    page = make_article(team.writer, title="Contact us", article_kind="organisation")
    add_care_card(page)
    save(page, team.writer)

    with pytest.raises(errors.FactsMissing):
        actions.publish(revision=head_of(page), by=team.publisher)


@pytest.mark.parametrize("person", ["writer", "reviewer", "lead", "administrator"])
def test_publishing_is_for_publishers(team, person):
    article = make_article(team.writer)
    sign(article, team)

    with pytest.raises(errors.NotAllowed):
        actions.publish(revision=head_of(article), by=getattr(team, person))


def test_page_with_an_unpublished_question_set_does_not_go_live(team):
    from articles.models import QuestionSetBlock

    question_set = make_question_set(team.writer)
    article = make_article(team.writer)
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=99, question_set=question_set)
    save(article, team.writer)
    sign(article, team)

    with pytest.raises(errors.EmbedNotLive) as refusal:
        actions.publish(revision=head_of(article), by=team.publisher)
    assert "Questions about wrists" in str(refusal.value)
    put_live(question_set, team)
    assert actions.publish(revision=head_of(article), by=team.publisher).is_live


def test_correcting_a_question_set_leaves_the_review_of_the_page_alone(team):
    from articles.models import QuestionSetBlock

    question_set = make_question_set(team.writer)
    put_live(question_set, team)
    article = make_article(team.writer)
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=99, question_set=question_set)
    save(article, team.writer)
    put_live(article, team)
    save(fresh(question_set), team.writer, title="More questions about wrists")
    put_live(question_set, team)

    _, is_new = actions.save_draft(draft=fresh(article), by=team.writer, based_on=fresh(article).item.head_id)
    assert not is_new


def test_changed_source_leaves_the_live_text_alone_and_asks_for_a_review(team):
    article = live_article(team)
    source = article.sources.get()
    source.title = "Bones and you, second edition"
    source.save()

    assert "second edition" not in Publication.objects.get(item=article.item).revision.signed.text
    revision, is_new = actions.save_draft(draft=fresh(article), by=team.writer, based_on=fresh(article).item.head_id)
    assert is_new
    with pytest.raises(errors.NotSigned):
        actions.publish(revision=revision, by=team.publisher)


def test_withdrawn_page_keeps_its_row_and_says_why(team):
    article = live_article(team)

    with pytest.raises(errors.ReasonMissing):
        actions.withdraw(item=article.item, by=team.publisher, reason="  ")
    actions.withdraw(item=article.item, by=team.publisher, reason="The advice has changed.")

    publication = Publication.objects.get(item=article.item)
    assert (publication.state, publication.withdrawn_reason) == ("withdrawn", "The advice has changed.")
    assert not Publication.objects.live().exists()
    with pytest.raises(errors.NotLive):
        actions.withdraw(item=article.item, by=team.publisher, reason="again")


def test_withdrawn_page_can_come_back(team):
    article = live_article(team)
    actions.withdraw(item=article.item, by=team.lead, reason="Being checked.")

    publication = actions.publish(revision=head_of(article), by=team.publisher)

    assert publication.is_live
    assert publication.withdrawn_reason == ""


def test_replacement_must_be_live(team):
    article, other = live_article(team), make_article(team.writer, title="Other")

    with pytest.raises(errors.NothingToDo):
        actions.withdraw(item=article.item, by=team.publisher, reason="Merged.", replaced_by=other.item)


def test_withdrawing_is_not_for_writers(team):
    with pytest.raises(errors.NotAllowed):
        actions.withdraw(item=live_article(team).item, by=team.writer, reason="x")


def test_changed_address_keeps_the_old_one_for_this_page(team):
    article = live_article(team)

    actions.change_address(item=article.item, slug="Wrist fractures", by=team.publisher)

    assert Publication.objects.get(item=article.item).path == "/en/wrist-fractures/"
    assert set(Address.objects.values_list("path", flat=True)) == {"/en/broken-wrist/", "/en/wrist-fractures/"}
    other = make_article(team.writer, title="Broken wrist")
    assert other.item.slug == "broken-wrist-2"
    with pytest.raises(errors.AddressTaken):
        actions.save_draft(draft=other, by=team.writer, based_on=other.item.head_id, slug="broken-wrist")
    actions.change_address(item=article.item, slug="broken-wrist", by=team.publisher)
    assert Address.objects.count() == 2


def test_address_of_a_live_page_is_not_changed_by_saving(team):
    article = live_article(team)

    actions.save_draft(draft=article, by=team.writer, based_on=article.item.head_id, slug="other")

    assert fresh(article).item.slug == "broken-wrist"


def test_relist_shows_new_tags_and_keeps_the_text(team):
    article = live_article(team)
    article.tags.add("pain")
    save(article, team.writer, title="Unreviewed title", synonyms="sore wrist")

    actions.relist(item=article.item, by=team.publisher)

    publication = Publication.objects.get(item=article.item)
    assert [tag.slug for tag in publication.tags.all()] == ["pain"]
    assert publication.title == "Broken wrist"
    assert json.loads(publication.revision.signed.text)["title"] == "Broken wrist"
    assert set(publication.names.values_list("name", flat=True)) == {"Broken wrist", "sore wrist"}
    with pytest.raises(errors.NothingToDo):
        actions.relist(item=article.item, by=team.publisher)


def test_every_change_of_a_public_page_raises_the_generation(team):
    def generation():
        return SiteState.objects.filter(pk=1).values_list("generation", flat=True).first() or 0

    article = live_article(team)
    seen = [generation()]
    actions.change_address(item=article.item, slug="other", by=team.publisher)
    seen.append(generation())
    actions.withdraw(item=article.item, by=team.publisher, reason="x")
    seen.append(generation())
    actions.publish(revision=head_of(article), by=team.publisher)
    seen.append(generation())

    assert seen == sorted(set(seen))


def test_listeners_are_told_after_the_commit_only(team, django_capture_on_commit_callbacks):
    from editorial.signals import content_published

    heard = []
    content_published.connect(lambda sender, item_id, **kwargs: heard.append(item_id), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            article = live_article(team)
            assert heard == []
        assert heard == [article.item_id]
    finally:
        content_published.disconnect(dispatch_uid="test")


def test_source_without_a_citation_mark_still_counts(team):
    article = make_article(team.writer)
    article.sources.set([make_source(title="Only this")])
    save(article, team.writer)

    assert "Only this" in head_of(article).signed.text


def test_refusal_names_no_signature_that_was_taken_back_or_covers_a_part(team):
    article = make_article(team.writer)
    actions.revoke_sign_off(sign_off=sign(article, team), by=team.lead, reason="Forged.")
    sign(article, team, part="one-section")

    with pytest.raises(errors.NotSigned, match="Nobody has signed off this text") as refusal:
        actions.publish(revision=head_of(article), by=team.publisher)
    assert "Patients still see" not in str(refusal.value)


def test_refusal_says_that_patients_still_see_the_text_before(team):
    article = live_article(team)
    save(article, team.writer, title="Sore wrist")

    with pytest.raises(errors.NotSigned, match="Patients still see the text that was live before"):
        actions.publish(revision=head_of(article), by=team.publisher)
    actions.withdraw(item=article.item, by=team.publisher, reason="Wrong.")
    with pytest.raises(errors.NotSigned) as refusal:
        actions.publish(revision=head_of(article), by=team.publisher)
    assert "Patients still see" not in str(refusal.value)


def test_emptied_older_text_does_not_stop_the_next_signature(team):
    article = make_article(team.writer)
    old = head_of(article)
    save(article, team.writer, title="Sore wrist")
    facts = {"by": team.administrator, "together_with": team.lead, "reason": "A court order."}
    actions.redact(item=article.item, digests=[old.digest], **facts)

    assert put_live(article, team).title == "Sore wrist"


def test_withdrawn_page_is_not_relisted_and_replaces_nothing(team):
    article, other = live_article(team), live_article(team, title="Other")
    actions.withdraw(item=article.item, by=team.publisher, reason="Wrong.")
    save(fresh(article), team.writer, synonyms="sore wrist")

    with pytest.raises(errors.NotLive):
        actions.relist(item=article.item, by=team.publisher)
    with pytest.raises(errors.NothingToDo):
        actions.withdraw(item=other.item, by=team.publisher, reason="Merged.", replaced_by=article.item)


def test_text_that_was_signed_before_its_origin_was_asked_keeps_its_signature(team):
    article = make_article(team.writer)
    document = {**json.loads(head_of(article).signed.text)}
    del document["origin"]
    policy.check_facts("article", document)
    with pytest.raises(errors.FactsMissing, match="where the text comes from"):
        policy.check_facts("article", document, is_put_forward=True)


def test_waiver_lets_no_text_pass_that_does_not_say_where_it_comes_from(team):
    article = make_article(team.writer, text_origin="")
    until = clock.today() + dt.timedelta(days=30)
    with pytest.raises(errors.FactsMissing, match="where the text comes from"):
        actions.waive(revision=head_of(article), by=team.lead, reason="A safety notice.", until=until)
