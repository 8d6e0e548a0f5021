"""What editors do about search."""

import json

import pytest

from editorial import actions as gate
from editorial import errors, verify
from editorial.models import Event
from search import actions
from search.models import AskedCount, BestBet, NotForUs, Synonym
from tests.making import fresh, live_article, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(team):
    return live_article(team, title="Oedema")


@pytest.fixture
def counted(db):
    return AskedCount.objects.create(day="2026-05-04", language="en", words="hubbub", times=12, without_answer=12)


def synonym(by, **facts):
    return actions.add_synonym(**{"language": "en", "asked": "Puffy feet", "means": "Oedema", "by": by} | facts)


def bet(by, article, **facts):
    return actions.add_best_bet(**{"language": "en", "asked": "Puffy feet", "item": article.item, "by": by} | facts)


def last_event():
    event = Event.objects.order_by("-pk").first()
    return event.verb, event.by, json.loads(event.facts)


def test_synonym_is_kept_with_who_and_when_and_an_event(team):
    kept = synonym(team.publisher, asked=" Swelling  of the Legs? ")
    assert (kept.asked, kept.asked_key, kept.first_word) == ("Swelling of the Legs?", "swelling legs", "swelling")
    assert kept.means_key == "oedema"
    verb, by, facts = last_event()
    assert (verb, by) == ("add_synonym", team.publisher)
    assert (facts["asked"], facts["means"], facts["language"]) == ("Swelling of the Legs?", "Oedema", "en")


def test_removed_synonym_leaves_an_event_that_says_what_it_was(team):
    kept = synonym(team.publisher)
    actions.remove_synonym(synonym=kept, by=team.publisher)
    assert not Synonym.objects.exists()
    verb, _, facts = last_event()
    assert (verb, facts["asked"], facts["means"]) == ("remove_synonym", "Puffy feet", "Oedema")
    with pytest.raises(errors.NothingToDo):
        actions.remove_synonym(synonym=Synonym(pk=kept.pk or 1), by=team.publisher)


@pytest.mark.parametrize(
    "facts",
    [
        {"asked": "  "},
        {"asked": "one two three four five six seven eight nine"},
        {"asked": "a" * 130},
        {"asked": "the"},
        {"asked": "What is it?"},
        {"asked": "el", "language": "es"},
        {"means": "?!"},
        {"means": "puffy FEET"},
        {"language": "xx"},
    ],
    ids=[
        "nothing",
        "too many words",
        "too long",
        "little",
        "little ones",
        "little in Spanish",
        "means nothing",
        "the same",
        "no language",
    ],
)
def test_synonym_is_refused_with_a_sentence(team, facts):
    with pytest.raises(errors.NothingToDo):
        synonym(team.publisher, **facts)
    assert not Synonym.objects.exists()
    assert not Event.objects.filter(verb="add_synonym").exists()


def test_little_word_is_refused_as_what_it_is(team):
    with pytest.raises(errors.NothingToDo, match="leaves out little words such as “the”"):
        synonym(team.publisher, asked="the")
    synonym(team.publisher, asked="the bends")


@pytest.mark.parametrize("asked", ["I want to die", "chest pain", "quiero morir"])
def test_sign_of_danger_means_nothing_else(team, article, asked):
    for act in (lambda: synonym(team.publisher, asked=asked), lambda: bet(team.publisher, article, asked=asked)):
        with pytest.raises(errors.NothingToDo, match="sign of danger"):
            act()
    assert not Synonym.objects.exists() and not BestBet.objects.exists()


def test_same_synonym_is_kept_once(team):
    synonym(team.publisher)
    with pytest.raises(errors.NothingToDo, match="kept already"):
        synonym(team.publisher, asked="the puffy feet", means="OEDEMA")
    synonym(team.publisher, language="es")
    synonym(team.publisher, means="Heart failure")
    assert Synonym.objects.count() == 3


def test_one_thing_has_a_bounded_number_of_meanings(team):
    for number in range(actions.MOST_MEANINGS):
        synonym(team.publisher, means=f"meaning {number}")
    with pytest.raises(errors.NothingToDo, match="Remove one"):
        synonym(team.publisher, means="one more")


def test_page_is_recommended_with_an_event(team, article):
    kept = bet(team.publisher, article)
    verb, _, facts = last_event()
    assert (verb, facts["asked"], facts["page"]) == ("add_best_bet", "Puffy feet", str(article.item.uid))
    with pytest.raises(errors.NothingToDo, match="already"):
        bet(team.publisher, article, asked="puffy FEET")
    actions.remove_best_bet(best_bet=kept, by=team.publisher)
    assert last_event()[0] == "remove_best_bet"
    assert not BestBet.objects.exists()


@pytest.mark.parametrize("place", [0, 100, 999_999_999_999, -1])
def test_recommended_page_has_a_place_that_can_be_read(team, article, place):
    with pytest.raises(errors.NothingToDo, match="from 1 to 99"):
        bet(team.publisher, article, ordering=place)
    assert not BestBet.objects.exists()
    assert bet(team.publisher, article, ordering=99).ordering == 99


def test_only_a_live_page_of_the_language_is_recommended(team, article):
    draft = make_article(team.writer, title="Draft")
    for page, language in ((draft, "en"), (article, "es")):
        with pytest.raises(errors.NotLive):
            bet(team.publisher, page, language=language)
    gate.withdraw(item=article.item, by=team.lead, reason="It is out of date.")
    with pytest.raises(errors.NotLive):
        bet(team.publisher, fresh(article))


def test_few_pages_are_recommended_for_one_question(team, article):
    others = [live_article(team, title=f"Page {number}") for number in range(3)]
    for page in others:
        bet(team.publisher, page)
    with pytest.raises(errors.NothingToDo, match="Remove one"):
        bet(team.publisher, article)


def test_question_that_is_not_for_us_is_put_aside_and_brought_back(team, counted):
    actions.dismiss_gap(language="en", asked="hubbub", by=team.publisher)
    assert NotForUs.objects.get().words == "hubbub"
    with pytest.raises(errors.NothingToDo):
        actions.dismiss_gap(language="en", asked="hubbub", by=team.publisher)
    actions.return_gap(language="en", asked="hubbub", by=team.publisher)
    assert not NotForUs.objects.exists()
    with pytest.raises(errors.NothingToDo):
        actions.return_gap(language="en", asked="hubbub", by=team.publisher)


def test_history_does_not_keep_the_words_of_readers(team, counted):
    actions.dismiss_gap(language="en", asked="hubbub", by=team.publisher)
    actions.return_gap(language="en", asked="hubbub", by=team.publisher)
    told = Event.objects.filter(verb__in=["dismiss_gap", "return_gap"]).values_list("facts", flat=True)
    assert len(told) == 2
    assert not any("hubbub" in facts for facts in told)


def test_what_nobody_asked_is_not_put_aside(team):
    with pytest.raises(errors.NothingToDo):
        actions.dismiss_gap(language="en", asked="hubbub", by=team.publisher)


@pytest.mark.parametrize("role", ["writer", "reviewer", "lead", "administrator"])
def test_each_act_needs_the_permission(team, article, counted, role):
    kept, recommended = synonym(team.publisher), bet(team.publisher, article)
    before = Event.objects.count()
    by = getattr(team, role)
    for act in (
        lambda: synonym(by, asked="other"),
        lambda: actions.remove_synonym(synonym=kept, by=by),
        lambda: bet(by, article, asked="other"),
        lambda: actions.remove_best_bet(best_bet=recommended, by=by),
        lambda: actions.dismiss_gap(language="en", asked="hubbub", by=by),
        lambda: actions.return_gap(language="en", asked="hubbub", by=by),
    ):
        with pytest.raises(errors.NotAllowed):
            act()
    assert (Event.objects.count(), Synonym.objects.count(), BestBet.objects.count()) == (before, 1, 1)


def test_history_stays_provable(team, article, counted):
    kept, recommended = synonym(team.publisher), bet(team.publisher, article)
    actions.remove_synonym(synonym=kept, by=team.publisher)
    actions.remove_best_bet(best_bet=recommended, by=team.publisher)
    actions.dismiss_gap(language="en", asked="hubbub", by=team.publisher)
    assert list(verify.problems()) == []
