"""A page begun as a copy of another says the same, and is a page of its own."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, CareCard, Section
from editorial import actions, errors
from editorial.models import Event, Item, SignOff
from editorial.verify import problems
from faq.models import Question, QuestionSet
from library.models import Term
from tests.making import (
    add_care_card,
    fresh,
    head_of,
    live_article,
    live_term,
    make_article,
    make_organisation,
    make_question_set,
    put_live,
    sign,
)

pytestmark = pytest.mark.django_db


def sign_in(person):
    client = Client()
    client.force_login(person.user)
    return client


def address(draft, page="duplicate"):
    options = draft._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[draft.pk])


def test_copy_has_the_same_text_with_blocks_of_its_own(team):
    article = make_article(team.writer, sections=2, tags=["bone"], country="GB", involvement="Patients read it.")
    add_care_card(article, phones="Emergency services")
    article.authors.add(team.writer)
    article.support.add(make_organisation())

    copy = fresh(actions.duplicate(draft=article, by=team.second_writer))

    assert (copy.title, copy.involvement, copy.text_origin) == ("Copy of Broken wrist", "Patients read it.", "original")
    assert list(copy.tags.names()) == ["bone"]
    assert [list(getattr(copy, name).all()) for name in ("sources", "support", "authors")] == [
        list(getattr(article, name).all()) for name in ("sources", "support", "authors")
    ]
    sections = Section.objects.order_by("parent", "ordering")
    assert [s.body for s in sections.filter(parent=copy)] == [s.body for s in sections.filter(parent=article)]
    assert CareCard.objects.get(parent=copy).phones == "Emergency services"
    assert len({section.uid for section in sections}) == 4


def test_copy_has_an_item_of_its_own_and_nothing_of_the_review(team):
    article = live_article(team)

    copy = actions.duplicate(draft=article, by=team.second_writer)

    item = fresh(copy).item
    assert (item.owner, item.head.number, item.slug) == (team.second_writer, 1, "copy-of-broken-wrist")
    assert item.put_forward is None
    assert item.reviewer is None
    assert not item.addresses.exists()
    assert not SignOff.objects.filter(revision__item=item).exists()
    assert list(problems()) == []


def test_copy_of_an_import_can_be_imported_no_second_time_and_has_no_notes(team):
    article = make_article(team.writer, import_digest="a" * 64, import_notes="Read also: elbows")

    copy = fresh(actions.duplicate(draft=article, by=team.writer))

    assert (copy.import_digest, copy.import_notes) == ("", "")


def test_copy_of_a_translation_is_none(team):
    source = live_article(team)
    article = make_article(team.writer, title="Muñeca rota", language="es", translation_of=source.item)

    copy = fresh(actions.duplicate(draft=article, by=team.writer))

    assert (copy.translation_of, copy.translated_from, copy.item.language) == (None, None, "es")


def test_question_sets_and_terms_are_copied_too(team):
    questions = actions.duplicate(draft=make_question_set(team.writer, questions=["One?", "Two?"]), by=team.writer)
    term = actions.duplicate(draft=live_term(team, forms="metastases"), by=team.writer)

    assert [q.question for q in Question.objects.filter(question_set=questions)] == ["One?", "Two?"]
    assert isinstance(fresh(questions), QuestionSet)
    assert (fresh(term).title, fresh(term).forms) == ("Copy of metastasis", "metastases")
    assert Term.objects.count() == 2


def test_long_title_still_fits(team):
    article = make_article(team.writer, title="W" * 100)

    assert len(fresh(actions.duplicate(draft=article, by=team.writer)).title) == 100


def test_whoever_wrote_the_original_cannot_sign_the_copy(team):
    reviewer = team.reviewer
    reviewer.user.groups.add(*team.writer.user.groups.all())
    article = make_article(type(reviewer).objects.get(pk=reviewer.pk))
    copy = actions.duplicate(draft=article, by=team.writer)
    copy_of_copy = actions.duplicate(draft=copy, by=team.writer)

    for draft in (copy, copy_of_copy):
        with pytest.raises(errors.OwnText):
            sign(draft, team)


def test_copy_goes_through_the_gate_like_any_page(team):
    copy = actions.duplicate(draft=live_article(team), by=team.writer)

    put_live(copy, team)

    assert head_of(copy).number == 1
    assert list(problems()) == []


def test_button_leads_to_the_form_of_the_copy(team):
    article = make_article(team.writer)
    client = sign_in(team.second_writer)
    assert f'action="{address(article)}"' in client.get(address(article, "change")).content.decode()

    answer = client.post(address(article))

    copy = Article.objects.get(title="Copy of Broken wrist")
    assert answer.url == address(copy, "change")
    assert Event.objects.get(item=copy.item, verb="duplicate").by == team.second_writer
    history = client.get(reverse("admin:articles_article_history", args=[copy.pk])).content.decode()
    assert "began this page as a copy of another" in history


def test_looking_at_the_address_copies_nothing(team):
    article = make_article(team.writer)

    assert sign_in(team.writer).get(address(article)).url == address(article, "change")
    assert Item.objects.filter(kind="article").count() == 1


def test_copying_is_for_those_who_may_write(team):
    article = make_article(team.writer)

    assert sign_in(team.reviewer).post(address(article)).status_code == 403
    with pytest.raises(errors.NotAllowed):
        actions.duplicate(draft=article, by=team.reviewer)
    assert Item.objects.filter(kind="article").count() == 1


def test_account_without_a_contributor_gets_a_sentence(team):
    article = make_article(team.writer)
    client = sign_in(team.second_writer)
    type(team.second_writer).objects.filter(pk=team.second_writer.pk).update(user=None)

    answer = client.post(address(article), follow=True)

    assert "not linked to a contributor" in answer.content.decode()
    assert Item.objects.filter(kind="article").count() == 1
