"""The panel beside a form that two people changed: it checks what is typed, and settles and locks nothing.

Outside a transaction, as in life: whatever wants a lock there fails.
"""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from editorial.models import Revision
from tests.forms import form_data
from tests.making import fresh, make_article, save

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(team, with_check):
    with_check()
    return make_article(team.writer, sections=2)


@pytest.fixture
def client(team, article):
    client = Client()
    client.force_login(team.writer.user)
    return client


def address(article, page):
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


@pytest.fixture
def refused(team, article, client):
    """The form as it comes back to the second editor, with a choice for each part that both changed."""
    form = form_data(client.get(address(article, "change")))
    save(article, team.second_writer, title="Their forbidden title", summary="Theirs.")
    answer = client.post(address(article, "change"), form | {"title": "Mine", "summary": "My forbidden summary."})
    assert answer.status_code == 409
    found = form_data(answer)
    assert {"_part-title", "_part-summary"} <= set(found)
    return found


@pytest.mark.parametrize("choice", ["mine", "theirs", "", "neither"])
def test_panel_checks_what_is_typed_whatever_is_chosen_beside_it(article, client, refused, choice):
    assert not connection.in_atomic_block
    chosen = {"_part-title": choice, "_part-summary": choice, "_part-nothing": choice}
    answer = client.post(address(article, "check"), refused | chosen)
    assert answer.status_code == 200
    found = [(f["name"], f["words"]) for f in answer.json()["findings"] if f["check"] == "X99"]
    assert found == [("summary", "forbidden")]
    assert (fresh(article).title, Revision.objects.count()) == ("Their forbidden title", 2)


def test_choice_is_settled_by_the_save_that_follows(article, client, refused):
    client.post(address(article, "check"), refused | {"_part-title": "theirs"})
    over = {"_over": str(fresh(article).item.head_id), "_part-title": "theirs", "_part-summary": "mine"}
    assert client.post(address(article, "change"), refused | over).status_code == 302
    assert (fresh(article).title, fresh(article).summary) == ("Their forbidden title", "My forbidden summary.")
