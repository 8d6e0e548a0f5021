import pytest
from django.db import transaction

from articles.models import Article, CareCard, Section
from editorial import actions, errors
from editorial.models import Event, Item, Revision, Use
from tests.making import add_care_card, fresh, head_of, make_article, make_person, make_question_set, save

pytestmark = pytest.mark.django_db


def test_save_draft_freezes_every_block_tag_and_source(team):
    article = make_article(team.writer, tags=["bone"], synonyms="wrist fracture\n\nwrist fracture\nbroken arm")
    add_care_card(article)
    save(article, team.writer)

    import json

    revision = head_of(article)
    signed, listing = json.loads(revision.signed.text), json.loads(revision.listing.text)
    assert [block["type"] for block in signed["blocks"]] == ["care_card", "section"]
    assert signed["blocks"][0]["phones"] == [{"label": "Emergency services", "number": "999"}]
    assert signed["sources"][0]["publisher"] == "Example Press"
    assert listing["tags"] == ["bone"]
    assert listing["synonyms"] == ["wrist fracture", "broken arm"]


def test_save_draft_of_an_unchanged_draft_makes_no_revision(team):
    article = make_article(team.writer)

    revision, is_new = actions.save_draft(draft=article, by=team.writer, based_on=article.item.head_id)

    assert not is_new
    assert Revision.objects.filter(item=article.item).count() == 1
    assert revision.pk == article.item.head_id


def test_save_draft_over_a_newer_revision_is_refused(team):
    article = make_article(team.writer)
    started_from = article.item.head_id
    save(article, team.second_writer, title="Broken wrist bones")

    with pytest.raises(errors.StaleDraft) as refusal:
        actions.save_draft(draft=article, by=team.writer, based_on=started_from)

    assert "Walter Writer saved revision 2" in str(refusal.value)


def test_save_draft_twice_with_one_token_saves_once(team):
    article = make_article(team.writer)
    Article.objects.filter(pk=article.pk).update(title="Sore wrist")
    actions.save_draft(draft=article, by=team.writer, based_on=article.item.head_id, token="form-1")
    Article.objects.filter(pk=article.pk).update(title="Very sore wrist")

    with pytest.raises(errors.AlreadySaved):
        actions.save_draft(draft=article, by=team.writer, based_on=fresh(article).item.head_id, token="form-1")


@pytest.mark.parametrize("role", ["reviewer", "clinical lead", "administrator", ""])
def test_save_draft_is_for_writers_and_publishers(team, role):
    article = make_article(team.writer)

    with pytest.raises(errors.NotAllowed):
        actions.save_draft(draft=article, by=make_person("Somebody", role), based_on=article.item.head_id)


def test_superuser_without_a_role_may_do_nothing(team):
    article = make_article(team.writer)
    powerful = make_person("Root", "", superuser=True)

    with pytest.raises(errors.NotAllowed):
        actions.save_draft(draft=article, by=powerful, based_on=article.item.head_id)
    with pytest.raises(errors.NoContributor):
        actions.save_draft(draft=article, by=None, based_on=article.item.head_id)


def test_address_comes_from_the_title_and_never_twice(team):
    first = make_article(team.writer, title="Broken wrist")
    second = make_article(team.writer, title="Broken wrist")

    assert (first.item.slug, second.item.slug) == ("broken-wrist", "broken-wrist-2")


def test_address_follows_the_title_until_the_page_is_public(team):
    article = make_article(team.writer, title="Imported page")
    save(article, team.writer, title="Broken wrist")
    assert fresh(article).item.slug == "broken-wrist"

    actions.save_draft(draft=fresh(article), by=team.writer, based_on=fresh(article).item.head_id, slug="wrist")
    save(fresh(article), team.writer, title="Sore wrist")
    assert fresh(article).item.slug == "wrist"


@pytest.mark.parametrize("slug", ["topics", "search", "a-z", "admin"])
def test_addresses_of_the_site_itself_are_reserved(team, slug):
    with pytest.raises(errors.AddressReserved):
        make_article(team.writer, slug=slug)


def test_address_of_another_page_is_refused(team):
    make_article(team.writer, slug="wrist")

    with pytest.raises(errors.AddressTaken):
        make_article(team.writer, slug="wrist")


def test_health_page_cannot_become_an_organisation_page(team):
    article = make_article(team.writer)

    with pytest.raises(errors.KindFixed):
        save(article, team.writer, article_kind="organisation")


def test_language_of_a_page_is_for_life(team):
    article = make_article(team.writer)
    Item.objects.filter(pk=article.item_id).update(language="es")

    with pytest.raises(errors.LanguageFixed):
        save(fresh(article), team.writer)


def test_submit_names_who_asked_and_whom(team):
    article = make_article(team.writer)

    actions.submit(revision=head_of(article), by=team.writer, reviewer=team.reviewer)

    item = fresh(article).item
    assert (item.put_forward_id, item.put_forward_by, item.reviewer) == (item.head_id, team.writer, team.reviewer)


def test_submit_without_a_main_message_or_source_says_what_is_missing(team):
    article = make_article(team.writer, summary="")
    article.sources.clear()
    save(article, team.writer)

    with pytest.raises(errors.FactsMissing) as refusal:
        actions.submit(revision=head_of(article), by=team.writer)

    assert "main message is missing" in str(refusal.value)
    assert "No source is named" in str(refusal.value)


def test_submit_of_an_old_revision_is_refused(team):
    article = make_article(team.writer)
    old = head_of(article)
    save(article, team.second_writer, title="Sore wrist")

    with pytest.raises(errors.StaleDraft):
        actions.submit(revision=old, by=team.writer)


def test_new_words_take_the_text_out_of_review(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    save(fresh(article), team.writer, title="Sore wrist")

    assert fresh(article).item.put_forward is None


def test_new_tags_leave_the_text_in_review(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)
    article = fresh(article)
    article.tags.add("bone")
    save(article, team.writer)

    assert fresh(article).item.put_forward is not None


def test_request_changes_needs_a_request(team):
    article = make_article(team.writer)
    actions.submit(revision=head_of(article), by=team.writer)

    with pytest.raises(errors.ReasonMissing):
        actions.request_changes(revision=head_of(article), by=team.reviewer, note=" ")
    actions.request_changes(revision=head_of(article), by=team.reviewer, note="Say how long it takes to heal.")

    assert fresh(article).item.put_forward is None
    assert Event.objects.filter(item=article.item, verb="request_changes", note__text__contains="how long").exists()


def test_restore_makes_the_draft_say_the_old_words_again(team):
    article = make_article(team.writer, sections=3, tags=["bone"])
    add_care_card(article)
    save(article, team.writer)
    old = head_of(article)
    uids = set(Section.objects.filter(parent=article).values_list("uid", flat=True))
    Section.objects.filter(parent=article).delete()
    CareCard.objects.filter(parent=article).update(heading="Call 111 if:")
    article.tags.clear()
    save(article, team.writer, title="Something else")

    restored = actions.restore(revision=old, by=team.writer, based_on=fresh(article).item.head_id)

    assert (restored.signed_id, restored.listing_id) == (old.signed_id, old.listing_id)
    assert restored.restored_from == old
    assert set(Section.objects.filter(parent=article).values_list("uid", flat=True)) == uids


def test_restore_of_a_question_set_keeps_its_questions(team):
    question_set = make_question_set(team.writer, questions=["Will it heal?", "Can I drive?"])
    old = head_of(question_set)
    question_set.questions.all().delete()
    save(question_set, team.writer, title="Other questions")

    assert actions.restore(revision=old, by=team.writer, based_on=fresh(question_set).item.head_id).digest == old.digest


def test_draft_cannot_be_deleted(team):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        make_article(team.writer).delete()


def test_uses_answer_where_a_thing_is_used(team):
    article = make_article(team.writer)

    uses = Use.objects.filter(revision=head_of(article), kind="source")

    assert [use.uid for use in uses] == [article.sources.get().uid]


def test_failed_save_leaves_no_item_behind(team):
    before = Item.objects.count()

    with pytest.raises(errors.AddressReserved), transaction.atomic():
        make_article(team.writer, slug="topics")

    assert Item.objects.count() == before
