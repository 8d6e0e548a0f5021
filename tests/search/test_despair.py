"""Whoever asks in despair is shown help and ways on, and no list of pages."""

import pytest

from editorial import actions
from search import index
from tests.search.test_views import ADDRESS, text_of

pytestmark = pytest.mark.django_db
DESPAIR = "i want to kill myself"


@pytest.fixture
def lice(shelf):
    shelf.article("Head lice", body="<p>Shampoo does not kill them.</p>", tags=["Hair"])
    shelf.article("Nits", body="<p>How to kill nits.</p>")


def test_no_page_is_listed_for_despair(client, lice):
    response = client.get(ADDRESS, {"q": DESPAIR})
    page = response.content.decode()
    for wrong in (
        'class="entry',
        "<mark>",
        "Head lice",
        "Nits",
        'class="filters',
        "Nothing",
        "spelling",
        "Results for",
    ):
        assert wrong not in page


def test_despair_is_told_what_helps_now(client, lice):
    text = text_of(client.get(ADDRESS, {"q": DESPAIR}))
    for told in (
        "Talk to somebody now",
        "by day and by night",
        "helps",
        "nearest emergency department",
        "stay with you",
    ):
        assert told in text
    assert (
        text.index("nearest emergency department") < text.index("Ways on") < text.index("A to Z", text.index("Ways on"))
    )


def test_heading_for_despair_does_not_say_the_words_again(client, lice):
    page = client.get(ADDRESS, {"q": DESPAIR}).content.decode()
    assert page.count(DESPAIR) == 1  # in the field, where they can be changed
    assert page.count('role="search"') == 1


@pytest.mark.parametrize("narrowed", [{"kind": "test", "topic": "hair"}, {"page": "2"}, {"typed": "1"}], ids=str)
def test_despair_is_answered_so_however_the_list_is_narrowed(client, lice, narrowed):
    text = text_of(client.get(ADDRESS, {"q": DESPAIR, **narrowed}))
    assert "Talk to somebody now" in text and "filter" not in text


def test_other_signs_of_danger_keep_their_results(client, shelf):
    shelf.article("Restless legs")
    response = client.get(ADDRESS, {"q": "I can't feel my legs"})
    assert response.context["danger"].signs
    assert [result.entry.title for result in response.context["results"]] == ["Restless legs"]
    assert "nearest emergency department" not in text_of(response)


@pytest.mark.parametrize(
    "asked",
    [
        "i wanna die", "i want to kill my self", "dont wanna live", "i dont wanna be here", "want 2 die", "i wnat to die",
        "i want to sleep and never wake up", "kil myself", "kill myslef", "kiero morir",
    ],
)  # fmt: skip
def test_despair_is_understood_however_it_is_written(client, lice, asked):
    assert "Talk to somebody now" in text_of(client.get(ADDRESS, {"q": asked}))


def test_whoever_types_the_title_of_a_page_gets_it_too(client, shelf):
    shelf.article("Better off without me", body="<p>A film of our hospital.</p>")
    shelf.article("Without fear", body="<p>Better off without me, better off.</p>")
    page = client.get(ADDRESS, {"q": "better off without me"})
    assert "nearest emergency department" in text_of(page)
    assert [result.entry.title for result in page.context["results"]] == ["Better off without me"]


def test_title_of_a_page_that_was_withdrawn_hides_no_help(client, shelf, team):
    page = shelf.article("Better off without me", body="<p>A film of our hospital.</p>")
    shelf.article("Without fear", body="<p>Better off without me.</p>")
    with pytest.MonkeyPatch.context() as patch:  # an index that is behind still has it
        client.get(ADDRESS, {"q": "fear"})
        patch.setattr(index.Keeper, "ready", lambda self, stamp=None: self.last_seen)
        actions.withdraw(item=page.item, by=team.publisher, reason="Old.")
        answer = client.get(ADDRESS, {"q": "better off without me"})
    assert "Talk to somebody now" in text_of(answer) and answer.context["results"] == []
