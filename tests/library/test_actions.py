"""A change of what pages share makes work, and changes no page."""

import datetime as dt
import json

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles.models import QuestionSetBlock, Section, StatisticBlock
from editorial import actions as gate
from editorial import clock, errors
from editorial.models import Event, Publication
from editorial.showing import show_on_paper
from editorial.verify import problems
from library import actions
from library.models import Organisation, Picture, Source, Statistic
from portal.paper.card import card
from portal.paper.leaflet import leaflet
from tests.making import (
    fresh,
    head_of,
    live_article,
    live_term,
    make_article,
    make_organisation,
    make_question_set,
    make_source,
    make_statistic,
    put_live,
    save,
    sign,
)

pytestmark = pytest.mark.django_db
RETRACTED = "A source of this page was taken back"
OPENED = "The review was opened again and is to be done by"


def source_of(article) -> Source:
    return article.sources.get()


def change_source(source, by, **fields) -> int:
    source = Source.objects.get(pk=source.pk)
    for name, value in fields.items():
        setattr(source, name, value)
    return actions.save_source(source=source, by=by)


def retract(source, team, note="The data were invented.") -> int:
    return change_source(source, team.writer, status="retracted", status_note=note)


def put_live_again(article, team, **fields):
    save(article, team.writer, **fields)
    put_live(article, team)


def publication_of(article) -> Publication:
    return Publication.objects.get(item=article.item_id)


def text_at(address: str) -> str:
    return Client().get(address).content.decode()


def test_retracted_source_opens_the_review_for_two_weeks_and_leaves_the_text(team):
    article = live_article(team, slug="wrist")
    before = publication_of(article).revision_id
    assert retract(source_of(article), team) == 1
    publication = publication_of(article)
    assert publication.reopened_until == clock.today() + dt.timedelta(days=actions.DAYS_RETRACTED)
    assert publication.reopened_because == "The source “Bones and you” was retracted: The data were invented."
    assert (publication.revision_id, publication.basis) == (before, "signed")
    assert list(problems()) == []


def test_readers_are_told_of_a_retracted_source_at_once(team):
    article = live_article(team, slug="wrist")
    assert RETRACTED not in text_at("/en/wrist/")
    retract(source_of(article), team)
    page = text_at("/en/wrist/")
    assert RETRACTED in page
    assert "Bones and you" in page


def test_readers_of_a_paper_copy_are_told_by_its_code(team):
    article = live_article(team)
    retract(source_of(article), team)
    assert RETRACTED in text_at(f"/check/{publication_of(article).code}/")


@pytest.mark.parametrize(
    ("status", "days"), [("superseded", actions.DAYS_SUPERSEDED), ("corrected", actions.DAYS_CORRECTED)]
)
def test_superseded_and_corrected_sources_are_work_and_no_warning(team, status, days):
    article = live_article(team, slug="wrist")
    assert change_source(source_of(article), team.writer, status=status, status_note="Look.") == 1
    publication = publication_of(article)
    assert publication.reopened_until == clock.today() + dt.timedelta(days=days)
    assert publication.retracted_source == ""
    assert RETRACTED not in text_at("/en/wrist/")


WORDS_BESIDE = {
    "retracted": "Taken back by those who published it.",
    "superseded": "A newer one has replaced it.",
    "corrected": "Corrected by those who published it.",
}


@pytest.mark.parametrize("status", WORDS_BESIDE)
def test_list_of_sources_says_what_happened_to_each(team, status):
    article = live_article(team, slug="wrist")
    before = publication_of(article)
    change_source(source_of(article), team.writer, status=status, status_note="Look.")
    page, after = text_at("/en/wrist/"), publication_of(article)
    assert [words for words in WORDS_BESIDE.values() if words in page] == [WORDS_BESIDE[status]]
    with translation.override("en"):
        listed = [part for part in _leaflet_of(after)["parts"] if part["is"] == "sources"]
    assert listed[0]["items"][0][-1] == WORDS_BESIDE[status]
    assert (after.revision_id, after.code) == (before.revision_id, before.code)


def test_source_that_was_corrected_before_the_signature_is_not_told_as_later(team):
    article = live_article(team, slug="wrist")
    change_source(source_of(article), team.writer, status="corrected", status_note="Look.")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)):
        put_live_again(article, team, summary="Most broken wrists heal in eight weeks.")
        assert WORDS_BESIDE["corrected"] not in text_at("/en/wrist/")
        because, until = "A number was changed.", clock.today() + dt.timedelta(days=30)
        gate.reopen_review(item=article.item, because=because, until=until, by=team.writer)
        page = text_at("/en/wrist/")
    assert WORDS_BESIDE["corrected"] in page
    assert "since this page" not in page


@pytest.mark.parametrize(("days", "is_earlier"), [(40, True), (200, False)])
def test_opened_review_never_moves_the_day_on_the_page_to_a_later_one(team, days, is_earlier):
    article = live_article(team, slug="wrist")
    due = clock.today() + dt.timedelta(days=days)
    Publication.objects.filter(item=article.item_id).update(next_review_on=due)
    change_source(source_of(article), team.writer, status="superseded", status_note="Look.")
    publication = publication_of(article)
    told = due if is_earlier else publication.reopened_until
    for said in (text_at("/en/wrist/"), json.dumps(_leaflet_of(publication))):
        assert f"{OPENED} {told.strftime('%-d %B %Y')}." in said


def test_page_that_needs_no_review_says_that_it_is_looked_at_as_its_card_does(team):
    article = make_article(team.writer, slug="who-we-are", article_kind="organisation")
    publication = gate.publish(revision=head_of(article), by=team.publisher)
    assert publication.basis == "none_needed"
    until = dt.date(2031, 12, 9)
    gate.reopen_review(item=article.item, because="A number was changed.", until=until, by=team.writer)
    page, paper = text_at("/en/who-we-are/"), json.dumps(_leaflet_of(publication_of(article)))
    for said in (page, paper):
        assert "Being checked again" in said
        assert "To be done by 9 December 2031." in said
        assert OPENED not in said


def test_sources_that_hold_cost_no_question_and_say_nothing(team):
    live_article(team, slug="wrist")
    with CaptureQueriesContext(connection) as captured:
        page = text_at("/en/wrist/")
    assert [words for words in WORDS_BESIDE.values() if words in page] == []
    assert [query for query in captured if "library_source" in query["sql"]] == []


def test_question_set_in_another_page_marks_its_own_sources(team):
    source = make_source(title="Old answers")
    question_set = make_question_set(team.writer)
    cited = f'<p>Six weeks.<sup data-cite="{source.uid}"></sup></p>'
    question_set.questions.update(answer=cited)
    save(question_set, team.writer)
    put_live(question_set, team)
    article = make_article(team.writer, slug="wrist")
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=90, question_set=question_set)
    save(article, team.writer)
    put_live(article, team)
    assert WORDS_BESIDE["retracted"] not in text_at("/en/wrist/")
    retract(source, team)
    assert WORDS_BESIDE["retracted"] in text_at("/en/wrist/")
    assert OPENED in text_at("/en/wrist/")


def test_day_of_the_next_review_is_the_one_by_which_it_was_opened_again(team):
    article = live_article(team, slug="wrist")
    retract(source_of(article), team)
    publication = publication_of(article)
    page, paper = text_at("/en/wrist/"), json.dumps(_leaflet_of(publication))
    old = publication.next_review_on.strftime("%-d %B %Y")
    assert publication.reopened_until != publication.next_review_on
    for said in (page, paper):
        assert f"{OPENED} {publication.reopened_until.strftime('%-d %B %Y')}." in said
        assert old not in said


@pytest.mark.parametrize(("status", "words"), [("retracted", RETRACTED), ("corrected", "Being checked again")])
def test_lists_say_that_the_review_is_open_again(team, status, words):
    article = live_article(team, slug="wrist")
    assert words not in text_at("/en/")
    change_source(source_of(article), team.writer, status=status, status_note="Look.")
    assert words in text_at("/en/")


def test_picture_for_links_names_no_reviewer_while_a_source_is_taken_back(team):
    article = live_article(team, slug="wrist")
    retract(source_of(article), team)
    with translation.override("en"):
        assert card(show_on_paper(_with_documents(article), clock.today()))["reviewed"] == RETRACTED


def _leaflet_of(publication) -> dict:
    with translation.override("en"):
        shown = show_on_paper(_with_documents(publication), clock.today())
        return leaflet(shown, "a4", publication.code)


def _with_documents(draft) -> Publication:
    return Publication.objects.with_documents().get(item=draft.item_id)


def test_retraction_by_mistake_is_taken_back_with_its_event(team):
    article = live_article(team, slug="wrist")
    source = source_of(article)
    retract(source, team)
    change_source(source, team.publisher, status="current", status_note="")
    publication = publication_of(article)
    assert (publication.reopened_at, publication.retracted_source) == (None, "")
    assert RETRACTED not in text_at("/en/wrist/")
    assert Event.objects.filter(item=article.item_id).latest("seq").verb == "end_reopening"
    assert list(problems()) == []


def test_a_writer_alone_takes_no_warning_away_from_readers(team):
    article = live_article(team, slug="wrist")
    source = source_of(article)
    retract(source, team)
    with pytest.raises(errors.NotAllowed):
        change_source(source, team.writer, status="current", status_note="")
    assert RETRACTED in text_at("/en/wrist/")


def test_other_reasons_stay_when_one_is_taken_back(team):
    article = live_article(team)
    first, second = source_of(article), make_source(title="Second")
    article.sources.add(second)
    save(article, team.writer)
    put_live(article, team)
    retract(first, team)
    retract(second, team, "Copied.")
    change_source(second, team.publisher, status="current", status_note="")
    publication = publication_of(article)
    assert publication.reopened_because == "The source “Bones and you” was retracted: The data were invented."
    assert publication.retracted_source == "Bones and you"


def test_retraction_is_taken_back_whatever_the_source_is_called(team):
    article = live_article(team)
    source = source_of(article)
    change_source(source, team.writer, title="Bones  and\u2003you ")
    put_live_again(article, team)
    retract(source, team)
    change_source(source, team.writer, title="Bones, and you")
    change_source(source, team.publisher, status="current", status_note="")
    because = publication_of(article).reopened_because
    assert "was retracted" not in because
    assert because.startswith("The source “Bones and you ” is described otherwise.")


@pytest.mark.parametrize("note", ["Copied.", "The data were invented."])
def test_reason_of_another_source_of_the_same_title_stays(team, note):
    article = live_article(team)
    first, second = source_of(article), make_source()
    article.sources.add(second)
    save(article, team.writer)
    put_live(article, team)
    retract(first, team)
    retract(second, team, note)
    change_source(second, team.publisher, status="current", status_note="")
    publication = publication_of(article)
    assert publication.reopened_because == "The source “Bones and you” was retracted: The data were invented."
    assert publication.retracted_source == "Bones and you"
    change_source(first, team.publisher, status="current", status_note="")
    assert publication_of(article).reopened_at is None
    assert list(problems()) == []


def retracted_before_reasons_named_their_source(article, team):
    """A page as the event of an older version left it."""
    title = "Bones and you"
    because, until = f"The source “{title}” was retracted: Invented.", clock.today() + dt.timedelta(days=14)
    gate.reopen_reviews(items=[article.item_id], because=because, until=until, by=team.writer, retracted_source=title)
    assert "thing" not in json.loads(Event.objects.filter(item=article.item_id).latest("seq").facts)


def test_retraction_from_before_reasons_named_their_source_is_taken_back(team):
    article = live_article(team, slug="wrist")
    Source.objects.update(status="retracted", status_note="Invented.")
    retracted_before_reasons_named_their_source(article, team)
    gate.reopen_review(item=article.item, because="A figure changed.", until=clock.today(), by=team.writer)
    change_source(source_of(article), team.publisher, status="current", status_note="")
    assert publication_of(article).reopened_because == "A figure changed."
    assert RETRACTED not in text_at("/en/wrist/")


def test_old_retraction_that_may_be_that_of_a_namesake_stays(team):
    article = live_article(team)
    first, second = source_of(article), make_source()
    article.sources.add(second)
    save(article, team.writer)
    put_live(article, team)
    Source.objects.update(status="retracted", status_note="Invented.")
    retracted_before_reasons_named_their_source(article, team)
    change_source(second, team.publisher, status="current", status_note="")
    assert publication_of(article).retracted_source == "Bones and you"
    assert publication_of(article).reopened_because == "The source “Bones and you” was retracted: Invented."
    change_source(first, team.publisher, status="current", status_note="")
    assert publication_of(article).reopened_at is None


def test_correction_stays_a_reason_when_a_retraction_is_taken_back(team):
    article = live_article(team)
    source = source_of(article)
    change_source(source, team.writer, status="corrected", status_note="A dose was wrong.")
    retract(source, team)
    change_source(source, team.publisher, status="current", status_note="")
    assert publication_of(article).reopened_because == "The source “Bones and you” was corrected: A dose was wrong."


def test_number_that_is_filled_in_later_is_no_change(team):
    source = source_of(live_article(team))
    assert change_source(source, team.writer, doi="10.1000/182", edition="2nd edition") == 0
    assert change_source(source, team.writer, doi="10.1000/183") == 1


def test_checking_a_source_again_is_no_change(team):
    assert change_source(source_of(live_article(team)), team.writer, checked_on=clock.today()) == 0


def test_changed_figure_says_both_sentences(team):
    statistic = make_statistic()
    article = make_article(team.writer)
    StatisticBlock.objects.create(parent=article, region="main", ordering=50, statistic=statistic)
    save(article, team.writer)
    put_live(article, team)
    statistic = Statistic.objects.get(pk=statistic.pk)
    statistic.low, statistic.sentence = 7, "7 to 10 in every 100 women."
    assert actions.save_statistic(statistic=statistic, by=team.writer) == 1
    because = publication_of(article).reopened_because
    assert because.startswith("The figure “Breaks” was changed.")
    assert "→ “7 to 10 in every 100 women.”" in because


def test_changed_telephone_of_an_organisation_is_work(team):
    organisation = make_organisation()
    article = make_article(team.writer)
    article.support.add(organisation)
    save(article, team.writer)
    put_live(article, team)
    organisation = Organisation.objects.get()
    organisation.phone = "0800 999"
    assert actions.save_organisation(organisation=organisation, by=team.writer) == 1
    organisation.checked_on = clock.today()
    assert actions.save_organisation(organisation=organisation, by=team.writer) == 0


def test_page_in_draft_is_not_reopened(team):
    article = make_article(team.writer)
    assert retract(source_of(article), team) == 0


def test_draft_that_no_longer_uses_it_does_not_hide_the_live_page(team):
    article = live_article(team)
    source = source_of(article)
    article.sources.set([make_source(title="Other")])
    save(article, team.writer)
    assert retract(source, team) == 1


def test_reviewer_saves_nothing(team):
    source = make_source()
    with pytest.raises(errors.NotAllowed):
        change_source(source, team.reviewer, title="Other")
    assert Source.objects.get().title == "Bones and you"


def test_review_is_done_by_a_text_that_was_signed_afterwards(team):
    article = live_article(team)
    source = source_of(article)
    retract(source, team)
    article.sources.set([make_source(title="Newer")])
    save(article, team.writer)
    put_live(article, team)
    publication = publication_of(article)
    assert (publication.reopened_at, publication.reopened_because, publication.retracted_source) == (None, "", "")


def test_signature_from_before_does_not_settle_it(team):
    article = live_article(team)
    change = source_of(article)
    save(article, team.writer, summary="Six weeks.")
    sign(article, team)
    change_source(change, team.writer, status="corrected", status_note="A table was wrong.")
    gate.publish(revision=head_of(article), by=team.publisher)
    assert publication_of(article).reopened_at is not None


def test_text_that_still_rests_on_the_retracted_source_is_not_published(team):
    article = live_article(team)
    retract(source_of(article), team)
    save(article, team.writer, summary="Six weeks.")
    with pytest.raises(errors.FindingsBlock, match="was retracted"):
        gate.submit(revision=head_of(article), by=team.writer)


def test_organisation_page_is_settled_by_a_text_that_changed_afterwards(team):
    article = make_article(team.writer, article_kind="organisation", slug="us")
    organisation = make_organisation()
    article.support.add(organisation)
    save(article, team.writer)
    gate.publish(revision=head_of(article), by=team.publisher)
    organisation = Organisation.objects.get()
    organisation.phone = "0800 999"
    actions.save_organisation(organisation=organisation, by=team.writer)
    gate.publish(revision=head_of(article), by=team.publisher)
    assert publication_of(article).reopened_at is not None, "the same text settles nothing"
    save(fresh(article), team.writer)
    gate.publish(revision=head_of(article), by=team.publisher)
    assert publication_of(article).reopened_at is None


def test_definition_on_a_retracted_source_opens_on_its_own_page_only(team):
    source = make_source(title="Old words")
    term = live_term(team, title="splint", definition="A hard support for a broken bone.")
    term.sources.add(source)
    save(term, team.writer)
    put_live(term, team)
    article = make_article(team.writer, slug="wrist")
    Section.objects.filter(parent=article).update(body="<p>You get a splint.</p>")
    save(article, team.writer)
    put_live(article, team)
    assert "A hard support" in text_at("/en/wrist/")
    retract(source, team)
    assert "A hard support" not in text_at("/en/wrist/")
    assert RETRACTED in text_at("/en/glossary/splint/")


def test_many_pages_cost_a_few_questions_each(team, django_assert_max_num_queries):
    source = make_source(title="Everywhere")
    for number in range(6):
        article = make_article(team.writer, title=f"Page {number}")
        article.sources.add(source)
        save(article, team.writer)
        put_live(article, team)
    with django_assert_max_num_queries(20 + 6 * 10):
        assert retract(source, team) == 6
    assert Publication.objects.filter(reopened_at__isnull=False).count() == 6


def test_new_words_of_a_picture_are_work_only_where_pages_freeze_them(team):
    picture = Picture(name="Wrist", credit="Ours", licence="CC0", file="pictures/x.png", width=10, height=10)
    Picture.objects.bulk_create([picture])
    picture = Picture.objects.get()
    picture.credit = "Theirs"
    assert actions.save_picture(picture=picture, by=team.writer) == 0


def test_long_sentences_are_told_from_where_they_part(team):
    organisation = make_organisation(offers=f"{'Many words. ' * 15}Open on Monday.")
    article = make_article(team.writer)
    article.support.add(organisation)
    save(article, team.writer)
    put_live(article, team)
    organisation.offers = organisation.offers.replace("Monday", "Friday")
    actions.save_organisation(organisation=organisation, by=team.writer)
    assert "Open on Monday.” → “…" in publication_of(article).reopened_because
    assert publication_of(article).reopened_because.endswith("Open on Friday.”")
