"""Where is this used: one page for everything that pages share."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import PictureBlock, QuestionSetBlock, Section, StatisticBlock
from editorial import actions
from library.actions import save_source
from library.models import Picture
from tests.making import (
    live_article,
    live_term,
    make_article,
    make_organisation,
    make_person,
    make_question_set,
    make_source,
    make_statistic,
    put_live,
    save,
)

pytestmark = pytest.mark.django_db


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def used(person, kind, uid, **question):
    response = browser(person).get(reverse("where_used", args=[kind, uid]), question)
    assert response.status_code == 200
    return response


def rows(response):
    """Title, where it stands, and each place as words."""
    return [
        (
            row.item.title,
            "+".join(name for name, is_there in (("live", row.in_live), ("draft", row.in_draft)) if is_there),
            [" | ".join(filter(None, [s.spot.where, s.spot.words, s.spot.locator])) for s in row.stands],
        )
        for row, _ in response.context["rows"]
    ]


def cite(article, source, body):
    Section.objects.filter(parent=article).update(body=body.format(source.uid))


def test_citation_is_shown_with_its_section_its_sentence_and_its_locator(team):
    source = make_source(title="Cited")
    article = make_article(team.writer)
    cite(
        article,
        source,
        '<p>Rest it. Six weeks in a splint are enough for most people.<sup data-cite="{}" data-locator="Table 4"></sup></p>',
    )
    save(article, team.writer)
    put_live(article, team)
    response = used(team.writer, "source", source.uid)
    assert rows(response) == [
        ("Broken wrist", "live+draft", ["Part 1 | Six weeks in a splint are enough for most people. | Table 4"])
    ]
    assert "Table 4" in response.content.decode()


def test_place_that_only_one_text_has_says_so(team):
    source = make_source(title="Cited")
    article = make_article(team.writer)
    cite(article, source, '<p>Rest it.<sup data-cite="{}"></sup></p>')
    save(article, team.writer)
    put_live(article, team)
    cite(article, source, '<p>Move it.<sup data-cite="{}"></sup></p>')
    save(article, team.writer)
    page = " ".join(used(team.writer, "source", source.uid).content.decode().split())
    assert "(only live)" in page
    assert "(only in the draft)" in page


def test_page_whose_draft_dropped_it_is_still_listed_as_live(team):
    article = live_article(team)
    source = article.sources.get()
    article.sources.set([make_source(title="Other")])
    save(article, team.writer)
    assert rows(used(team.writer, "source", source.uid)) == [
        ("Broken wrist", "live", ["Other sources | Named for the page as a whole"])
    ]


def test_figures_that_rest_on_a_source_are_listed_too(team):
    statistic = make_statistic()
    article = make_article(team.writer)
    StatisticBlock.objects.create(parent=article, region="main", ordering=50, statistic=statistic, heading="Breaks")
    save(article, team.writer)
    of_source = used(team.writer, "source", statistic.source.uid)
    assert "Figure: Breaks" in of_source.content.decode()
    assert rows(of_source) == rows(used(team.writer, "statistic", statistic.uid))
    assert rows(of_source)[0][1:] == ("draft", [f"Breaks | {statistic.sentence}"])


def test_organisation_and_picture_are_found_in_their_places(team):
    organisation = make_organisation()
    Picture.objects.bulk_create(
        [Picture(name="W", credit="O", licence="CC0", file="pictures/x.png", width=9, height=9)]
    )
    picture = Picture.objects.get()
    article = make_article(team.writer)
    article.support.add(organisation)
    PictureBlock.objects.create(parent=article, region="main", ordering=50, picture=picture, alt="A wrist")
    save(article, team.writer)
    assert rows(used(team.writer, "organisation", organisation.uid))[0][2] == [
        "Who can help | Advice by phone. · 0800 123"
    ]
    assert rows(used(team.writer, "picture", picture.uid))[0][2] == ["Part 1 | A wrist"]


def test_pages_that_place_link_to_and_relate_to_a_page_are_listed(team):
    questions = make_question_set(team.writer)
    put_live(questions, team)
    article = make_article(team.writer)
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=50, question_set=questions)
    Section.objects.filter(parent=article).update(
        body=f'<p>See <a data-page="{questions.item.uid}">the questions</a>.</p>'
    )
    article.related.add(questions.item)
    save(article, team.writer)
    assert rows(used(team.writer, "page", questions.item.uid)) == [
        (
            "Broken wrist",
            "draft",
            ["Part 1 | the questions", "Part 1 | All its questions stand here", "Related pages"],
        )
    ]


def test_term_is_shown_where_it_is_marked(team):
    term = live_term(team, title="splint", definition="A hard support for a broken bone.")
    article = make_article(team.writer)
    Section.objects.filter(parent=article).update(body="<p>You get a splint.</p><p>The splint is hard.</p>")
    save(article, team.writer)
    assert rows(used(team.writer, "page", term.item.uid))[0][2] == ["Part 1 | You get a splint."]


def test_contributor_is_found_as_author_and_as_reviewer(team):
    author = make_person("Dr Anna Author", "")
    article = make_article(team.writer)
    article.authors.add(author)
    save(article, team.writer)
    put_live(article, team)
    assert rows(used(team.writer, "contributor", author.uid)) == [("Broken wrist", "live+draft", ["Author"])]
    assert rows(used(team.writer, "contributor", team.reviewer.uid)) == [("Broken wrist", "live", ["Reviewer"])]


def test_deadline_of_a_review_that_was_opened_again_is_shown(team):
    article = live_article(team)
    source = article.sources.get()
    source.status, source.status_note = "superseded", "A newer one."
    save_source(source=source, by=team.writer)
    assert "to be looked at by" in used(team.writer, "source", source.uid).content.decode()


def test_withdrawn_page_uses_it_in_its_draft_only(team):
    article = live_article(team)
    actions.withdraw(item=article.item, by=team.publisher, reason="Wrong.")
    assert rows(used(team.writer, "source", article.sources.get().uid))[0][1] == "draft"


def test_what_no_page_uses_says_so(team):
    assert "No page uses it" in used(team.writer, "source", make_source().uid).content.decode()


def test_forms_lead_there(team):
    article = live_article(team)
    source = article.sources.get()
    address = reverse("where_used", args=["source", source.uid])
    form = browser(team.writer).get(reverse("admin:library_source_change", args=[source.pk])).content.decode()
    assert f'<a href="{address}">1 page</a>' in form
    page = browser(team.writer).get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert reverse("where_used", args=["page", article.item.uid]) in page
    person = browser(team.lead).get(reverse("admin:editorial_contributor_change", args=[team.writer.pk]))
    assert reverse("where_used", args=["contributor", team.writer.uid]) in person.content.decode()


def test_administrator_sees_no_drafts_by_this_door(team):
    live_article(team)
    for address in ([("contributor", team.writer.uid)], [("source", make_source().uid)]):
        client = browser(team.administrator)
        assert client.get(reverse("where_used", args=address[0])).status_code == 403


def test_unknown_kind_and_unknown_thing_are_not_found(team):
    client = browser(team.writer)
    uid = "11111111-1111-4111-8111-111111111111"
    for kind in ("teapot", "source", "page", "contributor"):
        assert client.get(reverse("where_used", args=[kind, uid])).status_code == 404


def test_it_costs_the_same_with_more_pages_and_comes_in_parts(team):
    source = make_source(title="Everywhere")

    def fill(count, start):
        for number in range(start, start + count):
            article = make_article(team.writer, title=f"Page {number:02}")
            article.sources.add(source)
            save(article, team.writer)

    client, address = browser(team.writer), reverse("where_used", args=["source", source.uid])

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    fill(1, 0)
    cost()
    few = cost()
    fill(29, 1)
    assert cost() == few <= 12
    assert len(rows(used(team.writer, "source", source.uid))) == 25
    assert len(rows(used(team.writer, "source", source.uid, page="2"))) == 5
